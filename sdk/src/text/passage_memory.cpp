#include "textmill/text/passage_memory.hpp"

#include <sys/auxv.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace textmill::text {
namespace {

constexpr std::size_t kUnit = 8;

template <class Item>
Item* zeroed(std::size_t count) {
  void* const memory = std::calloc(count, sizeof(Item));
  if (!memory) throw std::bad_alloc();
  return static_cast<Item*>(memory);
}

}  // namespace

PassageMemory::PassageMemory(std::size_t bytes, std::uint32_t passages)
    : capacity_(static_cast<std::uint32_t>(bytes / kUnit)),
      passages_(passages),
      shift_(static_cast<unsigned>(std::countl_zero(bytes / (4 * sizeof(Set)))) + 1),
      sets_(zeroed<Set>(bytes / (4 * sizeof(Set)))),
      results_(zeroed<std::byte>(bytes)) {}

/// Of the sixteen random bytes that Linux gives each program.
std::uint64_t PassageMemory::secret() {
  std::uint64_t number = 0;
  if (const auto* const bytes = reinterpret_cast<const void*>(::getauxval(AT_RANDOM)))
    std::memcpy(&number, bytes, sizeof number);
  return number;
}

PassageMemory::Answer PassageMemory::recall(std::uint64_t key) {
  if (passages_ > 0) {
    --passages_;
    return {};
  }
  const auto mark = static_cast<std::uint32_t>(key);
  Set& set = *set_of(key);
  for (const Slot& slot : set) {
    if (slot.mark != mark) continue;
    if (!may_be_there(slot)) return {false, true, {}};
    Head head;
    std::memcpy(&head, at(slot.place), sizeof head);
    if (head.key != key) return {false, true, {}};
    return {true, false, {at(slot.place) + sizeof head, head.size}};
  }
  note(set, {mark, 0});
  return {false, !is_full_, {}};
}

/// Puts a slot before the others; the last of those without a result makes way.
void PassageMemory::note(Set& set, Slot slot) const {
  auto out = std::find_if(set.rbegin(), set.rend(), [this](const Slot& s) { return !may_be_there(s); });
  if (out == set.rend()) out = set.rbegin();
  std::copy_backward(set.begin(), out.base() - 1, out.base());
  set.front() = slot;
}

std::byte* PassageMemory::keep(std::uint64_t key, std::size_t size) {
  if (size > std::size_t{capacity_} * kUnit / 8 - sizeof(Head)) return nullptr;
  const auto units = static_cast<std::uint32_t>((sizeof(Head) + size + kUnit - 1) / kUnit);
  if ((end_ & (capacity_ - 1)) + units > capacity_) {  // it lies in one piece
    end_ = (end_ | (capacity_ - 1)) + 1;
    is_full_ = true;
  }
  if (end_ == 0) end_ = capacity_;  // a place is never 0
  const auto mark = static_cast<std::uint32_t>(key);
  Set& set = *set_of(key);
  const auto known = std::find_if(set.begin(), set.end(), [mark](const Slot& s) { return s.mark == mark; });
  if (known == set.end()) {
    note(set, {mark, end_});
  } else {
    known->place = end_;
  }
  const Head head{key, size};
  std::byte* const result = at(end_);
  std::memcpy(result, &head, sizeof head);
  end_ += units;
  return result + sizeof head;
}

}  // namespace textmill::text
