// One function per verb of the command line: options in, exit code out. main.cpp turns argv into these
// structs (CLI11); nothing here parses arguments.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/console.hpp"
#include "plugins/catalog.hpp"

namespace textmill::host {

/// What all verbs that look for plugins take.
struct PluginOptions {
  CatalogOptions search;
  bool json = false;
};

struct CheckOptions {
  std::string pipeline;
  std::vector<std::pair<std::string, std::string>> settings;  ///< --set
  PluginOptions plugins;
};

// check.cpp: says what is wrong with a pipeline file, or that nothing is.
Exit run_check(const CheckOptions& options, const Console& console);
// config.cpp: the resolved pipeline as YAML (or JSON), each value with its origin: file:line, --set, default.
Exit run_config(const CheckOptions& options, const Console& console);
// schema.cpp: a JSON Schema of the pipeline file with the options of every plugin found.
Exit run_schema(const PluginOptions& options, const Console& console);

// plugins.cpp: a line per plugin and stage; refused files with the reason.
Exit run_plugins(const PluginOptions& options, const Console& console);
// describe.cpp: everything a manifest says about one plugin or stage.
Exit run_describe(const std::string& name, const PluginOptions& options, const Console& console);
// why.cpp: every path that was tried for a stage or plugin, and why it was not usable.
Exit run_why(const std::string& name, const PluginOptions& options, const Console& console);
// why.cpp: lets plugins that crashed when they were loaded be tried again; `name` is a stage, plugin or file.
Exit run_forget(const std::string& name, const PluginOptions& options, const Console& console);

struct NewOptions {
  std::string name;
  std::string directory;        ///< where to put it; default ./NAME
  std::string language = "c++"; ///< c++ or c
  std::string kind = "tagger";
  PluginOptions plugins;
};
// new_plugin.cpp, new_pipeline.cpp: write a complete plugin project, a commented pipeline file.
Exit run_new_plugin(const NewOptions& options, const Console& console);
Exit run_new_pipeline(const NewOptions& options, const Console& console);

struct VerifyOptions {
  std::string pipeline;
  std::vector<std::string> inputs;
  std::vector<std::pair<std::string, std::string>> settings;
  CatalogOptions search;
  double sample_percent = 100;
};
// verify.cpp: runs the pipeline in many ways (workers, isolation, batches) and compares the bytes.
Exit run_verify(const VerifyOptions& options, const Console& console);

struct ValidateVerbOptions {
  std::string plugin;  ///< a file, or the id of a plugin that is found
  int strictness = 5;  ///< 1 to 10
  unsigned seed = 1;
  std::int64_t time_limit_ns = 30000000000;          ///< of one check
  std::int64_t largest_document = std::int64_t{64} << 20;  ///< bytes
  std::vector<std::string> only;                     ///< names of checks; empty: all up to the strictness
  std::vector<std::pair<std::string, std::string>> with;  ///< options and their values
  bool junit = false;
  PluginOptions plugins;
};
// validate.cpp: tries a plugin for everything a host may do to it.
Exit run_validate(const ValidateVerbOptions& options, const Console& console);

// stats.cpp: what one run cost, per stage and its slowest documents; two runs compared.
Exit run_stats(const std::vector<std::string>& runs, const Console& console);

// completion.cpp: a completion script for bash, zsh or fish; it asks complete.cpp.
Exit run_completion(const std::string& shell, const Console& console);

}  // namespace textmill::host
