// What `config` and `schema` print, as functions of what they print.
#pragma once

#include <string>

#include "pipeline/plan.hpp"

namespace textmill::host {

/// The plan as a pipeline file of its own: the same results, every value written out, with its origin as a
/// comment. Parameters are listed but no longer used.
std::string config_yaml(const Plan& plan);
/// The same as JSON: {"value": ..., "origin": ...} for each value.
std::string config_json(const Plan& plan);
/// A JSON Schema (draft 2020-12) of pipeline files with the options of every usable plugin.
std::string schema_json(const Catalog& catalog);

}  // namespace textmill::host
