// Choosing sentences so that together they cover what a summary should say, in as few words as they can.
//
// The value of a choice is the F1 it is expected to reach against a reference summary of about
// `reference_words` words: 2 * (sum of the chances of the distinct words covered) / (words +
// reference_words). Greedy, each step the sentence that raises it most (Lin & Bilmes 2011, "A class of
// submodular functions for document summarization", with learnt word weights). A covered word counts once, so
// what has been said already adds nothing. Gains only fall, so an old gain is an upper bound and most are
// never looked at again: the cost is near the number of words, not sentences times choices.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fitness.hpp"

namespace textmill::summarizer {

struct Candidate {
  std::uint32_t sentence = 0;
  std::uint32_t first_word = 0;  ///< of the article's words
  std::uint32_t end_word = 0;
  std::uint32_t characters = 0;  ///< code points of its span; only if they are limited
  Fitness fitness = Fitness::Good;
  bool points_back = false;
  float factor = 1;  ///< what its gain is multiplied by
};

struct CoverLimits {
  std::uint32_t sentences = UINT32_MAX;
  std::uint32_t words = UINT32_MAX;
  std::uint32_t characters = UINT32_MAX;
  float reference_words = 25;
  bool stop_when_worse = false;  ///< stop where one more sentence would lower the expected value
};

/// What the words of the article are worth.
struct CoverWords {
  std::span<const std::uint32_t> terms;  ///< of each word of the article
  std::span<const float> chances;        ///< of each term, 0 to 1
  std::span<const std::uint8_t> stop;    ///< of each term: 1 for a function word, else 0
  /// Of each word: twice its term, and 1 more if its sentence has said the term before. May be left out.
  std::span<const std::uint32_t> uses = {};
};

struct Pick {
  std::uint32_t candidate = 0;
  float value = 0;  ///< expected F1 of the choice up to and with this one
  float gain = 0;   ///< expected reference words it adds
};

/// The picks, best first. Candidates that say nearly nothing new are passed over. `candidates` are in reading
/// order. Ties go to the earlier sentence, so that the answer is always the same.
std::vector<Pick> cover(std::span<const Candidate> candidates, const CoverWords& words,
                        const CoverLimits& limits);

}  // namespace textmill::summarizer
