// Makes the results over all documents, in this process or in one where a plugin can do no harm.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "engine/contributions.hpp"
#include "engine/loader.hpp"
#include "pipeline/reductions.hpp"

namespace textmill::host {

class Reducer {
 public:
  virtual ~Reducer() = default;
  /// Contributions as append_contribution made them, in input order.
  virtual Status take(std::string_view contributions) = 0;
  /// The results; once, at the end.
  virtual Result<std::vector<StageResult>> finish() = 0;
};

/// In this process.
Result<std::unique_ptr<Reducer>> make_thread_reducer(const Models& models);
/// In a worker process, with its confinement; one that hangs or crashes gives a failure that names the stage.
Result<std::unique_ptr<Reducer>> make_process_reducer(Loader& loader, const WorkerParts& parts);

/// The other end of make_process_reducer: never returns.
[[noreturn]] void run_reducer(const WorkerParts& parts, const Models& models, Descriptor channel,
                              Descriptor output, Descriptor watch);

/// Every stage's result over the contributions of a whole run.
Result<std::vector<StageResult>> reduce(const ContributionFile& contributions, Reducer& reducer);

}  // namespace textmill::host
