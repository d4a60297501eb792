// Any bytes as a pipeline file: a plan or problems, never both or neither; and what `config` prints of a plan
// is a pipeline with the same results. The same bytes as a manifest and as a condition must only not crash.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/pipeline_text.hpp"
#include "pipeline/condition.hpp"
#include "pipeline/fingerprint.hpp"
#include "pipeline/plan.hpp"

namespace {

using namespace textmill::host;

void require(bool holds, const char* what, const std::string& detail) {
  if (holds) return;
  std::fprintf(stderr, "%s\n%s\n", what, detail.c_str());
  std::abort();
}

Catalog shipped_plugins() {
  std::vector<CatalogEntry> entries;
  for (const auto& folder :
       std::filesystem::directory_iterator(std::filesystem::path(TEXTMILL_SOURCE_DIR) / "plugins")) {
    std::ifstream in(folder.path() / "plugin.yaml");
    if (!in) continue;
    std::ostringstream text;
    text << in.rdbuf();
    yaml::Problems problems;
    CatalogEntry entry;
    entry.path = "/nowhere/" + folder.path().filename().string() + ".so";
    entry.manifest = parse_manifest("plugin.yaml", text.str(), problems);
    require(problems.empty(), "a shipped manifest is refused", entry.path);
    entries.push_back(std::move(entry));
  }
  return Catalog::of(std::move(entries));
}

void check_plan(std::string_view text, const Catalog& catalog) {
  yaml::Problems problems;
  const auto plan = make_plan("f", text, {}, catalog, problems);
  require(plan.has_value() == problems.empty(), "a plan and problems, or neither", std::string(text));
  for (const std::string& problem : problems.list()) {
    require(problem.starts_with("f:"), "a problem without its place", problem);
  }
  if (!plan) return;
  const std::string config = config_yaml(*plan);
  yaml::Problems again;
  const auto same = make_plan("f", config, {}, catalog, again);
  require(same.has_value(), "what config prints is refused", config + (again.empty() ? "" : again.list()[0]));
  require(fingerprint(*same) == fingerprint(*plan), "what config prints gives other results", config);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Catalog kCatalog = shipped_plugins();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_plan(text, kCatalog);
  yaml::Problems problems;
  parse_manifest("m", text, problems);
  ConditionFault fault;
  (void)Condition::parse(text, {}, fault);
  return 0;
}
