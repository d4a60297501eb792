// The inputs of a command line as a list of files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "input/reader.hpp"

namespace textmill::host {

struct InputList {
  std::vector<std::string> files;      ///< in the order of the arguments, inside a folder sorted by name
  std::uint64_t total_bytes = 0;       ///< on disk; 0 if one of them is not a regular file
  std::vector<InputFailure> failures;  ///< folders that could not be listed
};

/// Replaces folders by all files below them and globs by what they match. Hidden files (".git", ".x") inside
/// folders are left out, as are links to folders; naming one on the command line takes it. Code::BadUsage for
/// an argument that names nothing.
Result<InputList> list_inputs(const std::vector<std::string>& arguments);

}  // namespace textmill::host
