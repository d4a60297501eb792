#include "engine/contributions.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace textmill::host {
namespace {

constexpr std::size_t kPiece = 1 << 20;

struct Head {
  std::uint32_t slot = 0;
  std::uint32_t id_bytes = 0;
  std::uint64_t bytes = 0;
};

Head head_at(std::string_view bytes) {
  Head head;
  std::memcpy(&head, bytes.data(), sizeof head);
  return head;
}

/// Bytes of the whole contributions at the beginning of `bytes`.
std::size_t whole(std::string_view bytes) {
  std::size_t at = 0;
  while (bytes.size() - at >= sizeof(Head)) {
    const Head head = head_at(bytes.substr(at));
    const std::size_t room = bytes.size() - at - sizeof head;
    if (head.bytes > room || head.id_bytes > room - head.bytes) break;
    at += sizeof head + head.id_bytes + head.bytes;
  }
  return at;
}

int open_nameless() {
  std::string name = std::filesystem::temp_directory_path().string() + "/textmill-XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(name.c_str());
  return file;
}

}  // namespace

void append_contribution(std::uint32_t slot, std::string_view id, std::string_view bytes, std::string& out) {
  const Head head{slot, static_cast<std::uint32_t>(id.size()), bytes.size()};
  out.append(reinterpret_cast<const char*>(&head), sizeof head);
  out.append(id);
  out.append(bytes);
}

Status read_contributions(std::string_view bytes, const EachContribution& each) {
  if (whole(bytes) != bytes.size()) return {Code::Error, "contributions to a result arrived damaged"};
  while (!bytes.empty()) {
    const Head head = head_at(bytes);
    bytes.remove_prefix(sizeof head);
    if (Status s = each(head.slot, bytes.substr(0, head.id_bytes), bytes.substr(head.id_bytes, head.bytes));
        !s)
      return s;
    bytes.remove_prefix(head.id_bytes + head.bytes);
  }
  return {};
}

Result<ContributionFile> ContributionFile::open(const std::string& path, std::uint64_t keep_bytes) {
  ContributionFile made;
  made.name_ = path.empty() ? "the temporary file of contributions" : path;
  made.bytes_ = keep_bytes;
  made.file_ =
      Descriptor(path.empty() ? open_nameless() : ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (made.file_.get() < 0 || ::ftruncate(made.file_.get(), static_cast<off_t>(keep_bytes)) != 0) {
    return made.failed();
  }
  return made;
}

Status ContributionFile::failed() const { return {Code::BadOutput, name_ + ": " + std::strerror(errno)}; }

Status ContributionFile::write(std::string_view contributions) {
  while (!contributions.empty()) {
    const ssize_t wrote =
        ::pwrite(file_.get(), contributions.data(), contributions.size(), static_cast<off_t>(bytes_));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return failed();
    bytes_ += static_cast<std::uint64_t>(wrote);
    contributions.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return {};
}

Status ContributionFile::sync() { return ::fdatasync(file_.get()) == 0 ? Status() : failed(); }

Status ContributionFile::read_back(const std::function<Status(std::string_view)>& each) const {
  std::string held;
  for (std::uint64_t at = 0; at < bytes_;) {
    const std::size_t before = held.size();
    held.resize(before + static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, bytes_ - at)));
    const ssize_t got =
        ::pread(file_.get(), held.data() + before, held.size() - before, static_cast<off_t>(at));
    if (got < 0 && errno != EINTR) return failed();
    held.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return {Code::BadOutput, name_ + ": has become shorter"};
    at += static_cast<std::uint64_t>(std::max<ssize_t>(got, 0));
    const std::size_t ready = whole(held);
    if (ready == 0) continue;
    if (Status s = each(std::string_view(held).substr(0, ready)); !s) return s;
    held.erase(0, ready);
  }
  return held.empty() ? Status() : Status(Code::BadOutput, name_ + ": ends inside a contribution");
}

}  // namespace textmill::host
