// The verb `explain`: which stage made what is at a place, from what, and what became of the document.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/verbs.hpp"
#include "pipeline/plan.hpp"

namespace textmill::host {

struct ExplainOptions {
  std::string pipeline;
  std::string document;  ///< FILE or FILE:OFFSET; - is standard input
  std::string id;        ///< which document of the file; empty: the first
  std::vector<std::pair<std::string, std::string>> settings;
  OffsetUnit unit = OffsetUnit::Byte;  ///< of OFFSET
  PluginOptions plugins;
};

/// Exit::SetAside for a document that is set aside or dropped, which is explained too.
Exit run_explain(const ExplainOptions& options, const Console& console);

}  // namespace textmill::host
