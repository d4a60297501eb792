#include "lines.hpp"

#include <algorithm>
#include <iterator>

#include "textmill/text/ascii.hpp"
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

/// Finds line ends. Most texts have LF only, which one look at the whole text tells; then each is found by
/// the library's fastest search.
class LineEnds {
 public:
  explicit LineEnds(std::string_view text) : text_(text), others_(text::may_have_rare_line_ends(text)) {}

  /// The line end at or behind `at`, or the end of the text.
  std::size_t next(std::size_t at) const {
    if (!others_) return std::min(text_.find('\n', at), text_.size());
    while ((at = text::find_line_end_byte(text_, at)) < text_.size() && line_end_length(text_, at) == 0) ++at;
    return at;
  }

 private:
  std::string_view text_;
  bool others_;
};

/// Length of a bullet sign at the start of `line`, 0 if there is none. Signs that are also used in running
/// text count only if a blank follows.
std::size_t bullet_length(std::string_view line) {
  constexpr std::size_t kLongest = 20;  // bytes of a line whose "o " is a word
  const auto first = static_cast<unsigned char>(line[0]);
  if (first < 0x80) {
    if (line.size() < 2 || line[1] != ' ') return 0;
    return first == '-' || first == '*' || first == '+' || (first == 'o' && line.size() > kLongest) ? 2 : 0;
  }
  if (first != 0xE2 && first != 0xC2) return 0;
  for (const std::string_view sign :
       {"•", "▪", "◦", "‣", "●", "○", "■", "□", "►", "▶", "➤", "✓", "✔", "⁃", "∙"}) {
    if (line.starts_with(sign)) return sign.size();
  }
  for (const std::string_view sign : {"· ", "– ", "— ", "» "}) {
    if (line.starts_with(sign)) return sign.size();
  }
  return 0;
}

/// True if the bullet `line` begins with is a sign of running text, which is one only before a blank.
bool is_running_sign(std::string_view line, std::size_t bullet) {
  return static_cast<unsigned char>(line[0]) < 0x80 || line.substr(0, bullet).ends_with(' ');
}

/// True if the bullet that `line` begins with stands in it once more: then bullets set its parts apart, and
/// the first is no more outside the text than the others.
bool has_more_bullets(std::string_view line, std::size_t bullet) {
  const std::string_view sign = line.substr(0, bullet);
  if (is_running_sign(line, bullet)) return false;
  const std::size_t again = line.find(sign, bullet);
  return again != std::string_view::npos && line[again - 1] == ' ';
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

/// Number of bits. std::popcount is a call into a library where the machine need not have the instruction.
std::uint32_t count(std::uint64_t v) {
  v -= (v >> 1) & 0x5555555555555555ULL;
  v = (v & 0x3333333333333333ULL) + ((v >> 2) & 0x3333333333333333ULL);
  v = (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0FULL;
  return static_cast<std::uint32_t>((v * 0x0101010101010101ULL) >> 56);
}

/// The masks of the first `size` bytes from `at`. What is behind the line is loaded with it, not copied
/// around.
text::AsciiBlock block_of_line(std::string_view text, std::size_t at, std::size_t size) {
  text::AsciiBlock b = text::ascii_block(text, at);
  if (size >= 64) return b;
  const std::uint64_t line = (std::uint64_t{1} << size) - 1;
  for (std::uint64_t* mask : {&b.lower, &b.upper, &b.digit, &b.blank, &b.wide}) *mask &= line;
  return b;
}

/// Counts 64 bytes at a time. A word begins at a letter or digit that has a blank before it, or one or two
/// marks and then a blank; bytes beyond ASCII count as letters.
void count_words(std::string_view text, Line& out) {
  const std::string_view line = text_of(text, out.span);
  std::uint64_t carried_blank = 7;  // the three bytes before the line count as blanks
  std::uint64_t carried_mark = 0;
  for (std::size_t at = 0; at < line.size(); at += 64) {
    const text::AsciiBlock b = block_of_line(text, out.span.begin + at, line.size() - at);
    const std::uint64_t letters = b.lower | b.upper | b.wide;
    const std::uint64_t words = letters | b.digit;
    const std::uint64_t marks = ~(words | b.blank);
    const auto before = [](std::uint64_t mask, std::uint64_t carried, unsigned distance) {
      return mask << distance | carried >> (3 - distance);
    };
    const std::uint64_t starts =
        words & (before(b.blank, carried_blank, 1) |
                 (before(marks, carried_mark, 1) &
                  (before(b.blank, carried_blank, 2) |
                   (before(marks, carried_mark, 2) & before(b.blank, carried_blank, 3)))));
    out.words += count(starts);
    out.capitals += count(starts & b.upper);
    out.digits += count(starts & b.digit);
    out.letters += count(letters);
    const std::uint64_t ends = b.blank;
    const std::uint64_t one = starts & b.lower;
    const std::uint64_t two = one & b.lower >> 1;
    const std::uint64_t three = two & b.lower >> 2;
    out.small_words += count((one & ends >> 1) | (two & ends >> 2) | (three & ends >> 3));
    carried_blank = b.blank >> 61;
    carried_mark = marks >> 61;
  }
  if (!line.empty() && static_cast<unsigned char>(line[0]) >= 0x80) {
    out.capitals += text::is_upper(text::decode(line, 0).code_point);
  }
}

}  // namespace

void find_lines(std::string_view text, std::vector<Line>& out) {
  std::uint32_t blanks = 0;
  const LineEnds ends(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = ends.next(at);
    const Span span = text::trimmed(text, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end < text.size() ? end + line_end_length(text, end) : end;
    if (span.empty()) {
      ++blanks;
      continue;
    }
    Line& line = out.emplace_back();
    line.span = span;
    const std::size_t bullet = bullet_length(text_of(text, line.span));
    if (bullet > 0) {
      const Span rest =
          text::trimmed(text, {line.span.begin + static_cast<std::uint32_t>(bullet), line.span.end});
      line.bullet = !rest.empty() && !has_more_bullets(text_of(text, line.span), bullet);
      // a number is part of its item, and so is a bullet before the number
      const bool labelled =
          !is_running_sign(text_of(text, line.span), bullet) && has_number(text_of(text, rest));
      if (line.bullet && !labelled) line.span = rest;
    }
    const std::string_view content = text_of(text, line.span);
    line.numbered = has_number(content);
    line.closed = is_closed(content);
    count_words(text, line);
    line.blanks_before = blanks;
    blanks = 0;
  }
}

}  // namespace textmill::segmenter
