// What becomes of a document that a stage fails on is what the stage's `on_error` and `retry` say, in threads
// and in worker processes, whether the stage reports the failure or takes its process down.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;

struct Way {
  const char* plugin;  ///< how it fails on ##TRIGGER##
  const char* isolation;
};

class Policies : public ::testing::TestWithParam<Way> {
 protected:
  /// A run over 60 documents, of which the numbers 3, 4 and 50 set the plugin off.
  Ran run(const std::string& stage_options, const std::string& second_stage = "") {
    folder_.write("p.yaml", "textmill: 1\nstages:\n  - {id: bad, use: \"" + std::string(GetParam().plugin) +
                                "\"" + stage_options + "}\n" + second_stage);
    folder_.write("in.jsonl", small_corpus(60, {3, 4, 50}));
    return textmill(
        {"run", "p.yaml", "in.jsonl", "--plugin", bad_plugin(GetParam().plugin), "--isolation",
         GetParam().isolation, "--workers", "2", "--batch-records", "10", "--output", "out.jsonl"},
        {}, folder_.path());
  }
  Ran resume(const std::string& on_change) {
    return textmill({"run", "p.yaml", "in.jsonl", "--plugin", bad_plugin(GetParam().plugin),
                     "--batch-records", "10", "--output", "out.jsonl", "--resume", "--on-change", on_change},
                    {}, folder_.path());
  }
  ScratchFolder folder_;
};

TEST_P(Policies, QuarantineSetsItAside) {
  const Ran ran = run("");
  EXPECT_EQ(ran.exit, 5) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("60 read = 57 written + 0 dropped + 3 set aside"));
}

TEST_P(Policies, DropListsItAndIsNoError) {
  const Ran ran = run(", on_error: drop");
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("60 read = 57 written + 3 dropped + 0 set aside"));
  EXPECT_THAT(folder_.read("out.jsonl.quarantine.jsonl"), HasSubstr("\"id\":\"doc-50\""));
}

TEST_P(Policies, FailStopsTheRunInAStateToGoOnFrom) {
  const Ran ran = run(", on_error: fail");
  EXPECT_EQ(ran.exit, 8) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("the run stops here"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "out.jsonl"));
  EXPECT_THAT(ran.error, HasSubstr("the same command with --resume goes on from here"));
  folder_.write("p.yaml", "textmill: 1\nstages:\n  - {id: bad, use: \"" + std::string(GetParam().plugin) +
                              "\", on_error: drop}\n");
  EXPECT_EQ(resume("refuse").exit, 2);
  const Ran other = resume("restart");
  EXPECT_EQ(other.exit, 0) << other.error;
}

TEST_P(Policies, FailStopsAgainAtTheSameDocumentWhenResumed) {
  EXPECT_THAT(run(", on_error: fail").error, HasSubstr("0 read = 0 written"));
  folder_.write("in2.jsonl", small_corpus(60, {33}));
  for (const char* again : {"", "--resume"}) {
    const Ran ran =
        shell("$TEXTMILL run p.yaml in2.jsonl --plugin " + bad_plugin(GetParam().plugin) +
                  " --batch-records 10 --output out.jsonl " + again + " --isolation " + GetParam().isolation,
              folder_.path());
    EXPECT_EQ(ran.exit, 8) << ran.error;
    EXPECT_THAT(ran.error, HasSubstr("in2.jsonl:34"));
    EXPECT_THAT(ran.error, HasSubstr("30 read = 30 written + 0 dropped + 0 set aside"));
  }
}

TEST_P(Policies, SkipStageWritesItWithoutTheStage) {
  const Ran ran = run(", on_error: skip-stage", "  - use: segmenter\n");
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("60 read = 60 written + 0 dropped + 0 set aside"));
  EXPECT_THAT(ran.error, HasSubstr("in.jsonl:51: doc-50: stage 'bad'"));
  EXPECT_THAT(ran.error, HasSubstr("stage skipped"));
  const std::string out = folder_.read("out.jsonl");
  const std::string guilty = out.substr(out.find("{\"id\":\"doc-50\""));
  EXPECT_THAT(guilty.substr(0, guilty.find('\n')), HasSubstr("\"sentences\":[{"));
}

TEST_P(Policies, RetryTriesAgainAndThenGoesOnAsOnErrorSays) {
  const Ran ran = run(", retry: 2, on_error: drop");
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("60 read = 57 written + 3 dropped + 0 set aside"));
}

TEST_P(Policies, WhatWasSetAsideIsRunAgainByTheCommandInTheQuarantineFile) {
  run("");
  const std::string quarantine = folder_.read("out.jsonl.quarantine.jsonl");
  const std::string line = quarantine.substr(0, quarantine.find('\n'));
  const std::string key = "\"replay\":\"";
  ASSERT_THAT(line, HasSubstr(key));
  const std::size_t begin = line.find(key) + key.size();
  const Ran again = shell(line.substr(begin, line.find('"', begin) - begin), folder_.path());
  EXPECT_EQ(again.exit, 5) << again.error;
  EXPECT_THAT(again.error, HasSubstr("in.jsonl:4: doc-3: stage 'bad'"));
  EXPECT_THAT(again.error, HasSubstr("1 read = 0 written + 0 dropped + 1 set aside"));
}

INSTANTIATE_TEST_SUITE_P(Ways, Policies,
                         ::testing::Values(Way{"process_throws", "thread"}, Way{"process_throws", "process"},
                                           Way{"process_crashes", "process"}),
                         [](const auto& tested) {
                           return std::string(tested.param.plugin) + "_" + tested.param.isolation;
                         });

TEST(Retry, HelpsAgainstAFailureThatPasses) {
  const ScratchFolder folder;
  folder.write("in.jsonl", small_corpus(20, {7}));
  for (const char* isolation : {"thread", "process"}) {
    const auto with_retries = [&](const std::string& retries) {
      folder.write("p.yaml", "textmill: 1\nstages:\n  - {id: bad, use: \"*\", retry: " + retries + "}\n");
      return textmill({"run", "p.yaml", "in.jsonl", "--plugin", bad_plugin("process_fails_twice"),
                       "--isolation", isolation, "--workers", "1", "--output", "out.jsonl"},
                      {}, folder.path());
    };
    EXPECT_EQ(with_retries("1").exit, 5);
    EXPECT_EQ(with_retries("2").exit, 0);
  }
}

TEST(Replay, RunsAllThatWasSetAsideOnceThePluginIsMended) {
  const ScratchFolder folder;
  folder.write("p.yaml", "textmill: 1\nstages:\n  - {id: bad, use: \"*\"}\n");
  folder.write("a b's.jsonl", small_corpus(60, {3, 59}));
  folder.write("c.jsonl", small_corpus(20, {0}));
  ASSERT_EQ(shell("gzip c.jsonl", folder.path()).exit, 0);
  textmill({"run", "p.yaml", "a b's.jsonl", "c.jsonl.gz", "--plugin", bad_plugin("process_crashes"),
            "--output", "out.jsonl"},
           {}, folder.path());
  EXPECT_THAT(folder.read("out.jsonl.quarantine.jsonl"), HasSubstr(R"('a b'\\''s.jsonl@)"));
  const Ran mended = textmill({"run", "segment", "--replay", "out.jsonl.quarantine.jsonl", "--workers", "2",
                               "--output", "mended.jsonl"},
                              {}, folder.path());
  EXPECT_EQ(mended.exit, 0) << mended.error;
  EXPECT_THAT(mended.error, HasSubstr("3 read = 3 written"));
  EXPECT_THAT(folder.read("mended.jsonl"), HasSubstr("\"path\":\"c.jsonl.gz\",\"offset\":0"));
}

TEST(Replay, SaysWhenARecordIsNoLongerThere) {
  const ScratchFolder folder;
  folder.write("in.jsonl", small_corpus(5));
  const Ran ran = textmill({"run", "segment", "--only", "in.jsonl@7"}, {}, folder.path());
  EXPECT_EQ(ran.exit, 6);
  EXPECT_THAT(ran.error, HasSubstr("in.jsonl: no record begins at byte 7"));
  const Ran wrong = textmill({"run", "segment", "--only", "in.jsonl:7"}, {}, folder.path());
  EXPECT_EQ(wrong.exit, 2);
  EXPECT_THAT(wrong.error, HasSubstr("expected FILE@OFFSET, got 'in.jsonl:7'"));
}

}  // namespace
}  // namespace textmill::test
