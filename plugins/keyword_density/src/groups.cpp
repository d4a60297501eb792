#include "groups.hpp"

#include <algorithm>
#include <bit>

namespace textmill::keyword_density {
namespace {

constexpr std::size_t kFewestSlots = 256;

std::uint64_t key_of(std::uint32_t group, std::uint32_t word) {
  return static_cast<std::uint64_t>(group) << 32 | word;
}

/// The upper bits: both halves of the key have a say in them, but not in the lower ones.
std::size_t hash_of(std::uint64_t key) { return key * 0x9E3779B97F4A7C15 >> 36; }

}  // namespace

void Groups::count(const std::vector<Word>& words, std::uint32_t longest) {
  number_words(words);
  words_ = groups_.size();
  ++turn_;
  places_.clear();
  if (longest >= 2) list_pairs();
  // A short text uses the front of the table only.
  const std::size_t slots = std::bit_ceil(std::max(places_.size() * 2, kFewestSlots));
  if (slots > slots_.size()) slots_.assign(slots, {});
  mask_ = slots - 1;
  for (std::uint32_t size = 2; size <= longest && !places_.empty(); ++size) count_level(size);
}

/// Without branches on whether a word is new, which nobody can foresee.
void Groups::number_words(const std::vector<Word>& words) {
  Key highest = 0;
  for (const Word& word : words) highest = std::max(highest, word.key);
  if (highest >= id_of_key_.size()) id_of_key_.resize(highest + 1 + highest / 2, kNone);
  groups_.resize(words.size());
  ids_.resize(words.size());
  breaks_.resize(words.size());
  Group* const groups = groups_.data();  // pointers that stay in registers
  std::uint32_t* const ids = ids_.data();
  std::uint32_t* const id_of_key = id_of_key_.data();
  std::uint32_t distinct = 0;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const std::uint32_t known = id_of_key[words[i].key];
    const bool is_new = known == kNone;
    groups[distinct] = {i, 1, 0};
    const std::uint32_t id = is_new ? distinct : known;
    distinct += is_new;
    id_of_key[words[i].key] = id;
    ++groups[id].count;
    ids[i] = id;
  }
  for (std::size_t i = 0; i < words.size(); ++i) breaks_[i] = words[i].marks & kBreak;
  groups_.resize(distinct);
  for (const Group& word : groups_) id_of_key[words[word.first].key] = kNone;
}

/// The pairs of words that may come back, as groups of one that a word follows.
void Groups::list_pairs() {
  places_.resize(ids_.size());
  std::size_t kept = 0;
  bool before = false;
  for (std::uint32_t i = 0; i < ids_.size(); ++i) {
    const bool repeated = groups_[ids_[i]].count >= 2;
    places_[kept] = i - 1;
    kept += static_cast<std::size_t>(before & repeated & !breaks_[i]);
    before = repeated;
  }
  places_.resize(kept);
  keep_marked_twice();
  current_.resize(places_.size());
  for (std::size_t p = 0; p < places_.size(); ++p) current_[p] = ids_[places_[p]];
}

/// A pair whose mark was met once stands once.
void Groups::keep_marked_twice() {
  const std::size_t marks = std::bit_ceil(std::max(places_.size() * 4, kFewestSlots));
  marks_.assign(marks, 0);
  const auto mark_of = [&](std::uint32_t place) -> std::uint8_t& {
    return marks_[hash_of(key_of(ids_[place], ids_[place + 1])) & (marks - 1)];
  };
  for (const std::uint32_t place : places_) {
    std::uint8_t& mark = mark_of(place);
    mark = static_cast<std::uint8_t>(mark << 1 | 1);
  }
  std::size_t kept = 0;
  for (const std::uint32_t place : places_) {
    places_[kept] = place;
    kept += (mark_of(place) & 2) != 0;
  }
  places_.resize(kept);
}

/// Makes groups of `size` words of the last level's, and leaves out places where none can come back.
void Groups::count_level(std::uint32_t size) {
  std::size_t kept = 0;
  for (std::size_t p = 0; p < places_.size(); ++p) {
    const std::uint32_t last = places_[p] + size - 1;
    if (groups_[current_[p]].count < 2 || last >= ids_.size() || breaks_[last] ||
        groups_[ids_[last]].count < 2)
      continue;
    const std::uint64_t key = key_of(current_[p], ids_[last]);
    Slot* slot = &slot_of(key);
    if (slot->turn != turn_) {
      if ((groups_.size() - words_ + 1) * 2 > mask_ + 1) {
        make_room();
        slot = &slot_of(key);
      }
      *slot = {key, static_cast<std::uint32_t>(groups_.size()), turn_};
      groups_.push_back({places_[p], size, 0});
    }
    ++groups_[slot->group].count;
    places_[kept] = places_[p];
    current_[kept++] = slot->group;
  }
  places_.resize(kept);
  current_.resize(kept);
}

/// Doubles the table.
void Groups::make_room() {
  std::vector<Slot> old((mask_ + 1) * 2);
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.turn == turn_) slot_of(slot.key) = slot;
  }
}

Groups::Slot& Groups::slot_of(std::uint64_t key) {
  std::size_t i = hash_of(key) & mask_;
  while (slots_[i].turn == turn_ && slots_[i].key != key) i = (i + 1) & mask_;
  return slots_[i];
}

std::uint32_t Groups::find(std::uint32_t first, std::uint32_t size) const {
  std::uint32_t group = ids_[first];
  for (std::uint32_t i = 1; i < size; ++i) {
    const Slot& slot = const_cast<Groups*>(this)->slot_of(key_of(group, ids_[first + i]));
    if (slot.turn != turn_) return kNone;
    group = slot.group;
  }
  return group;
}

bool Groups::is_same(const Group& group, std::uint32_t at) const {
  for (std::uint32_t i = 1; i < group.size; ++i) {
    if (ids_[at + i] != ids_[group.first + i] || breaks_[at + i]) return false;
  }
  return true;
}

}  // namespace textmill::keyword_density
