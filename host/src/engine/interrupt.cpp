#include "engine/interrupt.hpp"

#include <unistd.h>

#include <csignal>

namespace textmill::host {
namespace {

volatile std::sig_atomic_t signal_seen = 0;

void on_signal(int number) {
  if (signal_seen != 0) _exit(128 + number);
  signal_seen = number;
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
