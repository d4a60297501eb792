// Results over all documents: the same whatever the workers, the isolation and the interruptions, and a
// failure on the way to one is told and can be tried again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* kOneStage = "textmill: 1\nstages:\n  - {id: list, use: \"*\"}\n";

class Reduce : public ::testing::Test {
 protected:
  Reduce() { folder_.write("p.yaml", kOneStage); }
  Ran run(const std::string& plugin, const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"run", "p.yaml", "in.jsonl", "--plugin", bad_plugin(plugin)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return textmill(arguments, {}, folder_.path());
  }
  ScratchFolder folder_;
};

TEST_F(Reduce, IsTheSameForAnyNumberOfWorkersAndEitherIsolation) {
  folder_.write("in.jsonl", small_corpus(3000, {5, 1500, 2999}));
  ASSERT_EQ(run("reduce_lists", {"--workers", "1", "--isolation", "thread", "--output", "a.jsonl"}).exit, 5);
  const std::string reference = folder_.read("a.jsonl.reduce/list.json");
  EXPECT_THAT(reference, HasSubstr("\"count\": 2997,"));
  EXPECT_THAT(reference, HasSubstr("\"doc-4\",\n        \"doc-6\""));
  for (const char* workers : {"1", "3"}) {
    for (const char* isolation : {"thread", "process"}) {
      const Ran ran =
          run("reduce_lists", {"--workers", workers, "--isolation", isolation, "--output", "b.jsonl"});
      ASSERT_EQ(ran.exit, 5) << ran.error;
      EXPECT_THAT(ran.error, HasSubstr("b.jsonl.reduce/list.json"));
      EXPECT_TRUE(folder_.read("b.jsonl.reduce/list.json") == reference) << workers << isolation;
      EXPECT_FALSE(fs::exists(folder_.path() / "b.jsonl.run/contributions"));
    }
  }
}

TEST_F(Reduce, IsTheSameAfterBeingKilled) {
  constexpr int kDocuments = 300000;
  folder_.write("in.jsonl", small_corpus(kDocuments));
  ASSERT_EQ(run("reduce_lists", {"--output", "whole.jsonl", "--quiet"}).exit, 0);
  for (int i = 0; i < 3; ++i) {
    shell("$TEXTMILL run p.yaml in.jsonl --plugin " + bad_plugin("reduce_lists") +
              " --quiet --output out.jsonl --resume --workers 1 2>/dev/null & "
              "until [ -s out.jsonl.run/journal ] || ! kill -0 $!; do sleep 0.005; done; kill -KILL $!; wait $!",
          folder_.path());
  }
  ASSERT_EQ(run("reduce_lists", {"--output", "out.jsonl", "--resume", "--quiet"}).exit, 0);
  EXPECT_TRUE(folder_.read("out.jsonl.reduce/list.json") == folder_.read("whole.jsonl.reduce/list.json"));
}

TEST_F(Reduce, IsTheLastLineOfStandardOutput) {
  folder_.write("in.jsonl", small_corpus(3));
  const Ran lines = run("reduce_lists", {"--format", "jsonl"});
  EXPECT_EQ(lines.exit, 0) << lines.error;
  EXPECT_THAT(lines.out, ::testing::EndsWith("\n{\"stage\":\"list\",\"result\":{\"count\":3,\"sum\":"
                                             "216.02160072000001,\"ids\":[\"doc-0\",\"doc-1\",\"doc-2\"]}}\n"));
  const Ran text = run("reduce_lists", {"--format", "text"});
  EXPECT_THAT(text.out, HasSubstr("list, over all documents\n{"));
}

TEST_F(Reduce, NeedsAFolderWhereItsFormatHasNoPlaceForIt) {
  folder_.write("in.jsonl", small_corpus(3));
  const Ran csv = run("reduce_lists", {"--format", "csv"});
  EXPECT_EQ(csv.exit, 2);
  EXPECT_THAT(csv.error, HasSubstr("give a folder for it with --results"));
  const Ran given = run("reduce_lists", {"--format", "csv", "--results", "there"});
  EXPECT_EQ(given.exit, 0) << given.error;
  EXPECT_THAT(folder_.read("there/list.json"), HasSubstr("\"count\": 3"));
}

TEST_F(Reduce, ARunOverNothingHasAResultToo) {
  folder_.write("in.jsonl", "");
  const Ran ran = run("reduce_lists", {"--output", "out.jsonl"});
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(folder_.read("out.jsonl.reduce/list.json"), HasSubstr("\"count\": 0"));
}

TEST_F(Reduce, CountersAreInRunJson) {
  folder_.write("in.jsonl", small_corpus(200, {7}));
  for (const char* isolation : {"thread", "process"}) {
    ASSERT_EQ(run("reduce_lists", {"--output", "out.jsonl", "--isolation", isolation}).exit, 5);
    EXPECT_THAT(folder_.read("out.jsonl.run/run.json"), HasSubstr("\"emitted\": 200"));
  }
  EXPECT_THAT(textmill({"stats", "out.jsonl"}, {}, folder_.path()).out, HasSubstr("200 emitted"));
}

TEST_F(Reduce, WhatGoesWrongNamesTheStageAndLeavesTheRunToBeResumed) {
  folder_.write("in.jsonl", small_corpus(20));
  struct Row {
    const char* plugin;
    const char* message;
  };
  for (const Row& row : {Row{"reduce_begin_throws", "no wish to begin"},
                         Row{"reduce_take_crashes", "it crashed with SIGSEGV (signal 11)"},
                         Row{"reduce_no_json", "is no JSON value"}}) {
    const Ran ran = run(row.plugin, {"--output", "out.jsonl", "--isolation", "process"});
    EXPECT_EQ(ran.exit, 8) << row.plugin << ran.error;
    EXPECT_THAT(ran.error, HasSubstr("stage 'list'"));
    EXPECT_THAT(ran.error, HasSubstr(row.message));
    EXPECT_FALSE(fs::exists(folder_.path() / "out.jsonl"));
    EXPECT_FALSE(fs::exists(folder_.path() / "out.jsonl.reduce/list.json"));
  }
}

TEST_F(Reduce, ThatHangsCanBeInterrupted) {
  folder_.write("in.jsonl", small_corpus(20));
  const Ran ran = shell("$TEXTMILL run p.yaml in.jsonl --plugin " + bad_plugin("reduce_finish_hangs") +
                            " --quiet --output out.jsonl & sleep 0.5; kill -TERM $!; wait $!",
                        folder_.path());
  EXPECT_EQ(ran.exit, 143) << ran.error;
}

TEST_F(Reduce, ThatIsPromisedMustBeOffered) {
  folder_.write("in.jsonl", small_corpus(2));
  const Ran ran = run("reduce_not_offered", {"--output", "out.jsonl"});
  EXPECT_EQ(ran.exit, 4);
  EXPECT_THAT(ran.error, HasSubstr("does not offer textmill.reduce/1"));
}

}  // namespace
}  // namespace textmill::test
