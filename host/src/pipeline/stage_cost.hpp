// What stages cost: time, documents, failures, a histogram of the time per document.
#pragma once

#include <array>
#include <cstdint>

namespace textmill::host {

/// Counts of durations in buckets that grow by a quarter of a power of two, from 1 ns to hours.
class DurationHistogram {
 public:
  void add(std::int64_t ns) { ++counts_[bucket_of(ns)]; }
  DurationHistogram& operator+=(const DurationHistogram& other);
  /// The duration below which `share` (0 to 1) of the counted ones lie, to within a fifth; 0 if there are
  /// none.
  std::int64_t percentile(double share) const;

 private:
  static constexpr std::size_t kBuckets = 4 * 44;
  static std::size_t bucket_of(std::int64_t ns);
  static std::int64_t upper_bound(std::size_t bucket);
  std::array<std::uint32_t, kBuckets> counts_{};
};

/// One stage's account, gathered by one worker and added up over all.
struct StageCost {
  std::uint64_t documents = 0;
  std::uint64_t skipped = 0;  ///< `when` did not hold
  std::uint64_t failed = 0;
  std::uint64_t text_bytes = 0;
  std::int64_t wall_ns = 0;
  std::uint64_t sampled_bytes = 0;  ///< text of the documents whose processor time was measured, one in 8
  std::int64_t sampled_cpu_ns = 0;
  DurationHistogram durations;

  StageCost& operator+=(const StageCost& other);
  /// Processor time, projected by text from the measured documents: what they took on the clock would count
  /// other programs, too. The time on the clock if there are none.
  double cpu_seconds() const;
};

}  // namespace textmill::host
