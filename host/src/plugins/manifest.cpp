#include "plugins/manifest.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>

#include "plugins/manifest_reader.hpp"

namespace textmill::host {
namespace {

constexpr const char* kFormat = "1";

const std::vector<std::string> kThreadings = {"per-worker", "concurrent", "serial"};
const std::vector<std::string> kOptionTypes = {"bool",    "integer", "number",   "string",     "choice",
                                               "strings", "size",    "duration", "percentage", "path"};
const std::vector<std::string> kAttributeTypes = {"bool", "integer", "number", "string"};
const std::vector<std::string> kFeatureTypes = {"integer", "number", "string"};
constexpr textmill_type kAbiTypes[] = {TEXTMILL_BOOL, TEXTMILL_INTEGER, TEXTMILL_NUMBER, TEXTMILL_STRING};

/// Notes a name that was there before, and adds it.
void once(std::set<std::string>& seen, const std::string& name, const ManifestMap& map, const char* key,
          const std::string& what) {
  if (!name.empty() && !seen.insert(name).second)
    map.problem(key, "there are two " + what + " '" + name + "'");
}

bool has_limits(OptionType type) {
  return type == OptionType::Integer || type == OptionType::Number || type == OptionType::Size ||
         type == OptionType::Duration || type == OptionType::Percentage;
}

bool is_integer(const std::string& text) {
  std::int64_t value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && rest == text.data() + text.size();
}

bool begins_with_number(const std::string& text) {
  const std::size_t digit = text.rfind('-', 0) == 0 ? 1 : 0;
  return digit < text.size() && std::isdigit(static_cast<unsigned char>(text[digit])) != 0;
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// What is wrong with a default by its shape alone; units and ranges are looked at where options are typed.
std::string default_problem(const OptionSpec& option, const yaml::Node& value) {
  if (option.type == OptionType::Strings) {
    return value.is_map() ? "expected a list of texts, found a map" : std::string();
  }
  if (!value.is_scalar())
    return "expected " + kOptionTypes[static_cast<std::size_t>(option.type)] + ", found " + value.describe();
  const std::string& text = value.scalar;
  if (option.type == OptionType::Bool && text != "true" && text != "false") {
    return "expected true or false, found '" + text + "'";
  }
  if (option.type == OptionType::Integer && !is_integer(text))
    return "expected an integer, found '" + text + "'";
  if (option.type == OptionType::Choice && !contains(option.choices, text)) {
    return "'" + text + "' is not among the choices" + yaml::did_you_mean(text, option.choices);
  }
  if (has_limits(option.type) && !begins_with_number(text)) return "expected a number, found '" + text + "'";
  return {};
}

void check_option(const OptionSpec& option, const ManifestMap& map) {
  const std::string& type = kOptionTypes[static_cast<std::size_t>(option.type)];
  if (!has_limits(option.type)) {
    for (const char* key : {"min", "max"}) {
      if (map.find(key)) map.problem(key, "an option of type " + type + " has no limits");
    }
  }
  if (option.minimum && option.maximum && *option.minimum > *option.maximum) {
    map.problem("min", "the minimum is above the maximum");
  }
  const bool may_choose = option.type == OptionType::Choice || option.type == OptionType::Strings;
  if (!may_choose && map.find("choices"))
    map.problem("choices", "an option of type " + type + " has no choices");
  if (option.type == OptionType::Choice && option.choices.empty()) {
    map.problem("choices", "a choice needs a list of choices");
  }
  if (option.required && option.default_value) {
    map.problem("default", "a required option has no default; leave one of the two out");
  }
  if (!option.default_value) return;
  if (std::string what = default_problem(option, *option.default_value); !what.empty())
    map.problem("default", what);
}

OptionSpec read_option(const ManifestMap& map) {
  OptionSpec option;
  option.name = map.name("name");
  option.type = static_cast<OptionType>(map.choice("type", kOptionTypes, true));
  option.minimum = map.number("min");
  option.maximum = map.number("max");
  option.choices = map.texts("choices");
  option.required = map.flag("required");
  option.summary = map.text("summary");
  if (const yaml::Node* value = map.find("default"); value && !value->is_null())
    option.default_value = *value;
  check_option(option, map);
  return option;
}

LayerSpec read_layer(const ManifestMap& map) {
  LayerSpec layer;
  layer.name = map.name("name");
  layer.has_labels = map.find("labels") != nullptr;
  layer.labels = map.texts("labels");
  layer.has_scores = map.flag("score");
  layer.has_parents = map.find("parent") != nullptr;
  std::set<std::string> seen;
  for (const ManifestMap& item : map.maps("features", {"name", "type", "summary"})) {
    FeatureSpec feature;
    feature.name = item.name("name");
    feature.type = kAbiTypes[item.choice("type", kFeatureTypes, true) + 1];
    once(seen, feature.name, item, "name", "features");
    layer.features.push_back(std::move(feature));
  }
  return layer;
}

void read_layers_written(const ManifestMap& writes, StageManifest& stage) {
  std::set<std::string> seen;
  for (const ManifestMap& map :
       writes.maps("layers", {"name", "summary", "labels", "score", "parent", "features"})) {
    stage.write_layers.push_back(read_layer(map));
    stage.layer_summaries.push_back(map.text("summary"));
    stage.parent_layers.push_back(map.find("parent") ? map.name("parent") : std::string());
    once(seen, stage.write_layers.back().name, map, "name", "layers");
  }
}

void read_attributes_written(const ManifestMap& writes, StageManifest& stage) {
  std::set<std::string> seen;
  for (const ManifestMap& map : writes.maps("attributes", {"name", "type", "summary"})) {
    AttributeSpec attribute;
    attribute.name = map.name("name", ".");
    attribute.type = kAbiTypes[map.choice("type", kAttributeTypes, true)];
    once(seen, attribute.name, map, "name", "attributes");
    stage.write_attributes.push_back(std::move(attribute));
    stage.attribute_summaries.push_back(map.text("summary"));
  }
}

void read_rules(const ManifestMap& writes, StageManifest& stage) {
  std::set<std::string> seen;
  for (const ManifestMap& map : writes.maps("rules", {"name", "summary", "help"})) {
    stage.rules.push_back({map.name("name"), map.text("summary"), map.text("help")});
    once(seen, stage.rules.back().name, map, "name", "rules");
  }
}

/// A name that is read must not be listed as needed and as optional, nor be written too.
void check_reads(const ManifestMap& reads, const char* key, const std::vector<ReadSpec>& specs) {
  std::set<std::string> seen;
  for (const ReadSpec& spec : specs) {
    if (!seen.insert(spec.name).second)
      reads.problem(key, "'" + spec.name + "' is listed as needed and as optional");
  }
}

std::vector<ReadSpec> read_names(const ManifestMap& reads, const char* needed, const char* optional) {
  std::vector<ReadSpec> specs;
  for (std::string& name : reads.texts(needed)) specs.push_back({std::move(name), false});
  for (std::string& name : reads.texts(optional)) specs.push_back({std::move(name), true});
  check_reads(reads, optional, specs);
  return specs;
}

StageManifest read_stage(const ManifestMap& map) {
  StageManifest stage;
  stage.id = map.name("id");
  stage.summary = map.text("summary");
  stage.threading = static_cast<Threading>(map.choice("threading", kThreadings, false));
  const ManifestMap reads =
      map.map("reads", {"layers", "optional_layers", "attributes", "optional_attributes", "meta"});
  stage.read_layers = read_names(reads, "layers", "optional_layers");
  stage.read_attributes = read_names(reads, "attributes", "optional_attributes");
  stage.reads_meta = reads.flag("meta");
  const ManifestMap writes = map.map("writes", {"layers", "attributes", "rules", "result"});
  read_layers_written(writes, stage);
  read_attributes_written(writes, stage);
  read_rules(writes, stage);
  stage.result = writes.text("result");
  std::set<std::string> seen;
  for (const ManifestMap& option :
       map.maps("options", {"name", "type", "default", "min", "max", "choices", "required", "summary"})) {
    stage.options.push_back(read_option(option));
    once(seen, stage.options.back().name, option, "name", "options");
  }
  return stage;
}

void read_abi(const ManifestMap& map, Manifest& manifest) {
  const std::string text = map.text("abi", true);
  if (text.empty()) return;
  const char* end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, manifest.abi_major);
  const bool dot = major.ec == std::errc() && major.ptr != end && *major.ptr == '.';
  const auto minor = dot ? std::from_chars(major.ptr + 1, end, manifest.abi_minor) : major;
  if (!dot || minor.ec != std::errc() || minor.ptr != end) {
    map.problem("abi", "expected an ABI version such as \"1.0\", found '" + text + "'");
  }
}

void read_drafts(const ManifestMap& map, Manifest& manifest) {
  manifest.drafts = map.texts("drafts");
  for (const std::string& draft : manifest.drafts) {
    if (draft.find("/draft-") == std::string::npos)
      map.problem("drafts",
                  "expected the name of a draft such as textmill.NAME/draft-1, found '" + draft + "'");
  }
}

void check_format(const ManifestMap& map) {
  const std::string format = map.text("textmill_plugin", true);
  if (!format.empty() && format != kFormat) {
    map.problem("textmill_plugin",
                "this is format version '" + format + "', but this textmill reads version " + kFormat);
  }
}

}  // namespace

std::optional<Manifest> parse_manifest(const std::string& file, std::string_view text,
                                       yaml::Problems& problems) {
  const std::size_t known = problems.list().size();
  const std::optional<yaml::Node> root = yaml::parse(file, text, problems);
  if (!root) return std::nullopt;
  if (!root->is_map()) {
    problems.add(file, root->mark, "",
                 "expected a map with the key textmill_plugin, found " + root->describe());
    return std::nullopt;
  }
  const ManifestMap map(
      file, &*root, "",
      {"textmill_plugin", "id", "version", "licence", "abi", "summary", "homepage", "drafts", "stages"},
      problems);
  Manifest manifest;
  check_format(map);
  manifest.id = map.name("id");
  manifest.version = map.text("version", true);
  manifest.licence = map.text("licence", true);
  manifest.summary = map.text("summary");
  manifest.homepage = map.text("homepage");
  read_abi(map, manifest);
  read_drafts(map, manifest);
  std::set<std::string> seen;
  for (const ManifestMap& stage :
       map.maps("stages", {"id", "summary", "threading", "reads", "writes", "options"})) {
    manifest.stages.push_back(read_stage(stage));
    once(seen, manifest.stages.back().id, stage, "id", "stages");
  }
  if (manifest.stages.empty()) map.problem("stages", "a plugin offers at least one stage");
  if (problems.list().size() > known) return std::nullopt;
  return manifest;
}

}  // namespace textmill::host
