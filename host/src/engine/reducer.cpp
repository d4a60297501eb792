#include "engine/reducer.hpp"

#include "engine/interrupt.hpp"

namespace textmill::host {
namespace {

class ThreadReducer final : public Reducer {
 public:
  explicit ThreadReducer(std::unique_ptr<Reductions> reductions) : reductions_(std::move(reductions)) {}
  Status take(std::string_view contributions) override {
    return read_contributions(
        contributions, [&](auto slot, auto id, auto bytes) { return reductions_->take(slot, id, bytes); });
  }
  Result<std::vector<StageResult>> finish() override { return reductions_->finish(); }

 private:
  std::unique_ptr<Reductions> reductions_;
};

}  // namespace

Result<std::unique_ptr<Reducer>> make_thread_reducer(const Models& models) {
  auto reductions = Reductions::begin(models);
  if (!reductions) return reductions.error();
  return std::unique_ptr<Reducer>(new ThreadReducer(std::move(*reductions)));
}

Result<std::vector<StageResult>> reduce(const ContributionFile& contributions, Reducer& reducer) {
  const Status read = contributions.read_back([&](std::string_view piece) {
    return interrupted() == 0 ? reducer.take(piece) : Status(Code::Cancelled, "interrupted");
  });
  if (!read) return read;
  return reducer.finish();
}

}  // namespace textmill::host
