// A set of a few thousand words that is asked about every word of a text: a bit for each hash, in four
// kilobytes. "No" is sure.
#pragma once

#include <cstdint>

#include "flat_array.hpp"

namespace textmill::entity_tagger {

class WordBits {
 public:
  WordBits() { bits_.assign(kBits / 64, 0); }
  void add(std::uint64_t hash) { bits_[hash % kBits / 64] |= 1ull << (hash % 64); }
  void add(const WordBits& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits()[i];
  }
  bool may_have(std::uint64_t hash) const { return bits()[hash % kBits / 64] >> (hash % 64) & 1; }

  /// Writes them to an image or reads them from one; what is read takes no more words.
  template <class Self, class Image>
  static void pass(Self& self, Image& image) {
    image(self.bits_);
  }

 private:
  static constexpr std::uint64_t kBits = 1 << 15;
  const FlatArray<std::uint64_t>& bits() const { return bits_; }  // the elements of an image are constants

  FlatArray<std::uint64_t> bits_;
};

}  // namespace textmill::entity_tagger
