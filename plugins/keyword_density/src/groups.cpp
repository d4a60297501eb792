#include "groups.hpp"

#include <algorithm>
#include <bit>

namespace textmill::keyword_density {
namespace {

std::uint64_t key_of(std::uint32_t group, std::uint32_t word) {
  return static_cast<std::uint64_t>(group) << 32 | word;
}

}  // namespace

void Groups::count(const std::vector<Word>& words, std::uint32_t longest) {
  number_words(words);
  ++turn_;
  // Places seldom pass a quarter of the words per level. A short text uses the front of the table only.
  const std::size_t slots = std::bit_ceil(std::max<std::size_t>(words.size() * 4, 1024));
  if (slots > slots_.size()) slots_.assign(slots, {});
  mask_ = slots - 1;
  places_.resize(words.size());
  current_ = ids_;
  for (std::uint32_t i = 0; i < places_.size(); ++i) places_[i] = i;
  for (std::uint32_t size = 2; size <= longest && !places_.empty(); ++size) {
    std::size_t kept = 0;
    for (std::size_t p = 0; p < places_.size(); ++p) {
      const std::uint32_t last = places_[p] + size - 1;
      if (groups_[current_[p]].count < 2 || last >= words.size() || breaks_[last] ||
          groups_[ids_[last]].count < 2)
        continue;
      Slot& slot = slot_of(key_of(current_[p], ids_[last]));
      if (slot.turn != turn_) {
        slot = {key_of(current_[p], ids_[last]), static_cast<std::uint32_t>(groups_.size()), turn_};
        groups_.push_back({places_[p], size, 0});
      }
      ++groups_[slot.group].count;
      places_[kept] = places_[p];
      current_[kept++] = slot.group;
    }
    places_.resize(kept);
    current_.resize(kept);
  }
}

void Groups::number_words(const std::vector<Word>& words) {
  groups_.clear();
  ids_.resize(words.size());
  breaks_.resize(words.size());
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const Key key = words[i].key;
    if (key >= id_of_key_.size()) id_of_key_.resize(key + 1 + key / 2, kNone);
    std::uint32_t& id = id_of_key_[key];
    if (id == kNone) {
      id = static_cast<std::uint32_t>(groups_.size());
      groups_.push_back({i, 1, 0});
    }
    ++groups_[id].count;
    ids_[i] = id;
    breaks_[i] = (words[i].marks & kBreak) != 0;
  }
  for (const Word& word : words) id_of_key_[word.key] = kNone;
}

Groups::Slot& Groups::slot_of(std::uint64_t key) {
  std::size_t i = (key * 0x9E3779B97F4A7C15 >> 20) & mask_;
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
