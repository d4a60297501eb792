// How many syllables a written word has: what readability formulas need. By rules on letters, without a
// dictionary; English words are right in nine of ten, see README.md.
#pragma once

#include <cstdint>
#include <string_view>

namespace textmill::keyword_density {

/// The syllables of one word, at least 1. `language`: de, en, es, fr, it, nl, pt or ru; others are counted
/// by groups of vowels. Linear in the word.
std::uint32_t count_syllables(std::string_view word, std::string_view language);

}  // namespace textmill::keyword_density
