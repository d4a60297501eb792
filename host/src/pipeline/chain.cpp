#include "pipeline/chain.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <memory>
#include <utility>

#include "document/abi_table.hpp"
#include "pipeline/guarded_call.hpp"
#include "pipeline/loaded_stage.hpp"

namespace textmill::host {
namespace {

// Asking for the thread's processor time is a system call, so only one document in 8 is measured.
constexpr std::uint64_t kCpuSample = 8;
constexpr std::size_t kMostTogether = 64;      // what gains by more is told less by a fixed cost
constexpr std::int32_t kNoStatus = INT32_MIN;  // in place of a status that process_batch is to write

std::int64_t thread_cpu_ns() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
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

/// Names the file too: this is for whoever wrote the plugin.
Status broken_contract(const Status& how, const PlannedStage& planned) {
  return {Code::Invalid, "broke the plugin contract: " + how.message() + ", plugin " +
                             std::filesystem::path(planned.ref.plugin->path).filename().string()};
}

}  // namespace

Worker::Worker(Models& models)
    : models_(models), stations_(models.stages_.size()), costs_(models.stages_.size()) {}

Worker::~Worker() {
  for (std::size_t i = stations_.size(); i-- > 0;) {
    if (!stations_[i].opened || !stations_[i].opened->ok()) continue;
    const LoadedStage& stage = *models_.stages_[i];
    if (stage.per_worker()) stage.table->destroy_instance(stations_[i].instance);
  }
}

std::unique_ptr<Worker> Worker::begin(Models& models) { return std::unique_ptr<Worker>(new Worker(models)); }

Result<std::unique_ptr<Worker>> Worker::make(Models& models, WorkerWatch* watch) {
  auto worker = begin(models);
  if (Status complete = worker->complete(watch); !complete) return complete;
  return worker;
}

Status Worker::complete(WorkerWatch* watch) {
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    if (watch) watch->begin(static_cast<std::uint32_t>(i), WorkerWatch::now_ns());
    if (const Status& opened = open_station(i); !opened) return opened;
  }
  if (watch) watch->end();
  return {};
}

const Status& Worker::open_station(std::size_t index) {
  std::optional<Status>& opened = stations_[index].opened;
  if (!opened) opened = make_instance(index);
  return *opened;
}

Status Worker::make_instance(std::size_t index) {
  if (Status made = models_.wait_for(index); !made) return made;
  const LoadedStage& stage = *models_.stages_[index];
  Station& station = stations_[index];
  if (stage.batch) station.most_together = kMostTogether;
  if (!stage.per_worker()) {
    station.instance = stage.shared_instance;
    return {};
  }
  const auto instance = stage.make_instance();
  if (instance) station.instance = *instance;
  return instance.error();
}

ChainResult Worker::run(Document& document) {
  Passage alone{&document, watch_ ? watch_->record.load(std::memory_order_relaxed) : 0};
  run({&alone, 1});
  return std::move(alone.result);
}

void Worker::run(std::span<Passage> passages) {
  for (Passage& passage : passages) passage.sampled = ++documents_ % kCpuSample == 0;
  for (std::size_t i = 0; i < stations_.size(); ++i) {
    if (!stations_[i].opened && is_awaited(i, passages)) {
      if (const Status& opened = open_station(i); !opened) return give_up(i, opened, passages);
    }
    if (passages.size() > 1 && stations_[i].most_together > 1 && !one_by_one_) {
      run_stage_together(i, passages);
      continue;
    }
    for (Passage& passage : passages) {
      if (passage.goes_on) run_stage(i, passage);
    }
  }
}

bool Worker::takes_many() const {
  return !one_by_one_ && std::any_of(stations_.begin(), stations_.end(),
                                     [](const Station& s) { return s.most_together > 1; });
}

/// True if one of the documents goes to this stage.
bool Worker::is_awaited(std::size_t index, std::span<const Passage> passages) const {
  return std::any_of(passages.begin(), passages.end(), [&](const Passage& passage) {
    return passage.goes_on && !is_skipped(index, *passage.document);
  });
}

/// A stage that cannot start has no document of its own to blame.
void Worker::give_up(std::size_t index, const Status& why, std::span<Passage> passages) {
  for (Passage& passage : passages) {
    if (!passage.goes_on) continue;
    passage.goes_on = false;
    passage.result.outcome = Outcome::Fatal;
    passage.result.failure = {models_.plan_.stages[index].id, why.message()};
  }
}

bool Worker::is_skipped(std::size_t index, const Document& document) const {
  if (std::find(passed_over_.begin(), passed_over_.end(), index) != passed_over_.end()) return true;
  const PlannedStage& planned = models_.plan_.stages[index];
  return planned.when && !planned.when->holds(document);
}

std::vector<StageCost> Worker::take_costs() {
  return std::exchange(costs_, std::vector<StageCost>(costs_.size()));
}

/// One stage's turn, if its condition holds.
void Worker::run_stage(std::size_t index, Passage& passage) {
  if (is_skipped(index, *passage.document)) {
    ++costs_[index].skipped;
    return;
  }
  end_turn(index, passage, attempt_stage(index, passage));
}

/// One stage's turn for many documents: in calls as large as it may get.
void Worker::run_stage_together(std::size_t index, std::span<Passage> passages) {
  std::vector<Passage*> call;
  const auto make_call = [&] {
    if (call.size() < 2 || !call_together(index, call)) {
      for (Passage* passage : call) end_turn(index, *passage, attempt_stage(index, *passage));
    }
    call.clear();
  };
  for (Passage& passage : passages) {
    if (!passage.goes_on) continue;
    if (is_skipped(index, *passage.document)) {
      ++costs_[index].skipped;
      continue;
    }
    call.push_back(&passage);
    if (call.size() >= stations_[index].most_together) make_call();
  }
  make_call();
}

/// False if the call as a whole came to nothing: then it is as if it had not been made. Its time limit is
/// that of one document, which no document of a call within it can have exceeded.
bool Worker::call_together(std::size_t index, std::span<Passage* const> call) {
  const LoadedStage& stage = *models_.stages_[index];
  const std::int64_t limit = stage.plan->time_limit_ns;
  std::vector<std::int32_t> statuses(call.size(), kNoStatus);
  const std::int64_t cpu_start = thread_cpu_ns(), start = WorkerWatch::now_ns();
  const Status made = process_together(index, call, start, statuses);
  const std::int64_t took = WorkerWatch::now_ns() - start;
  const auto has = [&](std::int32_t status) {
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
  };
  const bool late = (limit && took > limit) || has(TEXTMILL_CANCELLED);
  if (!made || late || has(kNoStatus)) {
    for (const Passage* passage : call) passage->document->take_back();
    if (late) stations_[index].most_together = std::max<std::size_t>(1, call.size() / 2);
    if (!late) stage.tell_of_failed_call(call.size(), made ? ": it left a status unset" : made.message());
    return false;
  }
  costs_[index].sampled_cpu_ns += thread_cpu_ns() - cpu_start;
  for (std::size_t i = 0; i < call.size(); ++i) {
    costs_[index].sampled_bytes += call[i]->document->text().size();
    account(index, took / static_cast<std::int64_t>(call.size()), *call[i]);
    end_turn(index, *call[i], finish_turn(statuses[i], 0, *stage.plan, *call[i]->document));
  }
  return true;
}

/// The call itself; fails with what was thrown, if anything was.
Status Worker::process_together(std::size_t index, std::span<Passage* const> call, std::int64_t now,
                                std::span<std::int32_t> statuses) {
  const LoadedStage& stage = *models_.stages_[index];
  const std::int64_t limit = stage.plan->time_limit_ns;
  std::vector<textmill_document*> handles;
  for (const Passage* passage : call) {
    if (limit) passage->document->set_deadline(now + limit);
    passage->document->enter(stage.plan->binding);
    handles.push_back(to_handle(*passage->document));
  }
  if (watch_) watch_->begin_call(call.front()->record, call.size());
  if (watch_) watch_->begin(static_cast<std::uint32_t>(index), now);
  std::string thrown;
  const auto count = static_cast<std::uint32_t>(handles.size());
  const std::int32_t code = guarded_call(
      [&] {
        return stage.batch->process_batch(stations_[index].instance, &stage.host, handles.data(), count,
                                          statuses.data());
      },
      [&](const std::string& what) { thrown = ": it " + what; });
  if (watch_) watch_->end();
  if (watch_) watch_->begin_call(call.front()->record, 1);
  for (const Passage* passage : call) passage->document->set_deadline(0);
  return code == TEXTMILL_OK ? Status() : Status(Code::Error, thrown);
}

/// Tries again as often as the stage may; then what it came to decides how the document goes on.
void Worker::end_turn(std::size_t index, Passage& passage, Status status) {
  const PlannedStage& planned = *models_.stages_[index]->plan;
  for (int retry = 0; retry < planned.retries && !status.ok() && status.code() != Code::Drop; ++retry)
    status = attempt_stage(index, passage);
  if (status.ok()) return;
  ++costs_[index].failed;
  StageFailure failure{planned.id, status.message()};
  if (planned.on_error == OnError::SkipStage && status.code() != Code::Drop) {
    passage.result.skipped.push_back(std::move(failure));
    return;
  }
  passage.goes_on = false;
  passage.result.failure = std::move(failure);
  passage.result.outcome = status.code() == Code::Drop ? Outcome::Dropped : outcome_of(planned.on_error);
}

Status Worker::attempt_stage(std::size_t index, Passage& passage) {
  const LoadedStage& stage = *models_.stages_[index];
  Document& document = *passage.document;
  const std::int64_t cpu_start = passage.sampled ? thread_cpu_ns() : 0;
  const std::int64_t start = WorkerWatch::now_ns();
  if (stage.plan->time_limit_ns) document.set_deadline(start + stage.plan->time_limit_ns);
  document.enter(stage.plan->binding);
  if (watch_) watch_->begin_call(passage.record, 1);
  if (watch_) watch_->begin(static_cast<std::uint32_t>(index), start);
  const std::int32_t code = guarded_call(
      [&] { return stage.table->process(stations_[index].instance, &stage.host, to_handle(document)); },
      [&](const std::string& what) { document.fail(what); });
  const std::int64_t took = WorkerWatch::now_ns() - start;
  if (watch_) watch_->end();
  document.set_deadline(0);
  account(index, took, passage);
  if (passage.sampled) {
    costs_[index].sampled_bytes += document.text().size();
    costs_[index].sampled_cpu_ns += thread_cpu_ns() - cpu_start;
  }
  return finish_turn(code, took, *stage.plan, document);
}

void Worker::account(std::size_t index, std::int64_t took_ns, Passage& passage) {
  StageCost& cost = costs_[index];
  ++cost.documents;
  cost.wall_ns += took_ns;
  cost.durations.add(took_ns);
  cost.text_bytes += passage.document->text().size();
  passage.result.wall_ns += took_ns;
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
