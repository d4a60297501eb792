// Learns the word model's weights from texts with reference summaries.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "../src/summarizer.hpp"
#include "gold.hpp"

namespace textmill::summarizer::maker {

/// Texts of one kind. Within a set every text counts the same, and within a text every word.
struct TrainingSet {
  std::string name;
  std::vector<GoldText> texts;
  double weight = 1;  ///< of the whole set
};

/// Part `part` of `parts` is left out, for cross-validation; `parts` 0 leaves nothing out.
struct Fold {
  std::size_t part = 0;
  std::size_t parts = 0;
  bool holds(std::size_t text) const { return parts != 0 && text % parts == part; }
};

/// The weights with the least loss on all texts but those of the fold. The same input gives the same weights.
WordWeights train(std::span<const TrainingSet> sets, Fold left_out = {});

/// True if the text may be learnt from: its licence allows every use, also commercial. Rows without a licence
/// of their own are under that of their set.
bool may_learn_from(const GoldText& text);

/// Mean ROUGE of summaries against their best references.
struct Score {
  double rouge1 = 0;
  double rouge2 = 0;
  double words = 0;  ///< of a summary
  std::size_t texts = 0;

  void add(const Score& other);
};

/// Summarizes the texts of `fold` (all of them if it has no parts) and scores the result.
Score score(const std::vector<GoldText>& texts, const Options& options, Fold fold = {});

}  // namespace textmill::summarizer::maker
