#include "engine/thread_runner.hpp"

#include <xxhash.h>

#include <algorithm>

#include "engine/contributions.hpp"
#include "engine/interrupt.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kMostExpected = 16U << 20;  // a giant among documents is not the rule
// Records that go through the chain side by side, stage by stage. A larger record goes alone.
struct Company {
  std::size_t records;
  std::size_t bytes;
};
constexpr Company kInOneCall{64, 1U << 18};  // enough to share a fixed cost, few enough for their layers
constexpr Company kCallByCall{4, 1U << 16};  // a stage finds its tables in the cache, the next one the layers
constexpr std::uint64_t kSampleSeed = 1;     // not the hash that ids are compared by

RecordPlace place_of(const Record& record) {
  return {std::string(record.source.path), record.source.line, record.source.offset, record.source.length};
}

}  // namespace

bool in_sample(std::string_view id, double share) {
  if (share >= 1) return true;
  constexpr double kHashes = 18446744073709551616.0;  // 2^64
  return static_cast<double>(XXH3_64bits_withSeed(id.data(), id.size(), kSampleSeed)) < share * kHashes;
}

void add_counters(const std::vector<Counter>& more, std::vector<Counter>& total) {
  for (const Counter& counter : more) {
    const auto known = std::find_if(total.begin(), total.end(), [&](const Counter& one) {
      return one.stage == counter.stage && one.name == counter.name;
    });
    if (known == total.end()) {
      total.push_back(counter);
    } else {
      known->amount += counter.amount;
    }
  }
}

Result<std::unique_ptr<ThreadRunner>> ThreadRunner::make(const Plan& plan, Models& models,
                                                         const Renderer& renderer,
                                                         const ReaderOptions& reader) {
  auto runner = begin(plan, models, renderer, reader);
  if (Status complete = runner->complete(); !complete) return complete;
  return runner;
}

std::unique_ptr<ThreadRunner> ThreadRunner::begin(const Plan& plan, Models& models, const Renderer& renderer,
                                                  const ReaderOptions& reader) {
  return std::unique_ptr<ThreadRunner>(new ThreadRunner(plan, Worker::begin(models), renderer, reader));
}

ThreadRunner::ThreadRunner(const Plan& plan, std::unique_ptr<Worker> worker, const Renderer& renderer,
                           const ReaderOptions& reader)
    : plan_(plan), worker_(std::move(worker)), renderer_(renderer), parser_(reader) {
  for (std::size_t i = 0; i < plan.schema.layers.size(); ++i) {
    const LayerSpec& layer = plan.schema.layers[i];
    for (std::size_t f = 0; layer.name == "findings" && f < layer.features.size(); ++f) {
      if (layer.features[f].name != "severity" || layer.features[f].type != TEXTMILL_STRING) continue;
      findings_slot_ = static_cast<int>(i);
      severity_feature_ = static_cast<int>(f);
    }
  }
}

BatchResult ThreadRunner::run(const Batch& batch) {
  BatchResult result;
  result.number = batch.number;
  result.input_bytes = batch.input_bytes;
  make_room(result);
  for (std::size_t next = 0; next < batch.records.size();) {
    next += run_some(batch, next, result);
    if (!result.fatal.empty()) break;
    if (patience_is_over()) {
      result.abandoned = true;
      break;
    }
  }
  collect_costs(result);
  return result;
}

void ThreadRunner::report_to(WorkerWatch& watch) {
  watch_ = &watch;
  worker_->report_to(watch);
}

std::size_t ThreadRunner::count_together(const Batch& batch, std::size_t first) const {
  const Company most = worker_->takes_many() ? kInOneCall : kCallByCall;
  std::size_t bytes = batch.records[first].size, next = first + 1;
  const std::size_t end = std::min(batch.records.size(), first + most.records);
  while (next < end && bytes + batch.records[next].size <= most.bytes) bytes += batch.records[next++].size;
  return next - first;
}

std::size_t ThreadRunner::run_some(const Batch& batch, std::size_t first, BatchResult& result) {
  const std::size_t count = count_together(batch, first);
  while (seats_.size() < count) seats_.push_back(std::make_unique<Seat>(plan_.schema));
  passages_.clear();
  for (std::size_t i = 0; i < count; ++i) passages_.push_back(begin_record(batch, first + i, *seats_[i]));
  worker_->run(passages_);
  for (std::size_t i = 0; i < count && result.fatal.empty(); ++i)
    end_record(batch, *seats_[i], passages_[i], result);
  return count;
}

Passage ThreadRunner::begin_record(const Batch& batch, std::size_t number, Seat& seat) {
  const auto record = static_cast<std::uint32_t>(number);
  if (watch_) watch_->begin_call(record, 1);
  seat.parsed = parser_.parse(batch, batch.records[number], seat.document);
  seat.left_out = seat.parsed.status.ok() && !in_sample(seat.document.id(), plan_.run.sample);
  return {&seat.document, record, seat.parsed.status.ok() && !seat.left_out};
}

void ThreadRunner::end_record(const Batch& batch, const Seat& seat, const Passage& passage,
                              BatchResult& result) {
  const Record& record = batch.records[passage.record];
  const Document& document = seat.document;
  const ChainResult& chain = passage.result;
  ++result.read;
  result.text_bytes += document.text().size();
  for (const std::string& warning : seat.parsed.warnings) {
    result.notices.push_back({Outcome::Ok, std::string(document.id()), place_of(record), {}, warning});
  }
  if (!seat.parsed.status) {
    note(record, document, {Outcome::SetAside, {{}, seat.parsed.status.message()}, {}}, result);
    return;
  }
  if (record.kind == RecordKind::JsonLine) remember_id(passage.record, document.id(), result);
  if (seat.left_out) {
    ++result.dropped;
    ++result.left_out;
    renderer_.missing(document.id(), "dropped", result.rendered);
    return;
  }
  remember_slow(record, document, chain.wall_ns);
  if (chain.outcome != Outcome::Ok) {
    note(record, document, chain, result);
    return;
  }
  for (const StageFailure& skipped : chain.skipped) {
    result.notices.push_back({Outcome::Ok, std::string(document.id()), place_of(record), skipped.stage,
                              skipped.message + "; stage skipped"});
  }
  count_findings(document, result.findings);
  renderer_.document(document, result.rendered);
  for (const Contribution& one : document.contributions())
    append_contribution(one.slot, document.id(), one.bytes, result.contributions);
  ++result.written;
}

void ThreadRunner::remember_id(std::uint32_t number, std::string_view id, BatchResult& result) {
  result.ids.push_back({XXH3_64bits(id.data(), id.size()), number,
                        static_cast<std::uint32_t>(result.id_bytes.size()),
                        static_cast<std::uint32_t>(id.size())});
  result.id_bytes.append(id);
}

void ThreadRunner::note(const Record& record, const Document& document, const ChainResult& chain,
                        BatchResult& result) const {
  result.notices.push_back({chain.outcome, std::string(document.id()), place_of(record), chain.failure.stage,
                            chain.failure.message});
  const bool dropped = chain.outcome == Outcome::Dropped;
  ++(dropped ? result.dropped : result.set_aside);
  renderer_.missing(document.id(), dropped ? "dropped" : "set_aside", result.rendered);
  if (chain.outcome == Outcome::Fatal) {
    result.fatal = place_of(record).text() + ": stage '" + chain.failure.stage + "' " + chain.failure.message;
  }
}

void ThreadRunner::count_findings(const Document& document, FindingCounts& counts) const {
  if (findings_slot_ < 0) return;
  const Layer& layer = document.layer(static_cast<std::size_t>(findings_slot_));
  if (layer.size() == 0) return;
  const textmill_string* severities = layer.feature(static_cast<std::size_t>(severity_feature_)).strings;
  for (std::uint32_t i = 0; i < layer.size(); ++i) {
    const std::string_view severity(severities[i].ptr, severities[i].len);
    counts.errors += severity == "error";
    counts.warnings += severity == "warning";
    counts.notes += severity == "note";
  }
}

void ThreadRunner::remember_slow(const Record& record, const Document& document, std::int64_t wall_ns) {
  if (!slowest_.wants(wall_ns)) return;
  slowest_.add({wall_ns, document.text().size(), std::string(document.id()), place_of(record).text()});
}

void ThreadRunner::collect_costs(BatchResult& result) {
  result.costs = worker_->take_costs();
  for (const auto& seat : seats_) add_counters(seat->document.take_counters(), result.counters);
  result.slow = slowest_.take();
  expected_bytes_ = std::min(result.rendered.size() + result.rendered.size() / 8, kMostExpected);
}

}  // namespace textmill::host
