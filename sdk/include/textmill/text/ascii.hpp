// Fast passes over text that is mostly ASCII: 64 bytes at a time as bit masks, 16 bytes to an instruction
// where the machine has SSE2, byte by byte elsewhere. Both give the same bits.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace textmill::text {

/// What 64 bytes are: bit i stands for byte i. Bytes behind the end of the text are in no mask.
struct AsciiBlock {
  std::uint64_t lower = 0;  ///< a-z
  std::uint64_t upper = 0;  ///< A-Z
  std::uint64_t digit = 0;  ///< 0-9
  std::uint64_t blank = 0;  ///< space and below, and DEL
  std::uint64_t wide = 0;   ///< bytes of code points beyond ASCII

  friend bool operator==(const AsciiBlock&, const AsciiBlock&) = default;
};

/// The masks of up to 64 bytes from `at`, which must not be beyond the end.
AsciiBlock ascii_block(std::string_view text, std::size_t at);

/// The same, byte by byte: for machines without vector instructions, and to test the other.
AsciiBlock ascii_block_scalar(std::string_view text, std::size_t at);

namespace detail {

inline bool is_alnum_byte(unsigned char c) {
  return static_cast<unsigned char>((c | 0x20) - 'a') < 26 || static_cast<unsigned char>(c - '0') < 10;
}

/// Bytes at which a rule about sentence ends has to look: . ! ? : ; and all from 0xCD on.
inline bool may_end_sentence(unsigned char c) {
  return c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c >= 0xCD;
}

#if defined(__SSE2__)
inline __m128i load16(const char* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }
inline std::uint32_t bits(__m128i v) { return static_cast<std::uint32_t>(_mm_movemask_epi8(v)); }
/// Bytes in [first, first + count).
inline __m128i in_range(__m128i v, char first, char count) {
  const __m128i offset = _mm_sub_epi8(v, _mm_set1_epi8(first));
  return _mm_cmpeq_epi8(_mm_min_epu8(offset, _mm_set1_epi8(static_cast<char>(count - 1))), offset);
}
inline __m128i alnum(__m128i v) {
  return _mm_or_si128(in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26), in_range(v, '0', 10));
}
inline __m128i sentence_ends(__m128i v) {
  const __m128i stops =
      _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('.')), _mm_cmpeq_epi8(v, _mm_set1_epi8('!')));
  const __m128i others = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('?')), in_range(v, ':', 2));
  return _mm_or_si128(_mm_or_si128(stops, others), in_range(v, static_cast<char>(0xCD), 0x100 - 0xCD));
}
#endif

}  // namespace detail

/// The masks of words that are only letters, digits and single spaces.
struct WordBlock {
  std::uint64_t alnum = 0;
  std::uint64_t space = 0;  ///< U+0020
};

/// The masks of 64 bytes from `at`; all of them must be there.
inline WordBlock word_block(std::string_view text, std::size_t at) {
  WordBlock block;
#if defined(__SSE2__)
  for (unsigned part = 0; part < 64; part += 16) {
    const __m128i v = detail::load16(text.data() + at + part);
    block.alnum |= static_cast<std::uint64_t>(detail::bits(detail::alnum(v))) << part;
    block.space |= static_cast<std::uint64_t>(detail::bits(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')))) << part;
  }
#else
  for (unsigned i = 0; i < 64; ++i) {
    const auto c = static_cast<unsigned char>(text[at + i]);
    block.alnum |= static_cast<std::uint64_t>(detail::is_alnum_byte(c)) << i;
    block.space |= static_cast<std::uint64_t>(c == ' ') << i;
  }
#endif
  return block;
}

/// The first byte at or behind `at` that is not an ASCII letter or digit, or the end.
inline std::size_t skip_ascii_alnum(std::string_view text, std::size_t at) {
#if defined(__SSE2__)
  while (at + 16 <= text.size()) {
    const std::uint32_t others = ~detail::bits(detail::alnum(detail::load16(text.data() + at))) & 0xFFFF;
    if (others != 0) return at + static_cast<std::size_t>(std::countr_zero(others));
    at += 16;
  }
#endif
  while (at < text.size() && detail::is_alnum_byte(static_cast<unsigned char>(text[at]))) ++at;
  return at;
}

/// The first byte at or behind `at` that may begin a mark that ends a sentence (. ! ? : ; or one from 0xCD
/// on), or the end.
inline std::size_t find_sentence_end_byte(std::string_view text, std::size_t at) {
#if defined(__SSE2__)
  while (at + 16 <= text.size()) {
    const std::uint32_t found = detail::bits(detail::sentence_ends(detail::load16(text.data() + at)));
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
    at += 16;
  }
#endif
  while (at < text.size() && !detail::may_end_sentence(static_cast<unsigned char>(text[at]))) ++at;
  return at;
}

/// The first byte at or behind `at` that begins a line end, or may begin one beyond ASCII (0xC2, 0xE2), or
/// the end.
inline std::size_t find_line_end_byte(std::string_view text, std::size_t at) {
#if defined(__SSE2__)
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i v = detail::load16(text.data() + at);
    const __m128i wide = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(static_cast<char>(0xC2))),
                                      _mm_cmpeq_epi8(v, _mm_set1_epi8(static_cast<char>(0xE2))));
    const std::uint32_t found = detail::bits(_mm_or_si128(detail::in_range(v, '\n', 4), wide));
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
#endif
  for (; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if ((c >= '\n' && c <= '\r') || c == 0xC2 || c == 0xE2) return at;
  }
  return at;
}

/// The first byte at or behind `at` that is a straight quotation mark or a round bracket, or that may begin a
/// quotation mark beyond ASCII (0xC2, 0xE2, 0xE3), or the end.
inline std::size_t find_quote_or_bracket(std::string_view text, std::size_t at) {
#if defined(__SSE2__)
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i v = detail::load16(text.data() + at);
    const auto is = [v](unsigned char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(static_cast<char>(c))); };
    const __m128i marks = _mm_or_si128(is('"'), detail::in_range(v, '(', 2));
    const __m128i wide = _mm_or_si128(is(0xC2), detail::in_range(v, static_cast<char>(0xE2), 2));
    const std::uint32_t found = detail::bits(_mm_or_si128(marks, wide));
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
#endif
  for (; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c == '"' || c == '(' || c == ')' || c == 0xC2 || c == 0xE2 || c == 0xE3) return at;
  }
  return at;
}

/// The first byte at or behind `at` that is one of - = * _ and comes three times in a row, or the end.
inline std::size_t find_ruled_line(std::string_view text, std::size_t at) {
  const auto ruled = [&](std::size_t i) {
    const char c = text[i];
    return (c == '-' || c == '=' || c == '*' || c == '_') && text[i + 1] == c && text[i + 2] == c;
  };
#if defined(__SSE2__)
  for (; at + 18 <= text.size(); at += 16) {
    const __m128i v = detail::load16(text.data() + at);
    const __m128i signs = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('-')), _mm_cmpeq_epi8(v, _mm_set1_epi8('='))),
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('*')), _mm_cmpeq_epi8(v, _mm_set1_epi8('_'))));
    const __m128i twice = _mm_and_si128(signs, _mm_cmpeq_epi8(v, detail::load16(text.data() + at + 1)));
    if (detail::bits(twice) == 0) continue;
    for (std::size_t i = at; i < at + 16; ++i) {
      if (ruled(i)) return i;
    }
  }
#endif
  for (; at + 2 < text.size(); ++at) {
    if (ruled(at)) return at;
  }
  return text.size();
}

/// True if a line of the text may end with something else than LF: CR, VT, FF, NEL, LS or PS. May be true for
/// a few other texts, too.
inline bool may_have_rare_line_ends(std::string_view text) {
  std::size_t at = 0;
#if defined(__SSE2__)
  __m128i found = _mm_setzero_si128();
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i v = detail::load16(text.data() + at);
    found = _mm_or_si128(
        found, _mm_or_si128(detail::in_range(v, '\v', 3), detail::in_range(v, static_cast<char>(0xA8), 2)));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(v, _mm_set1_epi8(static_cast<char>(0x85))));
  }
  if (detail::bits(found) != 0) return true;
#endif
  for (; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if ((c >= '\v' && c <= '\r') || c == 0x85 || c == 0xA8 || c == 0xA9) return true;
  }
  return false;
}

}  // namespace textmill::text
