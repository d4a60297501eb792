#include "pipeline/section.hpp"

#include <algorithm>
#include <cassert>

#include "pipeline/typed_option.hpp"

namespace textmill::host {

namespace {

std::vector<std::string> known_keys(const SectionRules& rules) {
  std::vector<std::string> names;
  for (const OptionSpec& spec : rules.specs) names.push_back(spec.name);
  names.insert(names.end(), rules.other_keys.begin(), rules.other_keys.end());
  return names;
}

/// Gives the known keys that the unknown ones probably mean: these need not be called missing too.
std::vector<std::string> refuse_unknown_keys(const yaml::Node& map, const std::string& path,
                                             const SectionRules& rules, Report& report) {
  std::vector<std::string> meant;
  const std::vector<std::string> known = known_keys(rules);
  const std::string of = rules.owner.empty() ? "" : " of " + rules.owner;
  const std::string what = rules.owner.empty() ? "key" : "option";
  for (const auto& [key, value] : map.entries) {
    if (std::find(known.begin(), known.end(), key.scalar) != known.end()) continue;
    std::string hint = yaml::did_you_mean(key.scalar, known);
    if (hint.empty() && known.empty()) hint = "; it has none";
    report.add(key.mark, path, "unknown " + what + " " + key.describe() + of + hint);
    meant.push_back(yaml::nearest(key.scalar, known));
  }
  return meant;
}

TypedOption absent(const OptionSpec& spec) {
  TypedOption option;
  option.name = spec.name;
  option.spec = &spec;
  return option;
}

TypedOption default_of(const OptionSpec& spec, const std::string& path, yaml::Mark place,
                       const SectionRules& rules, Report& report) {
  const auto complain = [&](yaml::Mark, const std::string& inside, const std::string& what) {
    report.add(place, path + inside, "the default in the plugin's manifest is wrong: " + what);
  };
  auto option = typed_option(spec, *spec.default_value, rules.directory, complain);
  if (!option) return absent(spec);
  option->origin = "default";
  return std::move(*option);
}

TypedOption given(const OptionSpec& spec, const yaml::Node& node, const std::string& path,
                  const SectionRules& rules, Report& report) {
  const auto complain = [&](yaml::Mark mark, const std::string& inside, const std::string& what) {
    report.add(mark, path + inside, what);
  };
  auto option = typed_option(spec, node, rules.directory, complain);
  if (!option) return absent(spec);
  option->origin = report.origin(node.mark);
  return std::move(*option);
}

}  // namespace

std::vector<TypedOption> read_section(const yaml::Node* map, const std::string& path, yaml::Mark place,
                                      const SectionRules& rules, Report& report) {
  if (map && !map->is_map() && !map->is_null()) {
    report.add(map->mark, path, "expected a map, found " + map->describe());
    map = nullptr;
  }
  std::vector<std::string> meant;
  if (map) meant = refuse_unknown_keys(*map, path, rules, report);
  std::vector<TypedOption> values;
  for (const OptionSpec& spec : rules.specs) {
    const std::string inside = path.empty() ? spec.name : path + '.' + spec.name;
    const yaml::Node* node = map ? map->find(spec.name) : nullptr;
    if (node) {
      values.push_back(given(spec, *node, inside, rules, report));
    } else if (spec.default_value) {
      values.push_back(default_of(spec, inside, place, rules, report));
    } else {
      values.push_back(absent(spec));
      const bool missing = spec.required && std::find(meant.begin(), meant.end(), spec.name) == meant.end();
      if (missing)
        report.add(map ? map->mark : place, path, "missing '" + spec.name + "', which is required");
    }
  }
  return values;
}

const TypedOption& value_of(const std::vector<TypedOption>& values, const std::string& name) {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](const TypedOption& one) { return one.name == name; });
  assert(found != values.end() && "every spec has a value");
  return *found;
}

}  // namespace textmill::host
