#include "repeats.hpp"

#include <gtest/gtest.h>

namespace textmill::summarizer {
namespace {

using Words = std::vector<std::uint32_t>;

TEST(Repeats, FindsASentenceThatSharesMostOfItsContent) {
  const std::vector<std::uint8_t> stop{1, 0, 0, 0, 0, 0, 0, 0};
  Repeats repeats(stop, 0.7f);
  repeats.add(Words{1, 2, 3, 4});
  EXPECT_TRUE(repeats.has(Words{1, 2, 3, 4}));
  EXPECT_TRUE(repeats.has(Words{4, 3, 0, 0, 1, 5}));  // three of four; 0 does not count
  EXPECT_FALSE(repeats.has(Words{1, 2, 5, 6}));
  EXPECT_FALSE(repeats.has(Words{5, 6, 7}));
}

TEST(Repeats, DoesNotAddUpSeveralSentences) {
  const std::vector<std::uint8_t> stop(6, 0);
  Repeats repeats(stop, 0.7f);
  repeats.add(Words{0, 1, 2});
  repeats.add(Words{3, 4, 5});
  EXPECT_FALSE(repeats.has(Words{0, 1, 3, 4}));
}

TEST(Repeats, TakesNothingForARepeatOfAnything) {
  const std::vector<std::uint8_t> stop(2, 1);
  Repeats repeats(stop, 0.7f);
  EXPECT_TRUE(repeats.has(Words{}));
  EXPECT_TRUE(repeats.has(Words{0, 1}));
}

}  // namespace
}  // namespace textmill::summarizer
