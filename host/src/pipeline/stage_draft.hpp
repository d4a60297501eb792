// A stage of the pipeline file on its way to a PlannedStage: read and resolved, not yet bound to layers.
#pragma once

#include <optional>
#include <string>

#include "pipeline/plan.hpp"
#include "pipeline/renames.hpp"

namespace textmill::host {

struct StageDraft {
  std::string path;                ///< "stages[2]"
  yaml::Mark use_mark;             ///< of what stands behind `use:`
  PlannedStage planned;            ///< without binding and condition
  std::optional<Renames> renames;  ///< nothing if the stage could not be found
  std::optional<yaml::Node> when;

  bool resolved() const { return renames.has_value(); }
};

}  // namespace textmill::host
