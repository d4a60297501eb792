// Reading UTF-8. All functions expect valid UTF-8, which a document's text always is.
#pragma once

#include <cstdint>
#include <string_view>

namespace textmill::text {

/// One code point and where it ends.
struct Decoded {
  char32_t code_point = 0;
  std::uint32_t length = 0;  ///< bytes, 1 to 4
};

/// Decodes the code point that starts at `at`; `at` must be below `text.size()` and on a boundary.
Decoded decode(std::string_view text, std::size_t at);

/// Decodes the code point that ends just before `at`; `at` must be above 0 and on a boundary.
Decoded decode_before(std::string_view text, std::size_t at);

/// True if `at` does not lie inside a code point.
inline bool is_boundary(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

/// The number of code points.
std::size_t count_code_points(std::string_view text);

/// True if all of `text` is valid UTF-8 (no surrogates, no overlong forms); else `bad_at`, if given, is
/// the offset of the first byte that is not.
bool is_valid_utf8(std::string_view text, std::size_t* bad_at = nullptr);

}  // namespace textmill::text
