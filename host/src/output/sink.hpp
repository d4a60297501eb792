// Where rendered bytes go: standard output or a file, with every failure noticed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "textmill/status.hpp"

namespace textmill::host {

/// Keeps standard output for results: from now on what anybody else prints to it, a plugin for example, goes
/// to standard error. Gives the descriptor that results are written to; the same one on a second call. One
/// thread.
int claim_standard_output();

/// Writes bytes to a file descriptor. A regular file is written under a temporary name beside its own and
/// renamed by `finish`, so that nothing half-written ever has the final name; its mode stays as it was.
/// Devices and named pipes are written directly. The process must ignore SIGPIPE.
class Sink {
 public:
  /// "-" is standard output. Creates nothing but the temporary file.
  static Result<Sink> open(const std::string& path);
  /// Goes on with `part`, a file that an earlier process began: cut to `keep_bytes` first, made if it is not
  /// there, given the name `path` by `finish`, and left where it is if that is not reached.
  static Result<Sink> open_part(const std::string& path, const std::string& part, std::uint64_t keep_bytes);
  Sink(Sink&& other) noexcept;
  Sink& operator=(Sink&&) = delete;
  Sink(const Sink&) = delete;  // owns a descriptor
  ~Sink();                     // removes the temporary file if `finish` was not called

  /// Code::BadOutput with the system's reason; Code::Cancelled if the reader of a pipe has gone.
  Status write(std::string_view bytes);
  /// Waits until all that was written is on disk; nothing to do for what is not a regular file.
  Status sync();
  /// Flushes to disk, closes, gives the file its name. Nothing may be written after it.
  Status finish() { return finish(true); }
  /// The same without waiting for the disk: after a loss of power the file may be the old one, or empty.
  Status finish_soon() { return finish(false); }

 private:
  Sink() = default;
  Status finish(bool lasting);
  void send_to_disk(std::size_t written);
  void make_room_ahead();
  Status give_back_room();
  int descriptor_ = -1;
  std::string path_;         ///< as given, for messages
  std::string target_;       ///< the final name, links resolved
  std::string temporary_;    ///< empty: written directly, or finished
  std::size_t waiting_ = 0;  ///< bytes whose way to the disk has not begun
  std::uint64_t size_ = 0;   ///< of the file
  std::uint64_t room_ = 0;   ///< how far blocks have been asked for ahead of the writing
  bool makes_room_ = true;   ///< false: the file system cannot, or has none left
  bool keeps_part_ = false;
  bool is_standard_output_ = false;
};

/// Writes a whole file in one go, under its name only when it is complete; does not wait for the disk.
Status write_file(const std::string& path, std::string_view text);

}  // namespace textmill::host
