#include "cli/test.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "cli/result_listing.hpp"
#include "cli/test_match.hpp"
#include "cli/watch.hpp"
#include "output/terminal_text.hpp"
#include "output/xml_text.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = "_test.yaml";

std::optional<std::string> content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in) return std::nullopt;
  return text.str();
}

/// The test files below a folder, sorted; folders that are hidden or of builds hold none.
std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code failed;
  auto walk = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, failed);
  for (; walk != fs::recursive_directory_iterator(); walk.increment(failed)) {
    const std::string name = walk->path().filename().string();
    if (walk->is_directory(failed) && name.starts_with('.')) walk.disable_recursion_pending();
    if (name.ends_with(kEnding) && walk->is_regular_file(failed))
      files.push_back(walk->path().lexically_normal().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The test files that one argument stands for; empty if there is none.
std::vector<std::string> files_for(const std::string& argument) {
  std::error_code failed;
  if (fs::is_directory(argument, failed)) return files_below(argument);
  return fs::exists(argument, failed) ? std::vector<std::string>{argument} : std::vector<std::string>();
}

struct CaseReport {
  std::string file;
  std::string name;
  std::string failure;  ///< lines for people; empty: it holds
  double seconds = 0;
};

/// Runs test files; keeps pipelines that are ready, as many cases share one.
class TestRun {
 public:
  TestRun(const TestOptions& options, const Console& console)
      : options_(options), console_(console), paint_(console.colour) {}

  /// False if the file or a pipeline of it is not usable, which has been printed.
  bool run(const std::string& path) {
    const auto text = content_of(path);
    if (!text) {
      console_.error(path + ": cannot be read");
      return false;
    }
    yaml::Problems problems;
    const auto file = parse_test_file(path, *text, problems);
    for (const std::string& problem : problems.list()) console_.error(problem);
    if (!file) return false;
    bool all_ran = true;
    bool is_first = true;
    for (const TestCase& test : file->cases) {
      if ((path + ": " + test.name).find(options_.filter) == std::string::npos) continue;
      if (std::exchange(is_first, false) && options_.verbosity >= 0) console_.out(path + "\n");
      all_ran &= run_case(*file, test);
    }
    return all_ran;
  }

  const std::vector<CaseReport>& reports() const { return reports_; }
  std::size_t failed() const {
    return static_cast<std::size_t>(std::count_if(
        reports_.begin(), reports_.end(), [](const auto& report) { return !report.failure.empty(); }));
  }
  Exit worst() const { return worst_; }

 private:
  bool run_case(const TestFile& file, const TestCase& test) {
    Workbench* bench = bench_for(file.pipeline, test.settings);
    if (!bench) return false;
    const auto start = std::chrono::steady_clock::now();
    CaseReport report{file.path, test.name, failure_text(*bench, file, test), 0};
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    tell(report);
    reports_.push_back(std::move(report));
    return true;
  }

  Workbench* bench_for(const std::string& pipeline, const TextPairs& settings) {
    auto [found, is_new] = benches_.try_emplace({pipeline, settings});
    if (!is_new) return found->second.get();
    Exit exit = Exit::Ok;
    found->second = Workbench::open(pipeline, settings, options_.plugins.search, console_, exit);
    if (!found->second) worst_ = exit;
    return found->second.get();
  }

  std::string failure_text(Workbench& bench, const TestFile& file, const TestCase& test) {
    const Status loaded =
        test.file.empty() ? bench.load(test.id, test.text, test.meta) : bench.load_file(test.file, test.id);
    if (!loaded) return place(file, test.mark) + loaded.message() + "\n";
    const ChainResult result = bench.run();
    std::string text;
    for (const TestFailure& failure : failures_of(test, bench.document(), result)) {
      text += place(file, failure.mark) + one_line(failure.message) + "\n";
      text += marked_text(bench.document().text(), failure.marks, static_cast<std::size_t>(console_.width));
    }
    if (!test.golden.empty() && result.outcome == Outcome::Ok)
      text += golden_failure(test, result_listing(bench.plan(), bench.document()));
    return text;
  }

  static std::string place(const TestFile& file, yaml::Mark mark) {
    return file.path + ":" + std::to_string(mark.line) + ": ";
  }

  /// Compares with the golden file, or writes it.
  std::string golden_failure(const TestCase& test, const std::string& found) const {
    const auto golden = content_of(test.golden);
    if (golden == found) return {};
    if (options_.update) {
      std::ofstream out(test.golden, std::ios::binary);
      out << found;
      return out.flush() ? std::string() : test.golden + ": cannot be written\n";
    }
    if (!golden) return test.golden + ": cannot be read; --update writes it\n";
    return first_difference(test.golden, *golden, found);
  }

  static std::string first_difference(const std::string& path, const std::string& golden,
                                      const std::string& found) {
    std::istringstream wanted_lines(golden);
    std::istringstream found_lines(found);
    std::string wanted, got;
    for (std::size_t line = 1;; ++line) {
      const bool more_wanted = static_cast<bool>(std::getline(wanted_lines, wanted));
      const bool more_found = static_cast<bool>(std::getline(found_lines, got));
      if (more_wanted && more_found && wanted == got) continue;
      return path + ":" + std::to_string(line) +
             ": differs; if the new result is right, --update writes it\n" + "  expected " +
             (more_wanted ? one_line(wanted) : "the end") + "\n  found    " +
             (more_found ? one_line(got) : "the end") + "\n";
    }
  }

  void tell(const CaseReport& report) const {
    const bool holds = report.failure.empty();
    if (holds && options_.verbosity < 0) return;
    console_.out("  " + paint_(holds ? Style::Faint : Style::Error, holds ? "ok    " : "FAILED") + " " +
                 one_line(report.name) + "\n");
    std::istringstream lines(report.failure);
    for (std::string line; std::getline(lines, line);) console_.out("    " + line + "\n");
  }

  const TestOptions& options_;
  const Console& console_;
  Paint paint_;
  std::map<std::pair<std::string, TextPairs>, std::unique_ptr<Workbench>> benches_;
  std::vector<CaseReport> reports_;
  Exit worst_ = Exit::Pipeline;  ///< for a file that cannot be used
};

std::string junit_report(const TestRun& run) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites";
  put_attribute(out, "tests", std::to_string(run.reports().size()));
  put_attribute(out, "failures", std::to_string(run.failed()));
  out += ">\n<testsuite name=\"textmill test\"";
  put_attribute(out, "tests", std::to_string(run.reports().size()));
  put_attribute(out, "failures", std::to_string(run.failed()));
  out += " errors=\"0\" skipped=\"0\">\n";
  for (const CaseReport& report : run.reports()) {
    out += "  <testcase";
    put_attribute(out, "classname", report.file);
    put_attribute(out, "name", report.name);
    put_attribute(out, "time", std::to_string(report.seconds));
    if (report.failure.empty()) {
      out += "/>\n";
      continue;
    }
    out += ">\n    <failure";
    put_attribute(out, "message", report.failure.substr(0, report.failure.find('\n')));
    out += ">";
    put_xml(out, report.failure);
    out += "</failure>\n  </testcase>\n";
  }
  return out + "</testsuite>\n</testsuites>\n";
}

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

Exit run_once(const TestOptions& options, const std::vector<std::string>& files, const Console& console) {
  TestRun run(options, console);
  bool all_usable = true;
  for (const std::string& file : files) all_usable &= run.run(file);
  if (!options.junit.empty()) {
    std::ofstream out(options.junit, std::ios::binary);
    out << junit_report(run);
    if (!out.flush()) {
      console.error(options.junit + ": cannot be written");
      return Exit::Output;
    }
  }
  if (!all_usable) return run.worst();
  if (run.reports().empty()) {
    console.error("no case has '" + options.filter + "' in \"FILE: NAME\"");
    return Exit::Usage;
  }
  const std::size_t failed = run.failed();
  console.out(counted(run.reports().size(), "case") + ": " + std::to_string(run.reports().size() - failed) +
              " ok, " + std::to_string(failed) + " failed\n");
  return failed > 0 ? Exit::Findings : Exit::Ok;
}

}  // namespace

Exit run_test(const TestOptions& options, const Console& console) {
  std::vector<std::string> files;
  for (const std::string& argument : options.paths.empty() ? std::vector<std::string>{"."} : options.paths) {
    const std::vector<std::string> found = files_for(argument);
    if (found.empty()) {
      console.error(argument + ": no test file; expected a file, or a folder with files named *_test.yaml");
      return Exit::Usage;
    }
    files.insert(files.end(), found.begin(), found.end());
  }
  if (options.watch) return watch_and_rerun(files, console);
  return run_once(options, files, console);
}

}  // namespace textmill::host
