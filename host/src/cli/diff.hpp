// The verb `diff`: two results, or what two pipelines find in the same inputs.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/verbs.hpp"

namespace textmill::host {

/// How much may differ before the exit code says so.
struct DiffLimit {
  double number = 0;
  bool is_share = false;  ///< of the documents, 0 to 1
};

struct DiffOptions {
  std::string a;  ///< a result file, or with inputs a pipeline
  std::string b;
  std::vector<std::string> inputs;                            ///< empty: a and b are results
  std::vector<std::pair<std::string, std::string>> settings;  ///< --set, for both pipelines
  std::vector<std::string> layers;                            ///< only these; empty: all
  std::string format = "text";                                ///< text, json or html
  DiffLimit limit;
  double tolerance = 1e-6;  ///< relative, of numbers
  PluginOptions plugins;
};

/// Exit::Findings if more documents differ than the limit allows.
Exit run_diff(const DiffOptions& options, const Console& console);

}  // namespace textmill::host
