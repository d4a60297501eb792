// What the command line understands, as data, and manual pages made of it: one source with --help.
#pragma once

#include <string>
#include <vector>

#include "cli/console.hpp"

namespace textmill::host {

struct OptionHelp {
  std::string names;  ///< "-o,--output"; of an operand, its name
  std::string value;  ///< "FILE"; empty for a flag
  std::string text;
  std::vector<std::string> choices;  ///< if the value is one of a few words
  bool required = false;
  bool repeats = false;
};

/// One verb, or the whole program.
struct CommandHelp {
  std::string path;  ///< "textmill new plugin"
  std::string summary;
  std::vector<OptionHelp> operands;
  std::vector<OptionHelp> options;
  std::vector<CommandHelp> verbs;
  std::string examples;  ///< as at the end of --help; may be empty
};

/// The page of one command in the language of man(7).
std::string man_page(const CommandHelp& command);

struct ManOptions {
  std::vector<std::string> verb;  ///< whose page; empty: the program's
  std::string directory;  ///< where all pages go, as textmill.1, textmill-run.1, ...; empty: print one
};
Exit run_man(const ManOptions& options, const Console& console);

}  // namespace textmill::host
