// Plugins that ended the process they were loaded in, or made a model in, remembered so that the next start
// says so at once instead of running them again.
//
// The list is a text file, $XDG_CACHE_HOME/textmill/denied (~/.cache/textmill/denied), one plugin a line. A
// file that has changed since - in size, time of change or build id - is tried anew. A list that cannot be
// read or written is an empty one: what it remembers saves time and nothing more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace textmill::host {

class DenyList {
 public:
  /// The list of this user; empty and forgetful if there is no folder for it.
  static DenyList of_user();
  /// The list in the file `path`, which need not exist.
  explicit DenyList(std::string path);

  bool empty() const { return entries_.empty(); }
  /// Why the plugin file, unchanged since, was denied; nothing if it was not.
  std::optional<std::string> reason(const std::string& plugin, const std::string& build_id) const;
  /// Remembers that this file, as it is now, must not be tried again. `build_id` may hold more than the build
  /// id: what the file was tried with. One thread at a time; processes wait for each other.
  void add(const std::string& plugin, const std::string& build_id, const std::string& why);
  /// Takes all that is said of the file from the list; false if it was not there.
  bool forget(const std::string& plugin);

 private:
  struct Entry {
    std::string plugin;
    std::string build_id;
    std::uint64_t size = 0;
    std::int64_t changed_ns = 0;
    std::string reason;
  };
  static std::optional<Entry> parse(const std::string& line);
  static Entry describe(const std::string& plugin, const std::string& build_id);
  void read();
  void write() const;

  std::string path_;  ///< empty: none
  std::vector<Entry> entries_;
};

}  // namespace textmill::host
