// A stage that takes many documents in one call (textmill.batch/1) gives what the same stage gives without
// it, whatever a document does to the call it is in, in threads and in worker processes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;

/// Documents of growing length; those whose numbers are in `words` say the word.
std::string corpus(int count, const std::vector<std::pair<int, std::string>>& words) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    std::string text(static_cast<std::size_t>(i % 17), 'x');
    for (const auto& [number, word] : words) {
      if (number == i) text += " ##" + word + "##";
    }
    lines += "{\"id\":\"doc-" + std::to_string(i) + "\",\"text\":\"" + text + "\"}\n";
  }
  return lines;
}

class Batches : public ::testing::TestWithParam<const char*> {
 protected:
  /// What a run with the plugin comes to, in words that do not tell the two plugins apart.
  std::string outcome(const std::string& plugin, const std::string& stage, int exit) {
    folder_.write("p.yaml", "textmill: 1\nstages:\n  - {id: words, use: \"*\"" + stage + "}\n");
    last_ = textmill({"run", "p.yaml", "in.jsonl", "--plugin", bad_plugin(plugin), "--isolation", GetParam(),
                      "--workers", "2", "--batch-records", "40", "--output", plugin + ".jsonl"},
                     {}, folder_.path());
    EXPECT_EQ(last_.exit, exit) << last_.error;
    std::string all = folder_.read(plugin + ".jsonl");
    if (exit == 5) all += folder_.read(plugin + ".jsonl.quarantine.jsonl");
    return std::regex_replace(all, std::regex(plugin + "(\\.so \\(build [0-9a-f]+\\))?"), "PLUGIN");
  }
  void expect_same(const std::string& stage = {}, int exit = 0) {
    const std::string alone = outcome("single_words", stage, exit);
    EXPECT_EQ(outcome("batch_words", stage, exit), alone);
  }
  std::string counters() { return folder_.read("batch_words.jsonl.run/run.json"); }
  ScratchFolder folder_;
  Ran last_;
};

TEST_P(Batches, GiveWhatSinglesGive) {
  folder_.write("in.jsonl", corpus(100, {}));
  expect_same();
  EXPECT_THAT(counters(), HasSubstr("\"in_calls\": 100"));
}

TEST_P(Batches, LeaveOtherDocumentsAloneWhenOneFails) {
  folder_.write("in.jsonl", corpus(100, {{0, "fail"}, {7, "drop"}, {50, "fail"}, {99, "drop"}}));
  expect_same("", 5);
  EXPECT_THAT(counters(), HasSubstr("\"in_calls\": 100"));
}

TEST_P(Batches, KeepToThePoliciesOfTheStage) {
  folder_.write("in.jsonl", corpus(100, {{0, "fail"}, {7, "drop"}, {50, "fail"}}));
  expect_same(", on_error: skip-stage, retry: 2");
  expect_same(", on_error: drop");
  expect_same(", when: \"text.bytes > 5\"", 5);
}

TEST_P(Batches, StopAtTheSameDocument) {
  folder_.write("in.jsonl", corpus(100, {{57, "fail"}}));
  folder_.write("p.yaml", "textmill: 1\nstages:\n  - {id: words, use: \"*\", on_error: fail}\n");
  for (const char* plugin : {"single_words", "batch_words"}) {
    const Ran ran = textmill({"run", "p.yaml", "in.jsonl", "--plugin", bad_plugin(plugin), "--isolation",
                              GetParam(), "--workers", "1", "--format", "jsonl"},
                             {}, folder_.path());
    EXPECT_EQ(ran.exit, 8);
    EXPECT_THAT(ran.error, HasSubstr("in.jsonl:58: stage 'words' the text says so"));
    EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 57) << plugin;
  }
}

TEST_P(Batches, AreTakenApartWhenTheCallFails) {
  folder_.write("in.jsonl", corpus(100, {{3, "whole"}, {90, "silent"}, {91, "fail"}}));
  expect_same("", 5);
  EXPECT_THAT(last_.error, HasSubstr("failed over 40 documents in one call; they are handled one by one"));
  EXPECT_THAT(last_.error, HasSubstr("failed over 20 documents in one call: it left a status unset; they"));
  EXPECT_THAT(counters(), HasSubstr("\"in_calls\": 40")) << "what failed calls counted is taken back";
}

TEST_P(Batches, KeepTheTimeLimitOfEachDocument) {
  folder_.write("in.jsonl", corpus(60, {{3, "slow"}, {20, "slow"}}));
  expect_same(", limits: {time: 200ms}", 5);
  EXPECT_THAT(last_.error, HasSubstr("exceeded its time limit of 200 ms"));
}

INSTANTIATE_TEST_SUITE_P(Isolation, Batches, ::testing::Values("thread", "process"),
                         [](const auto& way) { return std::string(way.param); });

using BatchesInProcesses = Batches;
TEST_P(BatchesInProcesses, FindTheDocumentThatTakesTheWorkerDown) {
  folder_.write("in.jsonl", corpus(100, {{0, "crash"}, {38, "crash"}, {39, "fail"}, {77, "crash"}}));
  expect_same("", 5);
  EXPECT_THAT(folder_.read("batch_words.jsonl.quarantine.jsonl"), HasSubstr("crashed with SIGABRT"));
  expect_same(", on_error: skip-stage");
}
INSTANTIATE_TEST_SUITE_P(Isolation, BatchesInProcesses, ::testing::Values("process"));

}  // namespace
}  // namespace textmill::test
