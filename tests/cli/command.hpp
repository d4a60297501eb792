// Runs the real binary as a user would, for tests: arguments in, exit code and texts out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace textmill::test {

struct Ran {
  int exit = -1;  ///< exit code, or 128 + the signal that ended it
  std::string out;
  std::string error;
};

/// Runs `textmill` with `arguments` in `directory`, `input` on its standard input.
Ran textmill(const std::vector<std::string>& arguments, const std::string& input = {},
             const std::filesystem::path& directory = {});

/// Runs a shell command line; $TEXTMILL is the binary.
Ran shell(const std::string& command, const std::filesystem::path& directory = {});

/// An empty folder that is removed with the object.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;  // owns the folder
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file below the folder and gives its path.
  std::string write(const std::string& name, const std::string& content) const;
  std::string read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& path);

/// JSON Lines of `count` small documents "doc-0", "doc-1", ...; those whose numbers are in `triggers` contain
/// ##TRIGGER##, which sets off the bad plugins.
std::string small_corpus(int count, const std::vector<int>& triggers = {});

/// A plugin of tests/badplugins, as built.
std::string bad_plugin(const std::string& name);

}  // namespace textmill::test
