#include "cli/manifest_view.hpp"

#include <cmath>
#include <cstdio>

namespace textmill::host {
namespace {

std::string number_text(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", number);
  return text;
}

/// A limit with the unit it is meant in.
std::string limit_text(const OptionSpec& option, double limit) {
  const char* unit = option.type == OptionType::Percentage ? "%"
                     : option.type == OptionType::Duration ? "s"
                                                           : "";
  return number_text(limit) + unit;
}

std::string range_text(const OptionSpec& option) {
  const auto limit = [&](double value) { return limit_text(option, value); };
  if (option.minimum && option.maximum)
    return ", " + limit(*option.minimum) + " to " + limit(*option.maximum);
  if (option.minimum) return ", at least " + limit(*option.minimum);
  if (option.maximum) return ", at most " + limit(*option.maximum);
  return {};
}

std::string joined(const std::vector<std::string>& items, const char* between) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : between) + item;
  return text;
}

std::string quoted_if_needed(const std::string& text) {
  return text.empty() || text.find_first_of(":#,[]{}\"' ") != std::string::npos ? json_string(text) : text;
}

void put_text(JsonWriter& json, std::string_view key, std::string_view value) {
  put_key(json, key);
  put_value(json, value);
}

void put_names(JsonWriter& json, std::string_view key, const std::vector<ReadSpec>& specs, bool optional) {
  put_key(json, key);
  json.StartArray();
  for (const ReadSpec& spec : specs) {
    if (spec.optional == optional) put_value(json, spec.name);
  }
  json.EndArray();
}

void put_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  put_key(json, key);
  json.StartArray();
  for (const std::string& text : texts) put_value(json, text);
  json.EndArray();
}

void put_reads(JsonWriter& json, const StageManifest& stage) {
  put_key(json, "reads");
  json.StartObject();
  put_names(json, "layers", stage.read_layers, false);
  put_names(json, "optional_layers", stage.read_layers, true);
  put_names(json, "attributes", stage.read_attributes, false);
  put_names(json, "optional_attributes", stage.read_attributes, true);
  put_key(json, "meta");
  json.Bool(stage.reads_meta);
  json.EndObject();
}

void put_layer(JsonWriter& json, const StageManifest& stage, std::size_t i) {
  const LayerSpec& layer = stage.write_layers[i];
  json.StartObject();
  put_text(json, "name", layer.name);
  put_text(json, "summary", stage.layer_summaries[i]);
  if (layer.has_labels) put_texts(json, "labels", layer.labels);
  put_key(json, "score");
  json.Bool(layer.has_scores);
  if (layer.has_parents) put_text(json, "parent", stage.parent_layers[i]);
  put_key(json, "features");
  json.StartArray();
  for (const FeatureSpec& feature : layer.features) {
    json.StartObject();
    put_text(json, "name", feature.name);
    put_text(json, "type", type_word(feature.type));
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void put_rules(JsonWriter& json, const StageManifest& stage) {
  if (stage.rules.empty()) return;
  put_key(json, "rules");
  json.StartArray();
  for (const RuleSpec& rule : stage.rules) {
    json.StartObject();
    put_text(json, "name", rule.name);
    put_text(json, "summary", rule.summary);
    put_text(json, "help", rule.help);
    json.EndObject();
  }
  json.EndArray();
}

void put_writes(JsonWriter& json, const StageManifest& stage) {
  put_key(json, "writes");
  json.StartObject();
  put_key(json, "layers");
  json.StartArray();
  for (std::size_t i = 0; i < stage.write_layers.size(); ++i) put_layer(json, stage, i);
  json.EndArray();
  put_key(json, "attributes");
  json.StartArray();
  for (std::size_t i = 0; i < stage.write_attributes.size(); ++i) {
    json.StartObject();
    put_text(json, "name", stage.write_attributes[i].name);
    put_text(json, "type", type_word(stage.write_attributes[i].type));
    put_text(json, "summary", stage.attribute_summaries[i]);
    json.EndObject();
  }
  json.EndArray();
  put_rules(json, stage);
  if (!stage.result.empty()) put_text(json, "result", stage.result);
  json.EndObject();
}

void put_limit(JsonWriter& json, std::string_view key, const std::optional<double>& limit) {
  if (!limit) return;
  put_key(json, key);
  json.Double(*limit);
}

void put_option(JsonWriter& json, const OptionSpec& option) {
  json.StartObject();
  put_text(json, "name", option.name);
  put_text(json, "type", type_word(option.type));
  if (option.default_value) put_text(json, "default", default_text(option));
  put_limit(json, "min", option.minimum);
  put_limit(json, "max", option.maximum);
  if (!option.choices.empty()) put_texts(json, "choices", option.choices);
  put_key(json, "required");
  json.Bool(option.required);
  put_text(json, "summary", option.summary);
  json.EndObject();
}

}  // namespace

const char* type_word(OptionType type) {
  static constexpr const char* kWords[] = {"bool",    "integer", "number",   "string",     "choice",
                                           "strings", "size",    "duration", "percentage", "path"};
  return kWords[static_cast<std::size_t>(type)];
}

const char* type_word(textmill_type type) {
  static constexpr const char* kWords[] = {"null", "bool", "integer", "number", "string", "strings"};
  return kWords[type];
}

const char* threading_word(Threading threading) {
  static constexpr const char* kWords[] = {"per-worker", "concurrent", "serial"};
  return kWords[static_cast<std::size_t>(threading)];
}

std::string default_text(const OptionSpec& option) {
  if (!option.default_value) return {};
  const yaml::Node& node = *option.default_value;
  if (node.is_scalar()) return quoted_if_needed(node.scalar);
  std::vector<std::string> items;
  for (const yaml::Node& item : node.items) items.push_back(quoted_if_needed(item.scalar));
  return "[" + joined(items, ", ") + "]";
}

std::string option_terms(const OptionSpec& option) {
  std::string text = type_word(option.type);
  if (!option.choices.empty()) text += " (" + joined(option.choices, ", ") + ")";
  text += range_text(option);
  if (option.required) text += ", required";
  if (option.default_value) text += ", default " + default_text(option);
  return text;
}

std::string column_terms(const LayerSpec& layer) {
  std::vector<std::string> columns;
  if (layer.has_labels)
    columns.push_back(layer.labels.empty() ? "label" : "label (" + joined(layer.labels, ", ") + ")");
  if (layer.has_scores) columns.emplace_back("score");
  if (layer.has_parents) columns.emplace_back("parent");
  for (const FeatureSpec& f : layer.features) columns.push_back(f.name + " (" + type_word(f.type) + ")");
  return joined(columns, ", ");
}

void put_stage(JsonWriter& json, const StageManifest& stage) {
  json.StartObject();
  put_text(json, "id", stage.id);
  put_text(json, "summary", stage.summary);
  put_text(json, "threading", threading_word(stage.threading));
  put_reads(json, stage);
  put_writes(json, stage);
  put_key(json, "options");
  json.StartArray();
  for (const OptionSpec& option : stage.options) put_option(json, option);
  json.EndArray();
  json.EndObject();
}

void put_plugin_keys(JsonWriter& json, const CatalogEntry& entry) {
  put_text(json, "path", entry.path);
  put_text(json, "origin", entry.origin);
  put_text(json, "build_id", entry.build_id);
  if (!entry.refusal.empty()) put_text(json, "refusal", entry.refusal);
  if (!entry.warning.empty()) put_text(json, "warning", entry.warning);
  if (!entry.manifest) return;
  const Manifest& manifest = *entry.manifest;
  put_text(json, "id", manifest.id);
  put_text(json, "version", manifest.version);
  put_text(json, "licence", manifest.licence);
  put_text(json, "abi", std::to_string(manifest.abi_major) + "." + std::to_string(manifest.abi_minor));
  if (!manifest.drafts.empty()) put_texts(json, "drafts", manifest.drafts);
  put_text(json, "summary", manifest.summary);
  put_text(json, "homepage", manifest.homepage);
}

void show_warnings(const Catalog& catalog, const std::function<void(std::string_view)>& show) {
  for (const CatalogEntry& entry : catalog.entries()) {
    if (!entry.warning.empty()) show("warning: " + entry.warning);
  }
}

}  // namespace textmill::host
