#include "validate/validate.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "pipeline/typed_option.hpp"
#include "plugins/elf_file.hpp"
#include "plugins/probe.hpp"
#include "validate/checks.hpp"

namespace textmill::host {
namespace {

constexpr const char* kSymbol = "textmill_plugin_v1";

/// A plugin that eats all memory fails instead of the machine. Sanitizers need memory of their own.
void limit_heap() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  constexpr rlim_t kHeap = rlim_t{1} << 30;
  constexpr rlim_t kHeapOfLongDocuments = rlim_t{4} << 30;
  const rlimit heap{kHeap, kHeapOfLongDocuments};
  setrlimit(RLIMIT_DATA, &heap);
#endif
}

/// The checks that look at the file; nothing runs.
struct FileCheck {
  const char* name;
  int strictness;
  const char* what;
  const char* advice;
  std::string (*find)(const CatalogEntry& entry);  ///< what is wrong
};

std::string refusal(const CatalogEntry& entry) {
  if (entry.refusal.rfind(entry.path + ": ", 0) == 0) return entry.refusal.substr(entry.path.size() + 2);
  return entry.refusal;
}

std::string foreign_symbols(const CatalogEntry& entry) {
  const int file = ::open(entry.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return "cannot be read";
  std::string names;
  if (const auto elf = ElfFile::open(ElfSource::file(file))) {
    for (const ElfSymbol& symbol : elf->symbols()) {
      if (symbol.defined && symbol.name != kSymbol) names += (names.empty() ? "" : ", ") + symbol.name;
    }
  }
  ::close(file);
  return names.empty() ? names : "exports " + names + " besides " + kSymbol;
}

constexpr FileCheck kFileChecks[] = {
    {"file", 1, "the file is a plugin for this textmill, with a valid manifest and all libraries it needs",
     "docs/plugin-guide.md, 'When it does not load', lists each refusal and what to do", refusal},
    {"symbols", 2, "it exports one symbol, so that it cannot meet another plugin's",
     "build it with textmill_add_plugin(), or with -fvisibility=hidden and a version script",
     foreign_symbols},
};

std::vector<Check> all_checks() {
  std::vector<Check> checks;
  for (auto list : {making_checks(), document_checks(), guest_checks(), cost_checks()}) {
    for (Check& check : list) checks.push_back(std::move(check));
  }
  // Simple ones first: the first failure is then the plainest.
  std::stable_sort(checks.begin(), checks.end(),
                   [](const Check& a, const Check& b) { return a.strictness < b.strictness; });
  return checks;
}

class Validation {
 public:
  Validation(const ValidateOptions& options, const std::function<void(const CheckResult&)>& on_result)
      : options_(options), on_result_(on_result) {}

  std::vector<CheckResult> run(const CatalogEntry& entry) {
    bool loads = true;
    for (const FileCheck& check : kFileChecks) {
      if (loads && wanted(check.name, check.strictness)) loads = look(check, entry) || check.strictness > 1;
    }
    for (std::size_t i = 0; loads && entry.usable() && i < entry.manifest->stages.size(); ++i)
      run_stage(entry, entry.manifest->stages[i]);
    return std::move(results_);
  }

 private:
  bool wanted(const std::string& name, int strictness) const {
    if (options_.only.empty()) return strictness <= options_.strictness;
    return std::find(options_.only.begin(), options_.only.end(), name) != options_.only.end();
  }

  void add(CheckResult result) {
    if (on_result_) on_result_(result);
    results_.push_back(std::move(result));
  }

  bool look(const FileCheck& check, const CatalogEntry& entry) {
    const std::string wrong = check.find(entry);
    const Verdict verdict = wrong.empty() ? Verdict::Passed : Verdict::Failed;
    add({"", check.name, check.what, verdict, wrong, wrong.empty() ? "" : check.advice, 0});
    return wrong.empty();
  }

  void run_stage(const CatalogEntry& entry, const StageManifest& stage) {
    std::string broken;  // the essential check that failed
    for (const Check& check : all_checks()) {
      if (!wanted(check.name, check.strictness)) continue;
      if (!broken.empty()) {
        add({stage.id, check.name, check.what, Verdict::Skipped, "after '" + broken + "' failed", "", 0});
        continue;
      }
      if (!try_check(check, {entry, stage, options_}) && check.essential) broken = check.name;
    }
  }

  bool try_check(const Check& check, const Subject& subject) {
    const auto start = std::chrono::steady_clock::now();
    std::string figures;
    const Status status = try_in_child(
        [&] {
          limit_heap();
          return check.body(subject);
        },
        options_.time_limit * check.time_factor, &figures);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    add({subject.stage.id, check.name, check.what, status.ok() ? Verdict::Passed : Verdict::Failed,
         status.ok() ? figures : status.message(), status.ok() ? "" : check.advice, took.count()});
    return status.ok();
  }

  const ValidateOptions& options_;
  const std::function<void(const CheckResult&)>& on_result_;
  std::vector<CheckResult> results_;
};

}  // namespace

Status give_options(Manifest& manifest, const ValidateOptions& options) {
  for (const auto& [name, text] : options.with) {
    yaml::Problems problems;
    const auto node = yaml::parse("--with " + name, text, problems);
    std::string wrong = problems.empty() ? std::string() : problems.list().front();
    bool known = false;
    for (StageManifest& stage : manifest.stages) {
      for (OptionSpec& spec : stage.options) {
        if (spec.name != name || !wrong.empty()) continue;
        known = true;
        typed_option(spec, *node, std::filesystem::current_path(),
                     [&](yaml::Mark, const std::string&, const std::string& what) { wrong = what; });
        spec.default_value = *node;
      }
    }
    if (wrong.empty() && !known) wrong = "no stage of " + manifest.id + " has an option of that name";
    if (!wrong.empty()) return {Code::BadUsage, "--with " + name + ": " + wrong};
  }
  return {};
}

std::vector<CheckResult> validate_plugin(const CatalogEntry& entry, const ValidateOptions& options,
                                         const std::function<void(const CheckResult&)>& on_result) {
  return Validation(options, on_result).run(entry);
}

std::vector<std::string> check_names() {
  std::vector<std::string> names;
  for (const FileCheck& check : kFileChecks) names.emplace_back(check.name);
  for (const Check& check : all_checks()) names.emplace_back(check.name);
  return names;
}

}  // namespace textmill::host
