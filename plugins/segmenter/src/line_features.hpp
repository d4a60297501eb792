// What tells a line of main text from navigation, notices and lists of other articles: the line itself, its
// neighbours, its words against theirs, its place on the page.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "line_marks.hpp"
#include "lines.hpp"

namespace textmill::segmenter {

inline constexpr std::size_t kPlainFeatures = 81;      ///< filled here
inline constexpr std::size_t kWordFeatures = 6;        ///< filled by WordTable
inline constexpr std::size_t kNeighbourFeatures = 18;  ///< filled for the second pass
inline constexpr std::size_t kLineFeatures = kPlainFeatures + kWordFeatures + kNeighbourFeatures;
using LineFeatures = std::array<float, kLineFeatures>;

/// Fills `out` with the plain features of every line; the others are 0. `marks` has one entry a line. Linear
/// in lines and bytes.
void line_features(std::string_view text, const std::vector<Line>& lines, const std::vector<LineMarks>& marks,
                   std::vector<LineFeatures>& out);

}  // namespace textmill::segmenter
