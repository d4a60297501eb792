#include "pipeline/models.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "pipeline/held_log.hpp"
#include "pipeline/loaded_stage.hpp"
#include "plugins/in_parallel.hpp"
#include "plugins/library.hpp"

namespace textmill::host {

/// Models being made by threads of its own and by those that wait for one that nobody has begun. The stages
/// of one plugin are made one after the other.
class Models::Making {
 public:
  Making(const Plan& plan, StageLog log, std::vector<std::unique_ptr<LoadedStage>>& stages)
      : plan_(plan), log_(std::move(log), plan.stages.size()), stages_(stages), failures_(stages.size()) {
    list_parts();
    load_libraries();
    start_helpers();
  }
  ~Making() { end_helpers(); }
  Making(const Making&) = delete;  // threads hold its address
  Making& operator=(const Making&) = delete;

  Status wait_for(std::size_t stage) {
    std::unique_lock lock(mutex_);
    const auto part = std::find_if(parts_.begin(), parts_.end(), [&](const Part& one) {
      return std::find(one.stages.begin(), one.stages.end(), stage) != one.stages.end();
    });
    finish(*part, lock);
    return failures_[stage];
  }

  Status wait() {
    std::unique_lock lock(mutex_);
    make_open_parts(lock);
    for (Part& part : parts_) finish(part, lock);
    for (std::size_t i = 0; i < failures_.size(); ++i) {
      if (failures_[i].ok()) continue;
      log_.release_up_to(i);
      return failures_[i];
    }
    log_.release();
    return {};
  }

  /// Models that nobody has begun are not made any more.
  void end_helpers() {
    {
      const std::lock_guard lock(mutex_);
      for (Part& part : parts_) part.state = part.state == State::Open ? State::Made : part.state;
    }
    for (std::thread& helper : helpers_) helper.join();
    helpers_.clear();
  }

 private:
  enum class State { Open, Begun, Made };
  /// The stages of one plugin.
  struct Part {
    std::string plugin;
    std::vector<std::size_t> stages;
    State state = State::Open;
  };

  /// Those first that may take longest: nobody should wait for one that was begun last.
  void list_parts() {
    std::vector<std::string> plugins;
    for (const PlannedStage& planned : plan_.stages) {
      const std::string& path = planned.ref.plugin->path;
      if (std::find(plugins.begin(), plugins.end(), path) == plugins.end()) plugins.push_back(path);
    }
    for (const std::size_t number : largest_first(plugins)) {
      Part& part = parts_.emplace_back();
      part.plugin = plugins[number];
      for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
        if (plan_.stages[i].ref.plugin->path == part.plugin) part.stages.push_back(i);
      }
    }
  }

  /// Before there are other threads: a library that is mapped and relocated changes page tables so often that
  /// the interruptions of other processors would cost more than their help is worth. Who needs a library that
  /// cannot be loaded says so.
  void load_libraries() {
    for (const Part& part : parts_) (void)load_plugin(*plan_.stages[part.stages.front()].ref.plugin);
  }

  /// As many as help the thread that goes on. Without one, models are made when they are waited for.
  void start_helpers() {
    const std::size_t threads = std::min<std::size_t>(parts_.size(), std::thread::hardware_concurrency());
    try {
      while (helpers_.size() + 1 < threads) {
        helpers_.emplace_back([this] {
          std::unique_lock lock(mutex_);
          make_open_parts(lock);
        });
      }
    } catch (const std::system_error&) {  // no more threads are to be had
    }
  }

  void make_open_parts(std::unique_lock<std::mutex>& lock) {
    for (Part& part : parts_) {
      if (part.state == State::Open) make(part, lock);
    }
  }

  /// Returns when the part is made, by whomever.
  void finish(Part& part, std::unique_lock<std::mutex>& lock) {
    if (part.state == State::Open) make(part, lock);
    changed_.wait(lock, [&] { return part.state == State::Made; });
  }

  void make(Part& part, std::unique_lock<std::mutex>& lock) {
    part.state = State::Begun;
    lock.unlock();
    for (const std::size_t number : part.stages) make_stage(number);
    lock.lock();
    part.state = State::Made;
    changed_.notify_all();
  }

  void make_stage(std::size_t number) {
    try {
      auto stage = load_stage(plan_, plan_.stages[number], log_.of(number), false);
      failures_[number] = stage.error();
      if (stage) stages_[number] = std::move(*stage);
    } catch (const std::exception& e) {  // would end the process from a thread of ours
      failures_[number] = {Code::BadPlugin,
                           "stage '" + plan_.stages[number].id + "' cannot start: " + e.what()};
    }
    log_.made(number);
  }

  const Plan& plan_;
  HeldLog log_;
  std::vector<std::unique_ptr<LoadedStage>>& stages_;
  std::vector<Status> failures_;  ///< by stage
  std::vector<Part> parts_;       ///< their states change under the mutex only
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::thread> helpers_;
};

Models::Models(const Plan& plan) : plan_(plan), stages_(plan.stages.size()) {}

Models::~Models() {
  if (making_) making_->end_helpers();
  while (!stages_.empty()) stages_.pop_back();
}

Result<std::unique_ptr<Models>> Models::make(const Plan& plan, StageLog log) {
  auto models = begin(plan, std::move(log));
  if (Status made = models->wait(); !made) return made;
  return models;
}

std::unique_ptr<Models> Models::begin(const Plan& plan, StageLog log) {
  std::unique_ptr<Models> models(new Models(plan));
  if (has_foreign_plugins(plan)) {
    WorkerWatch unwatched;
    models->failure_ = models->make_one_by_one(log, unwatched);
  } else {
    models->making_ = std::make_unique<Making>(plan, std::move(log), models->stages_);
  }
  return models;
}

Result<std::unique_ptr<Models>> Models::make_watched(const Plan& plan, StageLog log, WorkerWatch& watch) {
  std::unique_ptr<Models> models(new Models(plan));
  if (Status made = models->make_one_by_one(log, watch); !made) return made;
  return models;
}

Status Models::make_one_by_one(const StageLog& log, WorkerWatch& watch) {
  const bool trusted = !has_foreign_plugins(plan_);  // others keep what they do to their own process
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    watch.begin(static_cast<std::uint32_t>(i), WorkerWatch::now_ns());
    auto stage = load_stage(plan_, plan_.stages[i], log, trusted);
    if (!stage) return stage.error();
    stages_[i] = std::move(*stage);
  }
  watch.end();
  return {};
}

Status Models::wait() { return making_ ? making_->wait() : failure_; }

Status Models::wait_for(std::size_t stage) { return making_ ? making_->wait_for(stage) : failure_; }

std::vector<StageModel> Models::stages() const {
  std::vector<StageModel> list;
  for (const auto& stage : stages_) {
    list.push_back(
        {static_cast<std::uint32_t>(list.size()), stage->plan, &stage->host, stage->reduce, stage->model});
  }
  return list;
}

}  // namespace textmill::host
