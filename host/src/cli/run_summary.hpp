// The end of a run, for people, for scripts and for files.
#pragma once

#include "cli/run.hpp"
#include "engine/engine.hpp"

namespace textmill::host {

/// All that is to be said of a finished run; the members must outlive it.
struct RunSummary {
  const RunOptions& options;
  const Plan& plan;
  const RunReport& report;
  const Reader& reader;
  bool resumable = false;   ///< the state to go on from is on disk
  std::string fingerprint;  ///< of the plan as it was at the start; empty if nothing is written down

  /// Why the run ended early, inputs that were damaged, and the accounts.
  void tell(const Console& console) const;
  /// The exit code that fits best, the gravest first.
  Exit exit() const;
  /// Accounts, costs per stage and the slowest documents.
  std::string json() const;
  /// run.json and metrics.prom (Prometheus text format) into the run's folder; nothing for an empty name.
  Status write(const std::string& folder) const;
};

}  // namespace textmill::host
