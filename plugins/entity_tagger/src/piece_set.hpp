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
    for (std::uint32_t first = 0; first <= count; first += 64) {
      const std::uint32_t end = std::min(first + 64, count);
      std::uint64_t word = 0;
      for (std::uint32_t i = first; i < end; ++i)
        word |= static_cast<std::uint64_t>(belongs(i)) << (i - first);
      bits_[first / 64] = word;
    }
  }

  bool has(std::uint32_t piece) const { return bits_[piece / 64] >> (piece % 64) & 1; }

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

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace textmill::entity_tagger
