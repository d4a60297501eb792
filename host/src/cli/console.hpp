// Where verbs put what a person or a script reads. Verbs never print by themselves: main owns the streams.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace textmill::host {

/// The fixed exit codes of the command line.
enum class Exit {
  Ok = 0,
  Findings = 1,  ///< at or above --fail-on
  Usage = 2,
  Pipeline = 3,
  Plugin = 4,
  SetAside = 5,  ///< finished, with documents set aside
  Input = 6,     ///< an input could not be read to its end; the rest was done
  Output = 7,
  Stopped = 8,  ///< at an error limit
  Internal = 70,
  Interrupted = 130,
  PipeClosed = 141,
  Terminated = 143,
};

struct Console {
  std::function<void(std::string_view)> out;        ///< results: standard output
  std::function<void(std::string_view)> error;      ///< messages: standard error; a newline is added
  std::function<void(std::string_view)> raw_error;  ///< the same without a newline, for progress
  bool out_is_terminal = false;
  bool error_is_terminal = false;
  bool colour = false;  ///< out is a terminal and NO_COLOR is not set
  int width = 80;
};

}  // namespace textmill::host
