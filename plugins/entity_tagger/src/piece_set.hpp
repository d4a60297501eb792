// A set of pieces of a document, a bit each: what is looked for where names or numbers can begin passes over
// all other pieces at once.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

namespace textmill::entity_tagger {

class PieceSet {
 public:
  /// Makes the set of the pieces whose marks have the bit `wanted`. A mark for each piece, zeros behind up to
  /// a multiple of 64. Memory stays.
  void fill(const std::vector<std::uint8_t>& marks, std::uint8_t wanted) {
    const int shift = std::countr_zero(wanted);
    bits_.resize(marks.size() / 64);
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      std::uint64_t bits = 0;
      for (std::size_t byte = 0; byte < 8; ++byte) {
        std::uint64_t eight;
        std::memcpy(&eight, marks.data() + 64 * i + 8 * byte, 8);
        // The lowest bits of eight bytes side by side.
        eight = (eight >> shift & 0x0101010101010101ull) * 0x0102040810204080ull >> 56;
        bits |= eight << (8 * byte);
      }
      bits_[i] = bits;
    }
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
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      std::uint64_t kept = 0;
      for (std::uint64_t rest = bits_[i]; rest; rest &= rest - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(rest));
        kept |= static_cast<std::uint64_t>(stays(static_cast<std::uint32_t>(64 * i) + bit)) << bit;
      }
      bits_[i] = kept;
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

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace textmill::entity_tagger
