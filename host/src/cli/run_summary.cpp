#include "cli/run_summary.hpp"

#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <csignal>

#include "engine/progress.hpp"
#include "log.hpp"
#include "textmill_version.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kShownReasons = 5;

std::string accounts(const RunReport& report) {
  const Checkpoint& c = report.counts;
  std::string line =
      fmt::format("{} read = {} written + {} dropped + {} set aside; {} in {:.2f} s", c.read, c.written,
                  c.dropped, c.set_aside, readable_bytes(static_cast<double>(c.text_bytes)),
                  static_cast<double>(report.wall_ns) / 1e9);
  const FindingCounts& f = c.findings;
  if (f.errors + f.warnings + f.notes > 0) {
    line += fmt::format("; findings: {} errors, {} warnings, {} notes", f.errors, f.warnings, f.notes);
  }
  return line;
}

/// Why documents were dropped, the commonest reasons first.
std::vector<std::string> reasons(const RunReport& report) {
  std::vector<std::pair<std::uint64_t, std::string>> counted;
  for (const auto& [reason, count] : report.drop_reasons) counted.emplace_back(count, reason);
  std::stable_sort(counted.begin(), counted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (counted.size() > kShownReasons) counted.resize(kShownReasons);
  std::vector<std::string> lines;
  for (const auto& [count, reason] : counted) lines.push_back(fmt::format("{} dropped: {}", count, reason));
  return lines;
}

bool findings_fail(const std::string& fail_on, const FindingCounts& f) {
  if (fail_on.empty()) return false;
  if (f.errors > 0) return true;
  if (fail_on != "error" && f.warnings > 0) return true;
  return fail_on == "note" && f.notes > 0;
}

/// How long a run over everything would take. What reading alone costs is in the sample already, so only
/// the stages' time is projected.
std::string prediction(const RunOptions& options, const RunReport& report) {
  double stages = 0;
  for (const StageCost& cost : report.costs) stages += static_cast<double>(cost.wall_ns) / 1e9;
  const double share = options.sample_percent / 100;
  const double wall = static_cast<double>(report.wall_ns) / 1e9;
  const double expected = wall + stages * (1 / share - 1) / static_cast<double>(std::max(1, report.workers));
  const double budget = static_cast<double>(options.budget_ns) / 1e9;
  std::string line =
      fmt::format("a run over everything would take about {} with {} worker(s) on this machine; ",
                  readable_seconds(expected), report.workers);
  if (expected <= budget) return line + "it fits into the budget of " + readable_seconds(budget);
  const double machines = expected / budget;
  return line + fmt::format("that is {:.1f} times the budget of {}", machines, readable_seconds(budget));
}

bool wrong_count(const RunOptions& options, const RunReport& report) {
  return options.expect_records && *options.expect_records != report.counts.read;
}

using Json = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void put(Json& json, const char* key, const std::string& value) {
  json.Key(key);
  json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}
void put(Json& json, const char* key, std::uint64_t value) {
  json.Key(key);
  json.Uint64(value);
}
void put(Json& json, const char* key, double value) {
  json.Key(key);
  json.Double(value);
}

void put_counters(Json& json, const std::string& stage, const std::vector<Counter>& counters) {
  json.Key("counters");
  json.StartObject();
  for (const Counter& counter : counters) {
    if (counter.stage != stage) continue;
    json.Key(counter.name.data(), static_cast<rapidjson::SizeType>(counter.name.size()));
    json.Int64(counter.amount);
  }
  json.EndObject();
}

void put_stage(Json& json, const PlannedStage& stage, const StageCost& cost,
               const std::vector<Counter>& counters) {
  const double wall = static_cast<double>(cost.wall_ns) / 1e9;
  json.StartObject();
  put(json, "id", stage.id);
  put(json, "plugin", stage.ref.plugin->manifest->id + " " + stage.ref.plugin->manifest->version);
  put(json, "build", stage.ref.plugin->build_id);
  put(json, "documents", cost.documents);
  put(json, "skipped", cost.skipped);
  put(json, "failed", cost.failed);
  put(json, "wall_seconds", wall);
  put(json, "cpu_seconds", cost.cpu_seconds());
  put(json, "mb_per_second", wall > 0 ? static_cast<double>(cost.text_bytes) / 1e6 / wall : 0.0);
  put(json, "p50_us", static_cast<double>(cost.durations.percentile(0.5)) / 1e3);
  put(json, "p99_us", static_cast<double>(cost.durations.percentile(0.99)) / 1e3);
  put_counters(json, stage.id, counters);
  json.EndObject();
}

/// One metric of the Prometheus text format, with a value per stage.
template <class Value>
void put_metric(std::string& out, const Plan& plan, const RunReport& report, const char* name,
                const char* help, const char* type, Value value) {
  out += fmt::format("# HELP textmill_stage_{0} {1}\n# TYPE textmill_stage_{0} {2}\n", name, help, type);
  for (std::size_t i = 0; i < report.costs.size(); ++i) {
    out += fmt::format("textmill_stage_{}{{stage=\"{}\"}} {}\n", name, plan.stages[i].id,
                       value(report.costs[i]));
  }
}

std::string prometheus(const Plan& plan, const RunReport& report) {
  const Checkpoint& c = report.counts;
  std::string out =
      "# HELP textmill_documents_total Documents by what became of them\n"
      "# TYPE textmill_documents_total counter\n";
  for (const auto& [outcome, count] : {std::pair("written", c.written), std::pair("dropped", c.dropped),
                                       std::pair("set_aside", c.set_aside)}) {
    out += fmt::format("textmill_documents_total{{outcome=\"{}\"}} {}\n", outcome, count);
  }
  out += fmt::format(
      "# HELP textmill_text_bytes_total Bytes of text read\n# TYPE textmill_text_bytes_total counter\n"
      "textmill_text_bytes_total {}\n",
      c.text_bytes);
  put_metric(out, plan, report, "documents_total", "Documents handled", "counter",
             [](const StageCost& cost) { return cost.documents; });
  put_metric(out, plan, report, "failed_total", "Documents failed on", "counter",
             [](const StageCost& cost) { return cost.failed; });
  put_metric(out, plan, report, "cpu_seconds_total", "Processor time", "counter",
             [](const StageCost& cost) { return cost.cpu_seconds(); });
  put_metric(
      out, plan, report, "p99_seconds", "99 of 100 documents take less", "gauge",
      [](const StageCost& cost) { return static_cast<double>(cost.durations.percentile(0.99)) / 1e9; });
  return out;
}

void put_counts(Json& json, const Checkpoint& c) {
  put(json, "read", c.read);
  put(json, "written", c.written);
  put(json, "dropped", c.dropped);
  put(json, "set_aside", c.set_aside);
  put(json, "duplicate_ids", c.duplicate_ids);
  put(json, "text_bytes", c.text_bytes);
  json.Key("findings");
  json.StartObject();
  put(json, "error", c.findings.errors);
  put(json, "warning", c.findings.warnings);
  put(json, "note", c.findings.notes);
  json.EndObject();
}

}  // namespace

void RunSummary::tell(const Console& console) const {
  for (const InputFailure& failure : reader.failures()) log_message(LogLevel::Error, failure.message);
  if (wrong_count(options, report)) {
    log_message(LogLevel::Error,
                fmt::format("expected {} records but read {}", *options.expect_records, report.counts.read));
  }
  const bool gone = report.output.code() == Code::Cancelled;
  if (!report.output.ok() && !gone) log_message(LogLevel::Error, report.output.message());
  if (!report.fatal.empty()) log_message(LogLevel::Error, report.fatal + "; the run stops here");
  if (report.stopped) {
    const Checkpoint& c = report.counts;
    log_message(LogLevel::Error,
                options.max_errors > 0 && c.set_aside > options.max_errors
                    ? fmt::format("stopped: more than {} documents set aside", options.max_errors)
                    : fmt::format("stopped: {} of {} documents set aside, more than {} %", c.set_aside,
                                  c.read, options.max_error_percent));
  }
  const bool worth_telling = report.counts.read != 1 || report.counts.set_aside > 0 || options.verbosity > 0;
  if (options.verbosity >= 0 && worth_telling && !gone) {
    console.error(accounts(report));
    for (const std::string& line : reasons(report)) console.error(line);
    if (resumable && !report.complete()) console.error("the same command with --resume goes on from here");
  }
  if (options.budget_ns > 0 && report.output.ok()) console.error(prediction(options, report));
}

Exit RunSummary::exit() const {
  if (!report.output.ok()) return report.output.code() == Code::Cancelled ? Exit::PipeClosed : Exit::Output;
  if (report.signal != 0) return report.signal == SIGTERM ? Exit::Terminated : Exit::Interrupted;
  if (report.stopped || !report.fatal.empty()) return Exit::Stopped;
  if (!reader.failures().empty() || wrong_count(options, report)) return Exit::Input;
  if (report.counts.set_aside + report.counts.duplicate_ids > 0) return Exit::SetAside;
  if (findings_fail(options.fail_on, report.counts.findings)) return Exit::Findings;
  return Exit::Ok;
}

std::string RunSummary::json() const {
  rapidjson::StringBuffer buffer;
  Json writer(buffer);
  writer.SetIndent(' ', 2);
  writer.StartObject();
  put(writer, "textmill", std::string(kVersion));
  put(writer, "pipeline", plan.file);
  put(writer, "fingerprint", fingerprint);
  put(writer, "exit", static_cast<std::uint64_t>(exit()));
  put(writer, "wall_seconds", static_cast<double>(report.wall_ns) / 1e9);
  put(writer, "processed_bytes", report.processed_bytes);
  put_counts(writer, report.counts);
  writer.Key("drop_reasons");
  writer.StartObject();
  for (const auto& [reason, count] : report.drop_reasons) put(writer, reason.c_str(), count);
  writer.EndObject();
  writer.Key("stages");
  writer.StartArray();
  for (std::size_t i = 0; i < report.costs.size(); ++i)
    put_stage(writer, plan.stages[i], report.costs[i], report.counters);
  writer.EndArray();
  writer.Key("slowest");
  writer.StartArray();
  for (const SlowDocument& document : report.slowest.list()) {
    writer.StartObject();
    put(writer, "id", document.id);
    put(writer, "place", document.place);
    put(writer, "bytes", document.bytes);
    put(writer, "ms", static_cast<double>(document.wall_ns) / 1e6);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

Status RunSummary::write(const std::string& folder) const {
  if (folder.empty()) return {};
  if (Status s = write_file(folder + "/run.json", json()); !s) return s;
  return write_file(folder + "/metrics.prom", prometheus(plan, report));
}

}  // namespace textmill::host
