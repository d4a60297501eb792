// Counting equal things and keeping them in the order that matters to a reader.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace textmill::host {

struct Counted {
  std::string name;
  std::size_t count = 0;
  std::uint32_t first_row = 0;  ///< of the layer that was counted
};

class Tally {
 public:
  void add(const std::string& name, std::uint32_t row) {
    const auto [found, is_new] = index_.try_emplace(name, items_.size());
    if (is_new) items_.push_back({name, 0, row});
    ++items_[found->second].count;
  }
  bool empty() const { return items_.empty(); }
  /// In order of appearance.
  const std::vector<Counted>& items() const { return items_; }
  /// Most frequent first; equals in order of appearance.
  std::vector<Counted> by_count() const {
    std::vector<Counted> sorted = items_;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Counted& a, const Counted& b) { return a.count > b.count; });
    return sorted;
  }

 private:
  std::vector<Counted> items_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace textmill::host
