// One map of the pipeline file, read by the table of its keys: `with`, `output`, `limits`, ...
#pragma once

#include <string>
#include <vector>

#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"

namespace textmill::host {

/// What a map is read against.
struct SectionRules {
  const std::vector<OptionSpec>& specs;
  std::vector<std::string> other_keys;  ///< allowed too, read by the caller
  std::string directory;                ///< where relative paths start
  std::string owner;                    ///< for messages: "stage 'segmenter'"; empty: the path says enough
};

/// One value per spec, in their order: as given in `map`, else the default, else null. Reports unknown keys,
/// wrong values and missing required ones. `map` may be null: all defaults, required ones reported at
/// `place`.
std::vector<TypedOption> read_section(const yaml::Node* map, const std::string& path, yaml::Mark place,
                                      const SectionRules& rules, Report& report);

/// The value of one name; it must be there.
const TypedOption& value_of(const std::vector<TypedOption>& values, const std::string& name);

}  // namespace textmill::host
