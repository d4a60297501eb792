// What single characters and list labels mean to the rules for sentence ends.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text {

inline bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
inline bool is_ascii_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }
inline bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

inline bool is_blank(char32_t c) {
  if (c < 0x80) return c <= 32 || c == 127;
  const Category category = properties(c).category;
  return is_space(c) || category == Category::Cf || category == Category::Cc;
}

/// Bytes of the character at `at` if its first two tell that it ends no sentence, else 0: U+0400 to U+04FF, to
/// U+093F and U+0980 to U+0FFF among the scripts of India and its neighbours, U+4000 to U+9FFF.
inline std::size_t unmarked_length(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte >= 0xE4 && byte <= 0xE9) return 3;
  if (byte >= 0xD0 && byte <= 0xD3) return 2;
  if (byte != 0xE0 || at + 1 >= text.size()) return 0;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  return second == 0xA4 || second >= 0xA6 ? 3 : 0;
}

inline bool is_any_letter(char32_t c) { return is_letter(properties(c).category); }

inline bool is_wide_script(char32_t c) {
  const Script script = properties(c).script;
  return script == Script::Han || script == Script::Hiragana || script == Script::Katakana;
}

/// Marks that end sentences wherever they are used.
inline bool is_end_mark(char32_t c) {
  if (c < 0x80) return c == '.' || c == '!' || c == '?';
  const SentenceBreak kind = properties(c).sentence;
  return c == 0x2026 || kind == SentenceBreak::STerm || kind == SentenceBreak::ATerm;
}

/// Colon and semicolon are the full stop of Armenian and the question mark of Greek.
inline bool is_end_mark_of(char32_t c, char32_t before) {
  if (c == ':') return properties(before).script == Script::Armenian;
  if (c == ';' || c == 0x037E) return properties(before).script == Script::Greek;
  return is_end_mark(c);
}

inline bool is_closing(char32_t c) {
  if (c < 0x80) return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}';
  const Category category = properties(c).category;
  return category == Category::Pe || category == Category::Pf || category == Category::Pi;
}

inline bool is_opening(char32_t c) {
  if (c < 0x80)
    return c == '"' || c == '\'' || c == '(' || c == '[' || c == '{' || c == '`' || c == '_' || c == '*';
  const Category category = properties(c).category;
  return category == Category::Ps || category == Category::Pi || category == Category::Pf || c == 0xBF ||
         c == 0xA1;
}

inline bool is_dash(char32_t c) { return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015; }

/// Signs that carry a sentence on.
inline bool is_weak(char32_t c) {
  return c == ',' || c == ';' || c == ':' || c == ')' || c == '|' || c == '/' || is_dash(c);
}

inline bool is_quote(char32_t c) {
  if (c < 0x80) return c == '"' || c == '\'';
  const Category category = properties(c).category;
  return category == Category::Pf || category == Category::Pi || c == 0x300D;
}

/// The numbers and letters lists are counted with: "3.", "3)", "3.)", "c)", "c.", "(3)".
struct ListMark {
  int value = 0;
  bool letter = false;
  std::string_view close;
  std::size_t end = 0;
};

inline std::optional<ListMark> list_mark_at(std::string_view text, std::size_t at) {
  ListMark mark;
  std::size_t end = at;
  while (end < text.size() && end - at < 2 && is_ascii_digit(text[end]))
    mark.value = 10 * mark.value + (text[end++] - '0');
  if (end == at && end < text.size() && text[end] >= 'a' && text[end] <= 'z') {
    mark.letter = true;
    mark.value = text[end++] - 'a' + 1;
  }
  if (end == at || end >= text.size() || (text[end] != '.' && text[end] != ')')) return std::nullopt;
  const bool both = text[end] == '.' && end + 1 < text.size() && text[end + 1] == ')';
  mark.close = text.substr(end, both ? 2 : 1);
  mark.end = end + mark.close.size();
  if (mark.end >= text.size() || !is_ascii_space(text[mark.end])) return std::nullopt;
  return mark;
}

inline bool follows(const ListMark& mark, const ListMark& next) {
  return next.letter == mark.letter && next.value == mark.value + 1 && next.close == mark.close;
}

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

inline bool is_wide(char32_t c) {
  return c == 0x3002 || c == 0xFF01 || c == 0xFF0E || c == 0xFF1F || c == 0xFF61;
}

inline bool is_ambiguous(char32_t c) {
  return c == '"' || c == '\'' || properties(c).category == Category::Pi;
}

}  // namespace textmill::text
