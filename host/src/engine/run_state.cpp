#include "engine/run_state.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNumbers = 13;

std::array<std::uint64_t, kNumbers> numbers_of(const Checkpoint& c) {
  return {c.next_batch,      c.output_bytes,      c.quarantine_bytes, c.contribution_bytes, c.read,
          c.written,         c.dropped,           c.set_aside,        c.duplicate_ids,      c.text_bytes,
          c.findings.errors, c.findings.warnings, c.findings.notes};
}

Checkpoint checkpoint_of(const std::array<std::uint64_t, kNumbers>& n) {
  return {n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], {n[10], n[11], n[12]}};
}

std::string to_line(const Checkpoint& checkpoint) {
  std::string body = fmt::format("{}", fmt::join(numbers_of(checkpoint), " "));
  for (const std::uint64_t bytes : checkpoint.shard_bytes) body += fmt::format(" {}", bytes);
  return fmt::format("{} {:016x}\n", body, XXH3_64bits(body.data(), body.size()));
}

/// False for a line that was cut or damaged.
bool parse_line(const std::string& line, Checkpoint& checkpoint) {
  const std::size_t space = line.rfind(' ');
  if (space == std::string::npos) return false;
  const std::string body = line.substr(0, space);
  if (line.substr(space + 1) != fmt::format("{:016x}", XXH3_64bits(body.data(), body.size()))) return false;
  std::istringstream in(body);
  std::array<std::uint64_t, kNumbers> numbers{};
  for (std::uint64_t& number : numbers) in >> number;
  if (in.fail()) return false;
  checkpoint = checkpoint_of(numbers);
  for (std::uint64_t bytes = 0; in >> bytes;) checkpoint.shard_bytes.push_back(bytes);
  return true;
}

std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string joined(const RunIdentity& identity) {
  return fmt::format("{}\n", fmt::join(identity.lines, "\n"));
}

Status system_failure(const std::string& path) {
  return {Code::BadOutput, path + ": " + std::strerror(errno)};
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Status write_whole(const std::string& path, const std::string& text) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (file.get() < 0 || !write_all(file.get(), text) || ::fsync(file.get()) != 0) return system_failure(path);
  return {};
}

/// Everything but the identity and the report. The journal goes first: without it the rest means nothing.
void remove_parts(const std::string& folder) {
  std::error_code failed;
  fs::remove(folder + "/journal", failed);
  for (const char* name : {"quarantine", "contributions"}) fs::remove(folder + "/" + name, failed);
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().filename().string().rfind("output-", 0) == 0) fs::remove(entry.path(), failed);
  }
}

/// The first line that differs, as a sentence.
std::string what_changed(const std::string& before, const RunIdentity& identity) {
  std::istringstream in(before);
  std::string old;
  for (const std::string& now : identity.lines) {
    if (!std::getline(in, old)) return "there is one more: " + now;
    if (old != now) return "it was '" + old + "' and is '" + now + "'";
  }
  return std::getline(in, old) ? "there is no longer: " + old : std::string("nothing");
}

}  // namespace

Result<RunState> RunState::start(const std::string& folder, const RunIdentity& identity) {
  RunState state;
  state.folder_ = folder;
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return Status(Code::BadOutput, folder + ": " + failed.message());
  remove_parts(folder);
  if (Status s = write_whole(folder + "/identity", joined(identity)); !s) return s;
  state.journal_ =
      Descriptor(::open((folder + "/journal").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (state.journal_.get() < 0) return system_failure(folder + "/journal");
  return state;
}

Result<RunState> RunState::resume(const std::string& folder, const RunIdentity& identity) {
  const std::string journal = folder + "/journal";
  std::error_code failed;
  if (!fs::exists(journal, failed)) return start(folder, identity);
  const std::string before = read_whole(folder + "/identity");
  if (before != joined(identity)) {
    return Status(Code::BadUsage, folder + ": cannot resume, the run was made of something else: " +
                                      what_changed(before, identity) +
                                      "; run without --resume to start anew");
  }
  RunState state;
  state.folder_ = folder;
  std::istringstream lines(read_whole(journal));
  std::string line, kept;
  Checkpoint checkpoint;
  while (std::getline(lines, line) && parse_line(line, checkpoint)) {
    state.last_ = checkpoint;
    kept += line + "\n";
  }
  if (Status s = write_whole(journal, kept); !s) return s;
  state.journal_ = Descriptor(::open(journal.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (state.journal_.get() < 0) return system_failure(journal);
  return state;
}

Status RunState::commit(const Checkpoint& checkpoint) {
  const std::string line = to_line(checkpoint);
  if (!write_all(journal_.get(), line) || ::fdatasync(journal_.get()) != 0) {
    return system_failure(folder_ + "/journal");
  }
  last_ = checkpoint;
  return {};
}

void RunState::finish() {
  std::error_code ignored;
  journal_.close();
  remove_parts(folder_);
  fs::remove(folder_ + "/identity", ignored);
}

}  // namespace textmill::host
