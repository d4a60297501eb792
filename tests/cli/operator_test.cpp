// What operators use besides `run`: samples, budgets, limits, aligned output, reports, verify.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;

long lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

class Operator : public ::testing::Test {
 protected:
  Operator() {
    folder_.write("in.jsonl", small_corpus(2000, {5, 6, 7}));
    folder_.write("bad.yaml", "textmill: 1\nstages:\n  - {id: bad, use: \"*\"}\n");
  }
  Ran run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "run");
    return textmill(arguments, {}, folder_.path());
  }
  ScratchFolder folder_;
};

TEST_F(Operator, ASampleIsTheSameShareEachTimeAndCounted) {
  const Ran first = run({"segment", "in.jsonl", "--sample", "10%", "--output", "a.jsonl"});
  EXPECT_EQ(first.exit, 0) << first.error;
  const std::string sample = folder_.read("a.jsonl");
  EXPECT_GT(lines(sample), 130);
  EXPECT_LT(lines(sample), 270);
  EXPECT_THAT(first.error, HasSubstr("2000 read = " + std::to_string(lines(sample)) + " written + " +
                                     std::to_string(2000 - lines(sample)) + " dropped"));
  EXPECT_THAT(folder_.read("a.jsonl.run/run.json"), HasSubstr("\"not in the sample\""));
  run({"segment", "in.jsonl", "--sample", "10%", "--output", "b.jsonl", "--workers", "1", "--isolation",
       "process"});
  EXPECT_EQ(folder_.read("b.jsonl"), sample);
}

TEST_F(Operator, ABudgetIsComparedWithWhatTheWholeWouldTake) {
  EXPECT_THAT(run({"segment", "in.jsonl", "--sample", "50%", "--budget", "10h", "--output", "a.jsonl"}).error,
              HasSubstr("it fits into the budget of 10 h 00 min"));
  EXPECT_THAT(run({"segment", "in.jsonl", "--sample", "50%", "--budget", "1ms", "--output", "a.jsonl"}).error,
              HasSubstr("times the budget of 1 ms"));
}

TEST_F(Operator, AlignedOutputHasARowForEveryRecord) {
  for (const char* isolation : {"thread", "process"}) {
    const Ran ran = run({"bad.yaml", "in.jsonl", "--plugin", bad_plugin("process_fails_silently"), "--align",
                         "--output", "a.jsonl", "--isolation", isolation});
    EXPECT_EQ(ran.exit, 5) << ran.error;
    const std::string out = folder_.read("a.jsonl");
    EXPECT_EQ(lines(out), 2000);
    EXPECT_THAT(out, HasSubstr("{\"id\":\"doc-6\",\"status\":\"set_aside\"}\n"));
  }
  const Ran crashed = run({"bad.yaml", "in.jsonl", "--plugin", bad_plugin("process_crashes"), "--align",
                           "--output", "c.jsonl", "--isolation", "process"});
  EXPECT_EQ(crashed.exit, 5);
  EXPECT_EQ(lines(folder_.read("c.jsonl")), 2000);
  EXPECT_THAT(folder_.read("c.jsonl"), HasSubstr("{\"id\":\"doc-6\",\"status\":\"set_aside\"}\n"));
}

TEST_F(Operator, StopsAtAShareOfDocumentsSetAside) {
  std::vector<int> many;
  for (int i = 0; i < 100; ++i) many.push_back(i * 2);
  folder_.write("many.jsonl", small_corpus(2000, many));
  const auto with_limit = [&](const char* limit) {
    return run({"bad.yaml", "many.jsonl", "--plugin", bad_plugin("process_fails_silently"),
                "--max-error-ratio", limit, "--output", "a.jsonl"});
  };
  EXPECT_EQ(with_limit("60%").exit, 5);
  const Ran stopped = with_limit("20%");
  EXPECT_EQ(stopped.exit, 8);
  EXPECT_THAT(stopped.error, HasSubstr("more than 20 %"));
}

TEST_F(Operator, OnChangeRestartStartsAnewInsteadOfRefusing) {
  const Ran stopped = run({"bad.yaml", "in.jsonl", "--plugin", bad_plugin("process_fails_silently"),
                           "--max-errors", "1", "--output", "a.jsonl"});
  ASSERT_EQ(stopped.exit, 8);
  EXPECT_EQ(run({"segment", "in.jsonl", "--output", "a.jsonl", "--resume"}).exit, 2);
  EXPECT_EQ(run({"segment", "in.jsonl", "--output", "a.jsonl", "--resume", "--on-change", "restart"}).exit,
            0);
  EXPECT_EQ(lines(folder_.read("a.jsonl")), 2000);
}

TEST_F(Operator, ATraceShowsBatchesAndStages) {
  EXPECT_EQ(
      run({"segment", "in.jsonl", "--output", "a.jsonl", "--workers", "2", "--trace", "trace.json"}).exit, 0);
  const Ran parsed = shell(
      "python3 -c 'import json; e = json.load(open(\"trace.json\"))[\"traceEvents\"]; "
      "print(sum(x[\"args\"].get(\"documents\", 0) for x in e if x[\"name\"] == \"segmenter\"))'",
      folder_.path());
  EXPECT_EQ(parsed.out, "2000\n");
}

TEST_F(Operator, ALimitOfMemoryInThePipelineIsTheWorkers) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they need memory of their own
  folder_.write("limited.yaml", "textmill: 1\nstages:\n  - {id: bad, use: \"*\", limits: {memory: 64MiB}}\n");
  const Ran ran =
      run({"limited.yaml", "in.jsonl", "--plugin", bad_plugin("process_eats_memory"), "--output", "a.jsonl"});
  EXPECT_EQ(ran.exit, 5);
  EXPECT_THAT(ran.error, HasSubstr("bad_alloc"));
#endif
}

TEST_F(Operator, ShardsHoldEveryDocumentOnceAndSurviveBeingStopped) {
  folder_.write("in.jsonl", small_corpus(5000, {4000}));
  const std::vector<std::string> arguments = {
      "bad.yaml", "in.jsonl", "--plugin", bad_plugin("process_fails_silently"),
      "--shards", "3",        "--output", "a.jsonl"};
  const auto more = [&](std::vector<std::string> options) {
    options.insert(options.begin(), arguments.begin(), arguments.end());
    return run(options);
  };
  EXPECT_EQ(more({}).exit, 5);
  std::vector<std::string> shards;
  for (const char* name : {"a-00001-of-00003.jsonl", "a-00002-of-00003.jsonl", "a-00003-of-00003.jsonl"}) {
    shards.push_back(folder_.read(name));
    EXPECT_GT(lines(shards.back()), 1000);
    std::filesystem::remove(folder_.path() / name);
  }
  EXPECT_EQ(lines(shards[0] + shards[1] + shards[2]), 4999);
  ASSERT_EQ(more({"--max-errors", "0", "--max-error-ratio", "0%"}).exit, 8);
  EXPECT_EQ(more({"--resume", "--workers", "1"}).exit, 5);
  EXPECT_TRUE(folder_.read("a-00002-of-00003.jsonl") == shards[1]);
  EXPECT_TRUE(folder_.read("a-00003-of-00003.jsonl") == shards[2]);
  EXPECT_EQ(run({"segment", "in.jsonl", "--shards", "2"}).exit, 2);
}

TEST_F(Operator, MessagesAreJsonIfAskedForAllOfThem) {
  const Ran ran =
      shell("$TEXTMILL --log-format json run segment in.jsonl --sample 10% --output a.jsonl", folder_.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("\"level\":\"info\",\"message\":\"2000 read = "));
  EXPECT_THAT(ran.error, HasSubstr(" dropped: not in the sample\"}"));
  EXPECT_EQ(std::count(ran.error.begin(), ran.error.end(), '{'), lines(ran.error));
}

TEST_F(Operator, AnInterruptedRunOverAPipeEndsAtOnce) {
  const Ran ran = shell(
      "sleep 9 | $TEXTMILL run segment - --output a.jsonl & sleep 0.3; "
      "kill -INT $!; wait $!",
      folder_.path());
  EXPECT_EQ(ran.exit, 130) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("0 read = 0 written"));
}

TEST_F(Operator, MetricsAreWrittenForPrometheus) {
  run({"segment", "in.jsonl", "--output", "a.jsonl"});
  const std::string metrics = folder_.read("a.jsonl.run/metrics.prom");
  EXPECT_THAT(metrics, HasSubstr("textmill_documents_total{outcome=\"written\"} 2000\n"));
  EXPECT_THAT(metrics, HasSubstr("textmill_stage_documents_total{stage=\"segmenter\"} 2000\n"));
  EXPECT_THAT(metrics, HasSubstr("# TYPE textmill_stage_p99_seconds gauge\n"));
}

TEST_F(Operator, VerifySaysWhetherTheOutputDependsOnHowItIsMade) {
  const Ran same = textmill({"verify", "keywords", "in.jsonl", "--sample", "20%"}, {}, folder_.path());
  EXPECT_EQ(same.exit, 0) << same.error;
  EXPECT_THAT(same.out, HasSubstr("the output does not depend on how the pipeline is run"));
  const Ran different = textmill({"verify", "bad.yaml", "in.jsonl", "--plugin", bad_plugin("process_counts")},
                                 {}, folder_.path());
  EXPECT_EQ(different.exit, 1) << different.error;
  EXPECT_THAT(different.out, HasSubstr("DIFFERENT"));
}

}  // namespace
}  // namespace textmill::test
