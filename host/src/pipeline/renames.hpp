// `as:` of a stage: what the pipeline calls the layers and attributes the stage knows by its own names.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/report.hpp"
#include "plugins/manifest.hpp"

namespace textmill::host {

/// Letters, digits, '.', '-' and '_'.
bool is_pipeline_name(std::string_view name);

class Renames {
 public:
  /// Reads `as` (null: nothing is renamed): a map of own names to pipeline names, with "prefix.*" for a
  /// family of attributes, or one text for a stage that writes exactly one layer.
  Renames(const yaml::Node* as, const StageManifest& stage, const std::string& path, Report& report);

  /// The pipeline's name for one of the stage's own layers or attributes.
  std::string layer(const std::string& own) const;
  std::string attribute(const std::string& own) const;
  /// As given: own name, pipeline name.
  const std::vector<std::pair<std::string, std::string>>& list() const { return list_; }

 private:
  void add(const yaml::Node& own, const yaml::Node& name, const StageManifest& stage, Report& report,
           const std::string& path);

  std::vector<std::pair<std::string, std::string>> list_;
};

}  // namespace textmill::host
