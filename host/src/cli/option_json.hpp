// Values of a pipeline as JSON and YAML, as `config` and `schema` write them.
#pragma once

#include <string>

#include "output/json_text.hpp"
#include "pipeline/plan.hpp"

namespace textmill::host {

/// True, false, whole numbers and numbers as such; quantities with units as in a pipeline file.
void put_option(JsonWriter& json, const TypedOption& option);
/// The same as YAML: parsing it for the same option gives the same value.
std::string option_yaml(const TypedOption& option);
/// A text as a YAML scalar, in quotes where a reader could take it for anything else.
std::string yaml_text(const std::string& text);
/// "[a, b]"
std::string yaml_list(const std::vector<std::string>& texts);

/// JSON on many lines, with a newline at the end.
std::string pretty(const std::string& json);

}  // namespace textmill::host
