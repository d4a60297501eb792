// Who could have written a plugin file: code of a plugin runs with the rights of whoever starts textmill, so
// a file that others can change or exchange is not loaded.
#pragma once

#include <string>

namespace textmill::host {

/// An open file, closed when it goes out of scope.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path);
  OpenFile(OpenFile&& other) noexcept : fd_(other.fd_), error_(other.error_) { other.fd_ = -1; }
  OpenFile(const OpenFile&) = delete;  // owns the descriptor
  OpenFile& operator=(const OpenFile&) = delete;
  OpenFile& operator=(OpenFile&&) = delete;
  ~OpenFile();

  bool ok() const { return fd_ >= 0; }
  int get() const { return fd_; }
  /// errno of a failed open.
  int error() const { return error_; }

 private:
  int fd_ = -1;
  int error_ = 0;
};

/// Says why the open file, or a folder on the way to it, is not to be trusted: writable for everybody, or
/// owned by somebody who is neither root, nor this user, nor the owner of the textmill binary. Empty if all
/// is well. Folders with the sticky bit (/tmp) are fine: others cannot exchange what is not theirs.
/// `path` is absolute; symlinks are followed, and the folders on both sides looked at.
std::string distrust(const OpenFile& file, const std::string& path);

}  // namespace textmill::host
