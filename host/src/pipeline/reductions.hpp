// Results over all documents of a run: each stage that has one gets what its documents contributed, in input
// order, and makes a JSON value of it (textmill.reduce/1).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/chain.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

struct StageResult {
  std::string stage;  ///< id in the pipeline
  std::string json;   ///< as the stage wrote it
};

/// One reduction per stage with a result. On one thread; `models` must outlive it.
class Reductions {
 public:
  /// Begins all of them. `watch`, which may be null, tells which stage is at work.
  static Result<std::unique_ptr<Reductions>> begin(const Models& models, WorkerWatch* watch = nullptr);
  ~Reductions();
  Reductions(const Reductions&) = delete;  // owns what plugins made
  Reductions& operator=(const Reductions&) = delete;

  /// Hands a document's contribution to the stage that made it. After a failure only the destructor may run.
  Status take(std::uint32_t slot, std::string_view id, std::string_view bytes);
  /// The results, in the order of the stages; once.
  Result<std::vector<StageResult>> finish();

 private:
  struct State;
  Reductions() = default;
  std::vector<std::unique_ptr<State>> states_;  // per stage of the plan; null: has no result
};

}  // namespace textmill::host
