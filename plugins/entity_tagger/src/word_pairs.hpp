// Tells at one look whether two pieces that stand side by side may begin an entity of a grammar: "in" begins
// many, but none goes on with "her". "No" is sure.
#pragma once

#include <cstdint>
#include <vector>

#include "flat_array.hpp"
#include "name_trie.hpp"
#include "piece.hpp"

namespace textmill::entity_tagger {

class WordPairs {
 public:
  /// Pieces that are alike to the grammar are of one kind; those that may begin an entity come first.
  using Kind = std::uint16_t;
  static constexpr Kind kOther = 0, kDigits = 1;  ///< no piece of its words; digits

  static constexpr std::uint32_t kSlots = 1 << 14;
  /// The slot of the kind of a word; words in capitals have others.
  static constexpr std::uint32_t slot_of(std::uint64_t hash, bool upper) {
    return static_cast<std::uint32_t>(hash + upper * 0x9E3779B1u) % kSlots;
  }

  /// Call first: all slots are of no kind.
  void make_slots() { kinds_.assign(kSlots, kOther); }
  void set_kind(std::uint32_t slot, Kind kind) { kinds_[slot] = kind; }
  /// Then come the pairs of so many kinds, of which those before `plain` may begin an entity. Throws
  /// std::length_error if they are more than kMostKinds.
  void set_kinds(std::size_t count, std::size_t plain);
  void allow(Kind first, const std::vector<Kind>& seconds);
  void allow_all(Kind first);
  /// Rules ask whether a piece of this kind stands before an entity.
  void ask_for_before(Kind kind) { before_[kind / 64] |= 1ull << (kind % 64); }
  void add_piece(std::uint64_t hash) { pieces_.add(hash); }

  /// The kind of the pieces of a slot that are no numbers.
  Kind kind_at(std::uint32_t slot) const { return kinds_[slot]; }
  bool may_begin(Kind first) const { return static_cast<Kind>(first - 1) < beginning_; }
  bool may_begin(Kind first, Kind second) const {
    return bits_[first * row_words_ + second / 64] >> (second % 64) & 1;
  }

  bool may_stand_before(Kind kind) const { return before_[kind / 64] >> (kind % 64) & 1; }
  /// False if a piece is no number and stands in no word of the grammar: it may share a slot with one that
  /// does.
  bool knows(const Piece& piece) const {
    const bool in_words = pieces_.may_have(piece.hash);
    return (piece.word_kind != kOther) & (in_words | (piece.word_kind == kDigits));
  }

  static constexpr std::size_t kMostKinds = 1 << 12;

  /// Writes the pairs to an image or reads them from one; what is read is not changed any more.
  template <class Self, class Image>
  static void pass(Self& self, Image& image) {
    image(self.kinds_);
    image(self.bits_);
    image(self.row_words_);
    image(self.beginning_);
    image(self.before_);
    HashFilter::pass(self.pieces_, image);
  }

 private:
  FlatArray<Kind> kinds_;
  FlatArray<std::uint64_t> bits_;
  std::uint64_t row_words_ = 1;
  std::uint64_t beginning_ = 0;      ///< kinds that may begin an entity
  FlatArray<std::uint64_t> before_;  ///< a bit for each kind that may stand before one
  HashFilter pieces_;                ///< those of words
};

}  // namespace textmill::entity_tagger
