// A piece of a document's text.
#pragma once

#include <cstdint>
#include <string_view>

namespace textmill {

/// Bytes [begin, end) of a UTF-8 text, on code-point boundaries.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  /// True if `other` lies inside this span; a span contains itself.
  constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }

  friend constexpr bool operator==(Span a, Span b) { return a.begin == b.begin && a.end == b.end; }
  friend constexpr bool operator!=(Span a, Span b) { return !(a == b); }
  /// The order of a layer: by begin, the longer one first.
  friend constexpr bool operator<(Span a, Span b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  }
};

/// The bytes of `text` that `span` names. The span must lie inside the text.
constexpr std::string_view text_of(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

}  // namespace textmill
