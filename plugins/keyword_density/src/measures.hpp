// How often, where and how evenly a phrase stands in a text.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "phrases.hpp"
#include "words.hpp"

namespace textmill::keyword_density {

struct Measures {
  std::uint32_t count = 0;                       ///< occurrences
  std::uint32_t words = 0;                       ///< of the main text
  double density = 0;                            ///< 100 * count / words
  double word_share = 0;                         ///< 100 * words inside occurrences / words
  std::array<std::uint32_t, kRoles> per_role{};  ///< occurrences by Role
  std::uint32_t in_first_paragraph = 0;          ///< occurrences in the first block of role Body
  std::uint32_t headings = 0;  ///< headings of the text; `per_role` says how many occurrences
  std::uint32_t headings_with = 0;
  std::uint32_t paragraphs = 0;
  std::uint32_t paragraphs_with = 0;
  std::uint32_t sentences = 0;
  std::uint32_t sentences_with = 0;
  double longest_gap = 0;  ///< percent of the words: the longest stretch without an occurrence
  double evenness = 0;     ///< 0 to 100: tenths of the text with an occurrence, of those that could have one
};

/// Measures the occurrences of one phrase, which are in order. A text without words gives zeros.
Measures measure(const Words& words, std::span<const Occurrence> occurrences);

}  // namespace textmill::keyword_density
