#include "output/sink.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSentAtOnce = 4U << 20;
constexpr std::uint64_t kRoomAhead = 16U << 20;
constexpr mode_t kNewFileMode = 0666;  // less the umask, as every program makes files

Status refuse(const std::string& path, int error) {
  return {Code::BadOutput, (path == "-" ? "standard output" : path) + ": " + std::strerror(error)};
}

mode_t mode_for(const std::string& path) {
  struct stat existing {};
  if (::stat(path.c_str(), &existing) == 0) return existing.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return kNewFileMode & ~mask;
}

/// Makes a rename last through a crash. Not every file system can do it, and those need not.
void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

int claim_standard_output() {
  static const int kResults = [] {
    const int results = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (results < 0) return STDOUT_FILENO;
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    return results;
  }();
  return kResults;
}

Result<Sink> Sink::open(const std::string& path) {
  Sink sink;
  sink.path_ = path;
  if (path == "-") {
    sink.descriptor_ = claim_standard_output();
    sink.is_standard_output_ = true;
    return sink;
  }
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::is_directory(status)) return refuse(path, EISDIR);
  if (fs::exists(status) && !fs::is_regular_file(status)) {  // a device or a pipe is written where it is
    sink.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    return sink.descriptor_ < 0 ? Result<Sink>(refuse(path, errno)) : std::move(sink);
  }
  const fs::path target =
      fs::exists(status) ? fs::canonical(path, ignored) : fs::path(path);  // through links
  sink.target_ = target;
  sink.temporary_ = target.parent_path() / ("." + target.filename().native() + ".XXXXXX");
  sink.descriptor_ = ::mkostemp(sink.temporary_.data(), O_CLOEXEC);
  if (sink.descriptor_ >= 0) return sink;
  const int error = errno;
  sink.temporary_.clear();
  return refuse(path, error);
}

Result<Sink> Sink::open_part(const std::string& path, const std::string& part, std::uint64_t keep_bytes) {
  Sink sink;
  sink.path_ = path;
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return refuse(path, EISDIR);
  sink.target_ = fs::exists(path, ignored) ? fs::canonical(path, ignored) : fs::path(path);
  sink.temporary_ = part;
  sink.keeps_part_ = true;
  sink.descriptor_ = ::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, kNewFileMode);
  if (sink.descriptor_ < 0) return refuse(part, errno);
  const auto size = static_cast<off_t>(keep_bytes);
  if (::ftruncate(sink.descriptor_, size) != 0 || ::lseek(sink.descriptor_, size, SEEK_SET) < 0) {
    return refuse(part, errno);
  }
  sink.size_ = keep_bytes;
  return sink;
}

Sink::Sink(Sink&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      waiting_(other.waiting_),
      size_(other.size_),
      room_(other.room_),
      makes_room_(other.makes_room_),
      keeps_part_(other.keeps_part_),
      is_standard_output_(other.is_standard_output_) {}

Sink::~Sink() {
  if (descriptor_ >= 0 && !is_standard_output_) ::close(descriptor_);
  if (!temporary_.empty() && !keeps_part_) ::unlink(temporary_.c_str());
}

Status Sink::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) {
      send_to_disk(static_cast<std::size_t>(written));
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {  // somebody has made the pipe non-blocking
      pollfd ready{descriptor_, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    } else if (errno == EPIPE) {
      return {Code::Cancelled, "the reader of the output has gone"};
    } else if (errno != EINTR) {
      return refuse(path_, errno);
    }
  }
  return {};
}

/// Lets the disk begin early, without waiting for it: then `sync` finds little left to do.
void Sink::send_to_disk(std::size_t written) {
  waiting_ += written;
  size_ += written;
  if (temporary_.empty() || waiting_ < kSentAtOnce) return;
  waiting_ = 0;
  (void)::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE);  // a failure shows in `sync`
  make_room_ahead();
}

/// Blocks asked for many at a time cost the system a third less than those found page by page as they are
/// written. A file system that cannot do it, or is full, is asked no more: what it means for the writing
/// shows there.
void Sink::make_room_ahead() {
  if (!makes_room_ || size_ + kSentAtOnce <= room_) return;
  const std::uint64_t begin = std::max(size_, room_);
  makes_room_ = ::fallocate(descriptor_, FALLOC_FL_KEEP_SIZE, static_cast<off_t>(begin), kRoomAhead) == 0;
  room_ = begin + kRoomAhead;
}

/// Cutting a file to the size it has frees the blocks behind its end.
Status Sink::give_back_room() {
  if (room_ <= size_ || ::ftruncate(descriptor_, static_cast<off_t>(size_)) == 0) return {};
  return refuse(path_, errno);
}

Status Sink::sync() {
  if (temporary_.empty() || ::fdatasync(descriptor_) == 0) return {};
  return refuse(path_, errno);
}

Status Sink::finish(bool lasting) {
  if (is_standard_output_) return {};
  if (!temporary_.empty()) {
    if (Status s = give_back_room(); !s) return s;
    if (::fchmod(descriptor_, mode_for(target_)) != 0 || (lasting && ::fsync(descriptor_) != 0))
      return refuse(path_, errno);
  }
  if (::close(std::exchange(descriptor_, -1)) != 0) return refuse(path_, errno);
  if (temporary_.empty()) return {};
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) return refuse(path_, errno);
  temporary_.clear();
  if (lasting) sync_folder(fs::path(target_).parent_path());
  return {};
}

Status write_file(const std::string& path, std::string_view text) {
  auto sink = Sink::open(path);
  if (!sink) return sink.error();
  if (Status s = sink->write(text); !s) return s;
  return sink->finish_soon();
}

}  // namespace textmill::host
