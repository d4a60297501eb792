// What a word looks like to the rules for sentence ends, whatever language it is of.
#pragma once

#include <algorithm>
#include <string_view>

#include "signs.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text::sentences {

inline bool has_lower_second(std::string_view word) {
  if (word.empty()) return false;
  const Decoded first = decode(word, 0);
  return first.length < word.size() && is_lower(decode(word, first.length).code_point);
}

/// "iPhone", "wikiHow": a small letter that is not one.
inline bool has_inner_capital(std::string_view word) {
  for (std::size_t at = 1; at < word.size(); ++at) {
    if (word[at] >= 'A' && word[at] <= 'Z') return true;
  }
  return false;
}

/// "1", "2.3", "a", "A": what list items and sections are counted with.
inline bool is_list_label(std::string_view word) {
  constexpr std::size_t kLongest = 6;
  if (word.size() == 1 && (is_ascii_digit(word[0]) || (word[0] >= 'a' && word[0] <= 'z'))) return true;
  return word.size() <= kLongest && word.size() != 4 &&
         std::all_of(word.begin(), word.end(), [](char c) { return is_ascii_digit(c) || c == '.'; });
}

inline bool is_roman(std::string_view word) {
  return !word.empty() && word.find_first_not_of("IVXLC") == std::string_view::npos;
}

inline bool is_single(std::string_view word) {
  return !word.empty() && decode(word, 0).length == word.size() && is_any_letter(decode(word, 0).code_point);
}

/// Hindi ends sentences with a danda; a full stop behind one syllable marks an abbreviation.
inline bool is_short_devanagari(std::string_view word) {
  return properties(decode(word, 0).code_point).script == Script::Devanagari && count_code_points(word) <= 3;
}

}  // namespace textmill::text::sentences
