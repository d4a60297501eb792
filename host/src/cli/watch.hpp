// Running a command again whenever files change.
#pragma once

#include <string>
#include <vector>

#include "cli/console.hpp"

namespace textmill::host {

/// Runs this program with its own arguments, `--watch` left out, now and after each change of a file in the
/// folders of `files`, until it is interrupted. Each time is a new process: a plugin that was built anew is
/// loaded anew.
Exit watch_and_rerun(const std::vector<std::string>& files, const Console& console);

}  // namespace textmill::host
