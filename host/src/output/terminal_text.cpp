#include "output/terminal_text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace textmill::host {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "…";

UChar32 next(std::string_view text, std::size_t& at) {
  UChar32 c = 0;
  auto i = static_cast<std::int64_t>(at);
  U8_NEXT_OR_FFFD(text.data(), i, static_cast<std::int64_t>(text.size()), c);
  at = static_cast<std::size_t>(i);
  return c;
}

std::size_t width_of(UChar32 c) {
  if (c < 0x300) return 1;  // controls were replaced
  const auto category = U_MASK(u_charType(c));
  if ((category & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_space(UChar32 c) { return u_isUWhiteSpace(c) != 0; }

bool steers(UChar32 c) {
  const bool turns = c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
                     (c >= 0x2066 && c <= 0x2069);
  return turns || u_charType(c) == U_CONTROL_CHAR;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += width_of(next(text, at));
  return width;
}

std::string one_line(std::string_view text) {
  std::string line;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const UChar32 c = next(text, at);
    if (is_space(c)) {
      space = !line.empty();
      continue;
    }
    if (space) line += ' ';
    space = false;
    line += steers(c) ? kReplacement : text.substr(begin, at - begin);
  }
  return line;
}

std::string fit(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    used += width_of(next(text, at));
    if (used >= width) return std::string(text.substr(0, begin)).append(kEllipsis);
  }
  return std::string(text);
}

std::string pad(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

void wrap(std::string_view text, std::string_view first, std::size_t width, std::string& out) {
  const std::size_t indent = display_width(first);
  out += first;
  std::size_t column = indent;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    const std::size_t size = display_width(word);
    if (column > indent && column + 1 + size > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    }
    if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += size;
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
  }
  out += '\n';
}

std::string Paint::operator()(Style style, std::string_view text) const {
  static constexpr std::string_view kCodes[] = {"", "1", "2", "1;31", "1;33", "36", "1;4"};
  if (!on_ || style == Style::Plain || text.empty()) return std::string(text);
  std::string painted = "\x1b[";
  return painted.append(kCodes[static_cast<int>(style)]).append("m").append(text).append("\x1b[0m");
}

}  // namespace textmill::host
