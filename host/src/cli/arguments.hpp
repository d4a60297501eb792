// argv as a value. The only place with CLI11.
#pragma once

#include <string>
#include <variant>

#include "cli/diff.hpp"
#include "cli/explain.hpp"
#include "cli/man.hpp"
#include "cli/run.hpp"
#include "cli/serve.hpp"
#include "cli/shrink.hpp"
#include "cli/test.hpp"
#include "cli/verbs.hpp"
#include "log.hpp"

namespace textmill::host {

enum class Verb {
  Run,
  View,
  Test,
  Diff,
  Explain,
  Shrink,
  Serve,
  Check,
  Config,
  Schema,
  Plugins,
  Describe,
  Why,
  NewPlugin,
  NewPipeline,
  Stats,
  Verify,
  Validate,
  Completion,
  Complete,
  Man
};

/// What the command line asks for; the members of the other verbs keep their defaults.
struct Arguments {
  Verb verb = Verb::Run;
  RunOptions run;
  CheckOptions check;             ///< check, config
  PluginOptions plugins;          ///< plugins, describe, why, schema
  TestOptions test;
  DiffOptions diff;
  ExplainOptions explain;
  ShrinkOptions shrink;
  ServeOptions serve;
  NewOptions create;              ///< new plugin, new pipeline
  VerifyOptions verify;
  ManOptions man;
  ValidateVerbOptions validate;
  std::vector<std::string> runs;  ///< stats
  std::string name;               ///< describe, why; completion: the shell
  std::vector<std::string> words; ///< complete: those of the line
  bool forget = false;            ///< why --forget
  LogFormat log_format = LogFormat::Text;
  bool no_colour = false;
};

/// Either arguments, or what to print and the exit code to leave with (--help, --version, a mistake).
struct ParsedArguments {
  Arguments arguments;
  bool leave = false;
  Exit exit = Exit::Ok;
  std::string text;
};

ParsedArguments parse_arguments(int argc, const char* const* argv);

/// Verbs with their options, for completion scripts: "run" -> {"--output", ...}.
std::vector<std::pair<std::string, std::vector<std::string>>> command_words();
/// The whole command line with what --help says about it.
CommandHelp command_help();

}  // namespace textmill::host
