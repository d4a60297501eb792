#include "cli/replay.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "cli/quarantine_file.hpp"
#include "pipeline/units.hpp"

namespace textmill::host {
namespace {

/// Adds the record of FILE@OFFSET.
Status add_place(const std::string& place, Selection& selection) {
  const std::size_t at = place.rfind('@');
  std::uint64_t offset = 0;
  if (at != std::string::npos && at > 0) {
    const char* end = place.data() + place.size();
    const auto [rest, error] = std::from_chars(place.data() + at + 1, end, offset);
    if (error == std::errc() && rest == end) {
      selection[place.substr(0, at)].insert(offset);
      return {};
    }
  }
  return {Code::BadUsage, "--only: expected FILE@OFFSET, got '" + place + "'"};
}

bool is_plain(unsigned char c) {
  constexpr std::string_view kPlain = "_./:=@%+,-";
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         kPlain.find(static_cast<char>(c)) != std::string_view::npos;
}

/// `text` as one word for a shell, in quotes if it needs them.
std::string shell_word(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

class Command {
 public:
  void word(std::string_view text) { line_ += (line_.empty() ? "" : " ") + shell_word(text); }
  void option(std::string_view name, std::string_view value) {
    word(name);
    word(value);
  }
  void flag(std::string_view name, bool given) {
    if (given) word(name);
  }
  std::string take() { return std::move(line_); }

 private:
  std::string line_;
};

/// All of the command but the record.
std::string command_without_record(const RunOptions& options) {
  Command command;
  command.word(program_invocation_name);
  command.word("run");
  command.word(options.pipeline);
  for (const auto& [name, value] : options.settings) command.option("--set", name + "=" + value);
  for (const std::string& file : options.plugins.search.plugin_files) command.option("--plugin", file);
  for (const std::string& folder : options.plugins.search.plugin_dirs) command.option("--plugin-dir", folder);
  command.flag("--allow-insecure-plugins", options.plugins.search.allow.insecure);
  command.flag("--allow-drafts", options.plugins.search.allow.drafts);
  command.flag("--no-sandbox", !options.sandbox);
  command.option("--isolation", "process");  // however the run was made: it is known to go wrong
  if (options.document_timeout_ns > 0)
    command.option("--doc-timeout", duration_text(options.document_timeout_ns));
  if (options.worker_memory_bytes != RunOptions().worker_memory_bytes)
    command.option("--worker-memory", size_text(options.worker_memory_bytes));
  return command.take();
}

}  // namespace

Result<Selection> selection_of(const RunOptions& options) {
  Selection selection;
  for (const std::string& place : options.only) {
    if (Status s = add_place(place, selection); !s) return s;
  }
  if (options.replay.empty()) return selection;
  const auto documents = read_quarantine(options.replay);
  if (!documents) return documents.error();
  for (const QuarantinedDocument& document : *documents) selection[document.path].insert(document.offset);
  if (selection.empty())
    return Status(Code::BadUsage, options.replay + ": no document was set aside, there is nothing to replay");
  return selection;
}

std::function<std::string(const RecordPlace&)> replay_command(const RunOptions& options) {
  return [start = command_without_record(options)](const RecordPlace& place) {
    if (place.path == "-") return std::string();
    return start + " --only " + shell_word(place.path + "@" + std::to_string(place.offset));
  };
}

}  // namespace textmill::host
