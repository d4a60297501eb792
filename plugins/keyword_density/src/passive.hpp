// English sentences in the passive voice: a form of "be" with a participle behind it.
#pragma once

#include <span>
#include <string>

namespace textmill::keyword_density {

/// True if the folded words of one sentence have a passive: "was built", "has not yet been told", "is being
/// repaired". Only adverbs may stand between; participles that mostly describe a state ("interested",
/// "married", "used to") are none. Questions ("Was it built?") are not seen.
bool has_passive(std::span<const std::string> folded_words);

}  // namespace textmill::keyword_density
