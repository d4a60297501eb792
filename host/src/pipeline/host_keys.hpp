// The keys of a pipeline file that belong to the host, as data: what checks them, what prints them
// (`config`), what describes them to editors (`schema`) all read these tables.
#pragma once

#include <string>
#include <vector>

#include "plugins/manifest.hpp"

namespace textmill::host {

/// A map of the pipeline file whose values are typed like a plugin's options. An integer with `choices` also
/// takes one of those words.
struct KeySection {
  std::string name;
  std::string summary;
  std::vector<OptionSpec> keys;
};

/// A key whose value is not a typed scalar but has rules of its own.
struct StructureKey {
  std::string name;
  std::string summary;
};

/// input, output, run.
const std::vector<KeySection>& host_sections();
/// id, use, when, on_error, retry of a stage.
const std::vector<OptionSpec>& stage_keys();
/// limits.time, limits.memory of a stage.
const KeySection& limit_keys();
/// with, as, limits of a stage.
const std::vector<StructureKey>& stage_structure();
/// textmill, name, params, stages at the top.
const std::vector<StructureKey>& top_structure();

/// All keys that may stand at the top, in a stage.
std::vector<std::string> top_key_names();
std::vector<std::string> stage_key_names();

/// The formats `output.format` may name.
const std::vector<std::string>& output_format_names();

/// The version of the pipeline format that this host reads.
inline constexpr const char* kPipelineVersion = "1";

}  // namespace textmill::host
