#include "pipeline/chain.hpp"

#include <ctime>

#include "plugins/library.hpp"

namespace textmill::host {
namespace {

std::int64_t now_ns() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

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

std::string or_unsaid(const std::string& complaint) {
  return complaint.empty() ? "failed without giving a reason" : complaint;
}

}  // namespace

struct Models::Stage {
  const PlannedStage* plan = nullptr;
  const textmill_stage* table = nullptr;
  StageHost host_data;
  textmill_host host{};
  void* model = nullptr;
  void* shared_instance = nullptr;  // concurrent and serial stages have one for all workers

  ~Stage() {
    if (shared_instance) table->destroy_instance(shared_instance);
    if (model) table->destroy_model(model);
  }
  bool per_worker() const { return plan->ref.stage->threading == Threading::PerWorker; }
  Status make_model();
  Result<void*> make_instance() const;
};

Status Models::Stage::make_model() {
  SetupData setup;
  setup.resource_dir = resource_dir_of(*plan->ref.plugin);
  for (const TypedOption& option : plan->options) setup.options.emplace_back(option.name, option.to_value());
  const std::int32_t status = table->create_model(&host, to_handle(setup), &model);
  if (status == TEXTMILL_OK) return {};
  model = nullptr;
  return {Code::BadPlugin, "stage '" + plan->id + "' cannot start: " + or_unsaid(setup.complaint)};
}

Result<void*> Models::Stage::make_instance() const {
  void* instance = nullptr;
  if (table->create_instance(&host, model, &instance) == TEXTMILL_OK) return instance;
  return Status(Code::BadPlugin, "stage '" + plan->id + "' cannot make an instance for a worker");
}

Models::Models(const Plan& plan) : plan_(plan) {}

Models::~Models() {
  while (!stages_.empty()) stages_.pop_back();
}

Result<std::unique_ptr<Models>> Models::make(const Plan& plan, StageLog log) {
  std::unique_ptr<Models> models(new Models(plan));
  for (const PlannedStage& planned : plan.stages) {
    auto plugin = load_plugin(*planned.ref.plugin);
    if (!plugin) return plugin.error();
    auto stage = std::make_unique<Stage>();
    stage->plan = &planned;
    stage->table = find_table(**plugin, planned.ref.stage->id);
    stage->host_data = {planned.id, log};
    stage->host = make_host_table(stage->host_data);
    if (Status s = stage->make_model(); !s) {
      return Status(s.code(), plan.file + ":" + std::to_string(planned.mark.line) + ": " + s.message());
    }
    if (!stage->per_worker()) {
      auto instance = stage->make_instance();
      if (!instance) return instance.error();
      stage->shared_instance = *instance;
    }
    models->stages_.push_back(std::move(stage));
  }
  return models;
}

Worker::Worker(Models& models) : models_(models), costs_(models.stages_.size()) {}

Worker::~Worker() {
  for (std::size_t i = instances_.size(); i-- > 0;) {
    const Models::Stage& stage = *models_.stages_[i];
    if (stage.per_worker()) stage.table->destroy_instance(instances_[i]);
  }
}

Result<std::unique_ptr<Worker>> Worker::make(Models& models) {
  std::unique_ptr<Worker> worker(new Worker(models));
  for (const auto& stage : models.stages_) {
    if (!stage->per_worker()) {
      worker->instances_.push_back(stage->shared_instance);
      continue;
    }
    auto instance = stage->make_instance();
    if (!instance) return instance.error();
    worker->instances_.push_back(*instance);
  }
  return worker;
}

ChainResult Worker::run(Document& document) {
  ChainResult result;
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    const PlannedStage& planned = *models_.stages_[i]->plan;
    if (planned.when && !planned.when->holds(document)) {
      ++costs_[i].skipped;
      continue;
    }
    if (!run_stage(i, document, result)) break;
  }
  return result;
}

/// One stage's turn. False if the document goes no further.
bool Worker::run_stage(std::size_t index, Document& document, ChainResult& result) {
  const Models::Stage& stage = *models_.stages_[index];
  const PlannedStage& planned = *stage.plan;
  StageCost& cost = costs_[index];
  Status status;
  for (int attempt = 0; attempt <= planned.retries; ++attempt) {
    const std::int64_t start = now_ns();
    if (planned.time_limit_ns) document.set_deadline(start + planned.time_limit_ns);
    document.enter(planned.binding);
    const std::int32_t code = stage.table->process(instances_[index], &stage.host, to_handle(document));
    const std::int64_t took = now_ns() - start;
    document.set_deadline(0);
    cost.wall_ns += took;
    ++cost.documents;
    status = finish_turn(code, took, planned, document);
    if (status.ok() || status.code() == Code::Drop) break;
  }
  if (status.ok()) return true;
  ++cost.failed;
  result.stage = planned.id;
  result.message = status.message();
  if (status.code() == Code::Drop) {
    result.outcome = Outcome::Dropped;
    return false;
  }
  switch (planned.on_error) {
    case OnError::SkipStage:
      return true;
    case OnError::Drop:
      result.outcome = Outcome::Dropped;
      return false;
    case OnError::Quarantine:
      result.outcome = Outcome::SetAside;
      return false;
    case OnError::Fail:
      result.outcome = Outcome::Fatal;
      return false;
  }
  return false;
}

Status Worker::finish_turn(std::int32_t code, std::int64_t took_ns, const PlannedStage& planned,
                           Document& document) {
  if (code == TEXTMILL_OK && planned.time_limit_ns && took_ns > planned.time_limit_ns)
    code = TEXTMILL_CANCELLED;
  if (code == TEXTMILL_OK) {
    Status broken = document.leave();
    if (broken.ok()) return {};
    return {Code::Invalid, "broke the plugin contract: " + broken.message()};
  }
  const std::string complaint = document.complaint();
  document.discard();
  switch (code) {
    case TEXTMILL_DROP:
      return {Code::Drop, complaint.empty() ? "no reason given" : complaint};
    case TEXTMILL_CANCELLED:
      return {Code::Cancelled,
              "exceeded its time limit of " + std::to_string(planned.time_limit_ns / 1000000) + " ms"};
    case TEXTMILL_NO_MEMORY:
      return {Code::NoMemory, "ran out of memory"};
    default:
      return {Code::Error, or_unsaid(complaint)};
  }
}

}  // namespace textmill::host
