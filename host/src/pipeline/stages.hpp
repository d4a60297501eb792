// The stages of a pipeline file: read, resolved against the plugins, bound to each other.
#pragma once

#include <string>
#include <vector>

#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"

namespace textmill::host {

/// What reading the stages needs besides their node.
struct StageContext {
  const Catalog& catalog;
  std::string directory;  ///< where relative paths start
  std::string_view text;  ///< of the whole file, to place faults inside conditions
  Report& report;
};

struct BoundStages {
  std::vector<PlannedStage> stages;
  DocumentSchema schema;
  bool complete = false;  ///< every stage was found
};

/// Reads the list `node` at the key `stages`. What is wrong is reported; what could not be resolved is left
/// out.
BoundStages read_stages(const yaml::Node& node, const StageContext& context);

}  // namespace textmill::host
