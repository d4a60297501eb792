// Running again what was set aside: the records that --only and --replay name, and the command that does it.
#pragma once

#include <functional>
#include <string>

#include "cli/run.hpp"
#include "engine/batch_result.hpp"
#include "input/selection.hpp"

namespace textmill::host {

/// The records that `options` ask for; empty: all of them. Code::BadUsage for a place that is none.
Result<Selection> selection_of(const RunOptions& options);

/// Gives the command line that runs the pipeline in the same way over one record, for a shell in the folder
/// of the run; empty if it cannot be read again, having come through a pipe.
std::function<std::string(const RecordPlace&)> replay_command(const RunOptions& options);

}  // namespace textmill::host
