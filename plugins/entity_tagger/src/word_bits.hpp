// A set of a few thousand words that is asked about every word of a text: a bit for each hash, in four
// kilobytes. "No" is sure.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "flat_array.hpp"

namespace textmill::entity_tagger {

class WordBits {
 public:
  WordBits() { bits_.assign(kBits / 64, 0); }
  void add(std::uint64_t hash) { bits_[hash % kBits / 64] |= 1ull << (hash % 64); }
  bool may_have(std::uint64_t hash) const { return bits()[hash % kBits / 64] >> (hash % 64) & 1; }

  /// Calls `use(end)` with the last bits of each hash, which are below kBits.
  template <class Use>
  void each(Use use) const {
    for (std::size_t i = 0; i < bits().size(); ++i) {
      for (std::uint64_t rest = bits()[i]; rest; rest &= rest - 1)
        use(static_cast<std::uint32_t>(64 * i) + static_cast<std::uint32_t>(std::countr_zero(rest)));
    }
  }

  static constexpr std::uint64_t kBits = 1 << 15;

  /// Writes them to an image or reads them from one; what is read takes no more words.
  template <class Self, class Image>
  static void pass(Self& self, Image& image) {
    image(self.bits_);
  }

 private:
  const FlatArray<std::uint64_t>& bits() const { return bits_; }  // the elements of an image are constants

  FlatArray<std::uint64_t> bits_;
};

}  // namespace textmill::entity_tagger
