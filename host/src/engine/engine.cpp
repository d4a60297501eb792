#include "engine/engine.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <condition_variable>
#include <ctime>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/interrupt.hpp"
#include "engine/seen_ids.hpp"
#include "engine/trace.hpp"

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

/// One worker: runs the chain over a batch and compresses what comes out, without the separator in front.
class Hand {
 public:
  Hand(BatchRunner& runner, int number, OutputCompression compression, std::string_view separator,
       Trace* trace)
      : runner_(runner),
        number_(number),
        trace_(trace),
        compresses_(compression != OutputCompression::None),
        compressor_(compression),
        separator_(separator) {}
  BatchResult run(const Batch& batch) {
    const std::int64_t start = trace_ ? trace_->now() : 0;
    BatchResult result = runner_.run(batch);
    if (trace_) trace_->worked(start, number_, result);
    if (!separator_.empty() && std::string_view(result.rendered).starts_with(separator_))
      result.rendered.drop_front(separator_.size());
    if (!compresses_) return result;
    ByteBuffer packed;
    const Status status = compressor_.append(result.rendered, packed);
    if (!status && result.fatal.empty()) result.fatal = status.message();
    result.rendered = std::move(packed);
    return result;
  }

 private:
  BatchRunner& runner_;
  int number_;
  Trace* trace_;
  bool compresses_;
  Compressor compressor_;
  std::string_view separator_;
};

/// The hands that are free.
class HandPool {
 public:
  HandPool(std::vector<std::unique_ptr<BatchRunner>>& runners, OutputCompression compression,
           std::string_view separator, Trace* trace) {
    for (std::size_t i = 0; i < runners.size(); ++i) {
      free_.push_back(
          std::make_unique<Hand>(*runners[i], static_cast<int>(i), compression, separator, trace));
    }
  }
  std::unique_ptr<Hand> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !free_.empty(); });
    std::unique_ptr<Hand> hand = std::move(free_.back());
    free_.pop_back();
    return hand;
  }
  void give(std::unique_ptr<Hand> hand) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(hand));
    changed_.notify_one();
  }

 private:
  std::vector<std::unique_ptr<Hand>> free_;
  std::mutex mutex_;
  std::condition_variable changed_;
};

/// oneTBB orders what its filters do, but ThreadSanitizer cannot see into the library: taking a mutex for a
/// moment at both ends of each filter says the same in its language. It costs nothing next to a batch.
class Handover {
 public:
  explicit Handover(std::mutex& mutex) : mutex_(mutex) { const std::lock_guard moment(mutex_); }
  ~Handover() { const std::lock_guard moment(mutex_); }
  Handover(const Handover&) = delete;  // marks one filter's turn
  Handover& operator=(const Handover&) = delete;

 private:
  std::mutex& mutex_;
};

struct Work {
  Batch batch;
  BatchResult result;
  std::size_t held_bytes = 0;
};

}  // namespace

class Engine::Run {
 public:
  Run(const EngineParts& parts, const EngineOptions& options)
      : parts_(parts),
        options_(options),
        budget_(options.bytes_in_flight),
        separator_(parts.renderer.separator()),
        pool_(parts.runners, options.compression, separator_, parts.trace),
        packer_(options.compression) {}

  void work_ahead() {
    if (parts_.runners.size() != 1) return;
    start_clock();
    std::unique_ptr<Hand> hand = pool_.take();
    Work& work = ahead_.emplace();
    if (read_next(work.batch)) {
      work.result = hand->run(work.batch);
    } else {
      ahead_.reset();
      at_end_ = true;
    }
    pool_.give(std::move(hand));
  }

  RunReport go(const EngineEnds& ends) {
    start_clock();
    ends_ = &ends;
    report_.counts = ends.output.start();
    first_batch_ = report_.counts.next_batch;
    start_output();
    if (parts_.runners.size() == 1) {
      run_inline();
    } else {
      run_parallel();
    }
    report_.signal = interrupted();
    if (stop()) {
      save(true);
    } else {
      finish_output(now_ns() - started_ns_);
    }
    report_.workers = static_cast<int>(parts_.runners.size());
    report_.wall_ns = now_ns() - started_ns_;
    return std::move(report_);
  }

 private:
  void start_clock() {
    if (started_ns_ == 0) started_ns_ = now_ns();
  }
  bool stop() const { return stop_ || interrupted() != 0; }

  /// A resumed run has its header, and a document if more than the header is written.
  void start_output() {
    const auto header = [&](ByteBuffer& out) { parts_.renderer.header(out); };
    if (ends_->output.start().output_bytes == 0) return write_rendered(header);
    if (!separator_.empty()) has_document_ = ends_->output.start().output_bytes > packed(header).size();
  }

  void finish_output(std::int64_t wall_ns) {
    const Checkpoint& c = report_.counts;
    const RunFigures figures{c.read, c.written, c.dropped, c.set_aside, wall_ns, report_.costs};
    write_rendered([&](ByteBuffer& out) {
      parts_.renderer.figures(figures, out);
      parts_.renderer.footer(out);
    });
  }

  /// The next batch that was not done in an earlier process.
  bool read_next(Batch& batch) {
    const std::int64_t start = parts_.trace ? parts_.trace->now() : 0;
    while (!stop() && parts_.reader.next(batch)) {
      if (parts_.trace) parts_.trace->read(start, batch.number);
      if (batch.number >= first_batch_) return true;
    }
    return false;
  }

  void run_inline() {
    if (ahead_ && ahead_->batch.number >= first_batch_) write(ahead_->batch, ahead_->result);
    ahead_.reset();
    const std::unique_ptr<Hand> hand = pool_.take();
    Work work;
    while (!at_end_ && read_next(work.batch)) {
      work.result = hand->run(work.batch);
      write(work.batch, work.result);
    }
  }

  /// One thread more than runners that work themselves, so that reading and writing go on meanwhile.
  void run_parallel() {
    const int threads = static_cast<int>(parts_.runners.size()) + (options_.runners_wait ? 0 : 1);
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(threads));
    tbb::task_arena arena(threads);
    arena.execute([&] {
      tbb::parallel_pipeline(
          parts_.runners.size() + 2,
          tbb::make_filter<void, Work*>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) {
            return read(flow);
          }) & tbb::make_filter<Work*, Work*>(tbb::filter_mode::parallel, [&](Work* work) {
            return process(work);
          }) & tbb::make_filter<Work*, void>(tbb::filter_mode::serial_in_order, [&](Work* work) {
            finish(work);
          }));
    });
    const Handover seen(handover_);
  }

  // The three filters. A batch belongs to the filter that has it; between them it is a plain pointer, which
  // is what oneTBB passes on without memory of its own.

  Work* read(tbb::flow_control& flow) {
    const Handover seen(handover_);
    budget_.wait();
    auto work = std::make_unique<Work>();
    if (!read_next(work->batch)) {
      flow.stop();
      return nullptr;
    }
    work->held_bytes = work->batch.bytes.size();
    budget_.take(work->held_bytes);
    return work.release();
  }

  Work* process(Work* work) {
    const Handover seen(handover_);
    std::unique_ptr<Hand> hand = pool_.take();
    if (interrupted() == 0) {
      work->result = hand->run(work->batch);
    } else {
      work->result.abandoned = true;
    }
    pool_.give(std::move(hand));
    work->batch.bytes = std::string();
    budget_.take(work->result.rendered.size());
    work->held_bytes += work->result.rendered.size();
    return work;
  }

  void finish(Work* done) {
    const Handover seen(handover_);
    const std::unique_ptr<Work> work(done);
    write(work->batch, work->result);
    budget_.give(work->held_bytes);
  }

  void write(const Batch& batch, const BatchResult& result) {
    stop_ = stop_ || result.abandoned;  // what comes behind it must not be written either
    if (stop_) return;
    // A run that can be resumed must not go on behind a batch that was given up in its middle.
    if (!result.fatal.empty() && !ends_->output.report_folder().empty()) {
      report_.fatal = result.fatal;
      stop_ = true;
      return;
    }
    const std::int64_t start = parts_.trace ? parts_.trace->now() : 0;
    for (const Notice& notice : result.notices) tell(notice);
    notice_duplicates(batch, result);
    keep(ends_->output.contribute(result.contributions));
    write_documents(result.rendered, result.number);
    if (!report_.output.ok()) return;
    count(result);
    report_.counts.next_batch = result.number + 1;
    ends_->progress.add(result);
    if (!result.fatal.empty()) {
      report_.fatal = result.fatal;
      stop_ = true;
    }
    if (too_many_errors()) {
      report_.stopped = true;
      stop_ = true;
    }
    save(false);
    if (parts_.trace) parts_.trace->wrote(start, result.number);
  }

  bool too_many_errors() const {
    const Checkpoint& counts = report_.counts;
    if (options_.max_errors > 0 && counts.set_aside > options_.max_errors) return true;
    return counts.read >= kRatioDocuments && static_cast<double>(counts.set_aside) >
                                                 options_.max_error_ratio * static_cast<double>(counts.read);
  }

  void tell(const Notice& notice) {
    ends_->notice(notice);
    keep(ends_->output.list(notice));
    if (notice.outcome != Outcome::Dropped) return;
    const std::string reason = (notice.stage.empty() ? "" : notice.stage + ": ") + notice.message;
    if (report_.drop_reasons.size() < kDropReasons || report_.drop_reasons.contains(reason))
      ++report_.drop_reasons[reason];
  }

  /// Never after the output failed: what a checkpoint speaks of must be on disk.
  void save(bool now) {
    if (report_.output.ok()) keep(ends_->output.checkpoint(report_.counts, now));
  }

  /// The first failure of the output ends the run.
  void keep(const Status& status) {
    if (status.ok() || !report_.output.ok()) return;
    report_.output = status;
    stop_ = true;
  }

  void notice_duplicates(const Batch& batch, const BatchResult& result) {
    for (const GivenId& id : result.ids) {
      const Source& source = batch.records[id.record].source;
      const SeenIds::Place* first = seen_.first(id.hash, {source.path, source.line});
      if (!first) continue;
      ++report_.counts.duplicate_ids;
      Notice notice;
      notice.id = result.id_bytes.substr(id.begin, id.size);
      notice.place = {std::string(source.path), source.line, source.offset, source.length};
      notice.message =
          "duplicate id; first seen at " + std::string(first->path) + ":" + std::to_string(first->line);
      tell(notice);
    }
  }

  template <class Render>
  ByteBuffer packed(Render render) {
    ByteBuffer text, packed;
    render(text);
    keep(packer_.append(text, packed));
    return packed;
  }

  template <class Render>
  void write_rendered(Render render) {
    const ByteBuffer bytes = packed(render);
    if (!bytes.empty() && report_.output.ok()) keep(ends_->output.write_to_all(bytes));
  }

  void write_documents(std::string_view rendered, std::uint64_t batch) {
    if (rendered.empty()) return;
    if (std::exchange(has_document_, true) && !separator_.empty()) {
      write_rendered([&](ByteBuffer& out) { out += separator_; });
    }
    if (report_.output.ok()) keep(ends_->output.write(rendered, batch));
  }

  void count(const BatchResult& result) {
    Checkpoint& counts = report_.counts;
    counts.read += result.read;
    counts.written += result.written;
    counts.dropped += result.dropped;
    counts.set_aside += result.set_aside;
    counts.text_bytes += result.text_bytes;
    counts.findings.errors += result.findings.errors;
    counts.findings.warnings += result.findings.warnings;
    counts.findings.notes += result.findings.notes;
    report_.processed_bytes += result.text_bytes;
    if (result.left_out > 0) report_.drop_reasons["not in the sample"] += result.left_out;
    report_.costs.resize(std::max(report_.costs.size(), result.costs.size()));
    for (std::size_t i = 0; i < result.costs.size(); ++i) report_.costs[i] += result.costs[i];
    add_counters(result.counters, report_.counters);
    for (const SlowDocument& document : result.slow) report_.slowest.add(document);
  }

  const EngineParts parts_;
  const EngineOptions options_;
  const EngineEnds* ends_ = nullptr;  ///< null: not running yet, so nothing can be written
  std::int64_t started_ns_ = 0;
  std::uint64_t first_batch_ = 0;  ///< those before were done by an earlier process
  std::optional<Work> ahead_;
  bool at_end_ = false;  ///< work_ahead found that there is no batch
  Budget budget_;
  std::string_view separator_;
  HandPool pool_;
  Compressor packer_;
  SeenIds seen_;
  std::mutex handover_;
  std::atomic<bool> stop_ = false;
  bool has_document_ = false;  ///< something is written that the next document has to be separated from
  RunReport report_;
};

Engine::Engine(const EngineParts& parts, const EngineOptions& options)
    : run_(std::make_unique<Run>(parts, options)) {}
Engine::~Engine() = default;

void Engine::work_ahead() { run_->work_ahead(); }
RunReport Engine::run(const EngineEnds& ends) { return run_->go(ends); }

}  // namespace textmill::host
