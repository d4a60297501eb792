// What single characters mean to the rules for sentence ends.
#pragma once

#include <string_view>

#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text::sentences {

inline bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
inline bool is_ascii_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }
inline bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// What `decode` gives; without a call for the characters most texts consist of.
inline Decoded sign_at(std::string_view text, std::size_t at) {
  return is_ascii(text[at]) ? Decoded{static_cast<unsigned char>(text[at]), 1} : decode(text, at);
}

inline bool is_blank(char32_t c) {
  if (c < 0x80) return c <= 32 || c == 127;
  const Category category = properties(c).category;
  return is_space(c) || category == Category::Cf || category == Category::Cc;
}

/// Bytes of the character at `at` if its first two tell that it ends no sentence, else 0: U+0400 to U+04FF,
/// to U+093F and U+0980 to U+0FFF among the scripts of India and its neighbours, U+4000 to U+9FFF.
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

/// End marks as wide as a Chinese character, which have no blank behind them.
inline bool is_wide(char32_t c) {
  return c == 0x3002 || c == 0xFF01 || c == 0xFF0E || c == 0xFF1F || c == 0xFF61;
}

/// Quotation marks that close as well as open.
inline bool is_ambiguous(char32_t c) {
  return c == '"' || c == '\'' || properties(c).category == Category::Pi;
}

inline bool is_stop(std::string_view text, std::size_t at) { return at < text.size() && text[at] == '.'; }

inline bool begins_digit(std::string_view text, std::size_t at) {
  return at < text.size() && is_ascii_digit(text[at]);
}

inline bool begins_word(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const Category category = properties(sign_at(text, at).code_point).category;
  return is_letter(category) || is_number(category);
}

inline std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

}  // namespace textmill::text::sentences
