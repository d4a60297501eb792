// Messages over a socket between supervisor, loader and workers: a length, then the bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/byte_buffer.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// A file descriptor with one owner.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;  // one owner
  ~Descriptor();
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }
  void close() { const Descriptor old(std::move(*this)); }

 private:
  int fd_ = -1;
};

/// A pair of connected stream sockets, close-on-exec.
Result<std::pair<Descriptor, Descriptor>> socket_pair();

/// Sends one message; false if the other end is gone.
bool send_message(int fd, std::string_view bytes);
/// Sends one byte and descriptors with it; false if the other end is gone.
bool send_descriptors(int fd, char word, const std::vector<int>& descriptors);

/// Receives one message, waiting as long as it takes; false if the other end is gone.
bool receive_message(int fd, std::string& bytes);
/// Receives what send_descriptors sent; 0 if the other end is gone.
char receive_descriptors(int fd, std::vector<Descriptor>& descriptors);

/// A message that arrives piece by piece, for a receiver that must not block.
class MessageBuffer {
 public:
  enum class State { Partial, Complete, Closed };
  /// Reads what is there without waiting.
  State read_some(int fd);
  /// The message, once complete; the buffer is empty then.
  ByteBuffer take();

 private:
  ByteBuffer bytes_;
  std::uint64_t size_ = 0;
  std::size_t header_read_ = 0;
  char header_[sizeof(std::uint64_t)] = {};
};

}  // namespace textmill::host
