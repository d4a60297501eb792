// A set of pieces of a document, a bit each: what is looked for where names or numbers can begin passes over
// all other pieces at once.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace textmill::entity_tagger {

class PieceSet {
 public:
  /// Makes the set of the pieces whose marks have the bit `wanted`. A mark for each piece, zeros behind up to
  /// a multiple of 64. Memory stays.
  void fill(const std::vector<std::uint8_t>& marks, std::uint8_t wanted) {
    const int shift = std::countr_zero(wanted);
    bits_.resize(marks.size() / 64);
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] = bits_of(marks.data() + 64 * i, shift);
  }

  /// Makes this the set of the members of `other` and of the pieces before them.
  void fill_before(const PieceSet& other) {
    bits_.resize(other.bits_.size());
    std::uint64_t behind = 0;
    for (std::size_t i = bits_.size(); i-- > 0;) {
      const std::uint64_t word = other.bits_[i];
      bits_[i] = word | word >> 1 | behind << 63;
      behind = word;
    }
  }

  /// Drops the members for which `stays(piece)` is false.
  template <class Stays>
  void keep(Stays stays) {
    for (std::size_t i = 0; i < bits_.size(); ++i) keep_of_word(i, stays);
  }

  /// The same where it costs so little to ask that it pays to ask about all pieces where many are members:
  /// `stays` has to answer for any of the first `count` pieces.
  template <class Stays>
  void keep_quickly(std::size_t count, Stays stays) {
    constexpr int kMany = 24;
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      if (64 * (i + 1) > count || std::popcount(bits_[i]) < kMany) {
        keep_of_word(i, stays);
        continue;
      }
      std::uint64_t answers = 0;
      for (std::size_t piece = 64 * i; piece < 64 * (i + 1); ++piece)
        answers = answers >> 1 | static_cast<std::uint64_t>(stays(static_cast<std::uint32_t>(piece))) << 63;
      bits_[i] &= answers;
    }
  }

  /// The first member from `from` on; `end` if there is none before it.
  std::uint32_t next(std::uint32_t from, std::uint32_t end) const {
    if (from >= end) return end;
    std::size_t i = from / 64;
    std::uint64_t word = bits_[i] & ~0ull << (from % 64);
    while (word == 0) {
      if (64 * ++i >= end) return end;
      word = bits_[i];
    }
    return std::min(static_cast<std::uint32_t>(64 * i) + static_cast<std::uint32_t>(std::countr_zero(word)),
                    end);
  }

  /// How many members there are from `from` on and before `end`.
  std::uint32_t count(std::uint32_t from, std::uint32_t end) const {
    std::uint32_t count = 0;
    for (std::uint32_t i = from / 64; 64 * i < end; ++i) {
      std::uint64_t word = bits_[i];
      if (i == from / 64) word &= ~0ull << (from % 64);
      if (end - 64 * i < 64) word &= ~(~0ull << (end % 64));
      count += static_cast<std::uint32_t>(std::popcount(word));
    }
    return count;
  }

  /// The bit `shift` of each of 64 marks.
  static std::uint64_t bits_of(const std::uint8_t* marks, int shift) {
#if defined(__SSE2__)
    const __m128i to_sign = _mm_cvtsi32_si128(7 - shift);
    std::uint64_t bits = 0;
    for (int part = 0; part < 4; ++part) {
      const __m128i sixteen = _mm_loadu_si128(reinterpret_cast<const __m128i*>(marks) + part);
      const auto signs = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_sll_epi16(sixteen, to_sign)));
      bits |= std::uint64_t{signs} << (16 * part);
    }
    return bits;
#else
    return plain_bits_of(marks, shift);
#endif
  }
  /// The same on any machine.
  static std::uint64_t plain_bits_of(const std::uint8_t* marks, int shift) {
    std::uint64_t bits = 0;
    for (std::size_t byte = 0; byte < 8; ++byte) {
      std::uint64_t eight;
      std::memcpy(&eight, marks + 8 * byte, 8);
      // The lowest bits of eight bytes side by side.
      eight = (eight >> shift & 0x0101010101010101ull) * 0x0102040810204080ull >> 56;
      bits |= eight << (8 * byte);
    }
    return bits;
  }

 private:
  template <class Stays>
  void keep_of_word(std::size_t i, Stays& stays) {
    std::uint64_t kept = 0;
    for (std::uint64_t rest = bits_[i]; rest; rest &= rest - 1) {
      const auto bit = static_cast<std::uint32_t>(std::countr_zero(rest));
      kept |= static_cast<std::uint64_t>(stays(static_cast<std::uint32_t>(64 * i) + bit)) << bit;
    }
    bits_[i] = kept;
  }

  std::vector<std::uint64_t> bits_;
};

}  // namespace textmill::entity_tagger
