// How far a run is: a bar on a terminal, a line every 30 seconds elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/batch_result.hpp"

namespace textmill::host {

struct ProgressOptions {
  bool shown = true;
  bool terminal = false;  ///< redraw one line; else a plain line now and then
  int width = 80;
  std::uint64_t total_bytes = 0;  ///< of all inputs; 0: unknown, no estimate
};

class Progress {
 public:
  Progress(ProgressOptions options, std::function<void(std::string_view)> print);
  ~Progress();                         // leaves the terminal with a clean line
  Progress(const Progress&) = delete;  // owns the terminal's line
  Progress& operator=(const Progress&) = delete;

  /// After each batch, on the writer's thread.
  void add(const BatchResult& result);

 private:
  void draw(std::int64_t now_ns);

  ProgressOptions options_;
  std::function<void(std::string_view)> print_;
  std::int64_t start_ns_;
  std::int64_t last_ns_;
  std::uint64_t documents_ = 0;
  std::uint64_t set_aside_ = 0;
  std::uint64_t text_bytes_ = 0;
  std::uint64_t input_bytes_ = 0;
  bool drawn_ = false;
};

/// "1.2 GB", "34 MB", "5 kB": decimal units, three digits.
std::string readable_bytes(double bytes);
/// "1 h 02 min", "3 min 05 s", "12 s", "40 ms".
std::string readable_seconds(double seconds);

}  // namespace textmill::host
