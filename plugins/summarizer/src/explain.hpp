// Why a sentence was chosen, in words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "article.hpp"
#include "terms.hpp"
#include "word_model.hpp"

namespace textmill::summarizer {

/// Explains chosen sentences in the order they were chosen: what an earlier one has said is no reason for a
/// later one. Everything given must outlive the explainer.
class Explainer {
 public:
  Explainer(const Article& article, const TermIndex& index, const WordModel& model,
            std::span<const float> chances);

  /// Where the sentence's weight comes from, and the weightiest words it is the first to say, as
  /// "position 48%, frequency 35%, names 17%; new: pakistan, visit, imf". Words [first, end) of the article.
  std::string explain(std::uint32_t first_word, std::uint32_t end_word);

 private:
  std::vector<std::uint32_t> new_words(std::uint32_t first_word, std::uint32_t end_word);
  EvidenceVector add_evidence(std::span<const std::uint32_t> words) const;

  const Article& article_;
  const TermIndex& index_;
  WordModel model_;
  std::span<const float> chances_;
  std::vector<std::uint8_t> told_;
};

}  // namespace textmill::summarizer
