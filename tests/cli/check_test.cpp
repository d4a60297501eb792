#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

namespace fs = std::filesystem;

fs::path source(const std::string& below) { return fs::path(TEXTMILL_SOURCE_DIR) / below; }

TEST(Check, RefusesExactlyWhatRunRefuses) {
  int files = 0;
  for (const auto& entry : fs::directory_iterator(source("tests/cli/bad_pipelines"))) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name = entry.path().filename().string();
    const Ran check = textmill({"check", name}, {}, entry.path().parent_path());
    const ScratchFolder folder;
    const Ran run = textmill({"run", name, source("tests/fixtures/article.txt").string(), "--output",
                              (folder.path() / "out").string()},
                             {}, entry.path().parent_path());
    EXPECT_EQ(check.exit, 3) << name;
    EXPECT_EQ(run.exit, 3) << name;
    EXPECT_EQ(run.error, check.error) << name;
    EXPECT_THAT(check.error, ::testing::StartsWith(name + ":"));
    EXPECT_TRUE(fs::is_empty(folder.path())) << name << ": an output file was made";
    ++files;
  }
  EXPECT_GT(files, 20);
}

/// The pipelines that ship, without the files that test them.
std::vector<fs::path> shipped_pipelines() {
  std::vector<fs::path> list;
  for (const auto& entry : fs::directory_iterator(source("pipelines"))) {
    if (!entry.path().stem().string().ends_with("_test")) list.push_back(entry.path());
  }
  return list;
}

TEST(Check, AcceptsEveryPipelineThatShips) {
  int files = 0;
  for (const fs::path& path : shipped_pipelines()) {
    const Ran by_path = textmill({"check", path.string()});
    EXPECT_EQ(by_path.exit, 0) << by_path.error;
    const Ran by_name = textmill({"check", path.stem().string()});
    EXPECT_EQ(by_name.exit, 0) << by_name.error;
    ++files;
  }
  EXPECT_GE(files, 5);
}

TEST(Check, EveryPipelineThatShipsRunsOnTheFixtureArticle) {
  const ScratchFolder results;
  for (const fs::path& path : shipped_pipelines()) {
    for (const char* format : {"text", "jsonl", "csv"}) {
      const Ran ran = textmill({"run", path.string(), source("tests/fixtures/article.txt").string(),
                                "--format", format, "--results", results.path().string()});
      EXPECT_EQ(ran.exit, 0) << path << " " << format << ": " << ran.error;
      EXPECT_GT(ran.out.size(), 100U) << path << " " << format;
    }
  }
}

TEST(Config, ShowsWhereEachValueComesFrom) {
  const Ran ran = textmill({"config", "summary", "--set", "sentences=5"});
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.out, ::testing::HasSubstr("sentences: 5"));
  EXPECT_THAT(ran.out, ::testing::HasSubstr("--set"));
}

}  // namespace
}  // namespace textmill::test
