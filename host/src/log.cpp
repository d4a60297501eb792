#include "log.hpp"

#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/spdlog.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace textmill::host {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return spdlog::level::debug;
    case LogLevel::Info:
      return spdlog::level::info;
    case LogLevel::Warning:
      return spdlog::level::warn;
    case LogLevel::Error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

LogLevel from_abi_level(int level) {
  if (level <= 0) return LogLevel::Debug;
  if (level == 1) return LogLevel::Info;
  return level == 2 ? LogLevel::Warning : LogLevel::Error;
}

bool json = false;  // set by open_log before threads start

std::string json_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// The length of a bidi control or zero-width mark that starts at `at`, or 0: U+200B..200F, 202A..202E,
/// 2066..2069, FEFF.
std::size_t invisible_at(std::string_view text, std::size_t at, unsigned& code_point) {
  if (at + 2 >= text.size()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if ((byte(0) & 0xF0) != 0xE0) return 0;
  code_point = (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
  const bool invisible = (code_point >= 0x200B && code_point <= 0x200F) ||
                         (code_point >= 0x202A && code_point <= 0x202E) ||
                         (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0xFEFF;
  return invisible ? 3 : 0;
}

}  // namespace

void open_log(LogLevel least, LogFormat format, bool colour) {
  json = format == LogFormat::Json;
  const auto mode = colour && !json ? spdlog::color_mode::automatic : spdlog::color_mode::never;
  auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(mode);
  auto logger = std::make_shared<spdlog::logger>("textmill", sink);
  logger->set_level(to_spdlog(least));
  logger->set_pattern(json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","message":"%v"})"
                           : "%^%l%$: %v");
  spdlog::set_default_logger(std::move(logger));
}

void log_message(LogLevel level, std::string_view message) {
  const std::string shown = printable(message);
  spdlog::log(to_spdlog(level), "{}", json ? json_escaped(shown) : shown);
}

std::function<void(int, std::string_view, std::string_view)> make_stage_log() {
  struct Counts {
    std::mutex mutex;
    std::map<std::string, int, std::less<>> lines;
  };
  return [counts = std::make_shared<Counts>()](int level, std::string_view stage, std::string_view message) {
    int line = 0;
    {
      const std::lock_guard lock(counts->mutex);
      line = ++counts->lines[std::string(stage)];
    }
    if (line > kStageLogLimit + 1) return;
    const std::string who = "stage '" + std::string(stage) + "': ";
    if (line > kStageLogLimit) {
      log_message(LogLevel::Warning, who + "further messages are left out");
    } else {
      log_message(from_abi_level(level), who + std::string(message));
    }
  };
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    unsigned code_point = c;
    const std::size_t length = c < 0x20 || c == 0x7F ? 1 : invisible_at(text, i, code_point);
    if (length == 0 || c == '\n' || c == '\t') {
      out += text[i++];
    } else {
      out += fmt::format("\\u{:04x}", code_point);
      i += length;
    }
  }
  return out;
}

}  // namespace textmill::host
