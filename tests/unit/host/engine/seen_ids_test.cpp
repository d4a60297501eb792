#include "engine/seen_ids.hpp"

#include <gtest/gtest.h>

namespace textmill::host {
namespace {

TEST(SeenIds, NamesThePlaceOfTheFirst) {
  SeenIds seen;
  Source first;
  first.path = "a.jsonl";
  first.line = 1;
  Source second = first;
  second.line = 3;
  EXPECT_EQ(seen.first(42, first), nullptr);
  EXPECT_EQ(seen.first(43, second), nullptr);
  const Source* found = seen.first(42, second);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->line, 1U);
}

}  // namespace
}  // namespace textmill::host
