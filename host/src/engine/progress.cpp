#include "engine/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace textmill::host {
namespace {

constexpr std::int64_t kSecond = 1000000000;
constexpr std::int64_t kRedraw = kSecond / 10;
constexpr std::int64_t kPlainLine = 30 * kSecond;
constexpr std::int64_t kFirstDraw = kSecond / 2;  // a run that is over by then shows nothing

std::int64_t now() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * kSecond + t.tv_nsec;
}

std::string bar(double share, int cells) {
  const int full = static_cast<int>(share * cells + 0.5);
  std::string out = "[";
  for (int i = 0; i < cells; ++i) out += i < full ? '#' : '.';
  return out + "]";
}

}  // namespace

std::string readable_bytes(double bytes) {
  static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
  int unit = 0;
  while (bytes >= 1000 && unit < 4) {
    bytes /= 1000;
    ++unit;
  }
  return unit == 0 || bytes >= 100 ? fmt::format("{:.0f} {}", bytes, kUnits[unit])
                                   : fmt::format("{:.1f} {}", bytes, kUnits[unit]);
}

std::string readable_seconds(double seconds) {
  if (seconds < 1) return fmt::format("{:.0f} ms", seconds * 1000);
  const auto s = static_cast<long long>(seconds + 0.5);
  if (s >= 3600) return fmt::format("{} h {:02} min", s / 3600, s % 3600 / 60);
  if (s >= 60) return fmt::format("{} min {:02} s", s / 60, s % 60);
  return fmt::format("{} s", s);
}

Progress::Progress(ProgressOptions options, std::function<void(std::string_view)> print)
    : options_(options), print_(std::move(print)), start_ns_(now()), last_ns_(start_ns_) {}

Progress::~Progress() {
  if (drawn_ && options_.terminal) print_("\r\x1b[K");
}

void Progress::add(const BatchResult& result) {
  documents_ += result.read;
  set_aside_ += result.set_aside;
  text_bytes_ += result.text_bytes;
  input_bytes_ += result.input_bytes;
  if (!options_.shown) return;
  const std::int64_t t = now();
  if (t - start_ns_ < kFirstDraw || t - last_ns_ < (options_.terminal ? kRedraw : kPlainLine)) return;
  last_ns_ = t;
  draw(t);
}

void Progress::draw(std::int64_t now_ns) {
  const double seconds = static_cast<double>(now_ns - start_ns_) / kSecond;
  std::string line =
      fmt::format("{} documents, {}, {}/s", documents_, readable_bytes(static_cast<double>(text_bytes_)),
                  readable_bytes(static_cast<double>(text_bytes_) / seconds));
  if (options_.total_bytes > 0 && input_bytes_ > 0) {
    const double share =
        std::min(1.0, static_cast<double>(input_bytes_) / static_cast<double>(options_.total_bytes));
    line =
        fmt::format("{:3.0f} % {}, {} left", share * 100, line, readable_seconds(seconds / share - seconds));
    if (options_.terminal && options_.width > 100) line = bar(share, 20) + line;
  }
  if (set_aside_ > 0) line += fmt::format(", {} set aside", set_aside_);
  if (options_.terminal) {
    print_("\r\x1b[K" + line.substr(0, static_cast<std::size_t>(std::max(20, options_.width - 1))));
    drawn_ = true;
  } else {
    print_(line + "\n");
  }
}

}  // namespace textmill::host
