// Finds the shared libraries a plugin needs, where the dynamic loader would find them, without loading any.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "plugins/elf_file.hpp"

namespace textmill::host {

/// Keeps what it has read, so that the C++ library is read once for all plugins.
class SharedLibraries {
 public:
  SharedLibraries();

  /// Says which library or symbol the file at `path` would miss when loaded; empty if none.
  std::string missing(const std::string& path, const ElfFile& file);

 private:
  struct Library {
    std::string path;
    ElfLinks links;
    std::optional<std::unordered_set<std::string>> symbols;  ///< defined ones, read when first asked for
  };

  std::string find(const std::string& name, const std::string& needed_by, const ElfLinks& links) const;
  Library* read(const std::string& path);
  static bool provides(Library& library, const std::string& symbol);
  std::string collect(const std::string& path, const ElfLinks& links, std::map<std::string, Library*>& found);

  std::map<std::string, std::string> cache_;  ///< of the loader: name to path
  std::map<std::string, std::unique_ptr<Library>> libraries_;
};

}  // namespace textmill::host
