#include "pipeline/plan.hpp"

#include <algorithm>
#include <filesystem>

#include "pipeline/host_keys.hpp"
#include "pipeline/params.hpp"
#include "pipeline/report.hpp"
#include "pipeline/section.hpp"
#include "pipeline/stages.hpp"

namespace textmill::host {

namespace {

constexpr const char* kHowItBegins = "a pipeline file begins with 'textmill: 1' and lists its stages";

std::size_t choice_number(const TypedOption& option) {
  const auto& choices = option.spec->choices;
  return static_cast<std::size_t>(std::find(choices.begin(), choices.end(), option.text) - choices.begin());
}

InputPlan input_plan(const std::vector<TypedOption>& values) {
  InputPlan input;
  input.format = value_of(values, "format").text;
  input.text_field = value_of(values, "text_field").text;
  input.id_field = value_of(values, "id_field").text;
  input.max_window = value_of(values, "max_window").value.integer;
  return input;
}

OutputPlan output_plan(const std::vector<TypedOption>& values) {
  OutputPlan output;
  output.format = value_of(values, "format").text;
  const TypedOption& layers = value_of(values, "layers");
  output.all_layers = layers.value.type == TEXTMILL_NULL;
  output.layers = layers.texts;
  output.offsets = static_cast<OffsetUnit>(choice_number(value_of(values, "offsets")));
  output.compression = static_cast<OutputCompression>(choice_number(value_of(values, "compression")));
  output.text = value_of(values, "text").value.boolean;
  output.meta = value_of(values, "meta").value.boolean;
  return output;
}

RunPlan run_plan(const std::vector<TypedOption>& values) {
  RunPlan run;
  run.workers = static_cast<int>(value_of(values, "workers").value.integer);  // 0 where it is the word auto
  run.isolation = static_cast<Isolation>(choice_number(value_of(values, "isolation")));
  run.max_document_bytes = value_of(values, "max_document_bytes").value.integer;
  return run;
}

class Planner {
 public:
  Planner(const std::string& file, std::string_view text, const Catalog& catalog, Report& report)
      : text_(text), catalog_(catalog), report_(report) {
    plan_.file = file;
    directory_ = std::filesystem::path(file).parent_path().string();
  }

  Plan make(const yaml::Node& root, const Settings& settings) {
    check_top(root);
    Params params(root.find("params"), settings, report_);
    const yaml::Node resolved = resolve(root, params);
    plan_.params = params.values();
    read_name(resolved.find("name"));
    for (const KeySection& section : host_sections()) read_host_section(resolved, section);
    read_all_stages(resolved);
    if (all_stages_found_) {
      check_output_layers(resolved.find("output"));
      check_output_format(resolved.find("output"));
    }
    return std::move(plan_);
  }

 private:
  void check_top(const yaml::Node& root);
  static yaml::Node resolve(const yaml::Node& root, Params& params);
  void read_name(const yaml::Node* name);
  void read_host_section(const yaml::Node& root, const KeySection& section);
  void read_all_stages(const yaml::Node& root);
  void check_output_layers(const yaml::Node* output);
  void check_output_format(const yaml::Node* output);

  std::string_view text_;
  const Catalog& catalog_;
  Report& report_;
  std::string directory_;
  Plan plan_;
  bool all_stages_found_ = false;
};

void Planner::check_top(const yaml::Node& root) {
  const std::vector<std::string> known = top_key_names();
  for (const auto& [key, value] : root.entries) {
    if (std::find(known.begin(), known.end(), key.scalar) != known.end()) continue;
    report_.add(key.mark, "", "unknown key " + key.describe() + yaml::did_you_mean(key.scalar, known));
  }
  const yaml::Node* version = root.find("textmill");
  if (!version) {
    report_.add(root.mark, "", std::string("missing 'textmill'; ") + kHowItBegins);
  } else if (!version->is_scalar() || version->quoted || version->scalar != kPipelineVersion) {
    report_.add(version->mark, "textmill",
                std::string("this host reads version ") + kPipelineVersion +
                    " of the pipeline format, found " + version->describe() +
                    (version->quoted ? " in quotes" : ""));
  }
}

yaml::Node Planner::resolve(const yaml::Node& root, Params& params) {
  yaml::Node resolved = root;
  for (auto& [key, value] : resolved.entries) {
    if (key.scalar != "params") value = params.resolve(value, key.scalar);
  }
  return resolved;
}

void Planner::read_name(const yaml::Node* name) {
  plan_.name = std::filesystem::path(plan_.file).stem().string();
  if (!name) return;
  if (!name->is_scalar() || name->scalar.empty()) {
    report_.add(name->mark, "name", "expected a text, found " + name->describe());
  } else {
    plan_.name = name->scalar;
  }
}

void Planner::read_host_section(const yaml::Node& root, const KeySection& section) {
  const SectionRules rules{section.keys, {}, directory_, ""};
  std::vector<TypedOption> values =
      read_section(root.find(section.name), section.name, root.mark, rules, report_);
  if (section.name == "input") plan_.input = input_plan(values);
  if (section.name == "output") plan_.output = output_plan(values);
  if (section.name == "run") plan_.run = run_plan(values);
  plan_.sections.push_back({section.name, std::move(values)});
}

void Planner::read_all_stages(const yaml::Node& root) {
  const yaml::Node* stages = root.find("stages");
  if (!stages) {
    // A misspelt key has been reported; a second problem would not help.
    const bool misspelt = std::any_of(root.entries.begin(), root.entries.end(), [](const auto& entry) {
      return yaml::nearest(entry.key.scalar, top_key_names()) == "stages";
    });
    if (!misspelt) report_.add(root.mark, "", std::string("missing 'stages'; ") + kHowItBegins);
    return;
  }
  BoundStages bound = read_stages(*stages, {catalog_, directory_, text_, report_});
  all_stages_found_ = bound.complete;
  plan_.stages = std::move(bound.stages);
  plan_.schema = std::move(bound.schema);
}

void Planner::check_output_layers(const yaml::Node* output) {
  const yaml::Node* layers = output ? output->find("layers") : nullptr;
  if (!layers) return;
  std::vector<std::string> known;
  for (const LayerSpec& layer : plan_.schema.layers) known.push_back(layer.name);
  const auto check = [&](const yaml::Node& item, const std::string& path) {
    const bool wrong = item.is_scalar() && !item.scalar.empty() &&
                       std::find(known.begin(), known.end(), item.scalar) == known.end();
    if (wrong)
      report_.add(item.mark, path,
                  "no stage writes the layer " + item.describe() + yaml::did_you_mean(item.scalar, known));
  };
  check(*layers, "output.layers");
  for (std::size_t i = 0; i < layers->items.size(); ++i) {
    check(layers->items[i], "output.layers[" + std::to_string(i) + ']');
  }
}

/// A format that is rows of tokens needs tokens.
void Planner::check_output_format(const yaml::Node* output) {
  if (plan_.output.format != "conll") return;
  const auto& layers = plan_.schema.layers;
  const bool has_tokens = std::any_of(layers.begin(), layers.end(),
                                      [](const LayerSpec& layer) { return layer.name == "tokens"; });
  if (has_tokens) return;
  report_.add(output->find("format")->mark, "output.format",
              "the format conll needs the layer 'tokens', which no stage writes");
}

}  // namespace

bool has_foreign_plugins(const Plan& plan) {
  return std::any_of(plan.stages.begin(), plan.stages.end(),
                     [](const PlannedStage& stage) { return stage.ref.plugin->origin != "installed"; });
}

std::optional<Plan> make_plan(const std::string& file, std::string_view text, const Settings& settings,
                              const Catalog& catalog, yaml::Problems& problems) {
  const auto root = yaml::parse(file, text, problems);
  if (!root) return std::nullopt;
  Report report(file, problems);
  if (root->is_null()) {
    report.add({}, "", std::string("the file is empty; ") + kHowItBegins);
    return std::nullopt;
  }
  if (!root->is_map()) {
    report.add(root->mark, "", "expected a map, found " + root->describe() + "; " + kHowItBegins);
    return std::nullopt;
  }
  Plan plan = Planner(file, text, catalog, report).make(*root, settings);
  if (!problems.empty()) return std::nullopt;
  return plan;
}

}  // namespace textmill::host
