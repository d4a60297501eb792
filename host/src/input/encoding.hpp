// Bytes that should be text, made into valid UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace textmill::host {

struct Repair {
  std::size_t sequences = 0;  ///< replaced
  std::size_t first_at = 0;   ///< byte offset of the first one in the original
};

/// True if all of `bytes` is valid UTF-8.
bool is_utf8(std::string_view bytes);

/// Copies `bytes` to `text`; each maximal subpart of an ill-formed sequence becomes one U+FFFD (Unicode
/// Standard 3.9, WHATWG Encoding).
Repair repair_utf8(std::string_view bytes, std::string& text);

/// Converts from `encoding`, a name as sniff.hpp's wide_encoding or the web gives it, to UTF-8; a byte order
/// mark of UTF-16 or UTF-32 is left out; what is ill-formed becomes U+FFFD. False if the encoding is not
/// known.
bool to_utf8(std::string_view bytes, std::string_view encoding, std::string& text);

}  // namespace textmill::host
