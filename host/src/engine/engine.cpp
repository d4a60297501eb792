#include "engine/engine.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <condition_variable>
#include <ctime>
#include <mutex>
#include <utility>

#include "engine/interrupt.hpp"
#include "engine/seen_ids.hpp"

namespace textmill::host {
namespace {

std::int64_t now_ns() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/// Keeps the bytes between reader and writer within a budget; one batch always gets through.
class Budget {
 public:
  explicit Budget(std::size_t bytes) : bytes_(bytes) {}
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return used_ == 0 || used_ < bytes_; });
  }
  void take(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    used_ += bytes;
  }
  void give(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    used_ -= bytes;
    changed_.notify_one();
  }

 private:
  std::size_t bytes_;
  std::size_t used_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
};

/// A runner and what compresses its output, so that compressing is spread over the workers too.
class Desk {
 public:
  Desk(BatchRunner& runner, OutputCompression compression)
      : runner_(&runner), compresses_(compression != OutputCompression::None), compressor_(compression) {}

  BatchResult run(const Batch& batch) {
    BatchResult result = runner_->run(batch);
    if (!compresses_) return result;
    const std::string rendered = std::exchange(result.rendered, {});
    if (Status s = compressor_.append(rendered, result.rendered); !s) result.fatal = s.message();
    return result;
  }

 private:
  BatchRunner* runner_;
  bool compresses_;
  Compressor compressor_;
};

/// The desks that are free.
class DeskPool {
 public:
  DeskPool(std::vector<std::unique_ptr<BatchRunner>>& runners, OutputCompression compression) {
    for (auto& runner : runners) free_.push_back(std::make_unique<Desk>(*runner, compression));
  }
  std::unique_ptr<Desk> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !free_.empty(); });
    std::unique_ptr<Desk> desk = std::move(free_.back());
    free_.pop_back();
    return desk;
  }
  void give(std::unique_ptr<Desk> desk) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(desk));
    changed_.notify_one();
  }

 private:
  std::vector<std::unique_ptr<Desk>> free_;
  std::mutex mutex_;
  std::condition_variable changed_;
};

struct Work {
  Batch batch;
  BatchResult result;
  std::size_t held_bytes = 0;
};

class Run {
 public:
  Run(EngineParts& parts, const EngineOptions& options)
      : parts_(parts),
        options_(options),
        budget_(options.bytes_in_flight),
        pool_(parts.runners, options.compression) {}

  RunReport go() {
    const std::int64_t start = now_ns();
    std::string header;
    parts_.renderer.header(header);
    write_piece(header);
    if (parts_.runners.size() == 1) {
      run_inline();
    } else {
      run_parallel();
    }
    std::string footer;
    parts_.renderer.footer(footer);
    write_piece(footer);
    report_.signal = interrupted();
    report_.wall_ns = now_ns() - start;
    return std::move(report_);
  }

 private:
  bool stop() const { return stop_ || interrupted() != 0; }

  void run_inline() {
    Work work;
    const std::unique_ptr<Desk> desk = pool_.take();
    while (!stop() && parts_.reader.next(work.batch)) {
      work.result = desk->run(work.batch);
      write(work.batch, work.result);
    }
  }

  /// One thread more than runners, so that reading and writing go on while all runners work.
  void run_parallel() {
    const int threads = static_cast<int>(parts_.runners.size()) + 1;
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(threads));
    tbb::task_arena arena(threads);
    using Token = std::shared_ptr<Work>;
    arena.execute([&] {
      tbb::parallel_pipeline(
          2 * parts_.runners.size() + 2,
          tbb::make_filter<void, Token>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) {
            return read(flow);
          }) & tbb::make_filter<Token, Token>(tbb::filter_mode::parallel, [&](Token work) {
            return process(std::move(work));
          }) & tbb::make_filter<Token, void>(tbb::filter_mode::serial_in_order, [&](const Token& work) {
            write(work->batch, work->result);
            budget_.give(work->held_bytes);
          }));
    });
  }

  std::shared_ptr<Work> read(tbb::flow_control& flow) {
    budget_.wait();
    auto work = std::make_shared<Work>();
    if (stop() || !parts_.reader.next(work->batch)) {
      flow.stop();
      return nullptr;
    }
    work->held_bytes = work->batch.bytes.size();
    budget_.take(work->held_bytes);
    return work;
  }

  std::shared_ptr<Work> process(std::shared_ptr<Work> work) {
    std::unique_ptr<Desk> desk = pool_.take();
    work->result = desk->run(work->batch);
    pool_.give(std::move(desk));
    work->batch.bytes = std::string();
    return work;
  }

  void write(const Batch& batch, const BatchResult& result) {
    if (stop_) return;
    for (const Notice& notice : result.notices) parts_.notice(notice);
    notice_duplicates(batch, result);
    write_bytes(result.rendered);
    count(result);
    parts_.progress.add(result);
    if (!result.fatal.empty()) {
      report_.fatal = result.fatal;
      stop_ = true;
    }
    if (options_.max_errors > 0 && report_.set_aside > options_.max_errors) {
      report_.stopped = true;
      stop_ = true;
    }
  }

  void notice_duplicates(const Batch& batch, const BatchResult& result) {
    for (const GivenId& id : result.ids) {
      const Source& source = batch.records[id.record].source;
      const Source* first = seen_.first(id.hash, source);
      if (!first) continue;
      ++report_.duplicate_ids;
      Notice notice;
      notice.id = result.id_bytes.substr(id.begin, id.size);
      notice.place = {std::string(source.path), source.line, source.offset, source.length};
      notice.message =
          "duplicate id; first seen at " + std::string(first->path) + ":" + std::to_string(first->line);
      parts_.notice(notice);
    }
  }

  /// What does not come from a worker.
  void write_piece(std::string_view bytes) {
    std::string piece;
    if (Status s = Compressor(options_.compression).append(bytes, piece); !s) report_.output = s;
    write_bytes(piece);
  }

  void write_bytes(std::string_view bytes) {
    if (bytes.empty() || !report_.output.ok()) return;
    report_.output = parts_.sink.write(bytes);
    if (!report_.output.ok()) stop_ = true;
  }

  void count(const BatchResult& result) {
    report_.read += result.read;
    report_.written += result.written;
    report_.dropped += result.dropped;
    report_.set_aside += result.set_aside;
    report_.text_bytes += result.text_bytes;
    report_.findings.errors += result.findings.errors;
    report_.findings.warnings += result.findings.warnings;
    report_.findings.notes += result.findings.notes;
    report_.costs.resize(std::max(report_.costs.size(), result.costs.size()));
    for (std::size_t i = 0; i < result.costs.size(); ++i) report_.costs[i] += result.costs[i];
  }

  EngineParts& parts_;
  const EngineOptions& options_;
  Budget budget_;
  DeskPool pool_;
  SeenIds seen_;
  std::atomic<bool> stop_ = false;
  RunReport report_;
};

}  // namespace

RunReport run_engine(EngineParts parts, const EngineOptions& options) { return Run(parts, options).go(); }

}  // namespace textmill::host
