// Whether a sentence says again what one of the chosen ones has said.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace textmill::summarizer {

/// The content words of sentences, remembered so that near repeats are found without comparing all pairs: a
/// sentence that shares a large part of its words with another shares one of its rarest few.
class Repeats {
 public:
  /// Terms below `terms` are content words or, where `stop` says so, function words, which do not count.
  /// `share`: what part of a sentence's content words must be in a single other sentence to make it a repeat.
  Repeats(std::span<const std::uint8_t> stop, float share);

  /// Remembers a sentence, given as the terms of its words.
  void add(std::span<const std::uint32_t> words);

  /// True if one remembered sentence has the share of these words' content. Looks at no more than a fixed
  /// number of remembered sentences, the latest that share a rare word.
  bool has(std::span<const std::uint32_t> words);

 private:
  std::vector<std::uint32_t> content_of(std::span<const std::uint32_t> words) const;
  std::size_t count_common(std::uint32_t sentence);

  std::span<const std::uint8_t> stop_;
  float share_;
  std::vector<std::vector<std::uint32_t>> content_;         // of each remembered sentence, distinct
  std::vector<std::vector<std::uint32_t>> sentences_with_;  // of each term, ascending
  std::vector<std::uint8_t> asked_;                         // of each term: it is in the sentence asked about
};

}  // namespace textmill::summarizer
