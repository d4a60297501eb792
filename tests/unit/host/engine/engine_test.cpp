#include "engine/engine.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

namespace textmill::host {
namespace {

RunOutputOptions files_at(const std::string& output, const std::string& state_folder = {},
                          bool resume = false) {
  RunOutputOptions files;
  files.output = output;
  files.state_folder = state_folder;
  files.resume = resume;
  return files;
}

/// Gives `count` batches of one record each, "0", "1", ...
class CountingReader final : public Reader {
 public:
  explicit CountingReader(int count, std::size_t padding = 0) : count_(count), padding_(padding) {}
  bool next(Batch& batch) override {
    if (next_ == count_) return false;
    batch = Batch();
    batch.number = static_cast<std::uint64_t>(next_);
    batch.bytes = std::to_string(next_++) + std::string(padding_, ' ');
    Record record;
    record.source.path = "numbers";
    record.source.line = batch.number + 1;
    record.size = batch.bytes.size();
    batch.records = {record};
    return true;
  }
  const std::vector<InputFailure>& failures() const override { return failures_; }
  std::uint64_t total_bytes() const override { return 0; }
  std::size_t input_count() const override { return 1; }
  const std::vector<std::string>& files() const override { return files_; }
  int given() const { return next_; }

 private:
  int count_;
  std::size_t padding_;
  int next_ = 0;
  std::vector<InputFailure> failures_;
  std::vector<std::string> files_ = {"numbers"};
};

/// Writes the number back after a pause of its own; numbers that end in 7 are set aside.
class EchoRunner final : public BatchRunner {
 public:
  BatchResult run(const Batch& batch) override {
    static std::atomic<int> busy = 0;
    const int now_busy = ++busy;
    for (int seen = most_busy; seen < now_busy && !most_busy.compare_exchange_weak(seen, now_busy);) continue;
    std::this_thread::sleep_for(std::chrono::microseconds(batch.number * 7919 % 300));
    for (int ms = 0; batch.number == 0 && waits_for_company && most_busy < 2 && ms < 20000; ++ms)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    BatchResult result;
    result.number = batch.number;
    result.read = 1;
    if (batch.number % 10 == 7) {
      result.set_aside = 1;
      Notice& notice = result.notices.emplace_back();
      notice.outcome = Outcome::SetAside;
      notice.id = std::to_string(batch.number);
      notice.stage = "echo";
      notice.message = "ends in 7";
    } else {
      result.written = 1;
      result.rendered += std::to_string(batch.number) + "\n";
    }
    result.ids.push_back({batch.number % 50, 0, 0, 0});
    --busy;
    return result;
  }
  static std::atomic<int> most_busy;
  static std::atomic<bool> waits_for_company;  ///< the first batch, for a second one beside it
};
std::atomic<bool> EchoRunner::waits_for_company = false;
std::atomic<int> EchoRunner::most_busy = 0;

class NoHeader final : public Renderer {
  void document(const Document&, ByteBuffer&) const override {}
};

/// A list in brackets, as JSON has it.
class List final : public Renderer {
  void header(ByteBuffer& out) const override { out += "["; }
  void document(const Document&, ByteBuffer&) const override {}
  std::string_view separator() const override { return ","; }
  void footer(ByteBuffer& out) const override { out += "]"; }
};

/// Writes two items for every third batch, nothing for the others; ends the run at batch `fatal_at`.
class ItemRunner final : public BatchRunner {
 public:
  explicit ItemRunner(int fatal_at) : fatal_at_(fatal_at) {}
  BatchResult run(const Batch& batch) override {
    BatchResult result;
    result.number = batch.number;
    result.read = result.written = 1;
    const std::string number = std::to_string(batch.number);
    if (batch.number % 3 == 2) result.rendered += "," + number + "," + number;
    if (static_cast<int>(batch.number) == fatal_at_) result.fatal = "stop";
    return result;
  }

 private:
  int fatal_at_;
};

struct Outcomes {
  RunReport report;
  std::string output;
  std::vector<std::string> set_aside;
  int duplicates = 0;
};

/// Tests run side by side.
std::string temporary_file(const std::string& extension) {
  return ::testing::TempDir() + "engine_test_" + std::to_string(::getpid()) + "." + extension;
}

enum class Begin { WithOutput, Ahead };

Outcomes run(int batches, int workers, const EngineOptions& options = {}, std::size_t padding = 0,
             Begin begin = Begin::WithOutput) {
  Outcomes outcomes;
  const std::string path = temporary_file("out");
  CountingReader reader(batches, padding);
  std::vector<std::unique_ptr<BatchRunner>> runners;
  for (int i = 0; i < workers; ++i) runners.push_back(std::make_unique<EchoRunner>());
  NoHeader renderer;
  Engine engine({reader, runners, renderer}, options);
  if (begin == Begin::Ahead) engine.work_ahead();
  auto output = RunOutput::open(files_at(path));
  Progress progress({false, false, 80, 0}, [](std::string_view) {});
  const auto on_notice = [&](const Notice& notice) {
    if (notice.outcome == Outcome::SetAside) outcomes.set_aside.push_back(notice.id);
    if (notice.message.find("duplicate id; first seen at numbers:") == 0) ++outcomes.duplicates;
  };
  outcomes.report = engine.run({*output, on_notice, progress});
  EXPECT_TRUE(output->finish().ok());
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  outcomes.output = text.str();
  std::remove(path.c_str());
  return outcomes;
}

TEST(Engine, GivesTheSameBytesForAnyNumberOfWorkers) {
  const Outcomes one = run(400, 1);
  EXPECT_EQ(one.report.counts.read, 400U);
  EXPECT_EQ(one.report.counts.written, 360U);
  EXPECT_EQ(one.report.counts.set_aside, 40U);
  for (const int workers : {2, 3, 8}) {
    const Outcomes many = run(400, workers);
    EXPECT_EQ(many.output, one.output) << workers << " workers";
    EXPECT_EQ(many.set_aside, one.set_aside) << workers << " workers";
    EXPECT_EQ(many.report.counts.read, 400U);
  }
}

TEST(Engine, KeepsAllRunnersAtWork) {
  EchoRunner::most_busy = 0;
  EchoRunner::waits_for_company = true;
  run(400, 4);
  EchoRunner::waits_for_company = false;
  EXPECT_GE(EchoRunner::most_busy, 2);
  EXPECT_LE(EchoRunner::most_busy, 4);
}

TEST(Engine, WritesWhatItWorkedOnAheadInItsPlace) {
  EngineOptions packed;
  packed.compression = OutputCompression::Zstd;
  for (const int batches : {0, 1, 60}) {
    const Outcomes usual = run(batches, 1);
    const Outcomes ahead = run(batches, 1, {}, 0, Begin::Ahead);
    EXPECT_EQ(ahead.output, usual.output) << batches << " batches";
    EXPECT_EQ(ahead.set_aside, usual.set_aside);
    EXPECT_EQ(ahead.report.counts.read, static_cast<std::uint64_t>(batches));
    EXPECT_TRUE(ahead.report.complete());
    EXPECT_EQ(run(batches, 1, packed, 0, Begin::Ahead).output, run(batches, 1, packed).output);
    EXPECT_EQ(run(batches, 3, {}, 0, Begin::Ahead).output, usual.output) << "with several runners";
  }
}

TEST(Engine, WorksAheadOnOneBatch) {
  CountingReader reader(9);
  std::vector<std::unique_ptr<BatchRunner>> runners;
  runners.push_back(std::make_unique<EchoRunner>());
  NoHeader renderer;
  Engine engine({reader, runners, renderer}, {});
  engine.work_ahead();
  EXPECT_EQ(reader.given(), 1);
}

TEST(Engine, StopsAtTheLimitOfSetAsideDocumentsAtTheSamePlace) {
  for (const int workers : {1, 4}) {
    const Outcomes outcomes = run(400, workers, {3});
    EXPECT_TRUE(outcomes.report.stopped);
    EXPECT_EQ(outcomes.report.counts.set_aside, 4U);
    EXPECT_EQ(outcomes.report.counts.read, 38U);  // 7, 17, 27, 37
  }
}

TEST(Engine, LetsABatchThroughThatIsLargerThanTheWholeBudget) {
  const Outcomes outcomes = run(50, 4, {0, 10}, 1000);
  EXPECT_EQ(outcomes.report.counts.read, 50U);
}

TEST(Engine, NoticesIdsThatComeTwice) {
  const Outcomes outcomes = run(100, 2);
  EXPECT_EQ(outcomes.report.counts.duplicate_ids, 50U);
  EXPECT_EQ(outcomes.duplicates, 50);
}

TEST(Engine, CompressesEachBatchOnItsOwn) {
  EngineOptions options;
  options.compression = OutputCompression::Gzip;
  const std::string plain = run(40, 1).output;
  const Outcomes one = run(40, 1, options);
  EXPECT_EQ(one.output.substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(run(40, 4, options).output, one.output);
  const std::string path = temporary_file("gz");
  std::ofstream(path, std::ios::binary) << one.output;
  auto reader = open_inputs({path}, {});
  Batch batch;
  ASSERT_TRUE((*reader)->next(batch));
  EXPECT_EQ(batch.bytes.substr(0, batch.records[0].size), plain);
  std::remove(path.c_str());
}

struct ListRun {
  int batches = 8;
  int workers = 1;
  OutputCompression compression = OutputCompression::None;
  int fatal_at = -1;  ///< stops there; the output stays as it is
};

std::string list_of(const ListRun& run, const RunOutputOptions& files) {
  CountingReader reader(run.batches);
  std::vector<std::unique_ptr<BatchRunner>> runners;
  for (int i = 0; i < run.workers; ++i) runners.push_back(std::make_unique<ItemRunner>(run.fatal_at));
  List renderer;
  auto output = RunOutput::open(files);
  Progress progress({false, false, 80, 0}, [](std::string_view) {});
  EngineOptions options;
  options.compression = run.compression;
  Engine({reader, runners, renderer}, options).run({*output, [](const Notice&) {}, progress});
  if (run.fatal_at >= 0) return {};
  EXPECT_TRUE(output->finish().ok());
  std::ifstream in(files.output);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Engine, SeparatesDocumentsAndNothingElse) {
  const std::string path = temporary_file("out");
  for (const int workers : {1, 4}) {
    const auto list = [&](int batches) {
      return list_of({batches, workers, OutputCompression::None, -1}, files_at(path));
    };
    EXPECT_EQ(list(0), "[]");
    EXPECT_EQ(list(2), "[]");
    EXPECT_EQ(list(3), "[2,2]");
    EXPECT_EQ(list(9), "[2,2,5,5,8,8]");
  }
  std::remove(path.c_str());
}

TEST(Engine, SeparatesCompressedDocumentsToo) {
  const std::string path = temporary_file("gz");
  const auto list = [&](int workers) {
    return list_of({8, workers, OutputCompression::Gzip, -1}, files_at(path));
  };
  const std::string one = list(1);
  EXPECT_EQ(list(3), one);
  auto reader = open_inputs({path}, {});
  Batch batch;
  ASSERT_TRUE((*reader)->next(batch));
  EXPECT_EQ(batch.bytes.substr(0, batch.records[0].size), "[2,2,5,5]");
  std::remove(path.c_str());
}

TEST(Engine, SeparatesWhatAResumedRunAdds) {
  const std::string path = temporary_file("out");
  for (const OutputCompression compression : {OutputCompression::None, OutputCompression::Zstd}) {
    const std::string whole = list_of({8, 1, compression, -1}, files_at(path, path + ".run"));
    for (int stop = 0; stop < 8; ++stop) {
      list_of({8, 1, compression, stop}, files_at(path, path + ".run"));
      EXPECT_EQ(list_of({8, 1, compression, -1}, files_at(path, path + ".run", true)), whole) << stop;
    }
  }
  std::filesystem::remove_all(path + ".run");
  std::remove(path.c_str());
}

TEST(Engine, AnEmptyInputIsAnEmptyRun) {
  const Outcomes outcomes = run(0, 2);
  EXPECT_EQ(outcomes.report.counts.read, 0U);
  EXPECT_EQ(outcomes.output, "");
}

}  // namespace
}  // namespace textmill::host
