#include "engine/progress.hpp"

#include <gtest/gtest.h>

namespace textmill::host {
namespace {

TEST(ReadableBytes, UsesDecimalUnits) {
  EXPECT_EQ(readable_bytes(0), "0 B");
  EXPECT_EQ(readable_bytes(999), "999 B");
  EXPECT_EQ(readable_bytes(1200), "1.2 kB");
  EXPECT_EQ(readable_bytes(340e6), "340 MB");
  EXPECT_EQ(readable_bytes(100e9), "100 GB");
}

TEST(ReadableSeconds, GrowsItsUnits) {
  EXPECT_EQ(readable_seconds(0.04), "40 ms");
  EXPECT_EQ(readable_seconds(3.2), "3 s");
  EXPECT_EQ(readable_seconds(185), "3 min 05 s");
  EXPECT_EQ(readable_seconds(3720), "1 h 02 min");
}

TEST(Progress, SaysNothingDuringAShortRun) {
  std::string printed;
  {
    Progress progress({true, true, 80, 100}, [&](std::string_view text) { printed += text; });
    BatchResult result;
    result.read = 1;
    progress.add(result);
  }
  EXPECT_EQ(printed, "");
}

}  // namespace
}  // namespace textmill::host
