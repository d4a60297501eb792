// What plugins print in a worker process, and what stages log there, on its way to the log.
#pragma once

#include <string>
#include <string_view>

#include "engine/loader.hpp"

namespace textmill::host {

class WorkerOutput {
 public:
  /// `plan` must outlive it.
  explicit WorkerOutput(const Plan& plan);
  /// Logs the whole lines that are there now; does not wait.
  void forward(const WorkerHandle& worker);

 private:
  void log_line(std::string_view line, const WorkerHandle& worker) const;

  const Plan& plan_;
  StageLog log_;
  std::string line_;
};

}  // namespace textmill::host
