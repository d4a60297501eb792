#include "forest.hpp"

#include <algorithm>
#include <cstring>

#include "textmill/text/processor.hpp"

namespace textmill::segmenter {
namespace {

/// Lines that are scored together. Two of the four-lane vectors that every machine has would do as well as
/// one of eight; the compiler sees to it.
constexpr std::size_t kLanes = 8;
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));
using Columns = std::array<std::array<float, kLanes>, kLineFeatures>;  // feature by feature

/// Instead of walking down, which is a chain of loads, decides all nodes of a tree for all lines and then
/// chooses among the leaves level by level, from the bottom.
[[gnu::always_inline]] inline void add_trees(const Forest& forest, const Columns& columns,
                                             std::array<float, kLanes>& odds) {
  Lanes sum{};
  for (std::size_t t = 0; t < forest.count; ++t) {
    const Forest::Tree& tree = forest.trees[t];
    Lanes chosen[Forest::kLeaves];
    for (unsigned leaf = 0; leaf < Forest::kLeaves; ++leaf) chosen[leaf] = Lanes{} + tree.values[leaf];
    for (unsigned width = Forest::kLeaves / 2; width > 0; width /= 2) {
      for (unsigned i = 0; i < width; ++i) {
        const unsigned node = width - 1 + i;
        Lanes feature;
        std::memcpy(&feature, columns[tree.features[node]].data(), sizeof feature);
        chosen[i] = feature > Lanes{} + tree.thresholds[node] ? chosen[2 * i + 1] : chosen[2 * i];
      }
    }
    sum += chosen[0];
  }
  std::memcpy(odds.data(), &sum, sizeof sum);
}

using AddTrees = void (*)(const Forest&, const Columns&, std::array<float, kLanes>&);

void add_trees_anywhere(const Forest& forest, const Columns& columns, std::array<float, kLanes>& odds) {
  add_trees(forest, columns, odds);
}

#if defined(__x86_64__)
// Without fma: the sums are to be the same everywhere.
__attribute__((target("avx2"))) void add_trees_avx2(const Forest& forest, const Columns& columns,
                                                    std::array<float, kLanes>& odds) {
  add_trees(forest, columns, odds);
}

AddTrees fastest() { return text::processor_has_avx2() ? add_trees_avx2 : add_trees_anywhere; }
#else
AddTrees fastest() { return add_trees_anywhere; }
#endif

}  // namespace

float Forest::score(const LineFeatures& features) const {
  float sum = 0;
  for (std::size_t t = 0; t < count; ++t) {
    const Tree& tree = trees[t];
    unsigned node = 0;
    for (unsigned level = 0; level < kDepth; ++level) {
      node = 2 * node + 1 + (features[tree.features[node]] > tree.thresholds[node]);
    }
    sum += tree.values[node - kNodes];
  }
  return sum;
}

void Forest::score(const std::vector<LineFeatures>& lines, std::vector<float>& odds) const {
  static const AddTrees add = fastest();
  odds.resize(lines.size());
  Columns columns{};
  std::array<float, kLanes> scores;
  for (std::size_t first = 0; first < lines.size(); first += kLanes) {
    const std::size_t count_here = std::min(kLanes, lines.size() - first);
    for (std::size_t i = 0; i < count_here; ++i) {
      for (std::size_t f = 0; f < kLineFeatures; ++f) columns[f][i] = lines[first + i][f];
    }
    add(*this, columns, scores);
    std::copy_n(scores.begin(), count_here, odds.begin() + static_cast<std::ptrdiff_t>(first));
  }
}

}  // namespace textmill::segmenter
