// A set of pieces of a document, a bit each: where names or numbers can begin is told for all pieces in one
// pass without jumps, and what is looked for there passes over all others at once.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace textmill::entity_tagger {

class PieceSet {
 public:
  /// Makes the set of those of `count` pieces for which `belongs(piece)` is true. Memory stays.
  template <class Belongs>
  void fill(std::uint32_t count, Belongs belongs) {
    bits_.resize(count / 64 + 1);
    const auto word = [&](std::uint32_t first, std::uint32_t size) {
      std::uint64_t bits = 0;
      for (std::uint32_t i = 0; i < size; ++i)
        bits = bits >> 1 | static_cast<std::uint64_t>(belongs(first + i)) << 63;
      return bits;
    };
    for (std::uint32_t i = 0; i < count / 64; ++i) bits_[i] = word(64 * i, 64);
    const std::uint32_t rest = count % 64;
    bits_[count / 64] = rest == 0 ? 0 : word(count - rest, rest) >> (64 - rest);
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
