#include "textmill/text/passage_memory.hpp"

#include <bit>
#include <cstring>
#include <new>

namespace textmill::text {
namespace {

constexpr std::size_t kAlign = 8;
constexpr std::size_t kHead = 8;  ///< the size of a result stands before it

std::size_t aligned(std::size_t size) { return (size + kAlign - 1) / kAlign * kAlign; }

template <class Item>
Item* zeroed(std::size_t count) {
  void* const memory = std::calloc(count, sizeof(Item));
  if (!memory) throw std::bad_alloc();
  return static_cast<Item*>(memory);
}

}  // namespace

PassageMemory::PassageMemory(std::size_t bytes, std::uint32_t passages)
    : capacity_(bytes),
      end_(kAlign),
      passages_(passages),
      shift_(static_cast<unsigned>(std::countl_zero(bytes / (8 * sizeof(Slot)))) + 1),
      slots_(zeroed<Slot>(bytes / (4 * sizeof(Slot)))),
      results_(zeroed<std::byte>(bytes)) {}

/// The later of a pair stands first; what has a result is pushed out only if both have one.
PassageMemory::Slot& PassageMemory::slot_for_new(Slot* pair) const {
  const bool first = is_there(pair[0]), second = is_there(pair[1]);
  if (first == second) pair[1] = pair[0];
  return first && !second ? pair[1] : pair[0];
}

PassageMemory::Answer PassageMemory::recall(std::uint64_t key) {
  if (passages_ > 0) {
    --passages_;
    return {};
  }
  Slot* const pair = slots_of(key);
  for (Slot* const slot : {pair, pair + 1}) {
    if (slot->key != key) continue;
    if (!is_there(*slot)) return {false, true, {}};
    std::uint64_t size = 0;
    std::memcpy(&size, at(slot->place), kHead);
    return {true, false, {at(slot->place) + kHead, size}};
  }
  slot_for_new(pair) = {key, 0};
  return {};
}

std::byte* PassageMemory::keep(std::uint64_t key, std::size_t size) {
  const std::size_t room = kHead + aligned(size);
  if (room > capacity_ / 8) return nullptr;
  if ((end_ & (capacity_ - 1)) + room > capacity_) end_ = (end_ | (capacity_ - 1)) + 1;  // in one piece
  Slot* const pair = slots_of(key);
  Slot& slot = pair[1].key == key ? pair[1] : pair[0];
  slot = {key, end_};
  std::byte* const head = at(end_);
  const std::uint64_t told = size;
  std::memcpy(head, &told, kHead);
  end_ += room;
  return head + kHead;
}

}  // namespace textmill::text
