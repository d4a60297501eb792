// Main text against what web pages put around it: navigation, notices, lists of other articles.
// A forest of small trees looks at each line, its neighbours and its place on the page (see maker/).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "line_marks.hpp"
#include "lines.hpp"

namespace textmill::segmenter {

inline constexpr std::size_t kLineFeatures = 60;
using LineFeatures = std::array<float, kLineFeatures>;

/// Fills `out` with the features of every line. `marks` has one entry a line. Linear in lines and bytes.
void line_features(std::string_view text, const std::vector<Line>& lines, const std::vector<LineMarks>& marks,
                   std::vector<LineFeatures>& out);

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
};

/// The forest that is shipped, part of this library.
const Forest& shipped_main_text_model();

}  // namespace textmill::segmenter
