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

}  // namespace
}  // namespace textmill::host
