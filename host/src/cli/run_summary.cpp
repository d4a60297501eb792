#include "cli/run_summary.hpp"

#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <csignal>

#include "engine/progress.hpp"
#include "log.hpp"
#include "textmill_version.hpp"

namespace textmill::host {
namespace {

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

bool findings_fail(const std::string& fail_on, const FindingCounts& f) {
  if (fail_on.empty()) return false;
  if (f.errors > 0) return true;
  if (fail_on != "error" && f.warnings > 0) return true;
  return fail_on == "note" && f.notes > 0;
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

void put_stage(Json& json, const PlannedStage& stage, const StageCost& cost) {
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
  json.EndObject();
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
    log_message(LogLevel::Error,
                fmt::format("stopped: more than {} documents set aside", options.max_errors));
  }
  const bool worth_telling = report.counts.read != 1 || report.counts.set_aside > 0 || options.verbosity > 0;
  if (options.verbosity >= 0 && worth_telling && !gone) console.error(accounts(report));
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

Status RunSummary::write_json(const std::string& path) const {
  if (path.empty()) return {};
  rapidjson::StringBuffer buffer;
  Json json(buffer);
  json.SetIndent(' ', 2);
  json.StartObject();
  put(json, "textmill", std::string(kVersion));
  put(json, "pipeline", plan.file);
  put(json, "fingerprint", plan.fingerprint);
  put(json, "exit", static_cast<std::uint64_t>(exit()));
  put(json, "wall_seconds", static_cast<double>(report.wall_ns) / 1e9);
  put(json, "processed_bytes", report.processed_bytes);
  put_counts(json, report.counts);
  json.Key("drop_reasons");
  json.StartObject();
  for (const auto& [reason, count] : report.drop_reasons) put(json, reason.c_str(), count);
  json.EndObject();
  json.Key("stages");
  json.StartArray();
  for (std::size_t i = 0; i < report.costs.size(); ++i) put_stage(json, plan.stages[i], report.costs[i]);
  json.EndArray();
  json.Key("slowest");
  json.StartArray();
  for (const SlowDocument& document : report.slowest.list()) {
    json.StartObject();
    put(json, "id", document.id);
    put(json, "place", document.place);
    put(json, "bytes", document.bytes);
    put(json, "ms", static_cast<double>(document.wall_ns) / 1e6);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  auto sink = Sink::open(path);
  if (!sink) return sink.error();
  if (Status s = sink->write(std::string_view(buffer.GetString(), buffer.GetSize())); !s) return s;
  if (Status s = sink->write("\n"); !s) return s;
  return sink->finish();
}

}  // namespace textmill::host
