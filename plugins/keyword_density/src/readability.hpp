// How hard a text is to read: lengths of sentences, paragraphs and sections, openings that repeat, the
// passive, Flesch's formula. For main text only; see README.md for the formulas and their sources.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "finding.hpp"
#include "words.hpp"

namespace textmill::keyword_density {

/// What is still easy to read. The defaults are those of plain-language guides and of the checkers that web
/// editors know; 0 for `sentence_words` is the language's own limit.
struct ReadabilityLimits {
  std::uint32_t sentence_words = 0;
  double long_sentences = 25;  ///< percent of the sentences that may be longer
  std::uint32_t paragraph_words = 150;
  std::uint32_t same_starts = 2;  ///< sentences in a row that may begin alike
  double passive = 10;            ///< percent of the sentences
  std::uint32_t section_words = 300;
  double flesch = 30;       ///< 0 to 100; below 30 is "very difficult" in Flesch's own table
  std::uint32_t notes = 5;  ///< findings on single sentences per rule
};

enum ReadabilityCheck : std::uint8_t {
  kSentenceLength = 1,
  kParagraphLength = 2,
  kSentenceStarts = 4,
  kPassive = 8,
  kHeadings = 16,
  kFlesch = 32,
  kAllChecks = 63,
};

struct Readability {
  std::uint32_t words = 0;      ///< of sentences in paragraphs, lists and quotations; of headings not
  std::uint32_t sentences = 0;  ///< there
  std::uint32_t paragraphs = 0;
  double words_per_sentence = 0;
  double long_sentences = 0;  ///< percent of the sentences
  std::uint32_t longest_sentence = 0;
  double words_per_paragraph = 0;
  std::uint32_t longest_paragraph = 0;
  std::uint32_t longest_section = 0;  ///< words between two headings
  double syllables_per_word = 0;      ///< of words with letters
  std::optional<double> flesch;       ///< for languages with a formula, and texts with words
  std::optional<double> passive;      ///< percent of the sentences; English only
  std::vector<Finding> findings;      ///< by rule; spans are of main text
};

/// The words a sentence may have in a language.
std::uint32_t sentence_limit(std::string_view language);

/// Measures a text of a language (ISO 639-1 code); `checks`: which findings to make. A text without words
/// gives zeros and no findings. Linear in the text.
Readability measure_readability(std::string_view text, const Words& words, std::string_view language,
                                const ReadabilityLimits& limits, std::uint8_t checks = kAllChecks);

}  // namespace textmill::keyword_density
