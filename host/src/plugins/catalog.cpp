#include "plugins/catalog.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "plugins/in_parallel.hpp"
#include "plugins/inspection.hpp"
#include "plugins/install_prefix.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFileOrigin = "--plugin";
constexpr const char* kFolderOrigin = "--plugin-dir";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string absolute(const std::string& path) {
  std::error_code error;
  const fs::path full = fs::absolute(path, error);
  return error ? path : full.lexically_normal().string();
}

/// Where `cmake --install` and the build tree put plugins.
std::string installed_folder() { return (install_prefix() / TEXTMILL_PLUGIN_FOLDER).string(); }

std::string user_folder() {
  std::string data = environment("XDG_DATA_HOME");
  if (data.empty()) data = environment("HOME") + "/.local/share";
  return data + "/textmill/plugins";
}

using Folder = std::pair<std::string, std::string>;  // path, origin

std::vector<Folder> folders_to_search(const CatalogOptions& options) {
  std::vector<Folder> folders;
  for (const std::string& path : options.plugin_dirs) folders.emplace_back(absolute(path), kFolderOrigin);
  const std::string list = environment("TEXTMILL_PLUGIN_PATH");
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(':', at), list.size());
    if (end > at) folders.emplace_back(absolute(list.substr(at, end - at)), "TEXTMILL_PLUGIN_PATH");
    at = end + 1;
  }
  folders.emplace_back(installed_folder(), "installed");
  folders.emplace_back(user_folder(), "user");
  return folders;
}

/// The shared libraries in a folder by name, so that the order does not depend on the file system.
std::vector<std::string> libraries_in(const std::string& folder, std::string& problem) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator item(folder, error), end; !error && item != end; item.increment(error)) {
    if (item->path().extension() == ".so") files.push_back(item->path().string());
  }
  if (error) problem = error.message();
  std::sort(files.begin(), files.end());
  return files;
}

/// Installed and user folders need not exist; one that was named must.
bool was_named(const std::string& origin) { return origin != "installed" && origin != "user"; }

class Search {
 public:
  explicit Search(const CatalogOptions& options) : options_(options) {}

  void files(std::vector<std::string> paths, const std::string& origin) {
    std::erase_if(paths, [&](const std::string& path) { return is_known(path); });
    std::vector<CatalogEntry> found(paths.size());
    const std::vector<std::size_t> order = largest_first(paths);
    in_parallel(paths.size(), [&](std::size_t i) {
      found[order[i]] = inspection_.inspect(paths[order[i]], origin, options_.allow);
    });
    for (CatalogEntry& entry : found) {
      entry.required = origin == kFileOrigin;
      if (entry.usable()) refuse_second(entry);
      entries.push_back(std::move(entry));
    }
  }

  void folder(const std::string& path, const std::string& origin) {
    std::string problem;
    std::vector<std::string> libraries = libraries_in(path, problem);
    if (!problem.empty() && was_named(origin)) {
      CatalogEntry entry;
      entry.path = path;
      entry.origin = origin;
      entry.required = origin == kFolderOrigin;
      entry.refusal = path + ": the plugin folder cannot be read: " + problem;
      entries.push_back(std::move(entry));
    }
    files(std::move(libraries), origin);
  }

  std::vector<CatalogEntry> entries;

 private:
  /// The same file again, by another way.
  bool is_known(const std::string& path) {
    std::error_code error;
    const std::string real = fs::canonical(path, error).string();
    return !error && !seen_.insert(real).second;
  }

  /// Of plugins with one id the first is used.
  void refuse_second(CatalogEntry& entry) {
    const auto [first, is_new] = ids_.emplace(entry.manifest->id, std::make_pair(entry.path, entry.origin));
    if (is_new) return;
    entry.refusal = entry.path + ": offers the plugin '" + entry.manifest->id + "' that " +
                    first->second.first + " (" + first->second.second +
                    ") offers too; the first one found is used";
  }

  const CatalogOptions& options_;
  PluginInspection inspection_;
  std::set<std::string> seen_;
  std::map<std::string, std::pair<std::string, std::string>> ids_;
};

}  // namespace

Catalog Catalog::search(const CatalogOptions& options) {
  Catalog catalog;
  Search search(options);
  for (const std::string& path : options.plugin_files) search.files({absolute(path)}, kFileOrigin);
  catalog.searched_ = folders_to_search(options);
  for (const auto& [path, origin] : catalog.searched_) search.folder(path, origin);
  catalog.entries_ = std::move(search.entries);
  return catalog;
}

Catalog Catalog::of(std::vector<CatalogEntry> entries) {
  Catalog catalog;
  catalog.entries_ = std::move(entries);
  return catalog;
}

StageRef Catalog::find_stage(const std::string& name) const {
  const std::size_t slash = name.find('/');
  const std::string stage_id = slash == std::string::npos ? name : name.substr(slash + 1);
  for (const CatalogEntry& entry : entries_) {
    if (!entry.usable()) continue;
    for (const StageManifest& stage : entry.manifest->stages) {
      const bool right_plugin = slash == std::string::npos || entry.manifest->id == name.substr(0, slash);
      if (right_plugin && stage.id == stage_id) return {&entry, &stage};
    }
  }
  return {};
}

std::vector<StageRef> Catalog::named_stages() const {
  std::vector<StageRef> stages;
  for (const CatalogEntry& entry : entries_) {
    if (!entry.usable() || entry.origin != kFileOrigin) continue;
    for (const StageManifest& stage : entry.manifest->stages) stages.push_back({&entry, &stage});
  }
  return stages;
}

std::vector<std::string> Catalog::stage_ids() const {
  std::vector<std::string> ids;
  for (const CatalogEntry& entry : entries_) {
    if (!entry.usable()) continue;
    for (const StageManifest& stage : entry.manifest->stages) ids.push_back(stage.id);
  }
  return ids;
}

std::vector<std::string> Catalog::refused_files() const {
  std::vector<std::string> refusals;
  for (const CatalogEntry& entry : entries_) {
    if (entry.required && !entry.usable()) refusals.push_back(entry.refusal);
  }
  return refusals;
}

CatalogEntry inspect_plugin(const std::string& path, const std::string& origin, Allowances allow) {
  return PluginInspection().inspect(absolute(path), origin, allow);
}

}  // namespace textmill::host
