#include "pipeline/renames.hpp"

#include <algorithm>

namespace textmill::host {

namespace {

constexpr std::string_view kFamily = ".*";

bool is_family(std::string_view name) { return name.ends_with(kFamily) && name.size() > kFamily.size(); }

/// "a.b." of "a.b.*".
std::string_view prefix(std::string_view family) { return family.substr(0, family.size() - 1); }

bool is_good_target(std::string_view name) {
  if (is_family(name)) name.remove_suffix(kFamily.size());
  return is_pipeline_name(name);
}

std::vector<std::string> layer_names(const StageManifest& stage) {
  std::vector<std::string> names;
  for (const LayerSpec& layer : stage.write_layers) names.push_back(layer.name);
  for (const ReadSpec& layer : stage.read_layers) names.push_back(layer.name);
  return names;
}

std::vector<std::string> attribute_names(const StageManifest& stage) {
  std::vector<std::string> names;
  for (const AttributeSpec& attribute : stage.write_attributes) names.push_back(attribute.name);
  for (const ReadSpec& attribute : stage.read_attributes) names.push_back(attribute.name);
  return names;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool knows(const StageManifest& stage, const std::string& own) {
  const std::vector<std::string> attributes = attribute_names(stage);
  if (!is_family(own)) return contains(layer_names(stage), own) || contains(attributes, own);
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const std::string& name) { return name.starts_with(prefix(own)); });
}

std::string hint(const StageManifest& stage, const std::string& own) {
  std::vector<std::string> names = layer_names(stage);
  const std::vector<std::string> attributes = attribute_names(stage);
  names.insert(names.end(), attributes.begin(), attributes.end());
  return yaml::did_you_mean(own, names);
}

}  // namespace

bool is_pipeline_name(std::string_view name) {
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_good);
}

Renames::Renames(const yaml::Node* as, const StageManifest& stage, const std::string& path, Report& report) {
  if (!as) return;
  if (as->is_scalar() && stage.write_layers.size() == 1) {
    yaml::Node own;
    own.kind = yaml::Kind::Scalar;
    own.mark = as->mark;
    own.scalar = stage.write_layers.front().name;
    add(own, *as, stage, report, path);
  } else if (as->is_map()) {
    for (const auto& [own, name] : as->entries) add(own, name, stage, report, path + '.' + own.scalar);
  } else if (as->is_scalar()) {
    report.add(as->mark, path,
               "'" + stage.id + "' writes " + std::to_string(stage.write_layers.size()) +
                   " layers; say which one with {own-name: " + as->scalar + "}");
  } else {
    report.add(as->mark, path, "expected a map of the stage's names to new ones, found " + as->describe());
  }
}

void Renames::add(const yaml::Node& own, const yaml::Node& name, const StageManifest& stage, Report& report,
                  const std::string& path) {
  if (!knows(stage, own.scalar)) {
    report.add(
        own.mark, path,
        "stage '" + stage.id + "' neither reads nor writes '" + own.scalar + "'" + hint(stage, own.scalar));
  } else if (!name.is_scalar() || !is_good_target(name.scalar)) {
    report.add(name.mark, path,
               "expected a name of letters, digits, '.', '-' and '_', found " + name.describe());
  } else if (is_family(own.scalar) != is_family(name.scalar)) {
    report.add(name.mark, path,
               is_family(own.scalar) ? "a family of attributes becomes one: expected a name such as "
                                       "'other.*', found " +
                                           name.describe()
                                     : "'*' stands for a family of attributes on both sides or none");
  } else {
    list_.emplace_back(own.scalar, name.scalar);
  }
}

std::string Renames::layer(const std::string& own) const {
  for (const auto& [from, to] : list_) {
    if (from == own) return to;
  }
  return own;
}

std::string Renames::attribute(const std::string& own) const {
  for (const auto& [from, to] : list_) {
    if (from == own) return to;
  }
  for (const auto& [from, to] : list_) {
    if (is_family(from) && own.starts_with(prefix(from))) {
      return std::string(prefix(to)) + own.substr(prefix(from).size());
    }
  }
  return own;
}

}  // namespace textmill::host
