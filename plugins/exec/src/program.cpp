#include "program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include "textmill/options.hpp"

namespace textmill::exec {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongestAnswer = 256U << 20;
constexpr int kLookMs = 20;  // how often `stop` is asked

/// While it lives a write to a closed pipe is an error and no signal, in this thread.
class NoPipeSignal {
 public:
  NoPipeSignal() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoPipeSignal() {
    const timespec at_once{};
    while (sigtimedwait(&pipe_, nullptr, &at_once) > 0) continue;
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoPipeSignal(const NoPipeSignal&) = delete;  // the mask is restored once
  NoPipeSignal& operator=(const NoPipeSignal&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

}  // namespace

Program::Program(std::vector<std::string> arguments, std::int64_t memory_bytes,
                 std::chrono::milliseconds timeout)
    : name_(arguments.front()), timeout_(timeout), launcher_(std::move(arguments), memory_bytes) {
  start();
}

void Program::start() {
  running_ = launcher_.launch();
  if (running_.error != 0) {
    const std::string why = std::strerror(running_.error);
    launcher_.end(running_.pid);
    running_ = {};
    throw Error("the program '" + name_ + "' cannot be started: " + why);
  }
  for (const int fd : {running_.input.get(), running_.output.get()}) fcntl(fd, F_SETFL, O_NONBLOCK);
}

void Program::give_up(const std::string& why) {
  running_.input.reset();
  const std::string how = launcher_.end(running_.pid);
  running_ = {};
  throw Error("the program '" + name_ + "' " + (why.empty() ? how + " instead of answering" : why));
}

void Program::send_some(std::string_view& rest) {
  const ssize_t sent = write(running_.input.get(), rest.data(), rest.size());
  if (sent >= 0) {
    rest.remove_prefix(static_cast<std::size_t>(sent));
  } else if (errno == EPIPE) {
    give_up({});
  }
}

/// True when the answer has its end.
bool Program::receive_some(std::string& answer) {
  char block[1 << 16];
  const ssize_t got = read(running_.output.get(), block, sizeof block);
  if (got == 0) give_up({});
  if (got < 0) return false;
  answer.append(block, static_cast<std::size_t>(got));
  const void* end = memchr(block, '\n', static_cast<std::size_t>(got));
  if (!end) {
    if (answer.size() > kLongestAnswer) give_up("answers with more than 256 MiB");
    return false;
  }
  if (answer.back() != '\n' || end != block + got - 1) give_up("answers one line with several");
  answer.pop_back();
  return true;
}

std::string Program::ask(std::string_view line, const std::function<bool()>& stop) {
  if (running_.pid < 0) start();
  const NoPipeSignal no_signal;
  const Clock::time_point deadline = Clock::now() + timeout_;
  const std::string message = std::string(line) + "\n";
  std::string_view rest = message;
  std::string answer;
  while (true) {
    pollfd ends[2] = {{running_.output.get(), POLLIN, 0},
                      {rest.empty() ? -1 : running_.input.get(), POLLOUT, 0}};
    const int ready = poll(ends, 2, kLookMs);
    if (ready > 0 && ends[1].revents != 0) send_some(rest);
    if (ready > 0 && ends[0].revents != 0 && receive_some(answer)) {
      if (!rest.empty()) give_up("answers before it has been asked");
      return answer;
    }
    if (stop()) give_up("was stopped at the time limit of the stage");
    if (Clock::now() > deadline)
      give_up("took longer than its timeout of " + std::to_string(timeout_.count()) + " ms");
  }
}

}  // namespace textmill::exec
