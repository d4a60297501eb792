// Whether a sentence ends at a mark.
#pragma once

#include "marks.hpp"
#include "passage.hpp"

namespace textmill::text::sentences {

struct Decision {
  SentenceRule rule;
  bool ends;
  bool sure = false;  ///< the rule is hardly ever wrong
};

/// Asks the rules, from the special to the general; the first that knows the mark decides. `mark` has been
/// read with what stands behind it, and something does.
Decision decide(const Passage& passage, const Mark& mark);

}  // namespace textmill::text::sentences
