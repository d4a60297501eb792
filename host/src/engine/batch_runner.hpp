// Runs the whole chain over a batch. The engine does not know whether this happens in a thread of its own
// process or in a worker process.
#pragma once

#include "engine/batch_result.hpp"
#include "input/reader.hpp"

namespace textmill::host {

class BatchRunner {
 public:
  virtual ~BatchRunner() = default;
  /// One thread at a time. The same batch gives the same result, whichever runner takes it.
  virtual BatchResult run(const Batch& batch) = 0;
};

}  // namespace textmill::host
