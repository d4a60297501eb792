#include "plugins/library.hpp"

#include <sys/stat.h>

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include <chrono>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <system_error>

#include "plugins/deny_list.hpp"
#include "plugins/file_trust.hpp"
#include "plugins/inspection.hpp"
#include "plugins/probe.hpp"

namespace textmill::host {
namespace {

constexpr const char* kSymbol = "textmill_plugin_v1";
constexpr std::chrono::seconds kProbeLimit{5};

Status refuse(const CatalogEntry& entry, const std::string& why) {
  return {Code::BadPlugin, entry.path + ": " + why};
}

/// What the loader itself said. Boost.DLL puts its own words around it, and a misleading errno behind.
std::string loader_words(const std::exception& error) {
  std::string text = error.what();
  const std::size_t dlerror = text.find("(dlerror system message: ");
  if (dlerror == std::string::npos) return text;
  text.erase(0, dlerror + std::strlen("(dlerror system message: "));
  return text.substr(0, text.rfind(')'));
}

bool covers(std::size_t size, std::size_t last_field_end) { return size >= last_field_end; }

/// The names in a table of the plugin, or "(none)": a null pointer there is the plugin's mistake.
std::string name_of(const char* id) { return id ? id : "(none)"; }

std::string check_stage(const textmill_stage* stage, const Manifest& manifest) {
  if (!stage) return "lists a stage that is null";
  if (!covers(stage->size, offsetof(textmill_stage, extension))) {
    return "has a stage table of " + std::to_string(stage->size) + " bytes, which is too small for ABI 1.0";
  }
  const std::string id = name_of(stage->id);
  bool declared = false;
  for (const StageManifest& s : manifest.stages) declared = declared || s.id == id;
  if (!declared) return "offers the stage '" + id + "', which its manifest does not list";
  const bool complete = stage->create_model && stage->destroy_model && stage->create_instance &&
                        stage->destroy_instance && stage->process;
  return complete ? std::string() : "stage '" + id + "' lacks one of its functions";
}

/// Compares what the library says about itself with its manifest; reads nothing beyond the sizes it gives.
std::string check_entry(const textmill_plugin& plugin, const Manifest& manifest) {
  if (!covers(plugin.size, offsetof(textmill_plugin, id))) {
    return "has an entry of " + std::to_string(plugin.size) + " bytes, which is too small for ABI 1.0";
  }
  if (std::string why = abi_problem(plugin.abi_major, plugin.abi_minor); !why.empty()) return why;
  if (!covers(plugin.size, offsetof(textmill_plugin, stages) + sizeof plugin.stages)) {
    return "has an entry of " + std::to_string(plugin.size) + " bytes, which is too small for ABI 1.0";
  }
  if (name_of(plugin.id) != manifest.id) {
    return "calls itself '" + name_of(plugin.id) + "', but its manifest says '" + manifest.id + "'";
  }
  if (plugin.stage_count != manifest.stages.size() || !plugin.stages) {
    return "offers " + std::to_string(plugin.stages ? plugin.stage_count : 0) +
           " stages, but its manifest lists " + std::to_string(manifest.stages.size());
  }
  for (std::uint32_t i = 0; i < plugin.stage_count; ++i) {
    if (std::string why = check_stage(plugin.stages[i], manifest); !why.empty()) return why;
    for (std::uint32_t j = 0; j < i; ++j) {
      if (std::strcmp(plugin.stages[i]->id, plugin.stages[j]->id) == 0) {
        return "offers the stage '" + std::string(plugin.stages[i]->id) + "' twice";
      }
    }
  }
  return {};
}

/// Libraries stay until the process ends, also those that are refused once loaded: unloading code that
/// threads, thread-locals or objects may still need is the commonest crash of plugin hosts.
std::deque<boost::dll::shared_library>& kept_libraries() {
  static auto& libraries = *new std::deque<boost::dll::shared_library>();
  return libraries;
}

Result<const textmill_plugin*> open_library(const CatalogEntry& entry) {
  boost::dll::shared_library& library = kept_libraries().emplace_back();
  try {
    library.load(entry.path, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
  } catch (const std::system_error& e) {
    kept_libraries().pop_back();
    return refuse(entry, "cannot be loaded: " + loader_words(e));
  } catch (const std::exception& e) {  // through dlopen: the trial process ends here
    return refuse(entry, std::string("a static constructor of it throws: ") + e.what());
  } catch (...) {
    return refuse(entry, "a static constructor of it throws an exception of unknown type");
  }
  if (!library.has(kSymbol)) return refuse(entry, std::string("exports no symbol ") + kSymbol);
  const auto* plugin = &library.get<const textmill_plugin>(kSymbol);
  if (std::string why = check_entry(*plugin, *entry.manifest); !why.empty()) return refuse(entry, why);
  return plugin;
}

/// The file is opened and looked at before and after: what was loaded is what was trusted. It is loaded by
/// its name and not as /proc/self/fd/N, which would break $ORIGIN, debuggers and sanitizers' stack traces;
/// with every folder above it writable for its owner only, nobody else can exchange it in between.
class WatchedFile {
 public:
  explicit WatchedFile(const CatalogEntry& entry) : entry_(entry), file_(entry.path) {}

  Status before() const {
    if (!file_.ok()) return refuse(entry_, std::string("cannot be read: ") + std::strerror(file_.error()));
    const std::string why = entry_.warning.empty() ? distrust(file_, entry_.path) : std::string();
    return why.empty() ? Status() : refuse(entry_, "has become insecure: " + why);
  }
  Status after() const {
    struct stat opened {};
    struct stat named {};
    const bool same = fstat(file_.get(), &opened) == 0 && stat(entry_.path.c_str(), &named) == 0 &&
                      opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
    return same ? Status() : refuse(entry_, "was exchanged while it was loaded; try again");
  }

 private:
  const CatalogEntry& entry_;
  OpenFile file_;
};

/// Plugins that ship with textmill are loaded at each of its tests; others may end the process from a
/// constructor, so a child goes first.
bool needs_probe(const CatalogEntry& entry) { return entry.origin != "installed"; }

Status probe(const CatalogEntry& entry) {
  const Status tried = try_in_child([&] { return open_library(entry).error(); }, kProbeLimit);
  const bool said_itself = tried.message().rfind(entry.path, 0) == 0;
  if (tried.ok() || said_itself) return tried;
  const std::string why = "loading it in a trial process failed: it " + tried.message();
  DenyList::of_user().add(entry.path, entry.build_id, why);
  return refuse(entry, why);
}

}  // namespace

Result<const textmill_plugin*> load_plugin(const CatalogEntry& entry, Trial trial) {
  static std::mutex one_at_a_time;
  static auto& plugins = *new std::map<std::string, const textmill_plugin*>();
  const std::lock_guard lock(one_at_a_time);
  if (const auto found = plugins.find(entry.path); found != plugins.end()) return found->second;
  const WatchedFile file(entry);
  if (Status s = file.before(); !s) return s;
  if (trial == Trial::IfForeign && needs_probe(entry)) {
    if (Status s = probe(entry); !s) return s;
  }
  const auto plugin = open_library(entry);
  if (!plugin) return plugin.error();
  if (Status s = file.after(); !s) return s;
  plugins.emplace(entry.path, *plugin);
  return *plugin;
}

}  // namespace textmill::host
