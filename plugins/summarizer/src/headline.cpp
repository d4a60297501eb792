#include "headline.hpp"

#include <algorithm>
#include <array>

#include "fitness.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::summarizer {
namespace {

constexpr std::size_t kFewestWords = 4;
constexpr std::size_t kLongestAttribution = 40;  // bytes

constexpr std::array<std::string_view, 14> kConnectives{
    "However, ",     "But ",        "And ",   "Meanwhile, ", "Moreover, ", "Furthermore, ",  "Additionally, ",
    "In addition, ", "Therefore, ", "Thus, ", "Also, ",      "Still, ",    "Nevertheless, ", "Yet "};
constexpr std::array<std::string_view, 6> kSaid{" said",           " says",      " reported",
                                                " told reporters", " announced", " added"};
constexpr std::array<std::string_view, 14> kClauses{
    "; ",     " \u2014 ", " \u2013 ", " -- ",    ", which ", ", who ",    ", but ",
    ", and ", ", while ", ", as ",    ", with ", " after ",  " because ", ", "};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

void drop_connective(std::string& line) {
  for (const std::string_view connective : kConnectives) {
    if (!line.starts_with(connective)) continue;
    line.erase(0, connective.size());
    if (!line.empty() && line.front() >= 'a' && line.front() <= 'z')
      line.front() = static_cast<char>(line.front() - 32);
    return;
  }
}

void drop_attribution(std::string& line) {
  const std::size_t comma = line.rfind(", ");
  if (comma == line.npos || line.size() - comma > kLongestAttribution) return;
  const std::string_view tail = std::string_view(line).substr(comma);
  const bool says =
      std::any_of(kSaid.begin(), kSaid.end(), [&](std::string_view said) { return tail.ends_with(said); });
  if (says || tail.starts_with(", according to ")) line.resize(comma);
}

std::size_t count_words(std::string_view line) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + (line.empty() ? 0 : 1);
}

// The last place before the limit where a clause of the most telling kind begins; npos if there is none.
std::size_t clause_before(const std::string& line, std::size_t limit) {
  for (const std::string_view clause : kClauses) {
    const std::size_t at = line.rfind(clause, limit);
    if (at == line.npos) continue;
    const std::string_view head = std::string_view(line).substr(0, at);
    if (count_words(head) >= kFewestWords && is_balanced(head)) return at;
  }
  return line.npos;
}

std::size_t byte_of(std::string_view line, std::size_t characters) {
  std::size_t at = 0;
  while (at < line.size() && characters-- > 0) at += text::decode(line, at).length;
  return at;
}

}  // namespace

std::string headline_of(std::string_view sentence, std::size_t characters) {
  std::string line(sentence.substr(dateline_length(sentence)));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  if (line.ends_with('.') && !(line.size() > 2 && is_upper(line[line.size() - 2]))) line.pop_back();
  drop_connective(line);
  drop_attribution(line);
  if (text::count_code_points(line) <= characters) return line;
  const std::size_t cut = clause_before(line, byte_of(line, characters));
  if (cut != line.npos) line.resize(cut);
  return line;
}

}  // namespace textmill::summarizer
