// Runs the chain over batches in a worker process and survives whatever happens there.
//
// A worker that crashes, ends, hangs past a limit or closes its channel costs the one document it was
// working on: the documents before it are run again in a fresh worker, it is tried once more alone (or as
// often as the stage's `retry` says), and if that fails too it is set aside with the reason, or as the
// stage's `on_error` says; the documents behind it go on. If the worker was in a call over several documents,
// they are run again one by one first, which finds the one.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/batch_runner.hpp"
#include "engine/loader.hpp"
#include "engine/result_room.hpp"
#include "engine/wire.hpp"
#include "engine/worker_output.hpp"

namespace textmill::host {

class ProcessRunner final : public BatchRunner {
 public:
  /// `loader` and `parts` must outlive the runner. The worker is forked when the first batch comes.
  ProcessRunner(Loader& loader, const WorkerParts& parts);
  ~ProcessRunner() override;
  BatchResult run(const Batch& batch) override;

 private:
  /// How a worker died over a range of records.
  struct Death {
    std::size_t record = 0;  ///< in the batch
    std::uint32_t stage = TEXTMILL_NONE;
    bool together = false;  ///< in a call over several documents, of which `record` is the first
    std::string reason;
  };
  void run_range(const Batch& batch, RecordRange range, BatchResult& total);
  void run_alone(const Batch& batch, Death death, BatchResult& total);
  std::optional<Death> try_range(const Batch& batch, const RecordRange& range, BatchResult& total);
  std::optional<std::string> wait_for_result(std::shared_ptr<ResultRoom::Slot> slot, BatchResult& result);
  const PlannedStage* stage_of(const Death& death) const;
  Notice notice_of(const Batch& batch, const Death& death) const;
  void skip_stage(const Batch& batch, const Death& death, BatchResult& total) const;
  void set_aside(const Batch& batch, const Death& death, BatchResult& total) const;
  void parse(const Batch& batch, std::size_t record, Document& document) const;
  void count_failure(const Death& death, BatchResult& total) const;
  bool ensure_worker(BatchResult& total);
  /// Ends the worker, if it still lives, and says how it ended.
  std::string end_worker();
  /// Gives up a worker whose heap has grown to half its limit, so that a leak never reaches it.
  void retire_grown_worker();
  /// Why the document at work must be stopped, if its time is over.
  std::optional<std::string> overdue();

  Loader& loader_;
  const WorkerParts& parts_;
  WorkerOutput output_;
  std::shared_ptr<ResultRoom> room_;  ///< of all workers, one after the other; null: none is to be had
  std::optional<WorkerHandle> worker_;
  std::int64_t worker_data_at_start_ = 0;
  std::string message_;
  std::uint64_t watched_turn_ = 0;  ///< which record and stage the clocks below belong to
  std::int64_t turn_cpu_start_ns_ = 0;
};

/// Adds `part` to `total`; ids and notices keep their order.
void append_result(BatchResult&& part, std::size_t first_record, BatchResult& total);

}  // namespace textmill::host
