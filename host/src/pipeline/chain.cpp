#include "pipeline/chain.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <utility>

#include "pipeline/guarded_call.hpp"
#include "plugins/library.hpp"

namespace textmill::host {
namespace {

// Asking for the thread's processor time is a system call, so only one document in 8 is measured.
constexpr std::uint64_t kCpuSample = 8;

std::int64_t clock_ns(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}
std::int64_t now_ns() { return clock_ns(CLOCK_MONOTONIC); }
std::int64_t thread_cpu_ns() { return clock_ns(CLOCK_THREAD_CPUTIME_ID); }

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

Outcome outcome_of(OnError policy) {
  switch (policy) {
    case OnError::Fail: return Outcome::Fatal;
    case OnError::Drop: return Outcome::Dropped;
    case OnError::SkipStage: return Outcome::Ok;
    case OnError::Quarantine: return Outcome::SetAside;
  }
  return Outcome::SetAside;
}

std::string or_unsaid(const std::string& complaint) {
  return complaint.empty() ? "failed without giving a reason" : complaint;
}

/// Names the file too: this is for whoever wrote the plugin.
Status broken_contract(const Status& how, const PlannedStage& planned) {
  return {Code::Invalid, "broke the plugin contract: " + how.message() + ", plugin " +
                             std::filesystem::path(planned.ref.plugin->path).filename().string()};
}

}  // namespace

struct Models::Stage {
  const PlannedStage* plan = nullptr;
  const textmill_stage* table = nullptr;
  StageHost host_data;
  textmill_host host{};
  const textmill_reduce* reduce = nullptr;  // set if the manifest promises a result
  void* model = nullptr;
  void* shared_instance = nullptr;  // concurrent and serial stages have one for all workers

  ~Stage() {
    if (shared_instance) table->destroy_instance(shared_instance);
    if (model) table->destroy_model(model);
  }
  bool per_worker() const { return plan->ref.stage->threading == Threading::PerWorker; }
  Status find_reduce();
  Status make_model();
  Result<void*> make_instance() const;
};

Status Models::Stage::find_reduce() {
  if (plan->binding.result_slot == TEXTMILL_NONE) return {};
  const void* found = table->extension ? table->extension(TEXTMILL_EXT_REDUCE) : nullptr;
  reduce = static_cast<const textmill_reduce*>(found);
  if (reduce && TEXTMILL_HAS(reduce, destroy) && reduce->begin && reduce->take && reduce->finish &&
      reduce->destroy) {
    return {};
  }
  return {Code::BadPlugin, "stage '" + plan->id +
                               "' cannot start: its manifest promises a result over all "
                               "documents (writes.result), but it does not offer " +
                               TEXTMILL_EXT_REDUCE};
}

Status Models::Stage::make_model() {
  SetupData setup;
  setup.resource_dir = resource_dir_of(*plan->ref.plugin);
  for (const TypedOption& option : plan->options) setup.options.emplace_back(option.name, option.to_value());
  const std::int32_t status =
      guarded_call([&] { return table->create_model(&host, to_handle(setup), &model); },
                   [&](const std::string& what) { setup.complaint = what; });
  if (status == TEXTMILL_OK) return {};
  model = nullptr;
  return {Code::BadPlugin, "stage '" + plan->id + "' cannot start: " + or_unsaid(setup.complaint)};
}

Result<void*> Models::Stage::make_instance() const {
  void* instance = nullptr;
  std::string complaint;
  const std::int32_t status = guarded_call([&] { return table->create_instance(&host, model, &instance); },
                                           [&](const std::string& what) { complaint = ": " + what; });
  if (status == TEXTMILL_OK) return instance;
  return Status(Code::BadPlugin, "stage '" + plan->id + "' cannot make an instance for a worker" + complaint);
}

Models::~Models() {
  while (!stages_.empty()) stages_.pop_back();
}

Result<std::unique_ptr<Models>> Models::make(const Plan& plan, StageLog log, WorkerWatch* watch) {
  std::unique_ptr<Models> models(new Models());
  for (const PlannedStage& planned : plan.stages) {
    if (watch) watch->begin(static_cast<std::uint32_t>(models->stages_.size()), now_ns());
    auto plugin = load_plugin(*planned.ref.plugin);
    if (!plugin) return plugin.error();
    auto stage = std::make_unique<Stage>();
    stage->plan = &planned;
    stage->table = find_table(**plugin, planned.ref.stage->id);
    stage->host_data = {planned.id, log};
    stage->host = make_host_table(stage->host_data);
    Status ready = stage->find_reduce();
    if (ready.ok()) ready = stage->make_model();
    if (!ready) {
      return Status(ready.code(),
                    plan.file + ":" + std::to_string(planned.mark.line) + ": " + ready.message());
    }
    if (!stage->per_worker()) {
      auto instance = stage->make_instance();
      if (!instance) return instance.error();
      stage->shared_instance = *instance;
    }
    models->stages_.push_back(std::move(stage));
  }
  if (watch) watch->end();
  return models;
}

std::vector<StageModel> Models::stages() const {
  std::vector<StageModel> list;
  for (const auto& stage : stages_) {
    list.push_back(
        {static_cast<std::uint32_t>(list.size()), stage->plan, &stage->host, stage->reduce, stage->model});
  }
  return list;
}

Worker::Worker(Models& models) : models_(models), costs_(models.stages_.size()) {}

Worker::~Worker() {
  for (std::size_t i = instances_.size(); i-- > 0;) {
    const Models::Stage& stage = *models_.stages_[i];
    if (stage.per_worker()) stage.table->destroy_instance(instances_[i]);
  }
}

Result<std::unique_ptr<Worker>> Worker::make(Models& models, WorkerWatch* watch) {
  std::unique_ptr<Worker> worker(new Worker(models));
  for (const auto& stage : models.stages_) {
    if (watch) watch->begin(static_cast<std::uint32_t>(worker->instances_.size()), now_ns());
    if (!stage->per_worker()) {
      worker->instances_.push_back(stage->shared_instance);
      continue;
    }
    auto instance = stage->make_instance();
    if (!instance) return instance.error();
    worker->instances_.push_back(*instance);
  }
  if (watch) watch->end();
  return worker;
}

ChainResult Worker::run(Document& document) {
  ChainResult result;
  ++documents_;
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    if (is_skipped(i, document)) {
      ++costs_[i].skipped;
      continue;
    }
    if (!run_stage(i, document, result)) break;
  }
  return result;
}

bool Worker::is_skipped(std::size_t index, const Document& document) const {
  if (std::find(passed_over_.begin(), passed_over_.end(), index) != passed_over_.end()) return true;
  const PlannedStage& planned = *models_.stages_[index]->plan;
  return planned.when && !planned.when->holds(document);
}

std::vector<StageCost> Worker::take_costs() {
  return std::exchange(costs_, std::vector<StageCost>(costs_.size()));
}

/// One stage's turn. False if the document goes no further.
bool Worker::run_stage(std::size_t index, Document& document, ChainResult& result) {
  const PlannedStage& planned = *models_.stages_[index]->plan;
  Status status;
  for (int attempt = 0; attempt <= planned.retries; ++attempt) {
    status = attempt_stage(index, document, result.wall_ns);
    if (status.ok() || status.code() == Code::Drop) break;
  }
  if (status.ok()) return true;
  ++costs_[index].failed;
  StageFailure failure{planned.id, status.message()};
  if (planned.on_error == OnError::SkipStage && status.code() != Code::Drop) {
    result.skipped.push_back(std::move(failure));
    return true;
  }
  result.failure = std::move(failure);
  result.outcome = status.code() == Code::Drop ? Outcome::Dropped : outcome_of(planned.on_error);
  return false;
}

Status Worker::attempt_stage(std::size_t index, Document& document, std::int64_t& total_ns) {
  const Models::Stage& stage = *models_.stages_[index];
  StageCost& cost = costs_[index];
  const bool sampled = documents_ % kCpuSample == 0;
  const std::int64_t cpu_start = sampled ? thread_cpu_ns() : 0;
  const std::int64_t start = now_ns();
  if (stage.plan->time_limit_ns) document.set_deadline(start + stage.plan->time_limit_ns);
  document.enter(stage.plan->binding);
  if (watch_) watch_->begin(static_cast<std::uint32_t>(index), start);
  const std::int32_t code =
      guarded_call([&] { return stage.table->process(instances_[index], &stage.host, to_handle(document)); },
                   [&](const std::string& what) { document.fail(what); });
  const std::int64_t took = now_ns() - start;
  if (watch_) watch_->end();
  document.set_deadline(0);
  ++cost.documents;
  cost.wall_ns += took;
  total_ns += took;
  cost.durations.add(took);
  cost.text_bytes += document.text().size();
  if (sampled) {
    cost.sampled_bytes += document.text().size();
    cost.sampled_cpu_ns += thread_cpu_ns() - cpu_start;
  }
  return finish_turn(code, took, *stage.plan, document);
}

Status Worker::finish_turn(std::int32_t code, std::int64_t took_ns, const PlannedStage& planned,
                           Document& document) {
  if (code == TEXTMILL_OK && planned.time_limit_ns && took_ns > planned.time_limit_ns)
    code = TEXTMILL_CANCELLED;
  if (code == TEXTMILL_OK) {
    Status broken = document.leave();
    if (broken.ok()) return {};
    return broken_contract(broken, planned);
  }
  const std::string complaint = document.complaint();
  const Status refused = document.refused_call();
  document.discard();
  switch (code) {
    case TEXTMILL_DROP: return {Code::Drop, complaint.empty() ? "no reason given" : complaint};
    case TEXTMILL_CANCELLED:
      return {Code::Cancelled,
              "exceeded its time limit of " + std::to_string(planned.time_limit_ns / 1000000) + " ms"};
    case TEXTMILL_NO_MEMORY: return {Code::NoMemory, "ran out of memory"};
    default:
      if (complaint.empty() && !refused) return broken_contract(refused, planned);
      return {Code::Error, or_unsaid(complaint)};
  }
}

}  // namespace textmill::host
