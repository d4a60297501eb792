#include "lines.hpp"

#include <array>

#include "textmill/text/sentences.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::segmenter {
namespace {

bool is_upper_ascii(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit_ascii(char c) { return c >= '0' && c <= '9'; }
bool is_letter_ascii(char c) { return (c >= 'a' && c <= 'z') || is_upper_ascii(c); }

/// Length of the line end at `at`, 0 if there is none.
std::size_t line_end_length(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c == '\n' || c == '\v' || c == '\f') return 1;
  if (c == '\r') return text.substr(at + 1, 1) == "\n" ? 2 : 1;
  if (c == 0xC2 && text.substr(at, 2) == "\u0085") return 2;
  if (c == 0xE2 && (text.substr(at, 3) == "\u2028" || text.substr(at, 3) == "\u2029")) return 3;
  return 0;
}

constexpr std::array<bool, 256> kMayEndLine = [] {
  std::array<bool, 256> table{};
  for (const unsigned c : {0x0A, 0x0B, 0x0C, 0x0D, 0xC2, 0xE2}) table[c] = true;
  return table;
}();

std::size_t find_line_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (kMayEndLine[static_cast<unsigned char>(text[at])] && line_end_length(text, at) > 0) return at;
    ++at;
  }
  return at;
}

/// Length of a bullet sign at the start of `line`, 0 if there is none. Signs that are also used in running
/// text count only if a blank follows.
std::size_t bullet_length(std::string_view line) {
  for (const std::string_view sign :
       {"•", "▪", "◦", "‣", "●", "○", "■", "□", "►", "▶", "➤", "✓", "✔", "⁃", "∙"}) {
    if (line.starts_with(sign)) return sign.size();
  }
  for (const std::string_view sign : {"- ", "* ", "+ ", "· ", "– ", "— ", "o ", "» "}) {
    if (line.starts_with(sign) && (sign != "o " || line.size() > 20)) return sign.size();
  }
  return 0;
}

/// "1." "12)" "(3)" "a)" "(iv)" followed by a blank.
bool has_number(std::string_view line) {
  std::size_t at = line.starts_with('(') ? 1 : 0;
  const std::size_t begin = at;
  while (at < line.size() && at - begin < 3 && is_digit_ascii(line[at])) ++at;
  const bool digits = at > begin;
  if (!digits) {
    while (at < line.size() && at - begin < 4 &&
           std::string_view("ivx").find(line[at]) != std::string_view::npos)
      ++at;
    if (at == begin && at < line.size() && is_letter_ascii(line[at])) ++at;
  }
  if (at == begin || at + 1 >= line.size()) return false;
  const bool mark = line[at] == ')' || (line[at] == '.' && begin == 0 && digits);
  return mark && line[at + 1] == ' ';
}

/// The last code point says that the line is a whole sentence.
bool is_closed(std::string_view line) {
  while (!line.empty()) {
    const text::Decoded last = text::decode_before(line, line.size());
    const char32_t c = last.code_point;
    const text::Properties& p = text::properties(c);
    if (c == '.' || c == '!' || c == '?' || c == 0x2026 || p.sentence == text::SentenceBreak::STerm)
      return true;
    const bool closing =
        p.category == text::Category::Pe || p.category == text::Category::Pf || c == '"' || c == '\'';
    if (!closing) return false;
    line.remove_suffix(last.length);
  }
  return false;
}

void count_words(std::string_view line, Line& out) {
  constexpr std::size_t kSmallWord = 3;
  std::size_t length = 0;  // of the word so far
  bool small = true;
  const auto end_word = [&] {
    out.small_words += length > 0 && length <= kSmallWord && small;
    length = 0;
    small = true;
  };
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    const bool wide = static_cast<unsigned char>(c) >= 0x80;
    const bool letter = is_letter_ascii(c) || wide;
    const bool digit = is_digit_ascii(c);
    out.letters += letter;
    if (letter || digit) {
      const bool capital = is_upper_ascii(c) || (wide && text::is_upper(text::decode(line, at).code_point));
      if (length == 0) {
        ++out.words;
        out.digits += digit;
        out.capitals += capital;
      }
      small &= letter && !capital;
      ++length;
    } else if (c == ' ' || c == '\t') {
      end_word();
    }
    while (wide && !text::is_boundary(line, at + 1)) ++at, ++out.letters;
  }
  end_word();
}

}  // namespace

void find_lines(std::string_view text, std::vector<Line>& out) {
  std::uint32_t blanks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = find_line_end(text, at);
    Line line;
    line.span = text::trimmed(text, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end < text.size() ? end + line_end_length(text, end) : end;
    if (line.span.empty()) {
      ++blanks;
      continue;
    }
    const std::size_t bullet = bullet_length(text_of(text, line.span));
    if (bullet > 0) {
      const Span rest =
          text::trimmed(text, {line.span.begin + static_cast<std::uint32_t>(bullet), line.span.end});
      line.bullet = !rest.empty();
      if (line.bullet) line.span = rest;
    }
    const std::string_view content = text_of(text, line.span);
    line.numbered = has_number(content);
    line.closed = is_closed(content);
    count_words(content, line);
    line.blanks_before = blanks;
    blanks = 0;
    out.push_back(line);
  }
}

}  // namespace textmill::segmenter
