// Results over all documents at the end of a run, and where they go.
#pragma once

#include <vector>

#include "cli/run.hpp"
#include "engine/reducer.hpp"
#include "engine/run_output.hpp"

namespace textmill::host {

/// True if a stage of the pipeline has a result over all documents.
bool has_results(const Plan& plan);

/// Fails with Code::BadUsage if there are results and no place for them. Ask before the run.
Status check_result_place(const RunOptions& options, const Plan& plan);

/// Makes the results from all contributions to `output` and puts them into their folder, or at the end of the
/// output. Nothing is put anywhere if one of them fails.
Status make_results(const RunOptions& options, const Plan& plan, Reducer& reducer, RunOutput& output,
                    const Console& console);

/// True for an output that is a file of its own, not standard output, a device or a named pipe.
bool is_plain_file(const std::string& output);

}  // namespace textmill::host
