#include "engine/thread_runner.hpp"

#include <xxhash.h>

#include <algorithm>

#include "engine/contributions.hpp"
#include "engine/interrupt.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kMostExpected = 16U << 20;  // a giant among documents is not the rule
constexpr std::uint64_t kSampleSeed = 1;          // not the hash that ids are compared by

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
  auto worker = Worker::make(models);
  if (!worker) return worker.error();
  return std::unique_ptr<ThreadRunner>(new ThreadRunner(plan, std::move(*worker), renderer, reader));
}

ThreadRunner::ThreadRunner(const Plan& plan, std::unique_ptr<Worker> worker, const Renderer& renderer,
                           const ReaderOptions& reader)
    : plan_(plan), worker_(std::move(worker)), renderer_(renderer), parser_(reader), document_(plan.schema) {
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
  for (const Record& record : batch.records) {
    run_record(batch, record, result);
    if (!result.fatal.empty()) break;
    if (patience_is_over()) {
      result.abandoned = true;
      break;
    }
  }
  collect_costs(result);
  return result;
}

void ThreadRunner::run_record(const Batch& batch, const Record& record, BatchResult& result) {
  ++result.read;
  const ParsedRecord parsed = parser_.parse(batch, record, document_);
  result.text_bytes += document_.text().size();
  for (const std::string& warning : parsed.warnings) {
    result.notices.push_back({Outcome::Ok, std::string(document_.id()), place_of(record), {}, warning});
  }
  if (!parsed.status) {
    note(record, {Outcome::SetAside, {{}, parsed.status.message()}, {}}, result);
    return;
  }
  if (record.kind == RecordKind::JsonLine) remember_id(batch, record, result);
  if (!in_sample(document_.id(), plan_.run.sample)) {
    ++result.dropped;
    ++result.left_out;
    renderer_.missing(document_.id(), "dropped", result.rendered);
    return;
  }
  const ChainResult chain = worker_->run(document_);
  remember_slow(record, chain.wall_ns);
  if (chain.outcome != Outcome::Ok) {
    note(record, chain, result);
    return;
  }
  for (const StageFailure& skipped : chain.skipped) {
    result.notices.push_back({Outcome::Ok, std::string(document_.id()), place_of(record), skipped.stage,
                              skipped.message + "; stage skipped"});
  }
  count_findings(result.findings);
  renderer_.document(document_, result.rendered);
  for (const Contribution& one : document_.contributions())
    append_contribution(one.slot, document_.id(), one.bytes, result.contributions);
  ++result.written;
}

void ThreadRunner::remember_id(const Batch& batch, const Record& record, BatchResult& result) const {
  const std::string_view id = document_.id();
  result.ids.push_back(
      {XXH3_64bits(id.data(), id.size()), static_cast<std::uint32_t>(&record - batch.records.data()),
       static_cast<std::uint32_t>(result.id_bytes.size()), static_cast<std::uint32_t>(id.size())});
  result.id_bytes.append(id);
}

void ThreadRunner::note(const Record& record, const ChainResult& chain, BatchResult& result) const {
  result.notices.push_back({chain.outcome, std::string(document_.id()), place_of(record), chain.failure.stage,
                            chain.failure.message});
  const bool dropped = chain.outcome == Outcome::Dropped;
  ++(dropped ? result.dropped : result.set_aside);
  renderer_.missing(document_.id(), dropped ? "dropped" : "set_aside", result.rendered);
  if (chain.outcome == Outcome::Fatal) {
    result.fatal = place_of(record).text() + ": stage '" + chain.failure.stage + "' " + chain.failure.message;
  }
}

void ThreadRunner::count_findings(FindingCounts& counts) const {
  if (findings_slot_ < 0) return;
  const Layer& layer = document_.layer(static_cast<std::size_t>(findings_slot_));
  if (layer.size() == 0) return;
  const textmill_string* severities = layer.feature(static_cast<std::size_t>(severity_feature_)).strings;
  for (std::uint32_t i = 0; i < layer.size(); ++i) {
    const std::string_view severity(severities[i].ptr, severities[i].len);
    counts.errors += severity == "error";
    counts.warnings += severity == "warning";
    counts.notes += severity == "note";
  }
}

void ThreadRunner::remember_slow(const Record& record, std::int64_t wall_ns) {
  if (!slowest_.wants(wall_ns)) return;
  slowest_.add({wall_ns, document_.text().size(), std::string(document_.id()), place_of(record).text()});
}

void ThreadRunner::collect_costs(BatchResult& result) {
  result.costs = worker_->take_costs();
  result.counters = document_.take_counters();
  result.slow = slowest_.take();
  expected_bytes_ = std::min(result.rendered.size() + result.rendered.size() / 8, kMostExpected);
}

}  // namespace textmill::host
