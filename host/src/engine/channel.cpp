#include "engine/channel.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace textmill::host {
namespace {

constexpr std::uint64_t kLargestMessage = std::uint64_t{1} << 33;
constexpr std::size_t kBlock = 1U << 18;        // received at once
constexpr std::uint64_t kReserved = 16U << 20;  // at most, on the word of a sender that is not trusted

bool send_all(int fd, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = ::send(fd, data, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_all(int fd, char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::recv(fd, data, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    data += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::pair<Descriptor, Descriptor>> socket_pair() {
  int fds[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) {
    return failure(std::string("cannot make a socket pair: ") + std::strerror(errno));
  }
  const int size = 1 << 20;
  for (const int fd : fds) {
    ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  }
  return std::pair(Descriptor(fds[0]), Descriptor(fds[1]));
}

bool send_message(int fd, std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  return send_all(fd, reinterpret_cast<const char*>(&size), sizeof size) &&
         send_all(fd, bytes.data(), bytes.size());
}

bool receive_message(int fd, std::string& bytes) {
  std::uint64_t size = 0;
  if (!receive_all(fd, reinterpret_cast<char*>(&size), sizeof size) || size > kLargestMessage) return false;
  bytes.resize(size);
  return receive_all(fd, bytes.data(), size);
}

bool send_descriptors(int fd, char word, const std::vector<int>& descriptors) {
  iovec part{&word, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(8 * sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (!descriptors.empty()) {
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(descriptors.size() * sizeof(int));
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
    std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size() * sizeof(int));
  }
  ssize_t sent = 0;
  do {
    sent = ::sendmsg(fd, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == 1;
}

char receive_descriptors(int fd, std::vector<Descriptor>& descriptors) {
  char word = 0;
  iovec part{&word, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(8 * sizeof(int))];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t got = 0;
  do {
    got = ::recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  if (got != 1) return 0;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int received = -1;
      std::memcpy(&received, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
      descriptors.emplace_back(received);
    }
  }
  return word;
}

MessageBuffer::State MessageBuffer::read_some(int fd) {
  while (true) {
    const bool in_header = header_read_ < sizeof header_;
    if (!in_header && bytes_.size() == size_) return State::Complete;
    const std::size_t wanted =
        in_header ? sizeof header_ - header_read_ : std::min<std::uint64_t>(kBlock, size_ - bytes_.size());
    char* to = in_header ? header_ + header_read_ : bytes_.room_for(wanted);
    const ssize_t got = ::recv(fd, to, wanted, MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return State::Partial;
    if (got <= 0) return State::Closed;
    if (!in_header) {
      bytes_.commit(to + got);
      continue;
    }
    header_read_ += static_cast<std::size_t>(got);
    if (header_read_ < sizeof header_) continue;
    std::memcpy(&size_, header_, sizeof size_);
    if (size_ > kLargestMessage) return State::Closed;
    bytes_.reserve(std::min<std::uint64_t>(size_, kReserved));
  }
}

ByteBuffer MessageBuffer::take() {
  header_read_ = 0;
  size_ = 0;
  return std::move(bytes_);
}

}  // namespace textmill::host
