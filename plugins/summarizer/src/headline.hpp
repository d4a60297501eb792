// One line out of one sentence.
#pragma once

#include <string>
#include <string_view>

namespace textmill::summarizer {

/// The sentence as a headline: without an opening connective ("However, "), who said it (", police said") and
/// its full stop, on one line, and cut at a clause if it is longer than `characters` code points. A quotation
/// or bracket is never cut in two; a sentence that cannot be cut well stays whole.
std::string headline_of(std::string_view sentence, std::size_t characters);

}  // namespace textmill::summarizer
