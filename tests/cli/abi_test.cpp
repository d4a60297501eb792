// The plugins of each release, as they were built then, run in this host, and those of the next minor version
// do not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/utsname.h>

#include <algorithm>
#include <filesystem>

#include "command.hpp"
#include "textmill/abi.h"

namespace textmill::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

/// Copies of tests/abi/1.*/MACHINE/fixture.so in the build folder, oldest first; none on a machine without.
std::vector<std::string> fixtures() {
  std::vector<std::string> found;
  for (const auto& release : fs::directory_iterator(TEXTMILL_ABI_FIXTURES)) {
    const fs::path file = release.path() / "fixture.so";
    if (fs::exists(file)) found.push_back(file);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string this_machine() {
  utsname names{};
  uname(&names);
  return names.machine;
}

class BuiltForAnOlderHost : public ::testing::Test {
 protected:
  BuiltForAnOlderHost() {
    folder_.write(
        "p.yaml",
        "textmill: 1\nstages:\n  - {use: fixture, with: {least: 7}}\noutput: {layers: [long_words]}\n");
    folder_.write("in.jsonl",
                  "{\"id\": \"a\", \"text\": \"Unconstitutional lighthouses, he said\"}\n{\"id\": \"b\", "
                  "\"text\": \"x\"}\n");
  }
  ScratchFolder folder_;
};

TEST_F(BuiltForAnOlderHost, RunsAsItDidThen) {
  const auto plugins = fixtures();
  if (plugins.empty()) GTEST_SKIP() << "no plugin was recorded on " << this_machine();
  for (const std::string& plugin : plugins) {
    for (const char* isolation : {"thread", "process"}) {
      const Ran ran = textmill({"run", "p.yaml", "in.jsonl", "--plugin", plugin, "--output", "out.jsonl",
                                "--isolation", isolation},
                               {}, folder_.path());
      ASSERT_EQ(ran.exit, 0) << plugin << ran.error;
      const std::string out = folder_.read("out.jsonl");
      EXPECT_THAT(out, HasSubstr("{\"begin\":0,\"end\":16,\"label\":\"very "
                                 "long\",\"score\":0.5,\"letters\":16,\"note\":\"a word\""));
      EXPECT_THAT(out, HasSubstr("{\"begin\":17,\"end\":28,\"label\":\"long\",\"score\":0.5,\"letters\":11,"
                                 "\"note\":\"a word\""));
      EXPECT_THAT(out, HasSubstr("\"fixture.count\":2"));
      EXPECT_THAT(folder_.read("out.jsonl.reduce/fixture.json"), HasSubstr("\"documents\": 2"));
      EXPECT_THAT(folder_.read("out.jsonl.run/run.json"), HasSubstr("\"long words\": 2"));
    }
  }
}

TEST_F(BuiltForAnOlderHost, PassesEveryCheckOfValidate) {
  for (const std::string& plugin : fixtures()) {
    const Ran ran = textmill({"validate", plugin, "--strictness", "9"});
    EXPECT_EQ(ran.exit, 0) << ran.out;
  }
}

TEST(BuiltForTheNextMinor, IsRefusedWithBothNumbers) {
  const std::string offered = std::to_string(TEXTMILL_ABI_MAJOR) + "." + std::to_string(TEXTMILL_ABI_MINOR);
  const std::string next = std::to_string(TEXTMILL_ABI_MAJOR) + "." + std::to_string(TEXTMILL_ABI_MINOR + 1);
  const ScratchFolder folder;
  folder.write("p.yaml", "textmill: 1\nstages:\n  - use: next_minor\n");
  folder.write("in.txt", "text");
  const Ran ran =
      textmill({"run", "p.yaml", "in.txt", "--plugin", bad_plugin("next_minor")}, {}, folder.path());
  EXPECT_EQ(ran.exit, 4) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("needs plugin ABI " + next + ", but this textmill offers " + offered));
}

}  // namespace
}  // namespace textmill::test
