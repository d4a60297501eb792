// Tries something in a child process first, because it may end the process it runs in.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "textmill/status.hpp"

namespace textmill::host {

/// Runs `body` in a forked child and gives what it returns. If the child dies instead, or is not done after
/// `limit`, fails with a sentence that names the signal or exit code, what it last wrote to standard error,
/// or the limit. What the child prints goes nowhere else. A message that comes with Code::Ok goes to `remark`,
/// if that is given.
/// Call it while the process has one thread.
Status try_in_child(const std::function<Status()>& body, std::chrono::milliseconds limit,
                    std::string* remark = nullptr);

/// "SIGABRT (signal 6)".
std::string signal_name(int signal);

}  // namespace textmill::host
