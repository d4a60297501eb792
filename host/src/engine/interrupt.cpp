#include "engine/interrupt.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <string_view>

namespace textmill::host {
namespace {

constexpr std::int64_t kPatienceNs = 3'000'000'000;
constexpr unsigned kLastSecond = 4;

// Lock-free, so a handler may use them.
std::atomic<int> signal_seen = 0;
std::atomic<bool> ends_in_time = false;
std::atomic<std::int64_t> patience_ends_ns = 0;
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<std::int64_t>::is_always_lock_free);

std::int64_t now_ns() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1'000'000'000LL + t.tv_nsec;
}

void on_signal(int number) {
  if (signal_seen.exchange(number) != 0) _exit(128 + number);
  patience_ends_ns = now_ns() + kPatienceNs;
  if (ends_in_time) alarm(kLastSecond);
}

void on_alarm(int) {
  constexpr std::string_view kLastWords =
      "error: a stage or the input did not return in time; the run ends at its last checkpoint\n";
  const ssize_t ignored = write(STDERR_FILENO, kLastWords.data(), kLastWords.size());
  (void)ignored;
  _exit(128 + signal_seen);
}

}  // namespace

void watch_signals(Ending ending) {
  ends_in_time = ending == Ending::InTime;
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGALRM, on_alarm);
  std::signal(SIGPIPE, SIG_IGN);
}

int interrupted() { return signal_seen; }

bool patience_is_over() { return signal_seen != 0 && now_ns() > patience_ends_ns; }

}  // namespace textmill::host
