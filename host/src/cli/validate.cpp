#include "validate/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "cli/verbs.hpp"
#include "log.hpp"
#include "output/json_text.hpp"

namespace textmill::host {
namespace {

using Results = std::vector<CheckResult>;

const char* word_for(Verdict verdict) {
  switch (verdict) {
    case Verdict::Passed: return "passed";
    case Verdict::Failed: return "failed";
    case Verdict::Skipped: return "skipped";
  }
  return "";
}

std::size_t count(const Results& results, Verdict verdict) {
  return static_cast<std::size_t>(std::count_if(results.begin(), results.end(),
                                                [&](const CheckResult& r) { return r.verdict == verdict; }));
}

/// The command that makes one check again.
std::string replay(const ValidateVerbOptions& options, const CheckResult& result) {
  return "textmill validate " + options.plugin + " --check " + result.check + " --seed " +
         std::to_string(options.seed);
}

/// Prints results as they come, under a heading for each stage.
class Report {
 public:
  Report(const ValidateVerbOptions& options, const Console& console) : options_(options), console_(console) {}

  void show(const CheckResult& result) {
    if (result.stage != stage_) console_.out("\nstage " + result.stage + "\n");
    stage_ = result.stage;
    const std::string mark = result.verdict == Verdict::Failed ? "FAILED" : word_for(result.verdict);
    std::string line = fmt::format("  {:<7} {:<14} {}", mark, result.check, result.what);
    if (result.verdict == Verdict::Skipped)
      line = fmt::format("  {:<7} {:<14} {}", mark, result.check, result.message);
    if (result.verdict == Verdict::Passed && !result.message.empty()) line += " (" + result.message + ")";
    console_.out(printable(line) + "\n");
    if (result.verdict != Verdict::Failed) return;
    console_.out("          " + printable(result.message) + "\n          do: " + result.advice +
                 "\n          again: " + replay(options_, result) + "\n");
  }

  void sum_up(const Results& results) const {
    console_.out(fmt::format("\n{} passed, {} failed, {} skipped at strictness {} (seed {})\n",
                             count(results, Verdict::Passed), count(results, Verdict::Failed),
                             count(results, Verdict::Skipped), options_.strictness, options_.seed));
  }

 private:
  const ValidateVerbOptions& options_;
  const Console& console_;
  std::string stage_;
};

std::string as_json(const ValidateVerbOptions& options, const std::string& path, const Results& results) {
  std::string out;
  {
    TextStream stream(out);
    JsonWriter json(stream);
    const auto put = [&](const char* key, const std::string& value) {
      put_key(json, key);
      put_value(json, value);
    };
    json.StartObject();
    put("plugin", path);
    put_key(json, "strictness");
    json.Int(options.strictness);
    put_key(json, "seed");
    json.Uint(options.seed);
    put_key(json, "failed");
    json.Uint64(count(results, Verdict::Failed));
    put_key(json, "checks");
    json.StartArray();
    for (const CheckResult& result : results) {
      json.StartObject();
      put("stage", result.stage);
      put("check", result.check);
      put("what", result.what);
      put("verdict", word_for(result.verdict));
      put("message", result.message);
      put("advice", result.advice);
      put_key(json, "seconds");
      json.Double(result.seconds);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  }
  return out + "\n";
}

std::string xml(const std::string& text) {
  std::string escaped;
  for (const char c : printable(text)) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

std::string as_junit(const std::string& path, const Results& results) {
  const std::string plugin = std::filesystem::path(path).stem().string();
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format(
      "<testsuite name=\"textmill validate {}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n", xml(plugin),
      results.size(), count(results, Verdict::Failed), count(results, Verdict::Skipped));
  for (const CheckResult& result : results) {
    out += fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"",
                       xml(result.stage.empty() ? plugin : plugin + "." + result.stage), result.check,
                       result.seconds);
    if (result.verdict == Verdict::Failed) {
      out += fmt::format("><failure message=\"{}\">{}</failure></testcase>\n", xml(result.message),
                         xml(result.advice));
    } else if (result.verdict == Verdict::Skipped) {
      out += fmt::format("><skipped message=\"{}\"/></testcase>\n", xml(result.message));
    } else {
      out += "/>\n";
    }
  }
  return out + "</testsuite>\n";
}

/// The file meant: a path, or the file of the plugin of that id.
std::string plugin_path(const ValidateVerbOptions& options) {
  std::error_code ignored;
  if (std::filesystem::exists(options.plugin, ignored))
    return std::filesystem::absolute(options.plugin, ignored);
  const Catalog catalog = Catalog::search(options.plugins.search);
  for (const CatalogEntry& entry : catalog.entries()) {
    if (entry.manifest && entry.manifest->id == options.plugin) return entry.path;
  }
  return {};
}

}  // namespace

Exit run_validate(const ValidateVerbOptions& options, const Console& console) {
  const std::string path = plugin_path(options);
  if (path.empty()) {
    console.error(options.plugin + ": there is no such file, and no plugin of that id was found");
    return Exit::Usage;
  }
  ValidateOptions how;
  how.strictness = options.strictness;
  how.seed = options.seed;
  how.time_limit = std::chrono::milliseconds(options.time_limit_ns / 1000000);
  how.largest_document = static_cast<std::size_t>(options.largest_document);
  how.only = options.only;
  how.with = options.with;
  CatalogEntry entry = inspect_plugin(path, "--plugin", {true, true});
  if (entry.manifest) {
    if (Status s = give_options(*entry.manifest, how); !s) {
      console.error(s.message());
      return Exit::Usage;
    }
  }
  Report report(options, console);
  const bool for_people = !options.plugins.json && !options.junit;
  if (for_people) console.out(printable(path) + "\n");
  const Results results = validate_plugin(entry, how, [&](const CheckResult& result) {
    if (for_people) report.show(result);
  });
  if (for_people) report.sum_up(results);
  if (options.plugins.json) console.out(as_json(options, path, results));
  if (options.junit) console.out(as_junit(path, results));
  return count(results, Verdict::Failed) == 0 ? Exit::Ok : Exit::Plugin;
}

}  // namespace textmill::host
