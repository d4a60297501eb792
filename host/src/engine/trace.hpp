// When each batch was read, worked on and written, for chrome://tracing and ui.perfetto.dev.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "engine/batch_result.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// Gathers events, at most kEvents of them. Any thread.
class Trace {
 public:
  static constexpr std::size_t kEvents = 1'000'000;

  /// `stages` are the names of the plan's stages.
  explicit Trace(std::vector<std::string> stages) : stages_(std::move(stages)) {}

  /// Nanoseconds since the trace began.
  std::int64_t now() const;
  void read(std::int64_t from, std::uint64_t batch);
  /// Worker `worker` ran `result`'s batch. Its stages are drawn one after the other, as long as each took in
  /// all documents together.
  void worked(std::int64_t from, int worker, const BatchResult& result);
  void wrote(std::int64_t from, std::uint64_t batch);

  /// All events in the Trace Event Format (JSON).
  std::string json() const;

 private:
  struct Event {
    std::int32_t stage;  ///< NONE: the batch as a whole
    std::int32_t lane;
    std::uint64_t batch;
    std::int64_t from_ns;
    std::int64_t took_ns;
    std::uint64_t documents;
  };
  void add(const Event& event);

  std::vector<std::string> stages_;
  std::int64_t start_ns_ = -1;
  mutable std::mutex mutex_;
  std::vector<Event> events_;
};

}  // namespace textmill::host
