#include "engine/contributions.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <vector>

namespace textmill::host {
namespace {

std::string contributions(int from, int to) {
  std::string bytes;
  for (int i = from; i < to; ++i)
    append_contribution(static_cast<std::uint32_t>(i % 3), "d" + std::to_string(i),
                        std::string(static_cast<std::size_t>(i * 7), 'x'), bytes);
  return bytes;
}

TEST(Contributions, ComeBackInTheirOrder) {
  int next = 0;
  const Status read = read_contributions(contributions(0, 50), [&](auto slot, auto id, auto bytes) {
    EXPECT_EQ(slot, static_cast<std::uint32_t>(next % 3));
    EXPECT_EQ(id, "d" + std::to_string(next));
    EXPECT_EQ(bytes.size(), static_cast<std::size_t>(next++ * 7));
    return Status();
  });
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(next, 50);
}

TEST(Contributions, ThatAreDamagedAreRefused) {
  const std::string whole = contributions(0, 3);
  const auto ignore = [](auto, auto, auto) { return Status(); };
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    const bool at_an_end = cut == contributions(0, 1).size() || cut == contributions(0, 2).size();
    EXPECT_EQ(read_contributions(whole.substr(0, cut), ignore).ok(), at_an_end) << cut;
  }
  EXPECT_FALSE(read_contributions(std::string(64, '\xFF'), ignore).ok());
}

TEST(ContributionFile, GivesBackWhatWasWrittenAlsoAfterBeingCut) {
  const std::string path = ::testing::TempDir() + "contributions_test";
  std::uint64_t kept = 0;
  {
    auto file = ContributionFile::open(path, 0);
    ASSERT_TRUE(file.has_value());
    for (int i = 0; i < 600; ++i) ASSERT_TRUE(file->write(contributions(i, i + 1)).ok());
    kept = file->bytes();
    ASSERT_TRUE(file->write(contributions(7, 9)).ok());
    ASSERT_TRUE(file->sync().ok());
  }
  const auto resumed = ContributionFile::open(path, kept);
  std::string back;
  int pieces = 0;
  EXPECT_TRUE(resumed
                  ->read_back([&](std::string_view piece) {
                    back += piece;
                    ++pieces;
                    return Status();
                  })
                  .ok());
  EXPECT_TRUE(back == contributions(0, 600));
  EXPECT_GT(pieces, 1);
  std::remove(path.c_str());
}

TEST(ContributionFile, WithoutANameIsATemporaryOne) {
  auto file = ContributionFile::open("", 0);
  ASSERT_TRUE(file.has_value());
  ASSERT_TRUE(file->write(contributions(0, 5)).ok());
  const Status stopped = file->read_back([](std::string_view) { return failure("enough"); });
  EXPECT_EQ(stopped.message(), "enough");
}

}  // namespace
}  // namespace textmill::host
