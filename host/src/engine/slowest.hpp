// The documents that took longest, for people who look for what slows a run down.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace textmill::host {

/// One document that took long, over all stages.
struct SlowDocument {
  std::int64_t wall_ns = 0;
  std::uint64_t bytes = 0;
  std::string id;
  std::string place;
};

/// Keeps the slowest documents.
class SlowestDocuments {
 public:
  static constexpr std::size_t kKept = 20;  // enough to see a pattern
  /// True if a document of this duration would be kept; saves making its strings otherwise.
  bool wants(std::int64_t wall_ns) const { return list_.size() < kKept || wall_ns > list_.back().wall_ns; }
  void add(SlowDocument document);
  std::vector<SlowDocument> take() { return std::exchange(list_, {}); }
  /// Slowest first.
  const std::vector<SlowDocument>& list() const { return list_; }

 private:
  std::vector<SlowDocument> list_;
};

}  // namespace textmill::host
