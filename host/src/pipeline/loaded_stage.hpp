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
  CommonMemory memory;  ///< of the model, which is gone before it
  StageHost host_data;
  textmill_host host{};
  const textmill_reduce* reduce = nullptr;  ///< set if the manifest promises a result
  const textmill_batch* batch = nullptr;    ///< set if it takes several documents in one call
  void* model = nullptr;
  void* shared_instance = nullptr;  ///< concurrent and serial stages have one for all workers

  explicit LoadedStage(bool common_to_processes) : memory(common_to_processes) {}
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
/// stage and its place in the pipeline, or the plugin. `common_to_processes`: memory that the stage asks for is
/// seen by processes that are forked later too.
Result<std::unique_ptr<LoadedStage>> load_stage(const Plan& plan, const PlannedStage& planned, StageLog log,
                                                bool common_to_processes);

}  // namespace textmill::host
