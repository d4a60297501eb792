// Names of one or more pieces, looked up by the hashes the pieces carry already.
//
// A prefix tree whose edges are piece hashes, kept in one open-addressing table: the key of a node is the
// hash of all pieces up to it. A document position that starts no name costs one look at a bit table.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include "flat_array.hpp"
#include "piece.hpp"
#include "piece_set.hpp"

namespace textmill::entity_tagger {

/// A set of hashes: "no" is sure, "yes" a false alarm once in 60 times at most.
class HashFilter {
 public:
  void reserve(std::size_t hashes);
  void add(std::uint64_t hash);
  /// Forgets all and keeps some memory.
  void clear();
  bool empty() const { return bits_.empty(); }
  bool may_have(std::uint64_t hash) const { return look().may_have(hash); }

  /// The filter for many questions in a row: what does not change is read once. Holds until a hash is added.
  class Look {
   public:
    bool may_have(std::uint64_t hash) const {
      const std::uint64_t word = bits_[(hash >> 6) & word_mask_];
      return (word >> (hash & 63) & word >> (hash >> 58) & 1) != 0;
    }

   private:
    friend class HashFilter;
    Look(const std::uint64_t* bits, std::uint64_t word_mask) : bits_(bits), word_mask_(word_mask) {}
    const std::uint64_t* bits_;
    std::uint64_t word_mask_;
  };
  Look look() const { return bits_.empty() ? Look(&kNone, 0) : Look(bits_.data(), word_mask_); }

  /// Writes the filter to an image or reads it from one; what is read takes no more hashes.
  template <class Self, class Image>
  static void pass(Self& self, Image& image) {
    image(self.bits_);
    image(self.word_mask_);
  }

 private:
  void grow(std::size_t bits);
  /// Two bits of one word stand for a hash.
  void mark(std::uint64_t hash) {
    bits_[(hash >> 6) & word_mask_] |= 1ull << (hash & 63) | 1ull << (hash >> 58);
  }

  static constexpr std::uint64_t kNone = 0;

  FlatArray<std::uint64_t> bits_;
  std::vector<std::uint64_t> hashes_;
  std::uint64_t word_mask_ = 0;
};

class NameTrie {
 public:
  static constexpr std::uint32_t kNoValue = 0xFFFFFFFF;

  /// Makes room for so many names more, so that adding them does not move what is there.
  void reserve(std::size_t names);

  /// Forgets all names and keeps some memory.
  void clear();

  /// Adds a name given by the hashes of its pieces; `value` is any number but kNoValue. Gives the value
  /// the name had already, else kNoValue; the first value stays.
  std::uint32_t add(const std::vector<std::uint64_t>& hashes, std::uint32_t value);

  /// Calls `found(end, value)` for each name that starts at `pieces[at]` and ends before `limit`, the
  /// shorter first.
  template <class Found>
  void walk(const Piece* pieces, std::uint32_t at, std::uint32_t limit, Found&& found) const {
    const bool longer = at + 1 < limit && may_start(pieces[at].hash, pieces[at + 1].hash);
    if (!longer && !may_be_name(pieces[at].hash)) return;
    std::uint64_t key = child_key(kRoot, pieces[at].hash);
    if (!longer || may_be_name(pieces[at].hash)) {
      const Node* const node = find(key);
      if (!node) return;
      if (node->value != kNoValue) found(at + 1, node->value);
      if (!longer) return;
    }
    for (std::uint32_t i = at + 1; i < limit; ++i) {
      key = child_key(key, pieces[i].hash);
      if (i > at + 1 && !longer_.may_have(key)) return;
      const Node* const node = find(key);
      if (!node) return;
      if (node->value != kNoValue) found(i + 1, node->value);
      if (!node->has_children) return;
    }
  }

  /// False if no name starts with this piece; true may be a false alarm.
  bool may_start(std::uint64_t hash) const { return starts_.may_have(hash); }
  /// The same of two pieces: the table of a long list lies far away, but bits near at hand tell whether it is
  /// worth the way.
  bool may_start(std::uint64_t hash, std::uint64_t next) const {
    return pairs_.may_have(pair_of(hash, next));
  }
  /// False if no name is just this piece.
  bool may_be_name(std::uint64_t hash) const { return singles_.may_have(hash); }
  /// The names of one piece.
  HashFilter::Look singles() const { return singles_.look(); }

  /// Drops those of `starts` where no name stands, as far as that is quickly told.
  void narrow(const std::vector<Piece>& pieces, PieceSet& starts) const;

  bool empty() const { return count_ == 0; }
  std::size_t node_count() const { return count_; }

  /// Writes the trie to an image or reads it from one; what is read takes no more names.
  template <class Self, class Image>
  static void pass(Self& self, Image& image) {
    image(self.nodes_);
    image(self.mask_);
    image(self.count_);
    HashFilter::pass(self.starts_, image);
    HashFilter::pass(self.singles_, image);
    HashFilter::pass(self.pairs_, image);
    HashFilter::pass(self.longer_, image);
  }

 private:
  struct Node {
    std::uint64_t key = 0;
    std::uint32_t value = kNoValue;
    std::uint32_t has_children = 0;
  };
  static constexpr std::uint64_t kRoot = 0x51ED270B9F1C3D25ull;

  static std::uint64_t child_key(std::uint64_t parent, std::uint64_t hash) {
    std::uint64_t h = (parent ^ hash) * 0x9FB21C651E98DF25ull;
    h ^= h >> 31;
    return h + (h == 0);  // 0 marks an empty slot
  }
  /// What pairs_ knows two pieces by. Their hashes are as good as random, so this is, too.
  static std::uint64_t pair_of(std::uint64_t hash, std::uint64_t next) { return std::rotl(hash, 23) + next; }
  const Node* find(std::uint64_t key) const {
    for (std::uint64_t slot = key & mask_;; slot = (slot + 1) & mask_) {
      if (nodes_[slot].key == key) return &nodes_[slot];
      if (nodes_[slot].key == 0) return nullptr;
    }
  }
  Node& insert(std::uint64_t key);
  void grow(std::size_t slots);

  FlatArray<Node> nodes_;
  std::uint64_t mask_ = 0;
  std::uint64_t count_ = 0;
  HashFilter starts_;           ///< first pieces
  HashFilter singles_, pairs_;  ///< names of one piece; the first two of others
  HashFilter longer_;           ///< the keys of nodes farther down
};

/// The hashes of the pieces of `name`, as the trie wants them.
std::vector<std::uint64_t> piece_hashes(std::string_view name);

}  // namespace textmill::entity_tagger
