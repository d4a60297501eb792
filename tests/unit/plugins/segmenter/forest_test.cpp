#include "forest.hpp"

#include <gtest/gtest.h>

#include <random>

namespace textmill::segmenter {
namespace {

TEST(Forest, ScoresManyLinesAsItScoresEach) {
  constexpr unsigned kSeed = 7;
  std::mt19937 random(kSeed);
  const auto number = [&] { return static_cast<float>(random() % 2001) / 100 - 10; };
  std::vector<Forest::Tree> trees(50);
  for (Forest::Tree& tree : trees) {
    for (float& threshold : tree.thresholds) threshold = number();
    for (std::uint8_t& feature : tree.features) feature = static_cast<std::uint8_t>(random() % kLineFeatures);
    for (float& value : tree.values) value = number() / 7;
  }
  const Forest forest{trees.data(), trees.size()};
  for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 100U}) {
    std::vector<LineFeatures> lines(count);
    for (LineFeatures& line : lines) {
      for (float& feature : line) feature = number();
    }
    std::vector<float> odds = {1, 2, 3};
    forest.score(lines, odds);
    ASSERT_EQ(odds.size(), count);
    for (std::size_t i = 0; i < count; ++i)
      EXPECT_EQ(odds[i], forest.score(lines[i])) << "seed " << kSeed << ", line " << i << " of " << count;
  }
}

}  // namespace
}  // namespace textmill::segmenter
