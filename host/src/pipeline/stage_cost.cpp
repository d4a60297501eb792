#include "pipeline/stage_cost.hpp"

#include <algorithm>
#include <bit>

namespace textmill::host {

std::size_t DurationHistogram::bucket_of(std::int64_t ns) {
  const auto n = static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 1));
  const int exponent = std::bit_width(n) - 1;
  const std::uint64_t quarter = exponent >= 2 ? (n >> (exponent - 2)) & 3 : 0;
  return std::min<std::size_t>(static_cast<std::size_t>(exponent) * 4 + quarter, kBuckets - 1);
}

std::int64_t DurationHistogram::upper_bound(std::size_t bucket) {
  const auto exponent = static_cast<int>(bucket / 4);
  const auto quarter = static_cast<std::int64_t>(bucket % 4);
  return exponent >= 2 ? (5 + quarter) << (exponent - 2) : std::int64_t{2} << exponent;
}

DurationHistogram& DurationHistogram::operator+=(const DurationHistogram& other) {
  for (std::size_t i = 0; i < kBuckets; ++i) counts_[i] += other.counts_[i];
  return *this;
}

std::int64_t DurationHistogram::percentile(double share) const {
  std::uint64_t total = 0;
  for (const std::uint32_t count : counts_) total += count;
  if (total == 0) return 0;
  const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(total));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    seen += counts_[i];
    if (counts_[i] > 0 && seen >= std::max<std::uint64_t>(wanted, 1)) return upper_bound(i);
  }
  return upper_bound(kBuckets - 1);
}

StageCost& StageCost::operator+=(const StageCost& other) {
  documents += other.documents;
  skipped += other.skipped;
  failed += other.failed;
  text_bytes += other.text_bytes;
  wall_ns += other.wall_ns;
  sampled_bytes += other.sampled_bytes;
  sampled_cpu_ns += other.sampled_cpu_ns;
  durations += other.durations;
  return *this;
}

double StageCost::cpu_seconds() const {
  if (sampled_bytes == 0) return static_cast<double>(wall_ns) / 1e9;
  return static_cast<double>(sampled_cpu_ns) / 1e9 * static_cast<double>(text_bytes) /
         static_cast<double>(sampled_bytes);
}

}  // namespace textmill::host
