#include "pipeline/star.hpp"

#include <set>

namespace textmill::host {

namespace {

constexpr const char* kSharedLayer = "findings";

bool is_star(const yaml::Node& stage) {
  const yaml::Node* use = stage.find("use");
  return use && use->is_scalar() && use->scalar == "*";
}

yaml::Node text_node(const std::string& text, yaml::Mark mark) {
  yaml::Node node;
  node.kind = yaml::Kind::Scalar;
  node.mark = mark;
  node.scalar = text;
  node.quoted = true;
  return node;
}

void set_text(yaml::Node& map, const char* key, const std::string& text) {
  for (auto& [name, value] : map.entries) {
    if (name.scalar == key) value = text_node(text, value.mark);
  }
}

/// What the stage writes and an earlier one of its item wrote before, with a name of its own for each.
yaml::Node second_names(const StageManifest& stage, std::set<std::string>& taken, yaml::Mark mark) {
  yaml::Node as;
  as.kind = yaml::Kind::Map;
  as.mark = mark;
  const auto claim = [&](const std::string& name) {
    if (name == kSharedLayer || taken.insert(name).second) return;
    as.entries.push_back({text_node(name, mark), text_node(stage.id + "." + name, mark)});
  };
  for (const LayerSpec& layer : stage.write_layers) claim(layer.name);
  for (const AttributeSpec& attribute : stage.write_attributes) claim(attribute.name);
  return as;
}

void expand(const yaml::Node& star, const std::vector<StageRef>& stages, std::vector<yaml::Node>& out) {
  const yaml::Node* id = star.find("id");
  std::set<std::string> taken;
  for (const StageRef& stage : stages) {
    yaml::Node& item = out.emplace_back(star);
    set_text(item, "use", stage.plugin->manifest->id + "/" + stage.stage->id);
    if (id && id->is_scalar() && stages.size() > 1) set_text(item, "id", id->scalar + "." + stage.stage->id);
    if (star.find("as")) continue;
    yaml::Node as = second_names(*stage.stage, taken, star.mark);
    if (!as.entries.empty()) item.entries.push_back({text_node("as", star.mark), std::move(as)});
  }
}

}  // namespace

std::vector<yaml::Node> expand_stars(const std::vector<yaml::Node>& stages, const Catalog& catalog) {
  std::vector<yaml::Node> expanded;
  for (const yaml::Node& stage : stages) {
    const std::vector<StageRef> named = is_star(stage) ? catalog.named_stages() : std::vector<StageRef>();
    if (named.empty()) {
      expanded.push_back(stage);
    } else {
      expand(stage, named, expanded);
    }
  }
  return expanded;
}

}  // namespace textmill::host
