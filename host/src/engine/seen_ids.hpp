// Notices document ids that come twice, in bounded memory: it remembers the last 2^18 ids.
#pragma once

#include <cstdint>
#include <vector>

#include "document/document.hpp"

namespace textmill::host {

class SeenIds {
 public:
  /// Where the id was seen before, or null if it is not among those remembered. `source.path` must stay
  /// valid as long as this object.
  const Source* first(std::uint64_t hash, const Source& source) {
    if (slots_.empty()) slots_.resize(kSlots);
    Slot& slot = slots_[hash & (kSlots - 1)];
    if (slot.used && slot.hash == hash) return &slot.source;
    slot = {hash, source, true};
    return nullptr;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    Source source;
    bool used = false;
  };
  static constexpr std::size_t kSlots = 1U << 18;
  std::vector<Slot> slots_;
};

}  // namespace textmill::host
