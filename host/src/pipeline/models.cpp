#include "pipeline/models.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "pipeline/loaded_stage.hpp"
#include "plugins/in_parallel.hpp"

namespace textmill::host {
namespace {

/// What a stage says while others are made beside it is told when its turn comes, so that messages have one
/// order.
class HeldLog {
 public:
  explicit HeldLog(StageLog log) : log_(std::move(log)) {}

  StageLog log() const {
    return [log = log_, held = held_](int level, std::string_view stage, std::string_view message) {
      {
        const std::lock_guard lock(held->mutex);
        if (!held->told) return held->lines.push_back({level, std::string(stage), std::string(message)});
      }
      log(level, stage, message);
    };
  }
  void release() {
    const std::lock_guard lock(held_->mutex);
    for (const Line& line : held_->lines) log_(line.level, line.stage, line.message);
    held_->lines.clear();
    held_->told = true;
  }

 private:
  struct Line {
    int level;
    std::string stage, message;
  };
  struct Held {
    std::mutex mutex;
    bool told = false;
    std::vector<Line> lines;
  };
  StageLog log_;
  std::shared_ptr<Held> held_ = std::make_shared<Held>();
};

}  // namespace

Models::Models() = default;

Models::~Models() {
  while (!stages_.empty()) stages_.pop_back();
}

Result<std::unique_ptr<Models>> Models::make(const Plan& plan, StageLog log) {
  WorkerWatch unwatched;
  if (has_foreign_plugins(plan)) return make_watched(plan, std::move(log), unwatched);
  std::vector<std::string> plugins;
  for (const PlannedStage& planned : plan.stages) {
    const std::string& path = planned.ref.plugin->path;
    if (std::find(plugins.begin(), plugins.end(), path) == plugins.end()) plugins.push_back(path);
  }
  const std::vector<std::size_t> order = largest_first(plugins);
  std::vector<std::optional<Result<std::unique_ptr<LoadedStage>>>> made(plan.stages.size());
  std::vector<HeldLog> logs;
  for (std::size_t i = 0; i < made.size(); ++i) logs.emplace_back(log);
  in_parallel(plugins.size(), [&](std::size_t number) {
    for (std::size_t i = 0; i < made.size(); ++i) {
      if (plan.stages[i].ref.plugin->path == plugins[order[number]])
        made[i] = load_stage(plan, plan.stages[i], logs[i].log());
    }
  });
  std::unique_ptr<Models> models(new Models());
  for (std::size_t i = 0; i < made.size(); ++i) {
    logs[i].release();
    if (!*made[i]) return made[i]->error();
    models->stages_.push_back(std::move(**made[i]));
  }
  return models;
}

Result<std::unique_ptr<Models>> Models::make_watched(const Plan& plan, StageLog log, WorkerWatch& watch) {
  std::unique_ptr<Models> models(new Models());
  for (const PlannedStage& planned : plan.stages) {
    watch.begin(static_cast<std::uint32_t>(models->stages_.size()), WorkerWatch::now_ns());
    auto stage = load_stage(plan, planned, log);
    if (!stage) return stage.error();
    models->stages_.push_back(std::move(*stage));
  }
  watch.end();
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

}  // namespace textmill::host
