// A forest of small decision trees over the features of lines.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "line_features.hpp"

namespace textmill::segmenter {

/// Trees of equal depth, laid out as heaps: node i has the children 2i+1 and 2i+2, the leaves come last.
struct Forest {
  static constexpr unsigned kDepth = 4;
  static constexpr unsigned kNodes = (1U << kDepth) - 1;
  static constexpr unsigned kLeaves = 1U << kDepth;

  struct Tree {
    std::array<float, kNodes> thresholds;
    std::array<std::uint8_t, kNodes + 1> features;  // one more for alignment
    std::array<float, kLeaves> values;
  };

  const Tree* trees = nullptr;
  std::size_t count = 0;

  /// Log odds that the line is main text.
  float score(const LineFeatures& features) const;
  /// Replaces `odds` by those of all lines: the same numbers, several lines at a time.
  void score(const std::vector<LineFeatures>& lines, std::vector<float>& odds) const;
};

}  // namespace textmill::segmenter
