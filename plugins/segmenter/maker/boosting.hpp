// Gradient boosting of trees of equal depth over binned features.
#pragma once

#include <cstdint>
#include <vector>

#include "main_text.hpp"

namespace textmill::segmenter {

/// Lines of pages, one entry of each column a line.
struct Rows {
  std::vector<LineFeatures> features;
  std::vector<float> weights;
  std::vector<char> main;
  std::vector<std::uint32_t> groups;  ///< the line's page: sampled as a whole
};

/// Trains a forest on the rows in use. Each tree sees a sample of the pages and of the features; the same
/// `seed` gives the same trees.
std::vector<Forest::Tree> boost(const Rows& rows, const std::vector<char>& use, std::uint64_t seed);

}  // namespace textmill::segmenter
