// The chain of stages, as loaded libraries: models made once, instances per worker.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "document/abi_table.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/stage_cost.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// What became of one document.
enum class Outcome { Ok, Dropped, SetAside, Fatal };

/// A stage's reason for failing or dropping a document.
struct StageFailure {
  std::string stage;
  std::string message;
};

struct ChainResult {
  Outcome outcome = Outcome::Ok;
  StageFailure failure;               ///< the one that decided, if not Ok
  std::vector<StageFailure> skipped;  ///< those of stages with on_error: skip-stage
  std::int64_t wall_ns = 0;           ///< in all stages
};

/// One of several documents on their way through the chain side by side.
struct Passage {
  Document* document = nullptr;
  std::uint32_t record = 0;  ///< its number in the batch, for the watch
  bool goes_on = true;       ///< false: no further stage gets it
  bool sampled = false;      ///< its processor time is measured
  ChainResult result = {};
};

/// Where a worker is, for whoever watches it from outside: it may lie in memory shared between processes.
struct WorkerWatch {
  std::atomic<std::uint32_t> record{0};    ///< number of the record in the batch being handled
  std::atomic<std::uint32_t> together{1};  ///< documents in the call under way; `record` is the first
  std::atomic<std::uint32_t> stage{TEXTMILL_NONE};  ///< the stage at work; NONE: none
  std::atomic<std::int64_t> stage_started_ns{0};    ///< CLOCK_MONOTONIC

  std::atomic<std::uint32_t> last_stage{TEXTMILL_NONE};  ///< at work now or most recently

  /// Before a stage is called: with the document of `first`, or with `count` from it on.
  void begin_call(std::uint32_t first, std::size_t count) {
    record.store(first, std::memory_order_relaxed);
    together.store(static_cast<std::uint32_t>(count), std::memory_order_relaxed);
  }
  void begin(std::uint32_t number, std::int64_t now_ns) {
    last_stage.store(number, std::memory_order_relaxed);
    stage_started_ns.store(now_ns, std::memory_order_relaxed);
    stage.store(number, std::memory_order_release);
  }
  void end() { stage.store(TEXTMILL_NONE, std::memory_order_release); }
};

using StageLog = std::function<void(int level, std::string_view stage, std::string_view message)>;

/// A stage's model and what is called with it; valid as long as the Models.
struct StageModel {
  std::uint32_t number = 0;  ///< in the plan
  const PlannedStage* plan = nullptr;
  const textmill_host* host = nullptr;
  const textmill_reduce* reduce = nullptr;  ///< null: has no result over all documents
  void* model = nullptr;
};

/// The models of all stages; shared by all workers, does not change once made.
class Models {
 public:
  /// Loads the plugins and makes the models: those of different plugins side by side if all ship with
  /// Textmill, others one after the other. Fails with Code::BadPlugin naming the stage, the first of the
  /// pipeline if there are several.
  static Result<std::unique_ptr<Models>> make(const Plan& plan, StageLog log);
  /// Makes one after the other in this thread, while `watch` tells whose turn it is.
  static Result<std::unique_ptr<Models>> make_watched(const Plan& plan, StageLog log, WorkerWatch& watch);
  ~Models();
  Models(const Models&) = delete;  // owns what plugins made
  Models& operator=(const Models&) = delete;

  std::vector<StageModel> stages() const;

 private:
  friend class Worker;
  struct Stage;
  Models() = default;
  static Result<std::unique_ptr<Stage>> make_stage(const Plan& plan, const PlannedStage& planned,
                                                   StageLog log);
  std::vector<std::unique_ptr<Stage>> stages_;
};

/// One worker's instances. Used by one thread at a time; `models` must outlive it.
class Worker {
 public:
  static Result<std::unique_ptr<Worker>> make(Models& models, WorkerWatch* watch = nullptr);
  ~Worker();
  Worker(const Worker&) = delete;  // owns what plugins made
  Worker& operator=(const Worker&) = delete;

  /// From now on `watch` tells which stage is at work; it must outlive the worker.
  void report_to(WorkerWatch& watch) { watch_ = &watch; }
  /// Stages, by number in the plan, that are not run from now on.
  void pass_over(std::vector<std::uint32_t> stages) { passed_over_ = std::move(stages); }
  /// Runs every stage whose condition holds over `document`, in order.
  ChainResult run(Document& document);
  /// Does so for several. A stage that offers textmill.batch/1 gets them in one call, and those of a call
  /// that fails or takes longer than one document may one by one, so that each ends as it would alone.
  void run(std::span<Passage> passages);
  /// True if a stage takes several documents in one call.
  bool takes_many() const;
  /// From now on no stage gets more than one document in a call.
  void one_by_one(bool only) { one_by_one_ = only; }
  /// What each stage of the plan cost since the last call.
  std::vector<StageCost> take_costs();

 private:
  explicit Worker(Models& models);
  bool is_skipped(std::size_t index, const Document& document) const;
  void run_stage(std::size_t index, Passage& passage);
  void run_stage_together(std::size_t index, std::span<Passage> passages);
  bool call_together(std::size_t index, std::span<Passage* const> call);
  Status process_together(std::size_t index, std::span<Passage* const> call, std::int64_t now,
                          std::span<std::int32_t> statuses);
  void end_turn(std::size_t index, Passage& passage, Status status);
  Status attempt_stage(std::size_t index, Passage& passage);
  void account(std::size_t index, std::int64_t took_ns, Passage& passage);
  static Status finish_turn(std::int32_t code, std::int64_t took_ns, const PlannedStage& planned,
                            Document& document);

  Models& models_;
  std::vector<void*> instances_;
  std::vector<std::uint32_t> passed_over_;
  std::vector<StageCost> costs_;
  std::vector<std::size_t> most_together_;  ///< by stage: documents in one call
  bool one_by_one_ = false;
  WorkerWatch* watch_ = nullptr;
  std::uint64_t documents_ = 0;
};

}  // namespace textmill::host
