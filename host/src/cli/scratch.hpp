// A folder for the files of one command, gone when the command is done.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace textmill::host {

class Scratch {
 public:
  /// textmill-PURPOSE-XXXXXX in the folder for temporary files.
  explicit Scratch(const std::string& purpose) {
    std::string pattern =
        (std::filesystem::temp_directory_path() / ("textmill-" + purpose + "-XXXXXX")).string();
    if (::mkdtemp(pattern.data())) path_ = pattern;
  }
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;  // owns the folder
  Scratch& operator=(const Scratch&) = delete;
  /// Empty if the folder could not be made.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace textmill::host
