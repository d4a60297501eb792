// A program in Python as a stage of a pipeline: in threads and in confined workers, with the policies of
// other stages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;

const std::string kExamples = std::string(TEXTMILL_SOURCE_DIR) + "/plugins/exec/examples/";

class Exec : public ::testing::TestWithParam<const char*> {
 protected:
  Ran run(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"run",       "p.yaml", "in.jsonl", "--isolation", GetParam(),
                                          "--workers", "2",      "--output", "out.jsonl"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return textmill(arguments, {}, folder_.path());
  }
  ScratchFolder folder_;
};

TEST_P(Exec, RunsTheExampleInPython) {
  folder_.write("p.yaml", read_file(kExamples + "long_words.yaml"));
  folder_.write("long_words.py", read_file(kExamples + "long_words.py"));
  folder_.write("in.jsonl", "{\"id\":\"a\",\"text\":\"Ein Überseedampfer, unconstitutionalities\"}\n");
  const Ran ran = run();
  ASSERT_EQ(ran.exit, 0) << ran.error;
  const std::string out = folder_.read("out.jsonl");
  EXPECT_THAT(out, HasSubstr("\"value\":\"überseedampfer\",\"text\":\"Überseedampfer\""));
  EXPECT_THAT(
      out,
      HasSubstr("\"label\":\"too-long\",\"severity\":\"warning\",\"message\":\"nobody reads this word\""));
  EXPECT_THAT(out, HasSubstr("\"exec.number\":2"));
}

/// Answers, but dies, hangs, refuses or talks nonsense where the text says so.
constexpr const char* kMoody = R"(import json, os, sys, time
for line in sys.stdin:
    text = json.loads(line)["text"]
    if "DIE" in text: os._exit(3)
    if "HANG" in text: time.sleep(1000)
    if "DROP" in text: print('{"drop": "not wanted"}', flush=True); continue
    print("nonsense" if "NONSENSE" in text else '{"attributes": {"text": "seen"}}', flush=True)
)";

TEST_P(Exec, CostsOnlyTheDocumentsThatGoWrong) {
  folder_.write("moody.py", kMoody);
  folder_.write(
      "p.yaml",
      "textmill: 1\nstages:\n  - use: exec\n    with: {command: python3, script: moody.py, timeout: 2s}\n");
  std::string lines;
  for (int i = 0; i < 40; ++i) {
    const char* what = i == 5 ? "DIE" : i == 11 ? "HANG" : i == 23 ? "NONSENSE" : i == 31 ? "DROP" : "well";
    lines += "{\"id\":\"d" + std::to_string(i) + "\",\"text\":\"" + what + "\"}\n";
  }
  folder_.write("in.jsonl", lines);
  const Ran ran = run();
  EXPECT_EQ(ran.exit, 5) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("40 read = 36 written + 1 dropped + 3 set aside"));
  const std::string aside = folder_.read("out.jsonl.quarantine.jsonl");
  EXPECT_THAT(aside, HasSubstr("the program 'python3' ended with exit code 3 instead of answering"));
  EXPECT_THAT(aside, HasSubstr("took longer than its timeout of 2000 ms"));
  EXPECT_THAT(aside, HasSubstr("is no JSON"));
  EXPECT_THAT(aside, HasSubstr("not wanted"));
}

TEST_P(Exec, StopsAtTheTimeLimitOfTheStage) {
  folder_.write("moody.py", kMoody);
  folder_.write("p.yaml",
                "textmill: 1\nstages:\n  - use: exec\n    with: {command: python3, script: moody.py}\n"
                "    limits: {time: 4s}\n");
  folder_.write("in.jsonl", "{\"text\":\"HANG\"}\n{\"text\":\"well\"}\n");
  const Ran ran = run();
  EXPECT_EQ(ran.exit, 5) << ran.error;
  EXPECT_THAT(folder_.read("out.jsonl"), HasSubstr("\"exec.text\":\"seen\""));
}

TEST_P(Exec, LeavesNoProgramBehind) {
  folder_.write("lonely.py", "import sys\nfor line in sys.stdin: print('{}', flush=True)\n");
  folder_.write("p.yaml",
                "textmill: 1\nstages:\n  - use: exec\n    with: {command: python3, script: lonely.py}\n");
  folder_.write("in.jsonl", "{\"text\":\"x\"}\n");
  ASSERT_EQ(run().exit, 0);
  EXPECT_EQ(shell("sleep 0.2; pgrep -f \"^python3 $PWD/lonely.py\"", folder_.path()).out, "");
}

INSTANTIATE_TEST_SUITE_P(Isolations, Exec, ::testing::Values("thread", "process"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace textmill::test
