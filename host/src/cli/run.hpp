// The verb `run`: a pipeline over inputs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/verbs.hpp"
#include "pipeline/plan.hpp"

namespace textmill::host {

struct RunOptions {
  std::string pipeline;
  std::vector<std::string> inputs;
  std::vector<std::pair<std::string, std::string>> settings;
  PluginOptions plugins;
  std::string output = "-";
  std::optional<std::string> format;
  std::vector<std::string> layers;  ///< --layers; empty: as the pipeline says
  std::optional<std::string> offsets;
  bool text = false;       ///< --text: the document's text in the output too
  bool meta = false;       ///< --meta: the fields that came with the document too
  std::string quarantine;  ///< empty: beside the output file
  std::string results;     ///< folder for results over all documents; empty: beside the output file
  std::optional<int> workers;
  std::optional<Isolation> isolation;
  std::int64_t document_timeout_ns = 0;                      ///< limit for stages that have none
  std::int64_t worker_memory_bytes = std::int64_t{1} << 30;  ///< heap of a worker process; 0: no limit
  bool sandbox = true;                                       ///< for worker processes
  std::uint64_t max_errors = 0;
  std::optional<std::uint64_t> expect_records;
  std::string fail_on;  ///< error, warning, note or empty
  std::vector<std::string> only;  ///< --only: records as FILE@OFFSET; empty: all
  std::string replay;             ///< --replay: a quarantine file whose records are run again; empty: none
  bool resume = false;
  bool restart_on_change = false;  ///< --on-change restart
  bool align = false;              ///< --align: a row for every record
  double sample_percent = 100;
  std::int64_t budget_ns = 0;  ///< --budget: say whether a full run would take longer
  double max_error_percent = 100;
  std::string trace;              ///< --trace: where the trace goes; empty: none
  std::size_t shards = 1;         ///< --shards: files the output is spread over
  std::size_t batch_records = 0;  ///< 0: the default
  bool figures = false;           ///< html: what the run did and cost, in the page
  bool progress = true;
  int verbosity = 0;  ///< -1 quiet, 1 verbose
};

Exit run_pipeline(const RunOptions& options, const Console& console);

/// The verb `view`: the same into an HTML page, options.output; prints its path unless that is standard
/// output.
Exit run_view(RunOptions options, const Console& console);

}  // namespace textmill::host
