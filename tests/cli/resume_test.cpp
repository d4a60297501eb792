// A run that is killed, interrupted or out of disk goes on where it stopped and ends with the same bytes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <random>

#include "command.hpp"

namespace textmill::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* kPipeline =
    "textmill: 1\nstages:\n  - use: segmenter\n  - {id: bad, use: process_fails_silently}\n";

constexpr int kDocuments = 120000;

class Resume : public ::testing::Test {
 protected:
  Resume() {
    folder_.write("p.yaml", kPipeline);
    folder_.write("in.jsonl", small_corpus(kDocuments, {5, kDocuments / 2, kDocuments - 1}));
    const Ran undisturbed = run({"--output", "whole.jsonl"});
    EXPECT_EQ(undisturbed.exit, 5) << undisturbed.error;
  }
  Ran run(std::vector<std::string> more) {
    std::vector<std::string> arguments = {
        "run", "p.yaml", "in.jsonl", "--plugin", bad_plugin("process_fails_silently"), "--quiet"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return textmill(arguments, {}, folder_.path());
  }
  /// Starts the run in the background, ends it with `signal` after a while; the shell waits for it.
  void start_and_stop(const std::string& signal, int after_ms, const std::string& isolation = "process") {
    shell("$TEXTMILL run p.yaml in.jsonl --plugin " + bad_plugin("process_fails_silently") +
              " --quiet --output out.jsonl --resume --isolation " + isolation + " 2>/dev/null & sleep " +
              std::to_string(after_ms / 1000.0) + "; kill -" + signal + " $!; wait $! 2>/dev/null",
          folder_.path());
  }
  /// Kills the run as soon as it has made a checkpoint.
  void start_and_kill_after_a_checkpoint() {
    shell("$TEXTMILL run p.yaml in.jsonl --plugin " + bad_plugin("process_fails_silently") +
              " --quiet --output out.jsonl --resume --workers 1 2>/dev/null & "
              "until [ -s out.jsonl.run/journal ] || ! kill -0 $!; do sleep 0.005; done; kill -KILL $!; wait "
              "$!",
          folder_.path());
  }
  void expect_finished_like_whole() {
    const Ran ran = run({"--output", "out.jsonl", "--resume"});
    EXPECT_EQ(ran.exit, 5) << ran.error;
    EXPECT_TRUE(folder_.read("out.jsonl") == folder_.read("whole.jsonl"));
    EXPECT_EQ(folder_.read("out.jsonl.quarantine.jsonl"), folder_.read("whole.jsonl.quarantine.jsonl"));
    EXPECT_FALSE(fs::exists(folder_.path() / "out.jsonl.run/journal"));
  }
  ScratchFolder folder_;
};

TEST_F(Resume, GivesTheSameBytesAfterBeingKilledAtRandomMoments) {
  const char* asked = std::getenv("TEXTMILL_KILLS");
  const int kills = asked ? std::atoi(asked) : 20;
  const auto seed = static_cast<unsigned>(std::random_device()());
  std::mt19937 random(seed);
  SCOPED_TRACE("seed " + std::to_string(seed));
  for (int i = 0; i < kills; ++i) {
    const char* isolation = random() % 2 == 0 ? "thread" : "process";
    start_and_stop("KILL", 20 + static_cast<int>(random() % 900), isolation);
    if (fs::exists(folder_.path() / "out.jsonl")) {
      expect_finished_like_whole();
      fs::remove(folder_.path() / "out.jsonl");
    }
  }
  expect_finished_like_whole();
}

TEST_F(Resume, GoesOnAfterAnInterruption) {
  start_and_stop("INT", 150);
  start_and_stop("TERM", 150);
  expect_finished_like_whole();
}

TEST(Interruption, EndsARunWithAPluginThatHangsInTimeAndLosesNothing) {
  const ScratchFolder folder;
  folder.write("p.yaml", "textmill: 1\nstages:\n  - {id: bad, use: process_hangs}\n");
  folder.write("in.jsonl", small_corpus(3000, {2900}));
  const auto start = [&](const std::string& how) {
    return "$TEXTMILL run p.yaml in.jsonl --plugin " + bad_plugin("process_hangs") +
           " --output out.jsonl --quiet " + how;
  };
  ASSERT_EQ(shell(start("--doc-timeout 200ms --isolation process"), folder.path()).exit, 5);
  const std::string whole = folder.read("out.jsonl");
  for (const std::string way : {"--isolation thread --workers 1", "--isolation process --workers 3"}) {
    SCOPED_TRACE(way);
    fs::remove(folder.path() / "out.jsonl");
    const auto before = std::chrono::steady_clock::now();
    const Ran ended =
        shell(start("--doc-timeout 1h " + way) + " & sleep 0.5; kill -INT $!; wait $!", folder.path());
    const auto took = std::chrono::steady_clock::now() - before;
    EXPECT_EQ(ended.exit, 130) << ended.error;
    EXPECT_LT(took, std::chrono::milliseconds(5500));
    EXPECT_FALSE(fs::exists(folder.path() / "out.jsonl"));
    const Ran resumed = shell(start("--doc-timeout 200ms --isolation process --resume"), folder.path());
    EXPECT_EQ(resumed.exit, 5) << resumed.error;
    EXPECT_TRUE(folder.read("out.jsonl") == whole);
  }
}

TEST_F(Resume, GoesOnAfterTheDiskWasFull) {
  const Ran full = shell("ulimit -f 300; trap '' XFSZ; $TEXTMILL run p.yaml in.jsonl --plugin " +
                             bad_plugin("process_fails_silently") + " --output out.jsonl --quiet",
                         folder_.path());
  EXPECT_EQ(full.exit, 7) << full.error;
  EXPECT_FALSE(fs::exists(folder_.path() / "out.jsonl"));
  expect_finished_like_whole();
}

TEST_F(Resume, RefusesARunMadeOfSomethingElse) {
  start_and_kill_after_a_checkpoint();
  ASSERT_TRUE(fs::exists(folder_.path() / "out.jsonl.run/journal"));
  const Ran pipeline = run({"--output", "out.jsonl", "--resume", "--layers", "sentences"});
  EXPECT_EQ(pipeline.exit, 2);
  EXPECT_THAT(pipeline.error, HasSubstr("cannot resume"));
  EXPECT_THAT(pipeline.error, HasSubstr("layers=sentences"));
  const Ran batches = run({"--output", "out.jsonl", "--resume", "--batch-records", "10"});
  EXPECT_EQ(batches.exit, 2);
  EXPECT_THAT(batches.error,
              HasSubstr("it was 'batches of 256 or 65536 bytes' and is 'batches of 10 or 65536 bytes'"));
  folder_.write("in.jsonl", small_corpus(kDocuments - 1));
  const Ran input = run({"--output", "out.jsonl", "--resume"});
  EXPECT_EQ(input.exit, 2);
  EXPECT_THAT(input.error, HasSubstr("input in.jsonl"));
}

TEST_F(Resume, ADamagedEndOfTheJournalIsPassedOver) {
  start_and_kill_after_a_checkpoint();
  shell("printf '7 99999999 0 1' >> out.jsonl.run/journal", folder_.path());
  expect_finished_like_whole();
}

TEST_F(Resume, NeedsFilesAtBothEnds) {
  const Ran ran =
      textmill({"run", "segment", "-", "--output", "out.jsonl", "--resume"}, small_corpus(3), folder_.path());
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.error, HasSubstr("--resume needs"));
}

TEST_F(Resume, AccountsAreInRunJson) {
  const std::string report = folder_.read("whole.jsonl.run/run.json");
  EXPECT_THAT(report, HasSubstr("\"read\": 120000"));
  EXPECT_THAT(report, HasSubstr("\"set_aside\": 3"));
  EXPECT_THAT(report, HasSubstr("\"p99_us\""));
  EXPECT_THAT(report, HasSubstr("\"slowest\""));
}

TEST_F(Resume, StatsShowsAndComparesRuns) {
  const Ran one = textmill({"stats", "whole.jsonl"}, {}, folder_.path());
  EXPECT_EQ(one.exit, 0) << one.error;
  EXPECT_THAT(one.out, HasSubstr("120000 read = 119997 written + 0 dropped + 3 set aside"));
  EXPECT_THAT(one.out, HasSubstr("slowest documents"));
  const Ran two = textmill({"stats", "whole.jsonl", "whole.jsonl.run/run.json"}, {}, folder_.path());
  EXPECT_THAT(two.out, HasSubstr("1.00"));
  const Ran wrong = textmill({"stats", "in.jsonl"}, {}, folder_.path());
  EXPECT_EQ(wrong.exit, 2);
  EXPECT_THAT(wrong.error, HasSubstr("is not the report of a run"));
}

}  // namespace
}  // namespace textmill::test
