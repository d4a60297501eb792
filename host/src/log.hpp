// The program's log: messages for the operator, on standard error. The only file with spdlog.
#pragma once

#include <functional>
#include <string_view>

namespace textmill::host {

enum class LogLevel { Debug, Info, Warning, Error };
enum class LogFormat { Text, Json };

/// Sets up the log once, before threads start. Text lines are "warning: message", coloured on a terminal
/// unless `colour` is false; JSON lines have time, level and message.
void open_log(LogLevel least, LogFormat format, bool colour);

/// Any thread. Control characters and bidi controls in the message are shown as \u escapes.
void log_message(LogLevel level, std::string_view message);

/// A log for plugins: prefixes the stage's name; each stage may write `kStageLogLimit` lines a run, then one
/// line says that the rest is left out. Any thread.
inline constexpr int kStageLogLimit = 100;
std::function<void(int level, std::string_view stage, std::string_view message)> make_stage_log();

/// `text` with everything that could disturb a terminal made visible.
std::string printable(std::string_view text);

}  // namespace textmill::host
