#include "engine/process_runner.hpp"

#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <filesystem>

#include "engine/interrupt.hpp"
#include "engine/sandbox.hpp"

namespace textmill::host {
namespace {

constexpr int kPollMs = 20;
constexpr std::int64_t kMs = 1000000;
// Limits for a stage that has none of its own: processor time, so that a busy machine does not matter, and
// a generous wall time for one that sleeps.
constexpr std::int64_t kDefaultCpuNs = 1000 * kMs;
constexpr std::int64_t kDefaultCpuNsPerByte = 5000;  // 5 s per MB
constexpr std::int64_t kDefaultWallNs = 30000 * kMs;
constexpr std::int64_t kGraceNs = 100 * kMs;  // for a stage that notices its deadline itself

std::int64_t clock_ns(clockid_t clock) {
  timespec t{};
  if (clock_gettime(clock, &t) != 0) return 0;
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

std::int64_t cpu_ns(pid_t process) {
  clockid_t clock{};
  return clock_getcpuclockid(process, &clock) == 0 ? clock_ns(clock) : 0;
}

/// False once nothing more is to be done for the batch.
bool goes_on(const BatchResult& total) { return total.fatal.empty() && !total.abandoned; }

bool fits(std::uint64_t size, const ResultRoom::Slot* slot) { return slot && size <= ResultRoom::kSlotBytes; }

std::string milliseconds(std::int64_t ns) { return std::to_string(ns / kMs) + " ms"; }

}  // namespace

void append_result(BatchResult&& part, std::size_t first_record, BatchResult& total) {
  const auto id_base = static_cast<std::uint32_t>(total.id_bytes.size());
  for (GivenId id : part.ids) {
    id.begin += id_base;
    id.record += static_cast<std::uint32_t>(first_record);
    total.ids.push_back(id);
  }
  total.id_bytes += part.id_bytes;
  if (total.rendered.empty()) {
    total.rendered = std::move(part.rendered);
  } else {
    total.rendered += part.rendered;
  }
  for (Notice& notice : part.notices) total.notices.push_back(std::move(notice));
  total.read += part.read;
  total.written += part.written;
  total.dropped += part.dropped;
  total.set_aside += part.set_aside;
  total.left_out += part.left_out;
  total.text_bytes += part.text_bytes;
  total.findings.errors += part.findings.errors;
  total.findings.warnings += part.findings.warnings;
  total.findings.notes += part.findings.notes;
  total.contributions += part.contributions;
  add_counters(part.counters, total.counters);
  total.costs.resize(std::max(total.costs.size(), part.costs.size()));
  for (std::size_t i = 0; i < part.costs.size(); ++i) total.costs[i] += part.costs[i];
  for (SlowDocument& document : part.slow) total.slow.push_back(std::move(document));
  if (total.fatal.empty()) total.fatal = std::move(part.fatal);
}

ProcessRunner::ProcessRunner(Loader& loader, const WorkerParts& parts)
    : loader_(loader), parts_(parts), output_(parts.plan), room_(ResultRoom::make()) {}

ProcessRunner::~ProcessRunner() {
  if (worker_) end_worker();
}

BatchResult ProcessRunner::run(const Batch& batch) {
  BatchResult total;
  total.number = batch.number;
  total.input_bytes = batch.input_bytes;
  run_range(batch, {0, batch.records.size()}, total);
  retire_grown_worker();
  return total;
}

void ProcessRunner::retire_grown_worker() {
  if (!worker_ || parts_.limits.memory_bytes == 0) return;
  const std::int64_t grown = data_bytes(worker_->pid) - worker_data_at_start_;
  if (grown > parts_.limits.memory_bytes / 2) end_worker();
}

void ProcessRunner::run_range(const Batch& batch, RecordRange range, BatchResult& total) {
  const std::size_t end = range.first + range.count;
  for (; range.first < end && goes_on(total); range.count = end - range.first) {
    const auto death = try_range(batch, range, total);
    if (!death) return;
    if (death->together) {
      range.one_by_one = true;
      continue;
    }
    if (death->record > range.first) {
      range.count = death->record - range.first;
      run_range(batch, range, total);
    }
    run_alone(batch, *death, total);
    range.first = death->record + 1;
  }
}

/// A record that a worker died over, in fresh workers: first as it is, then without the stages that may be
/// skipped when they fail.
void ProcessRunner::run_alone(const Batch& batch, Death death, BatchResult& total) {
  RecordRange alone{death.record, 1};
  for (int failures = 1; goes_on(total);) {
    const auto again = try_range(batch, alone, total);
    if (!again) return;
    death = *again;
    const PlannedStage* stage = stage_of(death);
    if (++failures <= std::max(1, stage ? stage->retries : 0)) continue;
    if (!stage || stage->on_error != OnError::SkipStage) return set_aside(batch, death, total);
    skip_stage(batch, death, total);
    alone.passed_over.push_back(death.stage);
    failures = 0;
  }
}

/// One attempt; on a death nothing is added to `total`.
std::optional<ProcessRunner::Death> ProcessRunner::try_range(const Batch& batch, const RecordRange& range,
                                                             BatchResult& total) {
  if (!ensure_worker(total)) return std::nullopt;
  worker_->watch->begin_call(0, 1);
  worker_->watch->end();
  worker_->watch->last_stage.store(TEXTMILL_NONE);
  watched_turn_ = 0;
  message_.clear();
  const std::shared_ptr<ResultRoom::Slot> slot = room_ ? room_->take() : nullptr;
  encode_batch(batch, range, slot ? slot->number() : kNoSlot, message_);
  BatchResult result;
  std::optional<std::string> killed;
  if (send_message(worker_->channel.get(), message_)) {
    killed = wait_for_result(slot, result);
    if (!killed) {
      append_result(std::move(result), range.first, total);
      return std::nullopt;
    }
  }
  Death death;
  death.record = range.first + std::min<std::size_t>(worker_->watch->record.load(), range.count - 1);
  death.stage = worker_->watch->last_stage.load();
  death.together = worker_->watch->together.load() > 1;
  const std::string end = end_worker();
  death.reason = killed && !killed->empty() ? *killed : end;
  total.abandoned = patience_is_over();
  return total.abandoned ? std::nullopt : std::optional(death);
}

/// Nothing if a result came; else why the worker had to be stopped, empty if it ended by itself.
std::optional<std::string> ProcessRunner::wait_for_result(std::shared_ptr<ResultRoom::Slot> slot,
                                                          BatchResult& result) {
  MessageBuffer buffer;
  bool described = false;  // then the output comes
  while (true) {
    pollfd ready[2] = {{worker_->channel.get(), POLLIN, 0}, {worker_->output.get(), POLLIN, 0}};
    ::poll(ready, 2, kPollMs);
    output_.forward(*worker_);
    auto state = buffer.read_some(worker_->channel.get());
    if (state == MessageBuffer::State::Complete && !described) {
      RenderedPlace place;
      if (!decode_result(buffer.take(), result, place) || (place.in_slot && !fits(place.size, slot.get())))
        return "sent back a result that cannot be read";
      if (place.in_slot) {
        result.rendered = ResultRoom::contents(std::move(slot), place.size);
        return std::nullopt;
      }
      described = true;
      state = buffer.read_some(worker_->channel.get());
    }
    if (state == MessageBuffer::State::Closed) return std::string();
    if (state == MessageBuffer::State::Complete) {
      result.rendered = buffer.take();
      return std::nullopt;
    }
    if (auto reason = overdue()) return reason;
    if (patience_is_over()) return "was stopped because the run was interrupted";
  }
}

std::optional<std::string> ProcessRunner::overdue() {
  const std::uint32_t stage = worker_->watch->stage.load(std::memory_order_acquire);
  if (stage == TEXTMILL_NONE || stage >= parts_.plan.stages.size()) return std::nullopt;
  const std::uint64_t turn = (std::uint64_t{worker_->watch->record.load()} << 32 | stage) + 1;
  const std::int64_t cpu = cpu_ns(worker_->pid);
  if (turn != watched_turn_) {
    watched_turn_ = turn;
    turn_cpu_start_ns_ = cpu;
  }
  const std::int64_t wall = clock_ns(CLOCK_MONOTONIC) - worker_->watch->stage_started_ns.load();
  const std::int64_t limit = parts_.plan.stages[stage].time_limit_ns;
  if (limit > 0) {
    if (wall > limit + kGraceNs) return "exceeded its time limit of " + milliseconds(limit);
    return std::nullopt;
  }
  const std::int64_t cpu_limit =
      kDefaultCpuNs + kDefaultCpuNsPerByte * static_cast<std::int64_t>(message_.size());
  if (cpu - turn_cpu_start_ns_ > cpu_limit) {
    return "used more than " + milliseconds(cpu_limit) + " of processor time (set limits.time to allow more)";
  }
  if (wall > kDefaultWallNs + cpu_limit) {
    return "took more than " + milliseconds(kDefaultWallNs + cpu_limit) + " (set limits.time to allow more)";
  }
  return std::nullopt;
}

const PlannedStage* ProcessRunner::stage_of(const Death& death) const {
  return death.stage < parts_.plan.stages.size() ? &parts_.plan.stages[death.stage] : nullptr;
}

/// Who died where, of what; the outcome is what the stage's `on_error` says.
Notice ProcessRunner::notice_of(const Batch& batch, const Death& death) const {
  const Source& source = batch.records[death.record].source;
  Notice notice;
  notice.outcome = Outcome::SetAside;
  notice.place = {std::string(source.path), source.line, source.offset, source.length};
  notice.message = death.reason;
  if (const PlannedStage* stage = stage_of(death)) {
    const CatalogEntry& plugin = *stage->ref.plugin;
    notice.stage = stage->id;
    notice.message += ", plugin " + std::filesystem::path(plugin.path).filename().string();
    if (!plugin.build_id.empty()) notice.message += " (build " + plugin.build_id.substr(0, 12) + ")";
    if (stage->on_error == OnError::Drop) notice.outcome = Outcome::Dropped;
  }
  return notice;
}

void ProcessRunner::skip_stage(const Batch& batch, const Death& death, BatchResult& total) const {
  Document document(parts_.plan.schema);
  parse(batch, death.record, document);
  Notice notice = notice_of(batch, death);
  notice.outcome = Outcome::Ok;
  notice.id = document.id();
  notice.message += "; stage skipped";
  total.notices.push_back(std::move(notice));
  count_failure(death, total);
}

void ProcessRunner::set_aside(const Batch& batch, const Death& death, BatchResult& total) const {
  Document document(parts_.plan.schema);
  parse(batch, death.record, document);
  Notice notice = notice_of(batch, death);
  notice.id = document.id();
  const PlannedStage* stage = stage_of(death);
  if (stage && stage->on_error == OnError::Fail)
    total.fatal = notice.place.text() + ": stage '" + stage->id + "' " + notice.message;
  ++total.read;
  total.text_bytes += document.text().size();
  const bool dropped = notice.outcome == Outcome::Dropped;
  ++(dropped ? total.dropped : total.set_aside);
  parts_.renderer.missing(notice.id, dropped ? "dropped" : "set_aside", total.rendered);
  total.notices.push_back(std::move(notice));
  count_failure(death, total);
}

/// The record as a document, for what is told about it.
void ProcessRunner::parse(const Batch& batch, std::size_t record, Document& document) const {
  RecordParser parser(parts_.reader);
  (void)parser.parse(batch, batch.records[record], document);
}

void ProcessRunner::count_failure(const Death& death, BatchResult& total) const {
  if (!stage_of(death)) return;
  total.costs.resize(parts_.plan.stages.size());
  ++total.costs[death.stage].failed;
}

bool ProcessRunner::ensure_worker(BatchResult& total) {
  if (worker_) return true;
  auto worker = loader_.fork_worker(room_.get());
  if (!worker) {
    total.fatal = worker.error().message();
    return false;
  }
  worker_ = std::move(*worker);
  worker_data_at_start_ = data_bytes(worker_->pid);
  return true;
}

std::string ProcessRunner::end_worker() {
  // A worker that is dying keeps the cause of its death; only one that still lives dies of this.
  ::kill(worker_->pid, SIGKILL);
  const std::string end = loader_.reap(worker_->pid);
  output_.forward(*worker_);
  worker_.reset();
  if (end.find("SIGKILL") == std::string::npos) return end;
  return "closed the worker's channel, or was killed by the system";
}

}  // namespace textmill::host
