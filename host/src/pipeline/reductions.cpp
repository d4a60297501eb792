#include "pipeline/reductions.hpp"

#include <utility>

#include "document/abi_table.hpp"
#include "pipeline/guarded_call.hpp"

namespace textmill::host {

struct Reductions::State {
  StageModel stage;
  ReductionData data;
  void* state = nullptr;
  WorkerWatch* watch = nullptr;

  State(const StageModel& model, WorkerWatch* observer) : stage(model), watch(observer) {}
  State(const State&) = delete;  // owns what the plugin made
  State& operator=(const State&) = delete;
  ~State() {
    if (state) stage.reduce->destroy(state);
  }

  /// One call of the stage's table; its failure as a sentence.
  template <class Call>
  Status run(Call call) {
    if (watch) watch->begin(stage.number, 0);
    const std::int32_t status = guarded_call([&] { return call(*stage.reduce); },
                                             [&](const std::string& what) { data.complaint = what; });
    if (watch) watch->end();
    if (status == TEXTMILL_OK) return {};
    return {Code::Error, "stage '" + stage.plan->id +
                             "' cannot make its result over all documents: " + or_unsaid(data.complaint)};
  }
};

Reductions::~Reductions() = default;

Result<std::unique_ptr<Reductions>> Reductions::begin(const Models& models, WorkerWatch* watch) {
  std::unique_ptr<Reductions> all(new Reductions());
  for (const StageModel& model : models.stages()) {
    auto& one = all->states_.emplace_back();
    if (!model.reduce) continue;
    one = std::make_unique<State>(model, watch);
    Status begun = one->run([&](const textmill_reduce& table) {
      return table.begin(model.model, model.host, to_handle(one->data), &one->state);
    });
    if (!begun) return begun;
  }
  return all;
}

Status Reductions::take(std::uint32_t slot, std::string_view id, std::string_view bytes) {
  if (slot >= states_.size() || !states_[slot]) {
    return {Code::Error, "a contribution belongs to no stage with a result"};
  }
  State& one = *states_[slot];
  return one.run([&](const textmill_reduce& table) {
    return table.take(one.state, one.stage.host, to_handle(one.data), {id.data(), id.size()},
                      {bytes.data(), bytes.size()});
  });
}

Result<std::vector<StageResult>> Reductions::finish() {
  std::vector<StageResult> results;
  for (const auto& one : states_) {
    if (!one) continue;
    Status finished = one->run([&](const textmill_reduce& table) {
      return table.finish(one->state, one->stage.host, to_handle(one->data));
    });
    if (!finished) return finished;
    results.push_back({one->stage.plan->id, std::move(one->data.result)});
  }
  return results;
}

}  // namespace textmill::host
