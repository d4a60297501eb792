// Manifests for people and for scripts, as `plugins`, `describe`, `why` and `new pipeline` show them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "output/json_text.hpp"
#include "plugins/catalog.hpp"

namespace textmill::host {

/// "bool", "integer", ... as in plugin.yaml.
const char* type_word(OptionType type);
const char* type_word(textmill_type type);
const char* threading_word(Threading threading);

/// An option's default as it would be written in a pipeline; empty if it has none.
std::string default_text(const OptionSpec& option);
/// "integer, 1 to 1000, default 12".
std::string option_terms(const OptionSpec& option);
/// "label, score, length (integer)"; empty if the layer has spans only.
std::string column_terms(const LayerSpec& layer);

/// Everything a stage's manifest says, as a JSON object.
void put_stage(JsonWriter& json, const StageManifest& stage);
/// The keys of a plugin and where it was found, without its stages; the object must be open.
void put_plugin_keys(JsonWriter& json, const CatalogEntry& entry);

/// Puts `entries` warnings on the console.
void show_warnings(const Catalog& catalog, const std::function<void(std::string_view)>& show);

}  // namespace textmill::host
