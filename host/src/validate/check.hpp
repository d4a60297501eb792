// One thing a plugin is tried for, and what came of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "plugins/catalog.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

struct ValidateOptions {
  int strictness = 5;  ///< 1 to 10
  unsigned seed = 1;
  std::chrono::milliseconds time_limit{30000};  ///< for one check
  std::size_t largest_document = 64U << 20;     ///< bytes
  std::vector<std::string> only;                ///< names of checks; empty: all up to the strictness
  std::vector<std::pair<std::string, std::string>> with = {};  ///< options and their values, as in a pipeline
};

/// What a check works on; it runs in a process of its own.
struct Subject {
  const CatalogEntry& entry;
  const StageManifest& stage;
  const ValidateOptions& options;
};

/// Ok, or what is wrong, as a sentence about the stage ("returns ..."). An Ok status may carry a remark in
/// its message: figures that a person wants to see.
using CheckBody = std::function<Status(const Subject&)>;

struct Check {
  const char* name;
  int strictness;      ///< from which on it is made
  const char* what;    ///< what holds if it passes
  const char* advice;  ///< what to do if it does not
  bool essential;      ///< if it fails, the checks after it are not made
  int time_factor;     ///< times ValidateOptions::time_limit
  CheckBody body;
};

enum class Verdict { Passed, Failed, Skipped };

struct CheckResult {
  std::string stage;  ///< empty: the whole plugin
  std::string check;
  std::string what;
  Verdict verdict = Verdict::Passed;
  std::string message;  ///< why it failed or was skipped; figures if it passed
  std::string advice;   ///< if it failed
  double seconds = 0;
};

}  // namespace textmill::host
