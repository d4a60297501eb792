#include "textmill/text/ascii.hpp"

#include <algorithm>
#include <cstring>

namespace textmill::text {

AsciiBlock ascii_block_scalar(std::string_view text, std::size_t at) {
  AsciiBlock block;
  const std::size_t count = std::min<std::size_t>(64, text.size() - at);
  for (std::size_t i = 0; i < count; ++i) {
    const auto c = static_cast<unsigned char>(text[at + i]);
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (c >= 'a' && c <= 'z') block.lower |= bit;
    if (c >= 'A' && c <= 'Z') block.upper |= bit;
    if (c >= '0' && c <= '9') block.digit |= bit;
    if (c <= ' ' || c == 127) block.blank |= bit;
    if (c >= 0x80) block.wide |= bit;
  }
  return block;
}

#if defined(__SSE2__)

AsciiBlock ascii_block(std::string_view text, std::size_t at) {
  AsciiBlock block;
  const std::size_t count = std::min<std::size_t>(64, text.size() - at);
  char padded[64];
  const char* bytes = text.data() + at;
  if (count < 64) {
    std::memcpy(padded, bytes, count);
    std::memset(padded + count, 1, 64 - count);
    bytes = padded;
  }
  for (unsigned part = 0; part < 64; part += 16) {
    const __m128i v = detail::load16(bytes + part);
    const auto put = [part](std::uint64_t& mask, __m128i found) {
      mask |= static_cast<std::uint64_t>(detail::bits(found)) << part;
    };
    put(block.lower, detail::in_range(v, 'a', 26));
    put(block.upper, detail::in_range(v, 'A', 26));
    put(block.digit, detail::in_range(v, '0', 10));
    put(block.blank, _mm_or_si128(detail::in_range(v, 0, 33), _mm_cmpeq_epi8(v, _mm_set1_epi8(127))));
    put(block.wide, v);
  }
  if (count < 64) block.blank &= (std::uint64_t{1} << count) - 1;  // the padding is in no other mask
  return block;
}

#else

AsciiBlock ascii_block(std::string_view text, std::size_t at) { return ascii_block_scalar(text, at); }

#endif

}  // namespace textmill::text
