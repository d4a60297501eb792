// "Figure 2.1 The town hall": captions begin with a name and a number.
#pragma once

#include <cstddef>

#include "passage.hpp"

namespace textmill::text::sentences {

/// End of the number at the begin of a caption if it is a sentence of its own, as it is without a mark behind
/// it; else 0.
std::size_t bare_caption_number_end(const Passage& passage);

/// Whether the number that begins at `number` is that of "Figure 2." at the begin of the passage.
bool is_caption_number(const Passage& passage, std::size_t number);

}  // namespace textmill::text::sentences
