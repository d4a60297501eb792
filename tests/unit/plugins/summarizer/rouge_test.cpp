#include "rouge.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace textmill::summarizer {
namespace {

TEST(Rouge, CountsSharedGramsWithClipping) {
  struct Row {
    std::vector<std::uint32_t> ours, theirs;
    std::size_t n;
    double want;
  };
  for (const Row& row : {
           Row{{1, 2, 3}, {1, 2, 3}, 1, 1.0},
           Row{{1, 2, 3}, {4, 5}, 1, 0.0},
           Row{{1, 1, 1, 1}, {1, 2}, 1, 2.0 * 1 / 6},  // one of the four counts
           Row{{1, 2, 3}, {2, 3, 4}, 2, 2.0 * 1 / 4},
           Row{{1}, {1}, 2, 0.0},
           Row{{}, {}, 1, 0.0},
       }) {
    EXPECT_DOUBLE_EQ(rouge(row.ours, row.theirs, row.n), row.want) << row.ours.size() << " by " << row.n;
  }
}

}  // namespace
}  // namespace textmill::summarizer
