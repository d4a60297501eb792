// What may stand next on a command line. The completion scripts of all shells ask this, so they know the
// plugins, stages, options and values that there are at the moment, and the same in each shell.
#pragma once

#include <string>
#include <vector>

#include "cli/man.hpp"

namespace textmill::host {

struct Candidate {
  std::string word;
  std::string summary;
};

struct Completion {
  std::vector<Candidate> words;
  bool folders = false;
  bool files = false;                 ///< folders too
  std::vector<std::string> suffixes;  ///< of the files; empty: any
};

/// `words` are those behind the program's name; the last one is being typed and may be empty.
Completion complete(const CommandHelp& program, const std::vector<std::string>& words);

/// Prints it for a script: lines "WORD<tab>SUMMARY", then ":folders", ":files" or ":files so yaml".
Exit run_complete(const std::vector<std::string>& words, const Console& console);

}  // namespace textmill::host
