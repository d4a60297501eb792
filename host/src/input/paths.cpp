#include "input/paths.hpp"

#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

class Lister {
 public:
  Status add_argument(const std::string& argument) {
    std::error_code error;
    const fs::file_status status =
        argument == "-" ? fs::file_status(fs::file_type::fifo) : fs::status(argument, error);
    if (fs::is_directory(status)) {
      add_folder(argument);
    } else if (fs::exists(status)) {
      add_file(argument, fs::is_regular_file(status));
    } else if (status.type() == fs::file_type::not_found) {
      return add_glob(argument);
    } else {
      return {Code::BadUsage, argument + ": " + error.message()};
    }
    return {};
  }

  InputList take() {
    if (!sized_) list_.total_bytes = 0;
    return std::move(list_);
  }

 private:
  void add_file(const std::string& path, bool regular) {
    std::error_code error;
    const std::uintmax_t size = regular ? fs::file_size(path, error) : 0;
    sized_ = sized_ && regular && !error;
    list_.files.push_back(path);
    list_.total_bytes += error ? 0 : size;
  }

  void add_folder(const fs::path& folder) {
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      if (!it->path().filename().native().starts_with('.')) entries.push_back(*it);
    }
    if (error) list_.failures.push_back({folder, folder.native() + ": " + error.message()});
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) {
      std::error_code ignored;
      if (entry.is_directory(ignored)) {
        if (!entry.is_symlink(ignored)) add_folder(entry.path());
      } else if (entry.is_regular_file(ignored)) {
        add_file(entry.path(), true);
      }
    }
  }

  Status add_glob(const std::string& pattern) {
    if (pattern.find_first_of("*?[") == std::string::npos) {
      return {Code::BadUsage, pattern + ": no such file or folder"};
    }
    glob_t found{};
    const int code = ::glob(pattern.c_str(), 0, nullptr, &found);
    const std::unique_ptr<glob_t, decltype(&::globfree)> owner(&found, &::globfree);
    if (code != 0 || found.gl_pathc == 0) return {Code::BadUsage, pattern + ": no file matches"};
    for (std::size_t i = 0; i < found.gl_pathc; ++i) {
      std::error_code error;
      const fs::file_status status = fs::status(found.gl_pathv[i], error);
      if (fs::is_directory(status)) {
        add_folder(found.gl_pathv[i]);
      } else {
        add_file(found.gl_pathv[i], fs::is_regular_file(status));
      }
    }
    return {};
  }

  InputList list_;
  bool sized_ = true;
};

}  // namespace

Result<InputList> list_inputs(const std::vector<std::string>& arguments) {
  Lister lister;
  for (const std::string& argument : arguments) {
    if (Status s = lister.add_argument(argument); !s) return s;
  }
  return lister.take();
}

}  // namespace textmill::host
