// Notices document ids that come twice, in bounded memory: it remembers the last 2^18 ids.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace textmill::host {

class SeenIds {
 public:
  /// Where an id stands; `path` must stay valid as long as the SeenIds.
  struct Place {
    std::string_view path;
    std::uint64_t line = 0;
  };

  /// Where the id was seen before, or null if it is not among those remembered; then `place` is.
  const Place* first(std::uint64_t hash, const Place& place) {
    if (!slots_) return nullptr;
    Slot& slot = slots_[hash & (kSlots - 1)];
    if (slot.place.path.data() != nullptr && slot.hash == hash) return &slot.place;
    slot = {hash, place};
    return nullptr;
  }

 private:
  struct Slot {
    std::uint64_t hash;
    Place place;
  };
  struct Free {
    void operator()(void* slots) const { std::free(slots); }
  };
  static constexpr std::size_t kSlots = 1U << 18;
  // From calloc, whose zero bytes the system provides page by page: a short run uses few of them.
  std::unique_ptr<Slot[], Free> slots_{static_cast<Slot*>(std::calloc(kSlots, sizeof(Slot)))};
};

}  // namespace textmill::host
