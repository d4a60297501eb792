// From the name of a pipeline to a checked plan: what `check`, `config` and `run` have in common, so that
// they refuse the same files for the same reasons.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/console.hpp"
#include "pipeline/plan.hpp"

namespace textmill::host {

struct PipelineFile {
  Exit exit = Exit::Ok;              ///< not Ok: what was wrong has been printed
  std::unique_ptr<Catalog> catalog;  ///< the plan points into it
  std::unique_ptr<Plan> plan;
};

/// Finds plugins, reads `name` (a path, or the name of a shipped pipeline such as "article-audit"), checks
/// and resolves it. Runs no plugin code.
PipelineFile load_pipeline(const std::string& name,
                           const std::vector<std::pair<std::string, std::string>>& settings,
                           const CatalogOptions& search, const Console& console);

/// The file that `name` stands for: itself if it is there or has a folder, else a shipped one; `name` if
/// neither is.
std::string find_pipeline_file(const std::string& name);

/// What stands in the file. Fails with Code::BadPipeline, with the nearest name of a shipped pipeline.
Result<std::string> read_pipeline_file(const std::string& path);

/// The pipelines that ship with Textmill, sorted.
std::vector<std::string> shipped_pipeline_names();

}  // namespace textmill::host
