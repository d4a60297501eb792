// Looks at one plugin file without running any of its code: may it be loaded, and what does it offer?
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "plugins/catalog.hpp"
#include "plugins/deny_list.hpp"
#include "plugins/shared_libraries.hpp"

namespace textmill::host {

/// The name of the version this is, for messages that tell which SDK to rebuild with.
inline constexpr const char* kVersion = TEXTMILL_VERSION;

/// Keeps what it has read of shared libraries from file to file. Any thread.
class PluginInspection {
 public:
  /// `path` is absolute. An entry that is not usable has a refusal of one sentence: the path, what was
  /// wanted, what was found, what to do.
  CatalogEntry inspect(const std::string& path, const std::string& origin, Allowances allow);

 private:
  std::string look_at(CatalogEntry& entry, Allowances allow);
  std::string check_links(const CatalogEntry& entry, const ElfFile& elf);
  std::string check_past(const CatalogEntry& entry) const;

  std::mutex mutex_;                          ///< guards the libraries
  std::optional<SharedLibraries> libraries_;  ///< only made when a plugin's links are looked at
  DenyList denied_ = DenyList::of_user();
};

/// Why a plugin that needs this ABI version cannot run here; empty if it can.
std::string abi_problem(std::uint32_t major, std::uint32_t minor);

}  // namespace textmill::host
