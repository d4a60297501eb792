#include <fmt/format.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/verbs.hpp"
#include "engine/progress.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

/// The report of a run: the file itself, or run.json in the folder, or in FILE.run for an output file.
std::string report_file(const std::string& run) {
  for (const std::string& path : {run + ".run/run.json", run + "/run.json"}) {
    if (fs::is_regular_file(path)) return path;
  }
  return run;
}

struct Report {
  std::string name;
  rapidjson::Document json;

  double number(const rapidjson::Value& object, const char* key) const {
    const auto member = object.FindMember(key);
    return member != object.MemberEnd() && member->value.IsNumber() ? member->value.GetDouble() : 0;
  }
  double number(const char* key) const { return number(json, key); }
};

Status load(const std::string& run, Report& report) {
  report.name = run;
  const std::string path = report_file(run);
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  report.json.Parse(text.data(), text.size());
  if (!in || report.json.HasParseError() || !report.json.IsObject() || !report.json.HasMember("stages") ||
      !report.json["stages"].IsArray()) {
    return {Code::BadUsage,
            path + ": is not the report of a run (expected OUTPUT, OUTPUT.run or its run.json)"};
  }
  return {};
}

std::string overview(const Report& r) {
  const double seconds = r.number("wall_seconds");
  return fmt::format(
      "{}\n  {:.0f} read = {:.0f} written + {:.0f} dropped + {:.0f} set aside, {}, {:.2f} s, {}/s\n", r.name,
      r.number("read"), r.number("written"), r.number("dropped"), r.number("set_aside"),
      readable_bytes(r.number("processed_bytes")), seconds,
      readable_bytes(seconds > 0 ? r.number("processed_bytes") / seconds : 0));
}

const char* text(const rapidjson::Value& object, const char* key) {
  const auto member = object.FindMember(key);
  return member != object.MemberEnd() && member->value.IsString() ? member->value.GetString() : "";
}

std::string stage_table(const Report& r) {
  std::string table = fmt::format("  {:<20} {:>10} {:>8} {:>8} {:>8} {:>8} {:>10} {:>10}\n", "stage",
                                  "documents", "failed", "cpu s", "wall s", "MB/s", "p50 us", "p99 us");
  for (const auto& stage : r.json["stages"].GetArray()) {
    if (!stage.IsObject()) continue;
    table +=
        fmt::format("  {:<20} {:>10.0f} {:>8.0f} {:>8.2f} {:>8.2f} {:>8.1f} {:>10.1f} {:>10.1f}\n",
                    text(stage, "id"), r.number(stage, "documents"), r.number(stage, "failed"),
                    r.number(stage, "cpu_seconds"), r.number(stage, "wall_seconds"),
                    r.number(stage, "mb_per_second"), r.number(stage, "p50_us"), r.number(stage, "p99_us"));
  }
  return table;
}

/// The stages' own counters.
std::string counter_table(const Report& r) {
  std::string table;
  for (const auto& stage : r.json["stages"].GetArray()) {
    if (!stage.IsObject()) continue;
    const auto counters = stage.FindMember("counters");
    if (counters == stage.MemberEnd() || !counters->value.IsObject()) continue;
    for (const auto& counter : counters->value.GetObject()) {
      if (!counter.value.IsInt64()) continue;
      table += fmt::format("  {:<20} {:>10} {}\n", text(stage, "id"), counter.value.GetInt64(),
                           counter.name.GetString());
    }
  }
  return table.empty() ? table : "  counters\n" + table;
}

std::string slowest_table(const Report& r) {
  const auto slowest = r.json.FindMember("slowest");
  if (slowest == r.json.MemberEnd() || !slowest->value.IsArray() || slowest->value.Empty()) return {};
  std::string table = "  slowest documents\n";
  for (const auto& document : slowest->value.GetArray()) {
    if (!document.IsObject()) continue;
    table += fmt::format("  {:>10.2f} ms {:>10} {} ({})\n", r.number(document, "ms"),
                         readable_bytes(r.number(document, "bytes")), text(document, "id"),
                         text(document, "place"));
  }
  return table;
}

/// Processor time per stage of two runs over the same text, as a ratio.
std::string comparison(const Report& a, const Report& b) {
  std::string table =
      fmt::format("  {:<20} {:>12} {:>12} {:>8}\n", "processor s per MB", "first", "second", "ratio");
  const auto per_mb = [](const Report& r, const rapidjson::Value& stage) {
    const double mb = r.number("processed_bytes") / 1e6;
    return mb > 0 ? r.number(stage, "cpu_seconds") / mb : 0;
  };
  for (const auto& first : a.json["stages"].GetArray()) {
    for (const auto& second : b.json["stages"].GetArray()) {
      if (!first.IsObject() || !second.IsObject() || std::string(text(first, "id")) != text(second, "id"))
        continue;
      const double x = per_mb(a, first);
      const double y = per_mb(b, second);
      table +=
          fmt::format("  {:<20} {:>12.4f} {:>12.4f} {:>8.2f}\n", text(first, "id"), x, y, x > 0 ? y / x : 0);
    }
  }
  return table;
}

}  // namespace

Exit run_stats(const std::vector<std::string>& runs, const Console& console) {
  std::vector<Report> reports(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (Status s = load(runs[i], reports[i]); !s) {
      console.error(s.message());
      return Exit::Usage;
    }
    console.out(overview(reports[i]) + stage_table(reports[i]) + counter_table(reports[i]) +
                slowest_table(reports[i]));
  }
  if (reports.size() == 2) console.out(comparison(reports[0], reports[1]));
  return Exit::Ok;
}

}  // namespace textmill::host
