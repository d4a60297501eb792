#include "cli/option_json.hpp"
#include "cli/pipeline_file.hpp"
#include "cli/verbs.hpp"
#include "pipeline/fingerprint.hpp"

namespace textmill::host {

namespace {

std::string stage_list(const Plan& plan) {
  std::string text =
      std::to_string(plan.stages.size()) + (plan.stages.size() == 1 ? " stage: " : " stages: ");
  for (std::size_t i = 0; i < plan.stages.size(); ++i) text += (i == 0 ? "" : ", ") + plan.stages[i].id;
  return text;
}

std::string as_json(const std::string& pipeline, const Plan* plan, const std::vector<std::string>& problems) {
  std::string out;
  {
    TextStream stream(out);
    JsonWriter json(stream);
    json.StartObject();
    put_key(json, "pipeline");
    put_value(json, plan ? plan->file : pipeline);
    put_key(json, "ok");
    json.Bool(plan != nullptr);
    if (plan) {
      put_key(json, "fingerprint");
      put_value(json, fingerprint(*plan));
    }
    put_key(json, "problems");
    json.StartArray();
    for (const std::string& problem : problems) put_value(json, problem);
    json.EndArray();
    json.EndObject();
  }
  return out + '\n';
}

}  // namespace

Exit run_check(const CheckOptions& options, const Console& console) {
  std::vector<std::string> problems;
  Console listening = console;
  if (options.plugins.json) listening.error = [&](std::string_view line) { problems.emplace_back(line); };
  const PipelineFile file =
      load_pipeline(options.pipeline, options.settings, options.plugins.search, listening);
  if (options.plugins.json) {
    console.out(as_json(options.pipeline, file.plan.get(), problems));
  } else if (file.plan) {
    console.out(file.plan->file + ": ok, " + stage_list(*file.plan) + '\n');
  }
  return file.exit;
}

}  // namespace textmill::host
