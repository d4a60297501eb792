// The verb `shrink`: makes a document that fails small, and a test case of it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/verbs.hpp"

namespace textmill::host {

struct ShrinkOptions {
  std::string pipeline;
  std::string quarantine;  ///< the file that a run wrote
  std::string id;          ///< which of its documents; empty: the first that was set aside
  std::string output = "shrunk_test.yaml";
  std::int64_t budget_ns = 60'000'000'000;
  std::int64_t limit_ns = 3'000'000'000;  ///< for one try; a document that takes longer hangs
  std::vector<std::pair<std::string, std::string>> settings;
  PluginOptions plugins;
};

/// Exit::Ok if a case was written; Exit::Findings if the document does not fail (any more).
Exit run_shrink(const ShrinkOptions& options, const Console& console);

}  // namespace textmill::host
