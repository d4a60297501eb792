// A program that answers each line with a line.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "launcher.hpp"

namespace textmill::exec {

class Program {
 public:
  /// Starts it. Throws textmill::Error if it cannot be started or ends at once.
  Program(std::vector<std::string> arguments, std::int64_t memory_bytes, std::chrono::milliseconds timeout);

  /// Sends `line` (without its end) and gives the answer, likewise. Throws textmill::Error if the program
  /// ends, takes longer than the time limit, says more than a line, or `stop` holds; it is then started anew
  /// for the next line.
  std::string ask(std::string_view line, const std::function<bool()>& stop);

 private:
  void start();
  [[noreturn]] void give_up(const std::string& why);
  void send_some(std::string_view& rest);
  bool receive_some(std::string& answer);

  std::string name_;
  std::chrono::milliseconds timeout_;
  Launcher launcher_;
  Launched running_;
};

}  // namespace textmill::exec
