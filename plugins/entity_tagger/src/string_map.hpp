// A small hash table from strings to values, for the names of one document.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "piece.hpp"

namespace textmill::entity_tagger {

/// Open addressing; the keys are not copied. Its memory stays when it is cleared.
template <class Value>
class StringMap {
 public:
  bool empty() const { return count_ == 0; }

  /// The value of `key`, or null.
  const Value* find(std::string_view key) const {
    if (key.size() > longest_) return nullptr;
    const Slot& slot = slots_[place_of(key, hash_exact(key))];
    return slot.used ? &slot.value : nullptr;
  }
  bool contains(std::string_view key) const { return find(key) != nullptr; }

  /// The value of `key`, and whether it is new.
  std::pair<Value*, bool> insert(std::string_view key) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    const std::uint64_t hash = hash_exact(key);
    Slot& slot = slots_[place_of(key, hash)];
    const bool is_new = !slot.used;
    if (is_new) {
      slot = {hash, key, Value{}, true};
      longest_ = std::max(longest_, key.size());
      ++count_;
    }
    return {&slot.value, is_new};
  }
  Value& operator[](std::string_view key) { return *insert(key).first; }

  void clear() {
    if (count_ != 0) slots_.assign(slots_.size(), Slot{});
    count_ = longest_ = 0;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::string_view key;
    Value value{};
    bool used = false;
  };

  std::size_t place_of(std::string_view key, std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].used && (slots_[at].hash != hash || slots_[at].key != key))
      at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 32 : slots_.size() * 2);
    old.swap(slots_);
    for (Slot& slot : old) {
      if (slot.used) slots_[place_of(slot.key, slot.hash)] = std::move(slot);
    }
  }

  std::vector<Slot> slots_;
  std::size_t count_ = 0, longest_ = 0;  ///< keys, and bytes of the longest
};

}  // namespace textmill::entity_tagger
