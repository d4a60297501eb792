#include "name_trie.hpp"

#include <algorithm>
#include <bit>

namespace textmill::entity_tagger {
namespace {

constexpr std::size_t kFewestSlots = 64;
constexpr std::size_t kFewestBits = 4096;
constexpr std::size_t kBitsPerHash = 16;

/// Nodes of a list whose first pieces are quickly looked at; the bits of longer ones lie as far away as those
/// of the first two together.
constexpr std::size_t kShortList = 1 << 14;

}  // namespace

void NameTrie::reserve(std::size_t names) {
  constexpr std::size_t kSlotsPerName = 3;  // a name of a list has 1.5 nodes of its own
  const std::size_t slots = std::bit_ceil((count_ + names) * kSlotsPerName + kFewestSlots);
  if (slots > nodes_.size()) grow(slots);
  starts_.reserve(names);
}

std::uint32_t NameTrie::add(const std::vector<std::uint64_t>& hashes, std::uint32_t value) {
  if (hashes.empty()) return kNoValue;
  starts_.add(hashes[0]);
  if (hashes.size() == 1) {
    singles_.add(hashes[0]);
  } else {
    pairs_.add(pair_of(hashes[0], hashes[1]));
  }
  std::uint64_t key = kRoot;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    key = child_key(key, hashes[i]);
    if (i > 1) longer_.add(key);
    Node& node = insert(key);
    if (i + 1 < hashes.size()) {
      node.has_children = 1;
    } else if (node.value != kNoValue) {
      return node.value;
    } else {
      node.value = value;
    }
  }
  return kNoValue;
}

void NameTrie::narrow(const std::vector<Piece>& pieces, PieceSet& starts) const {
  if (pieces.empty()) return;
  const Piece* const all = pieces.data();
  if (count_ < kShortList) {
    const HashFilter::Look first = starts_.look();
    starts.keep([&](std::uint32_t at) { return first.may_have(all[at].hash); });
  }
  const HashFilter::Look singles = singles_.look(), pairs = pairs_.look();
  const std::size_t last = pieces.size() - 1;
  const auto goes_on = [&](std::uint32_t at) {
    return pairs.may_have(pair_of(all[at].hash, all[std::min<std::size_t>(at + 1, last)].hash));
  };
  if (singles_.empty()) return starts.keep_quickly(pieces.size(), goes_on);
  starts.keep_quickly(pieces.size(), [&](std::uint32_t at) {
    const bool single = singles.may_have(all[at].hash), longer = goes_on(at);
    return single | longer;
  });
}

void NameTrie::clear() {
  if (count_ == 0) return;
  nodes_.assign(kFewestSlots, Node{});
  mask_ = kFewestSlots - 1;
  count_ = 0;
  for (HashFilter* filter : {&starts_, &singles_, &pairs_, &longer_}) filter->clear();
}

NameTrie::Node& NameTrie::insert(std::uint64_t key) {
  if ((count_ + 1) * 2 > nodes_.size()) grow(nodes_.empty() ? kFewestSlots : nodes_.size() * 2);
  std::uint64_t slot = key & mask_;
  while (nodes_[slot].key != 0 && nodes_[slot].key != key) slot = (slot + 1) & mask_;
  if (nodes_[slot].key == 0) {
    nodes_[slot].key = key;
    ++count_;
  }
  return nodes_[slot];
}

void NameTrie::grow(std::size_t slots) {
  const FlatArray<Node> old = std::move(nodes_);
  nodes_.assign(slots, Node{});
  mask_ = nodes_.size() - 1;
  for (const Node& node : old) {
    if (node.key == 0) continue;
    std::uint64_t slot = node.key & mask_;
    while (nodes_[slot].key != 0) slot = (slot + 1) & mask_;
    nodes_[slot] = node;
  }
}

/// Keeps the table at 16 bits a hash or more: at most one bit in eight is set, and a false alarm needs two.
void HashFilter::add(std::uint64_t hash) {
  if (may_have(hash) && !hashes_.empty() && hashes_.back() == hash) return;
  hashes_.push_back(hash);
  if (hashes_.size() * kBitsPerHash > bits_.size() * 64)
    return grow(bits_.empty() ? kFewestBits : bits_.size() * 64 * 2);
  mark(hash);
}

void HashFilter::clear() {
  hashes_.clear();
  if (!bits_.empty()) grow(kFewestBits);
}

void HashFilter::reserve(std::size_t hashes) {
  const std::size_t bits = std::bit_ceil((hashes_.size() + hashes) * kBitsPerHash + kFewestBits);
  if (bits > bits_.size() * 64) grow(bits);
}

void HashFilter::grow(std::size_t bits) {
  bits_.assign(bits / 64, 0);
  word_mask_ = bits_.size() - 1;
  for (const std::uint64_t hash : hashes_) mark(hash);
}

std::vector<std::uint64_t> piece_hashes(std::string_view name) {
  std::vector<Piece> pieces;
  split_pieces(name, plain_tokens(name), pieces);
  std::vector<std::uint64_t> hashes;
  hashes.reserve(pieces.size());
  for (const Piece& piece : pieces) hashes.push_back(piece.hash);
  return hashes;
}

}  // namespace textmill::entity_tagger
