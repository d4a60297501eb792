// Which plugins there are, found by reading files only: no plugin code runs here.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plugins/manifest.hpp"

namespace textmill::host {

/// One plugin file that was found: either usable, with its manifest, or refused, with the reason.
struct CatalogEntry {
  std::string path;      ///< absolute
  std::string origin;    ///< "--plugin", "--plugin-dir", "TEXTMILL_PLUGIN_PATH", "installed", "user"
  std::string build_id;  ///< hexadecimal; empty if the file has none
  std::optional<Manifest> manifest;
  std::string refusal;  ///< one sentence that begins with the path; empty if usable
  std::string
      warning;  ///< one sentence for the log, such as a file that is only loaded because it is allowed

  bool required = false;  ///< named with --plugin or --plugin-dir: a run must not start without it

  bool usable() const { return refusal.empty() && manifest.has_value(); }
};

/// A stage together with the plugin that offers it.
struct StageRef {
  const CatalogEntry* plugin = nullptr;
  const StageManifest* stage = nullptr;
};

/// What is refused unless it is allowed.
struct Allowances {
  bool insecure = false;  ///< --allow-insecure-plugins: files that others may write to load with a warning
  bool drafts = false;    ///< --allow-drafts: plugins that use extensions which are not yet promised
};

struct CatalogOptions {
  std::vector<std::string> plugin_files;  ///< --plugin, must be usable
  std::vector<std::string> plugin_dirs;   ///< --plugin-dir
  Allowances allow;
};

class Catalog {
 public:
  /// Looks through, in this order (of plugins with one id the first is used, the others are refused and say
  /// so): plugin_files, plugin_dirs,
  /// $TEXTMILL_PLUGIN_PATH (colon-separated), the folder of installed plugins next to the binary,
  /// $XDG_DATA_HOME/textmill/plugins (~/.local/share/textmill/plugins).
  static Catalog search(const CatalogOptions& options);

  /// A catalog of just these, for tests.
  static Catalog of(std::vector<CatalogEntry> entries);

  /// All entries in search order, refused ones too.
  const std::vector<CatalogEntry>& entries() const { return entries_; }
  /// The folders that were searched, in order, with their origin; those that do not exist too.
  const std::vector<std::pair<std::string, std::string>>& searched() const { return searched_; }
  /// Finds a stage by id or "plugin/stage". Null stage if there is none.
  StageRef find_stage(const std::string& name) const;
  /// All stages of the files given with --plugin, in the order of the files and their manifests: what `"*"`
  /// in a pipeline stands for.
  std::vector<StageRef> named_stages() const;
  /// Ids of all usable stages, for suggestions and completion.
  std::vector<std::string> stage_ids() const;
  /// Refusals of what was named with --plugin or --plugin-dir; a run must not start while there are any.
  std::vector<std::string> refused_files() const;

 private:
  std::vector<CatalogEntry> entries_;
  std::vector<std::pair<std::string, std::string>> searched_;
};

/// Looks at one file as `search` does, without its id being compared with those of others.
CatalogEntry inspect_plugin(const std::string& path, const std::string& origin, Allowances allow = {});

}  // namespace textmill::host
