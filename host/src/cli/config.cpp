#include <algorithm>

#include "cli/option_json.hpp"
#include "cli/pipeline_file.hpp"
#include "cli/pipeline_text.hpp"
#include "cli/verbs.hpp"
#include "pipeline/fingerprint.hpp"

namespace textmill::host {

namespace {

constexpr std::size_t kOriginColumn = 48;

bool is_given(const TypedOption& option) { return option.value.type != TEXTMILL_NULL; }

std::string plugin_name(const StageRef& ref) {
  return "plugin " + ref.plugin->manifest->id + ' ' + ref.plugin->manifest->version + ", " + ref.plugin->path;
}

// ---- YAML ----

/// Lines with their origin as a comment.
class Listing {
 public:
  void add(std::size_t indent, const std::string& text, const std::string& origin = "") {
    std::string line(indent, ' ');
    line += text;
    if (!origin.empty()) {
      line.resize(std::max(line.size() + 1, kOriginColumn), ' ');
      line += "# " + origin;
    }
    text_ += line + '\n';
  }
  void add(std::size_t indent, const TypedOption& option, const std::string& key) {
    if (is_given(option)) {
      add(indent, key + ": " + option_yaml(option), option.origin);
    } else {
      add(indent, "# " + key + " is not given");
    }
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void list_params(const Plan& plan, Listing& listing) {
  if (plan.params.empty()) return;
  listing.add(0, "params:");
  for (const ParamValue& param : plan.params) {
    const std::string value = param.is_list ? yaml_list(param.texts) : yaml_text(param.texts.front());
    listing.add(2, param.name + ": " + value, param.origin);
  }
}

void list_options(const std::vector<TypedOption>& options, Listing& listing) {
  if (options.empty()) return;
  const bool any = std::any_of(options.begin(), options.end(), is_given);
  listing.add(4, any ? "with:" : "with: {}");
  for (const TypedOption& option : options) listing.add(6, option, option.name);
}

void list_renames(const PlannedStage& stage, Listing& listing) {
  if (stage.renames.empty()) return;
  listing.add(4, "as:");
  for (const auto& [own, name] : stage.renames) listing.add(6, yaml_text(own) + ": " + yaml_text(name));
}

/// on_error, retry, when and the limits; id and use are written before.
void list_settings(const PlannedStage& stage, Listing& listing) {
  constexpr std::string_view kLimits = "limits.";
  bool in_limits = false;
  for (const TypedOption& setting : stage.settings) {
    if (setting.name == "id" || setting.name == "use" || !is_given(setting)) continue;
    if (!setting.name.starts_with(kLimits)) {
      listing.add(4, setting, setting.name);
      continue;
    }
    if (!in_limits) listing.add(4, "limits:");
    in_limits = true;
    listing.add(6, setting, setting.name.substr(kLimits.size()));
  }
}

std::string id_origin(const PlannedStage& stage) {
  for (const TypedOption& setting : stage.settings) {
    if (setting.name == "id" && is_given(setting)) return setting.origin;
  }
  return "default";
}

// ---- JSON ----

void put_text(JsonWriter& json, std::string_view key, std::string_view text) {
  put_key(json, key);
  put_value(json, text);
}

/// {"name": {"value": ..., "origin": ...}, ...}
void put_options(JsonWriter& json, std::string_view key, const std::vector<TypedOption>& options) {
  put_key(json, key);
  json.StartObject();
  for (const TypedOption& option : options) {
    put_key(json, option.name);
    json.StartObject();
    put_key(json, "value");
    put_option(json, option);
    put_text(json, "origin", is_given(option) ? option.origin : "not given");
    json.EndObject();
  }
  json.EndObject();
}

void put_params(JsonWriter& json, const Plan& plan) {
  put_key(json, "params");
  json.StartObject();
  for (const ParamValue& param : plan.params) {
    put_key(json, param.name);
    json.StartObject();
    put_key(json, "value");
    if (param.is_list) json.StartArray();
    for (const std::string& text : param.texts) put_value(json, text);
    if (param.is_list) json.EndArray();
    put_text(json, "origin", param.origin);
    json.EndObject();
  }
  json.EndObject();
}

void put_plugin(JsonWriter& json, const CatalogEntry& entry) {
  put_key(json, "plugin");
  json.StartObject();
  put_text(json, "id", entry.manifest->id);
  put_text(json, "version", entry.manifest->version);
  put_text(json, "build_id", entry.build_id);
  put_text(json, "path", entry.path);
  json.EndObject();
}

void put_stage(JsonWriter& json, const PlannedStage& stage) {
  json.StartObject();
  put_text(json, "id", stage.id);
  put_text(json, "stage", stage.ref.stage->id);
  put_plugin(json, *stage.ref.plugin);
  put_options(json, "with", stage.options);
  put_key(json, "as");
  json.StartObject();
  for (const auto& [own, name] : stage.renames) put_text(json, own, name);
  json.EndObject();
  put_options(json, "settings", stage.settings);
  json.EndObject();
}

}  // namespace

std::string config_yaml(const Plan& plan) {
  Listing listing;
  listing.add(0, "# " + plan.file + " as it runs");
  listing.add(0, "textmill: 1");
  listing.add(0, "name: " + yaml_text(plan.name));
  list_params(plan, listing);
  listing.add(0, "stages:");
  for (const PlannedStage& stage : plan.stages) {
    listing.add(2, "- id: " + yaml_text(stage.id), id_origin(stage));
    listing.add(4, "use: " + yaml_text(stage.ref.plugin->manifest->id + '/' + stage.ref.stage->id),
                plugin_name(stage.ref));
    list_options(stage.options, listing);
    list_renames(stage, listing);
    list_settings(stage, listing);
  }
  for (const SectionValues& section : plan.sections) {
    listing.add(0, section.name + ':');
    for (const TypedOption& value : section.values) listing.add(2, value, value.name);
  }
  listing.add(0, "# fingerprint " + fingerprint(plan));
  return listing.text();
}

std::string config_json(const Plan& plan) {
  std::string out;
  {
    TextStream stream(out);
    JsonWriter json(stream);
    json.StartObject();
    put_text(json, "pipeline", plan.file);
    put_text(json, "name", plan.name);
    put_text(json, "fingerprint", fingerprint(plan));
    put_params(json, plan);
    put_key(json, "stages");
    json.StartArray();
    for (const PlannedStage& stage : plan.stages) put_stage(json, stage);
    json.EndArray();
    for (const SectionValues& section : plan.sections) put_options(json, section.name, section.values);
    json.EndObject();
  }
  return pretty(out);
}

Exit run_config(const CheckOptions& options, const Console& console) {
  const PipelineFile file =
      load_pipeline(options.pipeline, options.settings, options.plugins.search, console);
  if (file.plan) console.out(options.plugins.json ? config_json(*file.plan) : config_yaml(*file.plan));
  return file.exit;
}

}  // namespace textmill::host
