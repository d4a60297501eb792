// What stands behind a mark that can end a sentence.
#pragma once

#include "marks.hpp"
#include "passage.hpp"

namespace textmill::text::sentences {

/// Passes what belongs to the sentence before, closing marks and references, and the marks that open the next
/// one; fills in the second half of `mark`.
void read_behind(const Passage& passage, Mark& mark);

}  // namespace textmill::text::sentences
