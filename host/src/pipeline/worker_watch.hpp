// Where a worker is, told to whoever watches it from outside.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <ctime>

#include "textmill/abi.h"

namespace textmill::host {

/// May lie in memory shared between processes.
struct WorkerWatch {
  std::atomic<std::uint32_t> record{0};    ///< number of the record in the batch being handled
  std::atomic<std::uint32_t> together{1};  ///< documents in the call under way; `record` is the first
  std::atomic<std::uint32_t> stage{TEXTMILL_NONE};  ///< the stage at work; NONE: none
  std::atomic<std::int64_t> stage_started_ns{0};    ///< CLOCK_MONOTONIC

  std::atomic<std::uint32_t> last_stage{TEXTMILL_NONE};  ///< at work now or most recently

  /// The clock of `stage_started_ns`.
  static std::int64_t now_ns() {
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
  }
  /// Before a stage is called: with the document of `first`, or with `count` from it on.
  void begin_call(std::uint32_t first, std::size_t count) {
    record.store(first, std::memory_order_relaxed);
    together.store(static_cast<std::uint32_t>(count), std::memory_order_relaxed);
  }
  void begin(std::uint32_t number, std::int64_t now_ns) {
    last_stage.store(number, std::memory_order_relaxed);
    stage_started_ns.store(now_ns, std::memory_order_relaxed);
    stage.store(number, std::memory_order_release);
  }
  void end() { stage.store(TEXTMILL_NONE, std::memory_order_release); }
};

}  // namespace textmill::host
