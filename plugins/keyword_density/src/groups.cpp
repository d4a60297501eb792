#include "groups.hpp"

#include <algorithm>
#include <bit>

namespace textmill::keyword_density {
namespace {

constexpr std::size_t kFewestSlots = 256;
constexpr std::size_t kManyWords = 1U << 19;  // from which memory is worth a little time

std::uint64_t key_of(std::uint32_t group, std::uint32_t word) {
  return static_cast<std::uint64_t>(group) << 32 | word;
}

/// Half empty; of a long text, whose groups take hundreds of megabytes, a quarter.
std::size_t slots_for(std::size_t groups) { return groups < kManyWords ? groups * 2 : groups + groups / 3; }

/// The upper bits: both halves of the key have a say in them, but not in the lower ones.
std::size_t hash_of(std::uint64_t key) { return key * 0x9E3779B97F4A7C15 >> 36; }

}  // namespace

void Groups::count(std::span<const Word> words, std::uint32_t longest) {
  number_words(words);
  words_ = groups_.size();
  ++turn_;
  places_.clear();
  if (longest >= 2) list_pairs();
  // A short text uses the front of the table only.
  const std::size_t slots = std::bit_ceil(std::max(slots_for(places_.size()), kFewestSlots));
  if (slots > slots_.size()) slots_.assign(slots, {});
  mask_ = slots - 1;
  for (std::uint32_t size = 2; size <= longest && !places_.empty(); ++size) count_level(size);
}

/// Without a branch on whether a word is new, which nobody can foresee; compilers make one of anything
/// plainer.
void Groups::number_words(std::span<const Word> words) {
  Key highest = 0;
  for (const Word& word : words) highest = std::max(highest, word.key);
  if (highest >= id_of_key_.size()) id_of_key_.resize(highest + 1 + highest / 2, kNone);
  groups_.resize(words.size());
  ids_.resize(words.size());
  next_.assign(words.size() + 1, static_cast<std::uint32_t>(words.size()));
  last_.resize(words.size());
  breaks_.resize(words.size());
  Group* const groups = groups_.data();  // pointers that stay in registers
  std::uint32_t* const ids = ids_.data();
  std::uint32_t* const next = next_.data();
  std::uint32_t* const last = last_.data();
  std::uint8_t* const breaks = breaks_.data();
  std::uint32_t* const id_of_key = id_of_key_.data();
  const auto end = static_cast<std::uint32_t>(words.size());
  std::uint32_t distinct = 0;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    std::uint32_t& known = id_of_key[words[i].key];
    const std::uint32_t is_new = known == kNone;
    const std::uint32_t id = known ^ ((known ^ distinct) & (0 - is_new));
    known = id;
    groups[distinct] = {i, 1, 0};
    last[distinct] = end;
    distinct += is_new;
    next[last[id]] = i;
    last[id] = i;
    ++groups[id].count;
    ids[i] = id;
    breaks[i] = words[i].marks & kBreak;
  }
  groups_.resize(distinct);
  for (const Group& word : groups_) id_of_key[words[word.first].key] = kNone;
  if (words.size() < kManyWords) return;
  groups_.shrink_to_fit();
  std::vector<std::uint32_t>().swap(last_);
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

/// Makes groups of `size` words of the last level's. Without branches on whether one is new: each place
/// writes a group, which is kept only if it is.
void Groups::count_level(std::uint32_t size) {
  if (size > 2) leave_out_ended(size);
  while (slots_for(groups_.size() - words_ + places_.size()) > mask_ + 1) make_room();
  auto known = static_cast<std::uint32_t>(groups_.size());
  groups_.resize(groups_.size() + places_.size() + 1);
  Group* const groups = groups_.data();
  for (std::size_t p = 0; p < places_.size(); ++p) {
    const std::uint64_t key = key_of(current_[p], ids_[places_[p] + size - 1]);
    Slot& slot = slot_of(key);
    const std::uint32_t is_new = slot.turn != turn_;
    const std::uint32_t group = slot.group ^ ((slot.group ^ known) & (0 - is_new));
    slot.key = key;
    slot.group = group;
    slot.turn = turn_;
    groups[known] = {places_[p], size, 0};
    known += is_new;
    ++groups[group].count;
    current_[p] = group;
  }
  groups_.resize(known);
}

/// Leaves out places where no group of `size` words can come back.
void Groups::leave_out_ended(std::uint32_t size) {
  std::size_t kept = 0;
  for (std::size_t p = 0; p < places_.size(); ++p) {
    const std::uint32_t last = places_[p] + size - 1;
    if (last >= ids_.size()) break;  // the places are in order
    const unsigned repeated =
        unsigned{groups_[current_[p]].count >= 2} & unsigned{groups_[ids_[last]].count >= 2};
    places_[kept] = places_[p];
    current_[kept] = current_[p];
    kept += repeated & (breaks_[last] ^ 1u);
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
