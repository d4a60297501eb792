#include "engine/interrupt.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>

namespace textmill::host {
namespace {

std::atomic<int> signal_seen = 0;  // lock-free, so a handler may use it
static_assert(std::atomic<int>::is_always_lock_free);

void on_signal(int number) {
  if (signal_seen.exchange(number) != 0) _exit(128 + number);
}

}  // namespace

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

int interrupted() { return signal_seen; }

}  // namespace textmill::host
