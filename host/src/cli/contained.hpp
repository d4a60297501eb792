// Running something in a process of its own, to see whether it comes to its end there.
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace textmill::host {

struct Contained {
  std::string
      death;  ///< "crashed with SIGSEGV (signal 11)", "took more than 200 ms"; empty: it came to its end
  std::string answer;  ///< what it returned
};

/// Forks this process and calls `work` there, which may read all that is here and change nothing; it prints
/// nothing. Not while there are other threads.
Contained run_contained(const std::function<std::string()>& work, std::chrono::milliseconds limit);

}  // namespace textmill::host
