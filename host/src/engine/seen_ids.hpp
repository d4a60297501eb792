// Notices document ids that come twice, in bounded memory: it remembers the first 2^17 ids, and of
// more the recent ones.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace textmill::host {

class SeenIds {
 public:
  /// Where an id stands; `path` must stay valid as long as the SeenIds.
  struct Place {
    std::string_view path;
    std::uint64_t line = 0;
  };

  /// Where the id was seen before, or null if it is not among those remembered; then `place` is. The pointer
  /// is valid until the next call.
  const Place* first(std::uint64_t hash, const Place& place) {
    if (used_ * 2 >= slots_.size() && slots_.size() < kMostSlots) grow();
    Slot& slot = find(hash);
    if (slot.is_used() && slot.hash == hash) return &slot.place;
    used_ += !slot.is_used();
    slot = {hash, place};
    return nullptr;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    Place place;
    bool is_used() const { return place.path.data() != nullptr; }
  };
  static constexpr std::size_t kFewestSlots = 1U << 10;
  static constexpr std::size_t kMostSlots = 1U << 18;
  static constexpr std::size_t kProbes = 16;

  /// The slot of the id, or the one it takes: a free one, or in a full table that of another.
  Slot& find(std::uint64_t hash) {
    for (std::size_t i = 0; i < kProbes; ++i) {
      Slot& slot = slots_[(hash + i) & (slots_.size() - 1)];
      if (!slot.is_used() || slot.hash == hash) return slot;
    }
    return slots_[hash & (slots_.size() - 1)];
  }

  void grow() {
    std::vector<Slot> old(std::max(kFewestSlots, slots_.size() * 4));
    std::swap(old, slots_);
    for (const Slot& slot : old) {
      if (slot.is_used()) find(slot.hash) = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace textmill::host
