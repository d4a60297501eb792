#include "manifest.hpp"

#include <yaml-cpp/yaml.h>

#include <cstdlib>
#include <stdexcept>

namespace textmill::testkit {
namespace {

std::string text_of(const YAML::Node& node) {
  return node && node.IsScalar() ? node.Scalar() : std::string();
}

std::vector<std::string> list_of(const YAML::Node& node) {
  std::vector<std::string> list;
  if (node && node.IsScalar()) list.push_back(node.Scalar());
  if (node && node.IsSequence()) {
    for (const YAML::Node& item : node) list.push_back(text_of(item));
  }
  return list;
}

bool is_true(const YAML::Node& node) { return text_of(node) == "true"; }

void append(std::vector<std::string>& list, const YAML::Node& node) {
  for (std::string& item : list_of(node)) list.push_back(std::move(item));
}

textmill_type data_type(const std::string& type) {
  if (type == "bool") return TEXTMILL_BOOL;
  if (type == "integer") return TEXTMILL_INTEGER;
  if (type == "number") return TEXTMILL_NUMBER;
  return TEXTMILL_STRING;
}

struct Unit {
  const char* name;
  double factor;
};

/// A number with a unit behind it, in the smallest unit: "64MiB" in bytes, "2s" in nanoseconds.
double with_unit(const std::string& text) {
  static constexpr Unit kUnits[] = {{"", 1},     {"B", 1},      {"kB", 1e3},      {"MB", 1e6},
                                    {"GB", 1e9}, {"KiB", 1024}, {"MiB", 1 << 20}, {"GiB", 1 << 30},
                                    {"ns", 1},   {"us", 1e3},   {"ms", 1e6},      {"s", 1e9},
                                    {"m", 60e9}, {"h", 3600e9}, {"%", 1}};
  char* rest = nullptr;
  const double number = std::strtod(text.c_str(), &rest);
  while (*rest == ' ') ++rest;
  for (const Unit& unit : kUnits) {
    if (std::string(rest) == unit.name && rest != text.c_str()) return number * unit.factor;
  }
  throw std::runtime_error("'" + text + "' is not a number with a known unit");
}

Value default_of(const std::string& type, const YAML::Node& node) {
  if (!node || node.IsNull()) return {};
  switch (option_type(type)) {
    case TEXTMILL_BOOL:
      return is_true(node);
    case TEXTMILL_INTEGER:
      return static_cast<std::int64_t>(with_unit(text_of(node)));
    case TEXTMILL_NUMBER:
      return with_unit(text_of(node));
    case TEXTMILL_STRINGS:
      return list_of(node);
    default:
      return text_of(node);
  }
}

/// Limits of durations are written in seconds or with a unit; options hold nanoseconds.
std::optional<double> limit_of(const std::string& type, const YAML::Node& node) {
  if (!node) return std::nullopt;
  const std::string text = text_of(node);
  const bool bare = !text.empty() && text.find_first_not_of("0123456789.-+eE") == std::string::npos;
  return with_unit(text) * (type == "duration" && bare ? 1e9 : 1);
}

OptionDecl option_of(const YAML::Node& node) {
  OptionDecl option;
  option.name = text_of(node["name"]);
  option.type = text_of(node["type"]);
  option.default_value = default_of(option.type, node["default"]);
  option.required = is_true(node["required"]);
  option.minimum = limit_of(option.type, node["min"]);
  option.maximum = limit_of(option.type, node["max"]);
  option.choices = list_of(node["choices"]);
  return option;
}

LayerDecl layer_of(const YAML::Node& node) {
  LayerDecl layer;
  if (node.IsScalar()) {
    layer.name = node.Scalar();
    layer.has_labels = layer.has_scores = layer.has_parents = false;
    return layer;
  }
  layer.name = text_of(node["name"]);
  layer.has_labels = static_cast<bool>(node["labels"]);
  layer.labels = list_of(node["labels"]);
  layer.has_scores = is_true(node["score"]);
  layer.has_parents = static_cast<bool>(node["parent"]);
  layer.parent = text_of(node["parent"]);
  for (const YAML::Node& feature : node["features"]) {
    layer.features.push_back({text_of(feature["name"]), data_type(text_of(feature["type"]))});
  }
  return layer;
}

StageDecl stage_of(const YAML::Node& node) {
  StageDecl stage;
  stage.id = text_of(node["id"]);
  if (const YAML::Node reads = node["reads"]) {
    append(stage.read_layers, reads["layers"]);
    append(stage.read_layers, reads["optional_layers"]);
    append(stage.read_attributes, reads["attributes"]);
    append(stage.read_attributes, reads["optional_attributes"]);
    stage.reads_meta = is_true(reads["meta"]);
  }
  if (const YAML::Node writes = node["writes"]) {
    for (const YAML::Node& layer : writes["layers"]) stage.write_layers.push_back(layer_of(layer));
    for (const YAML::Node& attribute : writes["attributes"]) {
      stage.write_attributes.push_back({text_of(attribute["name"]), data_type(text_of(attribute["type"]))});
    }
    stage.has_result = !text_of(writes["result"]).empty();
  }
  for (const YAML::Node& option : node["options"]) stage.options.push_back(option_of(option));
  return stage;
}

}  // namespace

textmill_type option_type(const std::string& type) {
  if (type == "size" || type == "duration") return TEXTMILL_INTEGER;
  if (type == "percentage") return TEXTMILL_NUMBER;
  if (type == "strings") return TEXTMILL_STRINGS;
  return data_type(type);
}

std::vector<StageDecl> read_manifest(const std::string& file) {
  try {
    const YAML::Node root = YAML::LoadFile(file);
    std::vector<StageDecl> stages;
    for (const YAML::Node& stage : root["stages"]) stages.push_back(stage_of(stage));
    if (stages.empty()) throw std::runtime_error("it lists no stages");
    return stages;
  } catch (const std::exception& e) {
    throw std::runtime_error(file + ": not a plugin manifest: " + e.what());
  }
}

}  // namespace textmill::testkit
