#include "cli/contained.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "plugins/probe.hpp"

namespace textmill::host {
namespace {

constexpr char kCameToItsEnd = '.';  // stands before the answer, which may be empty

void make_silent() {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(null, fd);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
}

[[noreturn]] void run_child(const std::function<std::string()>& work, int out) {
  make_silent();
  for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, SIG_DFL);
  const std::string answer = kCameToItsEnd + work();
  const ssize_t ignored = ::write(out, answer.data(), answer.size());
  (void)ignored;
  ::_exit(0);
}

/// All that comes from `fd` until its end or the time limit; false at the limit.
bool read_until(int fd, std::chrono::steady_clock::time_point end, std::string& answer) {
  char block[4096];
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd ready{fd, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) == 0) return false;
    const ssize_t got = ::read(fd, block, sizeof block);
    if (got <= 0) return true;
    answer.append(block, static_cast<std::size_t>(got));
  }
}

}  // namespace

Contained run_contained(const std::function<std::string()>& work, std::chrono::milliseconds limit) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return {"no pipe: " + std::string(std::strerror(errno)), {}};
  const pid_t child = ::fork();
  if (child == 0) run_child(work, ends[1]);
  ::close(ends[1]);
  std::string answer;
  const bool in_time = child > 0 && read_until(ends[0], std::chrono::steady_clock::now() + limit, answer);
  ::close(ends[0]);
  if (child < 0) return {"no process: " + std::string(std::strerror(errno)), {}};
  if (!in_time) ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!in_time) return {"took more than " + std::to_string(limit.count()) + " ms", {}};
  if (WIFSIGNALED(status)) return {"crashed with " + signal_name(WTERMSIG(status)), {}};
  if (answer.empty())
    return {"ended the process with exit status " + std::to_string(WEXITSTATUS(status)), {}};
  return {{}, answer.substr(1)};
}

}  // namespace textmill::host
