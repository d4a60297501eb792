#include "boosting.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace textmill::segmenter {
namespace {

constexpr int kTrees = 250;
constexpr double kShrinkage = 0.07;
constexpr double kLambda = 8;
constexpr double kLeastWeight = 12;
constexpr double kFeatureShare = 0.25;
constexpr double kPageShare = 0.65;
constexpr unsigned kBins = 64;

/// xorshift64*, which is the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(88172645463325252ULL + 77 * seed) {}
  bool chance(double share) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<double>((state_ * 2685821657736338717ULL) >> 11) * 0x1p-53 < share;
  }

 private:
  std::uint64_t state_;
};

struct Sum {
  double gradient = 0;
  double hessian = 0;
  double gain() const { return gradient * gradient / (hessian + kLambda); }
  void add(const Sum& other) {
    gradient += other.gradient;
    hessian += other.hessian;
  }
};

struct Split {
  double gain = 0;
  std::size_t feature = 0;
  unsigned bin = kBins;  // everything goes left
};

/// A feature's values cut into bins of about equal numbers of rows.
struct Column {
  std::vector<float> edges;
  std::vector<std::uint8_t> bins;  // by row
};

Column bin(const Rows& rows, std::size_t feature) {
  std::vector<float> values;
  for (const LineFeatures& row : rows.features) values.push_back(row[feature]);
  std::sort(values.begin(), values.end());
  Column column;
  for (unsigned b = 1; b < kBins; ++b) {
    const float edge = values[values.size() * b / kBins];
    if (column.edges.empty() || edge > column.edges.back()) column.edges.push_back(edge);
  }
  if (!column.edges.empty() && column.edges.back() == values.back()) column.edges.pop_back();
  for (const LineFeatures& row : rows.features) {
    const auto at = std::lower_bound(column.edges.begin(), column.edges.end(), row[feature]);
    column.bins.push_back(static_cast<std::uint8_t>(at - column.edges.begin()));
  }
  return column;
}

class Booster {
 public:
  Booster(const Rows& rows, const std::vector<char>& use, std::uint64_t seed)
      : rows_(rows), random_(seed), scores_(rows.features.size()), nodes_(rows.features.size()) {
    for (std::size_t f = 0; f < kLineFeatures; ++f) columns_.push_back(bin(rows, f));
    for (std::uint32_t i = 0; i < use.size(); ++i) {
      if (use[i]) used_.push_back(i);
    }
    sums_.resize(rows.features.size());
  }

  std::vector<Forest::Tree> run() {
    std::vector<Forest::Tree> trees;
    for (int t = 0; t < kTrees; ++t) trees.push_back(tree());
    return trees;
  }

 private:
  Forest::Tree tree() {
    Forest::Tree tree{};
    sample();
    for (const std::uint32_t i : used_) {
      const double p = 1 / (1 + std::exp(-scores_[i]));
      sums_[i] = {rows_.weights[i] * (p - rows_.main[i]), rows_.weights[i] * p * (1 - p)};
      nodes_[i] = 0;
    }
    for (unsigned level = 0; level < Forest::kDepth; ++level) split_level(level, tree);
    std::array<Sum, Forest::kLeaves> leaves;
    for (const std::uint32_t i : sample_) leaves[nodes_[i] - Forest::kNodes].add(sums_[i]);
    for (unsigned leaf = 0; leaf < Forest::kLeaves; ++leaf) {
      tree.values[leaf] =
          static_cast<float>(-kShrinkage * leaves[leaf].gradient / (leaves[leaf].hessian + kLambda));
    }
    for (const std::uint32_t i : used_) scores_[i] += tree.values[nodes_[i] - Forest::kNodes];
    return tree;
  }

  void sample() {
    features_.clear();
    for (std::size_t f = 0; f < kLineFeatures; ++f) {
      if (random_.chance(kFeatureShare)) features_.push_back(f);
    }
    std::vector<char> keep(rows_.groups.back() + 1);
    for (char& k : keep) k = random_.chance(kPageShare);
    sample_.clear();
    for (const std::uint32_t i : used_) {
      if (keep[rows_.groups[i]]) sample_.push_back(i);
    }
  }

  void split_level(unsigned level, Forest::Tree& tree) {
    const unsigned first = (1U << level) - 1;
    const unsigned count = 1U << level;
    std::vector<Split> splits(count);
    for (const std::size_t feature : features_) {
      std::vector<std::array<Sum, kBins>> histograms(count);
      const std::vector<std::uint8_t>& bins = columns_[feature].bins;
      for (const std::uint32_t i : sample_) histograms[nodes_[i] - first][bins[i]].add(sums_[i]);
      for (unsigned n = 0; n < count; ++n) improve(splits[n], feature, histograms[n]);
    }
    for (unsigned n = 0; n < count; ++n) {
      const Split& s = splits[n];
      tree.features[first + n] = static_cast<std::uint8_t>(s.feature);
      tree.thresholds[first + n] = s.bin == kBins ? INFINITY : columns_[s.feature].edges[s.bin];
    }
    for (const std::uint32_t i : used_) {
      const Split& s = splits[nodes_[i] - first];
      nodes_[i] = 2 * nodes_[i] + 1 + (columns_[s.feature].bins[i] > s.bin);
    }
  }

  static void improve(Split& best, std::size_t feature, const std::array<Sum, kBins>& histogram) {
    Sum all;
    for (const Sum& s : histogram) all.add(s);
    Sum left;
    for (unsigned b = 0; b + 1 < kBins; ++b) {
      left.add(histogram[b]);
      const Sum right{all.gradient - left.gradient, all.hessian - left.hessian};
      if (left.hessian < kLeastWeight || right.hessian < kLeastWeight) continue;
      const double gain = left.gain() + right.gain() - all.gain();
      if (gain > best.gain + 1e-9) best = {gain, feature, b};
    }
  }

  const Rows& rows_;
  Random random_;
  std::vector<Column> columns_;
  std::vector<std::uint32_t> used_;
  std::vector<std::uint32_t> sample_;
  std::vector<std::size_t> features_;
  std::vector<double> scores_;
  std::vector<Sum> sums_;
  std::vector<unsigned> nodes_;
};

}  // namespace

std::vector<Forest::Tree> boost(const Rows& rows, const std::vector<char>& use, std::uint64_t seed) {
  return Booster(rows, use, seed).run();
}

}  // namespace textmill::segmenter
