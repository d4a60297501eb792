// The chain of stages over documents: one worker's instances.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "pipeline/models.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/stage_cost.hpp"
#include "pipeline/worker_watch.hpp"
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

/// One worker's instances. Used by one thread at a time; `models` must outlive it.
class Worker {
 public:
  /// All models must be made, or being made: it waits for them. Fails with Code::BadPlugin.
  static Result<std::unique_ptr<Worker>> make(Models& models, WorkerWatch* watch = nullptr);
  /// A worker that makes each stage's instance when the first document arrives there, and waits for its model
  /// if it has to. A stage that fails to start ends the run for the documents that came to it.
  static std::unique_ptr<Worker> begin(Models& models);
  ~Worker();
  Worker(const Worker&) = delete;  // owns what plugins made
  Worker& operator=(const Worker&) = delete;

  /// Makes the instances that are missing, and fails as make() does.
  Status complete(WorkerWatch* watch = nullptr);
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
  /// A stage as this worker has it.
  struct Station {
    void* instance = nullptr;
    std::optional<Status> opened;   ///< whether there is an instance; nothing: nobody needed it yet
    std::size_t most_together = 1;  ///< documents in one call
  };

  explicit Worker(Models& models);
  const Status& open_station(std::size_t index);
  Status make_instance(std::size_t index);
  bool is_awaited(std::size_t index, std::span<const Passage> passages) const;
  void give_up(std::size_t index, const Status& why, std::span<Passage> passages);
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
  std::vector<Station> stations_;  ///< by stage
  std::vector<std::uint32_t> passed_over_;
  std::vector<StageCost> costs_;
  bool one_by_one_ = false;
  WorkerWatch* watch_ = nullptr;
  std::uint64_t documents_ = 0;
};

}  // namespace textmill::host
