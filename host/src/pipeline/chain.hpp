// The chain of stages, as loaded libraries: models made once, instances per worker.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "document/abi_table.hpp"
#include "pipeline/plan.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// What became of one document.
enum class Outcome { Ok, Dropped, SetAside, Fatal };

struct ChainResult {
  Outcome outcome = Outcome::Ok;
  std::string stage;    ///< the stage that decided, if not Ok
  std::string message;  ///< its reason
};

/// Time and number of documents per stage, gathered by one worker.
struct StageCost {
  std::uint64_t documents = 0;
  std::uint64_t skipped = 0;
  std::uint64_t failed = 0;
  std::int64_t wall_ns = 0;
};

using StageLog = std::function<void(int level, std::string_view stage, std::string_view message)>;

/// The models of all stages; shared by all workers, does not change once made.
class Models {
 public:
  /// Loads the plugins and makes the models. Fails with Code::BadPlugin naming the stage.
  static Result<std::unique_ptr<Models>> make(const Plan& plan, StageLog log);
  ~Models();
  Models(const Models&) = delete;  // owns what plugins made
  Models& operator=(const Models&) = delete;

 private:
  friend class Worker;
  struct Stage;
  explicit Models(const Plan& plan);
  const Plan& plan_;
  std::vector<std::unique_ptr<Stage>> stages_;
};

/// One worker's instances. Used by one thread at a time; `models` must outlive it.
class Worker {
 public:
  static Result<std::unique_ptr<Worker>> make(Models& models);
  ~Worker();
  Worker(const Worker&) = delete;  // owns what plugins made
  Worker& operator=(const Worker&) = delete;

  /// Runs every stage whose condition holds over `document`, in order.
  ChainResult run(Document& document);
  /// One entry per stage of the plan.
  const std::vector<StageCost>& costs() const { return costs_; }

 private:
  explicit Worker(Models& models);
  bool run_stage(std::size_t index, Document& document, ChainResult& result);
  static Status finish_turn(std::int32_t code, std::int64_t took_ns, const PlannedStage& planned,
                            Document& document);

  Models& models_;
  std::vector<void*> instances_;
  std::vector<StageCost> costs_;
};

}  // namespace textmill::host
