#include "input/byte_source.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace textmill::host {
namespace {

constexpr int kLookMs = 100;

class FileSource : public ByteSource {
 public:
  FileSource(int descriptor, std::string path, std::function<bool()> stopped)
      : descriptor_(descriptor), path_(std::move(path)) {
    struct stat info {};
    if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) stopped_ = std::move(stopped);
  }
  ~FileSource() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }

  std::size_t read(char* to, std::size_t room) override {
    ssize_t got = 0;
    if (stopped_ && !wait()) return 0;
    do {
      got = ::read(descriptor_, to, room);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
      status_ = {Code::BadInput, path_ + ": " + std::strerror(errno)};
      return 0;
    }
    consumed_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }

  std::uint64_t consumed() const override { return consumed_; }

 private:
  /// Until there is something to read, or the end; false if it is no longer wanted.
  bool wait() const {
    pollfd ready{descriptor_, POLLIN, 0};
    while (!stopped_()) {
      if (::poll(&ready, 1, kLookMs) > 0) return true;
    }
    return false;
  }

  int descriptor_;
  std::string path_;
  std::function<bool()> stopped_;  ///< empty: nothing is waited for
  std::uint64_t consumed_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, std::function<bool()> stopped) {
  if (path == "-") return std::unique_ptr<ByteSource>(new FileSource(STDIN_FILENO, path, std::move(stopped)));
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Status(Code::BadInput, path + ": " + std::strerror(errno));
  (void)::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::unique_ptr<ByteSource>(new FileSource(descriptor, path, std::move(stopped)));
}

void Window::make_room() {
  const std::string_view kept = bytes();
  if (end_ < size_ && !kept.empty()) return;
  if (end_ == size_ && size_ < kLargest) {  // what has filled the small buffer is worth a large one
    size_ = size_ == 0 ? kSmallest : kLargest;
    std::unique_ptr<char[]> bigger(new char[size_]);
    std::copy(kept.begin(), kept.end(), bigger.get());
    buffer_ = std::move(bigger);
  } else if (!kept.empty()) {
    std::memmove(buffer_.get(), kept.data(), kept.size());
  }
  begin_ = 0;
  end_ = kept.size();
}

bool Window::more() {
  make_room();
  const std::size_t got = source_->read(buffer_.get() + end_, size_ - end_);
  end_ += got;
  return got > 0;
}

void Window::look_ahead(std::size_t count) {
  while (bytes().size() < count && more()) {
  }
}

}  // namespace textmill::host
