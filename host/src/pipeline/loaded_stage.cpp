#include "pipeline/loaded_stage.hpp"

#include <cstdint>
#include <utility>

#include "pipeline/guarded_call.hpp"
#include "plugins/library.hpp"

namespace textmill::host {
namespace {

const textmill_stage* find_table(const textmill_plugin& plugin, const std::string& stage) {
  for (std::uint32_t i = 0; i < plugin.stage_count; ++i) {
    if (stage == plugin.stages[i]->id) return plugin.stages[i];
  }
  return nullptr;
}

std::string resource_dir_of(const CatalogEntry& entry) {
  const std::size_t dot = entry.path.rfind('.');
  return entry.path.substr(0, dot);
}

Status find_reduce(LoadedStage& stage) {
  if (stage.plan->binding.result_slot == TEXTMILL_NONE) return {};
  const void* found = stage.table->extension ? stage.table->extension(TEXTMILL_EXT_REDUCE) : nullptr;
  const auto* reduce = stage.reduce = static_cast<const textmill_reduce*>(found);
  if (reduce && TEXTMILL_HAS(reduce, destroy) && reduce->begin && reduce->take && reduce->finish &&
      reduce->destroy) {
    return {};
  }
  return {Code::BadPlugin, "stage '" + stage.plan->id +
                               "' cannot start: its manifest promises a result over all "
                               "documents (writes.result), but it does not offer " +
                               TEXTMILL_EXT_REDUCE};
}

/// A serial stage gets one document at a time: a call that fails would give it the same ones again.
void find_batch(LoadedStage& stage) {
  if (!stage.table->extension || stage.plan->ref.stage->threading == Threading::Serial) return;
  const auto* found = static_cast<const textmill_batch*>(stage.table->extension(TEXTMILL_EXT_BATCH));
  if (found && TEXTMILL_HAS(found, process_batch) && found->process_batch) stage.batch = found;
}

Status make_model(LoadedStage& stage) {
  SetupData setup;
  setup.resource_dir = resource_dir_of(*stage.plan->ref.plugin);
  setup.memory = &stage.memory;
  for (const TypedOption& option : stage.plan->options)
    setup.options.emplace_back(option.name, option.to_value());
  const std::int32_t status =
      guarded_call([&] { return stage.table->create_model(&stage.host, to_handle(setup), &stage.model); },
                   [&](const std::string& what) { setup.complaint = what; });
  if (status == TEXTMILL_OK) return {};
  stage.model = nullptr;
  return {Code::BadPlugin, "stage '" + stage.plan->id + "' cannot start: " + or_unsaid(setup.complaint)};
}

}  // namespace

LoadedStage::~LoadedStage() {
  if (shared_instance) table->destroy_instance(shared_instance);
  if (model) table->destroy_model(model);
}

void LoadedStage::tell_of_failed_call(std::size_t documents, const std::string& why) const {
  if (!host_data.log) return;
  host_data.log(TEXTMILL_LOG_WARNING, plan->id,
                "failed over " + std::to_string(documents) + " documents in one call" + why +
                    "; they are handled one by one");
}

Result<void*> LoadedStage::make_instance() const {
  void* instance = nullptr;
  std::string complaint;
  const std::int32_t status = guarded_call([&] { return table->create_instance(&host, model, &instance); },
                                           [&](const std::string& what) { complaint = ": " + what; });
  if (status == TEXTMILL_OK) return instance;
  return Status(Code::BadPlugin, "stage '" + plan->id + "' cannot make an instance for a worker" + complaint);
}

Result<std::unique_ptr<LoadedStage>> load_stage(const Plan& plan, const PlannedStage& planned, StageLog log,
                                                bool common_to_processes) {
  auto plugin = load_plugin(*planned.ref.plugin);
  if (!plugin) return plugin.error();
  auto stage = std::make_unique<LoadedStage>(common_to_processes);
  stage->plan = &planned;
  stage->table = find_table(**plugin, planned.ref.stage->id);
  stage->host_data = {planned.id, std::move(log), planned.ref.plugin->manifest->drafts};
  stage->host = make_host_table(stage->host_data);
  find_batch(*stage);
  Status ready = find_reduce(*stage);
  if (ready.ok()) ready = make_model(*stage);
  if (!ready) {
    return Status(ready.code(), plan.file + ":" + std::to_string(planned.mark.line) + ": " + ready.message());
  }
  if (!stage->per_worker()) {
    auto instance = stage->make_instance();
    if (!instance) return instance.error();
    stage->shared_instance = *instance;
  }
  return stage;
}

}  // namespace textmill::host
