#include "engine/seen_ids.hpp"

#include <gtest/gtest.h>

namespace textmill::host {
namespace {

TEST(SeenIds, NamesThePlaceOfTheFirst) {
  SeenIds seen;
  EXPECT_EQ(seen.first(42, {"a.jsonl", 1}), nullptr);
  EXPECT_EQ(seen.first(43, {"a.jsonl", 3}), nullptr);
  const SeenIds::Place* found = seen.first(42, {"a.jsonl", 3});
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->line, 1U);
}

/// A hash of its own for each number.
std::uint64_t hash_of(std::uint64_t number) { return (number + 1) * 0x9E3779B97F4A7C15; }

TEST(SeenIds, ForgetsNoneOfAHundredThousand) {
  SeenIds seen;
  for (std::uint64_t i = 0; i < 100000; ++i) ASSERT_EQ(seen.first(hash_of(i), {"a.jsonl", i}), nullptr) << i;
  for (std::uint64_t i = 0; i < 100000; ++i) {
    const SeenIds::Place* found = seen.first(hash_of(i), {"b.jsonl", 0});
    ASSERT_NE(found, nullptr) << i;
    ASSERT_EQ(found->line, i);
  }
}

TEST(SeenIds, KnowsTheLastOfMillions) {
  SeenIds seen;
  constexpr std::uint64_t kMany = 3000000;
  for (std::uint64_t i = 0; i < kMany; ++i) seen.first(hash_of(i), {"a.jsonl", i});
  EXPECT_NE(seen.first(hash_of(kMany - 1), {"a.jsonl", 0}), nullptr);
}

}  // namespace
}  // namespace textmill::host
