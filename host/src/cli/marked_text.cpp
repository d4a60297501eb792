#include "cli/marked_text.hpp"

#include <algorithm>

#include "output/terminal_text.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kGutter = 8;  // "   12 | "
constexpr std::size_t kNarrowest = 24;

/// One piece of a line that fits into the width.
struct Part {
  Span span;
  std::size_t line = 0;  // from 1
};

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// Character by character what a terminal may be given; white space takes one column each.
std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at + 1;
    while (next < text.size() && !begins_character(text[next])) ++next;
    const std::string character = one_line(text.substr(at, next - at));
    out += character.empty() ? " " : character;
    at = next;
  }
  return out;
}

/// Where a part that begins at `begin` ends: at the line's end, else behind the last space that fits, else
/// where the width is reached.
std::uint32_t end_of_part(std::string_view text, std::uint32_t begin, std::uint32_t line_end,
                          std::size_t width) {
  std::uint32_t space = 0;
  std::size_t used = 0;
  for (std::uint32_t at = begin; at < line_end;) {
    std::uint32_t next = at + 1;
    while (next < line_end && !begins_character(text[next])) ++next;
    used += display_width(shown(text.substr(at, next - at)));
    if (used > width && at > begin) return space > begin ? space : at;
    if (text[at] == ' ') space = next;
    at = next;
  }
  return line_end;
}

std::vector<Part> parts_of(std::string_view text, std::size_t width) {
  std::vector<Part> parts;
  std::size_t line = 0;
  for (std::uint32_t begin = 0; begin <= text.size(); ++line) {
    const auto line_end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
    do {
      const std::uint32_t end = end_of_part(text, begin, line_end, width);
      parts.push_back({{begin, end}, line + 1});
      begin = end;
    } while (begin < line_end);
    begin = line_end + 1;
  }
  return parts;
}

bool touches(const Part& part, Span mark) {
  if (mark.empty()) return part.span.begin <= mark.begin && mark.begin <= part.span.end;
  return mark.overlaps(part.span);
}

void put_mark(std::string_view text, const Part& part, const TextMark& mark, std::string& out) {
  const Span inside{std::max(mark.span.begin, part.span.begin), std::min(mark.span.end, part.span.end)};
  const std::string before = shown(text_of(text, {part.span.begin, inside.begin}));
  const std::size_t columns = inside.empty() ? 1 : display_width(shown(text_of(text, inside)));
  out += std::string(kGutter - 2, ' ') + "| " + std::string(display_width(before), ' ') +
         std::string(std::max<std::size_t>(columns, 1), mark.sign);
  const bool is_first_part = mark.span.begin >= part.span.begin;
  if (is_first_part && !mark.legend.empty()) out += " " + one_line(mark.legend);
  out += '\n';
}

}  // namespace

std::string marked_text(std::string_view text, std::vector<TextMark> marks, std::size_t width) {
  std::stable_sort(marks.begin(), marks.end(),
                   [](const TextMark& a, const TextMark& b) { return a.span < b.span; });
  std::string out;
  for (const Part& part : parts_of(text, std::max(width, kNarrowest + kGutter) - kGutter)) {
    const auto is_here = [&](const TextMark& mark) { return touches(part, mark.span); };
    if (std::none_of(marks.begin(), marks.end(), is_here)) continue;
    out += pad(std::string(kGutter - 3 - std::min<std::size_t>(std::to_string(part.line).size(), kGutter - 3),
                           ' ') +
                   std::to_string(part.line),
               kGutter - 2) +
           "| " + shown(text_of(text, part.span)) + "\n";
    for (const TextMark& mark : marks) {
      if (is_here(mark)) put_mark(text, part, mark, out);
    }
  }
  return out;
}

}  // namespace textmill::host
