// "word. Next": a single full stop ends a sentence, an abbreviation, an initial or a number.
#pragma once

#include "decision.hpp"

namespace textmill::text::sentences {

/// `mark` is one full stop with white space behind it.
Decision decide_stop(const Passage& passage, const Mark& mark);

}  // namespace textmill::text::sentences
