#include "plugins/probe.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>

namespace textmill::host {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char kDone = '\1';  // ends what the child reports; without it the child died
constexpr std::size_t kMaxSaid = 1 << 20;
constexpr std::size_t kShownSaid = 300;

struct Pipe {
  Pipe() { ok = pipe2(ends.data(), O_CLOEXEC) == 0; }
  Pipe(const Pipe&) = delete;  // owns both ends
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(int end) {
    if (ends[end] >= 0) close(ends[end]);
    ends[end] = -1;
  }
  std::array<int, 2> ends = {-1, -1};
  bool ok = false;
};

void write_all(int descriptor, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t wrote = write(descriptor, text.data() + at, text.size() - at);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return;
    at += static_cast<std::size_t>(wrote);
  }
}

/// The same pipe by a number so high that a plugin which closes all it sees does not meet it.
int out_of_reach(int descriptor) {
  constexpr int kHigh = 900;
  const int high = fcntl(descriptor, F_DUPFD_CLOEXEC, kHigh);
  return high < 0 ? descriptor : high;
}

[[noreturn]] void run_child(const std::function<Status()>& body, int report, int said) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTERM, SIGINT})
    std::signal(signal, SIG_DFL);
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(null, STDIN_FILENO);
  dup2(null, STDOUT_FILENO);
  dup2(said, STDERR_FILENO);
  report = out_of_reach(report);
  const Status status = body();
  write_all(report, std::to_string(static_cast<int>(status.code())) + ' ' + status.message() + kDone);
  _exit(0);
}

/// Appends what is there; false at the end of the pipe.
bool drain(int descriptor, std::string& to) {
  std::array<char, 4096> buffer{};
  const ssize_t got = read(descriptor, buffer.data(), buffer.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (to.size() < kMaxSaid) to.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

/// Gathers what the child reports and says until it is done, has died, or time is over (false).
bool listen(int report, int said, Clock::time_point deadline, std::string& reported, std::string& heard) {
  bool reporting = true;
  bool saying = true;
  while (reporting) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    std::array<pollfd, 2> ends = {pollfd{report, POLLIN, 0}, pollfd{saying ? said : -1, POLLIN, 0}};
    if (poll(ends.data(), ends.size(), static_cast<int>(left)) < 0 && errno != EINTR) return false;
    if (ends[1].revents != 0) saying = drain(said, heard);
    if (ends[0].revents != 0) reporting = drain(report, reported);
    if (!reported.empty() && reported.back() == kDone) return true;
  }
  fcntl(said, F_SETFL, O_NONBLOCK);  // a grandchild may keep it open
  while (saying && drain(said, heard) && errno != EAGAIN) errno = 0;
  return true;
}

std::string last_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  const std::size_t start = text.rfind('\n');
  if (start != std::string::npos) text.erase(0, start + 1);
  text.erase(0, text.find_first_not_of(' '));
  if (text.size() > kShownSaid) text.resize(kShownSaid);
  return text.empty() ? std::string() : "; it said: " + text;
}

std::string cause_of_death(int status) {
  if (WIFSIGNALED(status)) return "ends the process with " + signal_name(WTERMSIG(status));
  return "ends the process with exit code " + std::to_string(WEXITSTATUS(status));
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

}  // namespace

std::string signal_name(int signal) {
  const char* name = sigabbrev_np(signal);
  return (name ? "SIG" + std::string(name) : "an unknown signal") + " (signal " + std::to_string(signal) +
         ")";
}

Status try_in_child(const std::function<Status()>& body, std::chrono::milliseconds limit,
                    std::string* remark) {
  Pipe report;
  Pipe said;
  const pid_t child = report.ok && said.ok ? fork() : -1;
  if (child < 0)
    return {Code::BadPlugin, std::string("cannot be tried in a child process: ") + std::strerror(errno)};
  if (child == 0) run_child(body, report.ends[1], said.ends[1]);
  report.close_end(1);
  said.close_end(1);
  std::string reported;
  std::string heard;
  const bool in_time = listen(report.ends[0], said.ends[0], Clock::now() + limit, reported, heard);
  kill(child, SIGKILL);
  const int status = wait_for(child);
  if (!in_time) {
    return {Code::BadPlugin,
            "is not done after " + std::to_string(limit.count() / 1000) + " s" + last_line(heard)};
  }
  if (reported.empty() || reported.back() != kDone) {
    return {Code::BadPlugin, cause_of_death(status) + last_line(heard)};
  }
  reported.pop_back();
  const std::size_t space = reported.find(' ');
  const auto code = static_cast<Code>(std::atoi(reported.c_str()));
  if (code != Code::Ok) return {code, reported.substr(space + 1)};
  if (remark) *remark = reported.substr(space + 1);
  return {};
}

}  // namespace textmill::host
