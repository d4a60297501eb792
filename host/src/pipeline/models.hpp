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
  Models();
  std::vector<std::unique_ptr<LoadedStage>> stages_;
};

}  // namespace textmill::host
