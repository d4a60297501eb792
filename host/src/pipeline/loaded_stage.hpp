// One stage of the plan as its plugin offers it, with what was made once for all workers.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "document/abi_table.hpp"
#include "pipeline/models.hpp"
#include "pipeline/plan.hpp"
#include "textmill/abi.h"
#include "textmill/status.hpp"

namespace textmill::host {

struct LoadedStage {
  const PlannedStage* plan = nullptr;
  const textmill_stage* table = nullptr;
  StageHost host_data;
  textmill_host host{};
  const textmill_reduce* reduce = nullptr;  ///< set if the manifest promises a result
  const textmill_batch* batch = nullptr;    ///< set if it takes several documents in one call
  void* model = nullptr;
  void* shared_instance = nullptr;  ///< concurrent and serial stages have one for all workers

  LoadedStage() = default;
  ~LoadedStage();
  LoadedStage(const LoadedStage&) = delete;  // owns what the plugin made
  LoadedStage& operator=(const LoadedStage&) = delete;

  bool per_worker() const { return plan->ref.stage->threading == Threading::PerWorker; }
  /// Any thread, several at once.
  Result<void*> make_instance() const;
  /// Says that a call over many documents came to nothing; `why` begins with ": " unless it is empty.
  void tell_of_failed_call(std::size_t documents, const std::string& why) const;
};

/// Loads the plugin and makes the model, and the instance if there is one for all. Code::BadPlugin names the
/// stage and its place in the pipeline, or the plugin.
Result<std::unique_ptr<LoadedStage>> load_stage(const Plan& plan, const PlannedStage& planned, StageLog log);

}  // namespace textmill::host
