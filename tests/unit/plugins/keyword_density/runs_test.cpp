#include "runs.hpp"

#include <gtest/gtest.h>

#include <random>

namespace textmill::keyword_density {
namespace {

/// Word by word.
std::vector<Run> plain_runs(const std::vector<Part>& parts, const std::vector<std::uint8_t>& breaks) {
  std::vector<Run> runs;
  bool inside = false;
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    const bool goes_on = inside && !breaks[i];
    inside = parts[i] != Part::Outside;
    if (inside && !goes_on) runs.push_back({i, i});
    if (parts[i] == Part::Head) runs.back().end = i + 1;
  }
  std::erase_if(runs, [](const Run& run) { return run.first == run.end; });
  return runs;
}

/// "H-mH|H": a letter a word, | before a word that has a break.
std::string found(const std::vector<Run>& runs) {
  std::string out;
  for (const Run& run : runs) out += std::to_string(run.first) + "-" + std::to_string(run.end) + " ";
  return out;
}

std::string runs_of(std::string_view tags) {
  std::vector<Part> parts;
  std::vector<std::uint8_t> breaks;
  bool broken = true;
  for (const char c : tags) {
    if (c != '|') {
      parts.push_back(c == 'H' ? Part::Head : c == 'm' ? Part::Modifier : Part::Outside);
      breaks.push_back(broken);
    }
    broken = c == '|';
  }
  RunFinder finder;
  return found(finder.find(parts, breaks));
}

TEST(RunFinder, EndsARunAtItsLastHead) {
  EXPECT_EQ(runs_of(""), "");
  EXPECT_EQ(runs_of("H"), "0-1 ");
  EXPECT_EQ(runs_of("-mH-"), "1-3 ");
  EXPECT_EQ(runs_of("HmHm-H"), "0-3 5-6 ");
  EXPECT_EQ(runs_of("HH|HH"), "0-2 2-4 ");
  EXPECT_EQ(runs_of("m|mH"), "1-3 ");
  EXPECT_EQ(runs_of("mm-m"), "");
}

TEST(RunFinder, FindsWhatAWalkWordByWordFinds) {
  std::mt19937 random(7);
  RunFinder finder;
  for (int round = 0; round < 3000; ++round) {
    const std::size_t size = random() % 400;
    const unsigned outside = 2 + random() % 300;  // one word of so many, up to runs longer than all blocks
    std::vector<Part> parts(size);
    std::vector<std::uint8_t> breaks(size);
    for (std::size_t i = 0; i < size; ++i) {
      parts[i] = random() % outside == 0 ? Part::Outside : random() % 3 ? Part::Modifier : Part::Head;
      breaks[i] = random() % outside == 0;
    }
    ASSERT_EQ(found(finder.find(parts, breaks)), found(plain_runs(parts, breaks))) << "round " << round;
  }
}

}  // namespace
}  // namespace textmill::keyword_density
