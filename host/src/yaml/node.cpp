#include "yaml/node.hpp"

#include <algorithm>
#include <tuple>

namespace textmill::host::yaml {

namespace {

constexpr std::size_t kLongestQuote = 40;  // bytes of a scalar shown in a message

/// `text` cut before the code point that would pass the limit, with an ellipsis.
std::string shortened(const std::string& text) {
  if (text.size() <= kLongestQuote) return text;
  std::size_t end = kLongestQuote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string on_one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

std::string located(const std::string& file, Mark mark, const std::string& path, const std::string& what) {
  std::string text = file;
  if (mark.line > 0) text += ':' + std::to_string(mark.line) + ':' + std::to_string(mark.column);
  if (!text.empty()) text += ": ";
  if (!path.empty()) text += path + ": ";
  return text + what;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const auto& [name, value] : entries) {
    if (name.scalar == key) return &value;
  }
  return nullptr;
}

std::string Node::describe() const {
  switch (kind) {
    case Kind::Null:
      return "nothing";
    case Kind::Sequence:
      return "a list";
    case Kind::Map:
      return "a map";
    case Kind::Scalar:
      break;
  }
  return "'" + on_one_line(shortened(scalar)) + "'";
}

void Problems::add(const std::string& file, Mark mark, const std::string& path, const std::string& what) {
  const auto known = std::find(files_.begin(), files_.end(), file);
  const Place place{static_cast<std::size_t>(known - files_.begin()), mark};
  if (known == files_.end()) files_.push_back(file);
  const auto key = [](const Place& p) { return std::tuple(p.file, p.mark.line, p.mark.column); };
  const auto at = std::upper_bound(places_.begin(), places_.end(), place,
                                   [&](const Place& a, const Place& b) { return key(a) < key(b); });
  list_.insert(list_.begin() + (at - places_.begin()), located(file, mark, path, what));
  places_.insert(at, place);
}

}  // namespace textmill::host::yaml
