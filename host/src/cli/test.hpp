// The verb `test`: runs the cases of NAME_test.yaml files.
#pragma once

#include <string>
#include <vector>

#include "cli/verbs.hpp"

namespace textmill::host {

struct TestOptions {
  std::vector<std::string> paths;  ///< files and folders; empty: the folder we are in
  std::string filter;              ///< only cases with this in "FILE: NAME"
  std::string junit;               ///< where a JUnit report goes; empty: none
  bool update = false;             ///< write golden files anew instead of comparing
  bool watch = false;              ///< run again whenever a file changes
  int verbosity = 0;               ///< -1: only failures
  PluginOptions plugins;
};

/// Exit::Findings if a case fails; Exit::Usage if there is none.
Exit run_test(const TestOptions& options, const Console& console);

}  // namespace textmill::host
