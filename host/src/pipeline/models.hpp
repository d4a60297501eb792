// The models of a pipeline's stages: loaded plugins and what they made once for all workers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "pipeline/plan.hpp"
#include "pipeline/worker_watch.hpp"
#include "textmill/abi.h"
#include "textmill/status.hpp"

namespace textmill::host {

using StageLog = std::function<void(int level, std::string_view stage, std::string_view message)>;

struct LoadedStage;

/// A stage's model and what is called with it; valid as long as the Models.
struct StageModel {
  std::uint32_t number = 0;  ///< in the plan
  const PlannedStage* plan = nullptr;
  const textmill_host* host = nullptr;
  const textmill_reduce* reduce = nullptr;  ///< null: has no result over all documents
  void* model = nullptr;
};

/// The models of all stages; shared by all workers, do not change once made. The plan must outlive them.
class Models {
 public:
  /// Loads the plugins and makes the models: those of different plugins side by side if all ship with
  /// Textmill, others one after the other. Fails with Code::BadPlugin naming the stage, the first of the
  /// pipeline if there are several.
  static Result<std::unique_ptr<Models>> make(const Plan& plan, StageLog log);
  /// The same, but models that are made side by side may still be being made, on other threads, when this
  /// returns: the first stages can be at work before the last one is ready. wait() says how it went.
  static std::unique_ptr<Models> begin(const Plan& plan, StageLog log);
  /// Makes one after the other in this thread, while `watch` tells whose turn it is.
  static Result<std::unique_ptr<Models>> make_watched(const Plan& plan, StageLog log, WorkerWatch& watch);
  ~Models();
  Models(const Models&) = delete;  // owns what plugins made
  Models& operator=(const Models&) = delete;

  /// Returns when all models are made, or fails as make() does. Messages of stages are told no earlier. One
  /// thread.
  Status wait();
  /// Returns when the model of one stage is made, or what kept it from being made. Any thread, which makes
  /// the model itself if nobody has begun to.
  Status wait_for(std::size_t stage);
  /// All of them, once they are made.
  std::vector<StageModel> stages() const;

 private:
  friend class Worker;
  class Making;
  explicit Models(const Plan& plan);
  Status make_one_by_one(const StageLog& log, WorkerWatch& watch);

  const Plan& plan_;
  std::unique_ptr<Making> making_;                    ///< null: they were made one by one
  Status failure_;                                    ///< of the one that ended that
  std::vector<std::unique_ptr<LoadedStage>> stages_;  ///< by number; one is there when wait_for says so
};

}  // namespace textmill::host
