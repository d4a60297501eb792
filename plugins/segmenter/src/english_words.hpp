// English function words, for questions asked about every word of a text.
#pragma once

#include <cstdint>
#include <string_view>

namespace textmill::segmenter {

/// A word of at most eight bytes in small letters, as one number; 0 if it is longer.
inline std::uint64_t pack(std::string_view word) {
  std::uint64_t packed = 0;
  for (const char c : word) packed = packed << 8 | static_cast<unsigned char>(c);
  return word.size() > 8 ? 0 : packed;
}

/// True for the commonest function words, given by `pack`.
bool is_english_function_word(std::uint64_t packed);

}  // namespace textmill::segmenter
