#include "cli/pipeline_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "plugins/install_prefix.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

/// The folder of the pipelines that ship with Textmill.
fs::path shipped_pipelines() { return install_prefix() / "share" / "textmill" / "pipelines"; }

}  // namespace

Result<std::string> read_pipeline_file(const std::string& path) {
  std::error_code failed;
  if (fs::is_directory(path, failed))
    return Status(Code::BadPipeline, path + ": is a folder, not a pipeline file");
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in) {
    return Status(Code::BadPipeline,
                  path + ": cannot read the pipeline file: " + std::strerror(errno ? errno : EIO) +
                      yaml::did_you_mean(path, shipped_pipeline_names()));
  }
  return text.str();
}

std::string find_pipeline_file(const std::string& name) {
  std::error_code failed;
  if (name == "-" || fs::exists(name, failed) || name.find('/') != std::string::npos) return name;
  for (const fs::path& shipped : {shipped_pipelines() / name, shipped_pipelines() / (name + ".yaml")}) {
    if (fs::is_regular_file(shipped, failed)) return shipped.string();
  }
  return name;
}

std::vector<std::string> shipped_pipeline_names() {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(shipped_pipelines(), failed)) {
    std::string name = entry.path().stem();
    if (!name.ends_with("_test") && entry.path().extension() == ".yaml") names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

PipelineFile load_pipeline(const std::string& name,
                           const std::vector<std::pair<std::string, std::string>>& settings,
                           const CatalogOptions& search, const Console& console) {
  PipelineFile result;
  result.catalog = std::make_unique<Catalog>(Catalog::search(search));
  for (const CatalogEntry& entry : result.catalog->entries()) {
    if (entry.usable() && !entry.warning.empty()) console.error("warning: " + entry.warning);
  }
  for (const std::string& refusal : result.catalog->refused_files()) {
    console.error(refusal);
    result.exit = Exit::Plugin;
  }
  if (result.exit != Exit::Ok) return result;
  const std::string path = find_pipeline_file(name);
  const auto text = read_pipeline_file(path);
  if (!text) {
    console.error(text.error().message());
    result.exit = Exit::Pipeline;
    return result;
  }
  yaml::Problems problems;
  auto plan = make_plan(path, *text, settings, *result.catalog, problems);
  for (const std::string& problem : problems.list()) console.error(problem);
  if (!plan) {
    result.exit = Exit::Pipeline;
    return result;
  }
  result.plan = std::make_unique<Plan>(std::move(*plan));
  return result;
}

}  // namespace textmill::host
