// A stream of bytes: a file as it is on disk, or what a decompressor makes of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "textmill/status.hpp"

namespace textmill::host {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;  // owns a descriptor or a decompressor
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Reads up to `room` bytes (at least 1); 0 only at the end, be it good or bad: see `status`.
  virtual std::size_t read(char* to, std::size_t room) = 0;
  /// Bytes taken from the disk so far.
  virtual std::uint64_t consumed() const = 0;
  /// Ok as long as nothing is wrong. What was read before a failure is good; the message begins with the
  /// path.
  const Status& status() const { return status_; }

 protected:
  Status status_;
};

/// Opens a file, a pipe, or for "-" standard input. Code::BadInput with the system's reason. Whoever waits for
/// a pipe waits until `stopped`, if given, is true.
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, std::function<bool()> stopped = {});

/// A source and what was read from it but not yet used. Looking ahead and skipping cost no copy.
class Window {
 public:
  explicit Window(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  std::string_view bytes() const { return {buffer_.get() + begin_, end_ - begin_}; }
  void skip(std::size_t count) { begin_ += count; }
  /// Appends to `bytes()`, which must be shorter than kLargest; false at the end. Earlier views become
  /// invalid.
  bool more();
  /// Reads on until `bytes()` holds `count` (at most kSmallest) or the source ends.
  void look_ahead(std::size_t count);

  const Status& status() const { return source_->status(); }
  std::uint64_t consumed() const { return source_->consumed(); }

  static constexpr std::size_t kSmallest = 16 << 10;  // what a small file costs
  static constexpr std::size_t kLargest = 256 << 10;  // stays in the second-level cache

 private:
  void make_room();

  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<char[]> buffer_;
  std::size_t size_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace textmill::host
