#include "cli/trial.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cctype>
#include <csignal>
#include <cstring>

namespace textmill::host {
namespace {

/// Runs of digits as one #: positions and counts change when a text gets shorter.
std::string without_numbers(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (is_digit && out.ends_with('#')) continue;
    out += is_digit ? '#' : c;
  }
  return out;
}

void make_silent() {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(null, fd);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
}

[[noreturn]] void run_child(Workbench& bench, std::string_view id, std::string_view text,
                            const TextPairs& meta, int answer) {
  make_silent();
  for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, SIG_DFL);
  std::string outcome;
  if (const Status loaded = bench.load(id, text, meta); loaded.ok()) {
    outcome = without_numbers(describe(bench.run()));
  } else {
    outcome = loaded.message();
  }
  const ssize_t ignored = ::write(answer, outcome.data(), outcome.size());
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

std::string try_document(Workbench& bench, std::string_view id, std::string_view text, const TextPairs& meta,
                         std::chrono::milliseconds limit) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return "no pipe: " + std::string(std::strerror(errno));
  const pid_t child = ::fork();
  if (child == 0) run_child(bench, id, text, meta, ends[1]);
  ::close(ends[1]);
  std::string answer;
  const bool in_time = child > 0 && read_until(ends[0], std::chrono::steady_clock::now() + limit, answer);
  ::close(ends[0]);
  if (child < 0) return "no process: " + std::string(std::strerror(errno));
  if (!in_time) ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!in_time) return "took more than " + std::to_string(limit.count()) + " ms";
  if (WIFSIGNALED(status)) return "crashed with signal " + std::to_string(WTERMSIG(status));
  if (answer.empty()) return "ended the process with code " + std::to_string(WEXITSTATUS(status));
  return answer;
}

}  // namespace textmill::host
