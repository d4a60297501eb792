#include "plugins/file_trust.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

uid_t owner_of_this_program() {
  struct stat info {};
  return stat("/proc/self/exe", &info) == 0 ? info.st_uid : geteuid();
}

bool is_trusted(uid_t owner) {
  static const uid_t kProgramOwner = owner_of_this_program();
  return owner == 0 || owner == geteuid() || owner == kProgramOwner;
}

std::string user_name(uid_t user) {
  const passwd* entry = getpwuid(user);  // the one thread that looks for plugins
  return entry ? entry->pw_name : "user " + std::to_string(user);
}

std::string distrust_folder(const fs::path& folder) {
  struct stat info {};
  if (stat(folder.c_str(), &info) != 0) return {};
  const bool sticky = (info.st_mode & S_ISVTX) != 0;
  if ((info.st_mode & S_IWOTH) != 0 && !sticky) {
    return "everybody may write to the folder " + folder.string() + " (chmod o-w it)";
  }
  if (!is_trusted(info.st_uid)) {
    return "the folder " + folder.string() + " belongs to " + user_name(info.st_uid) +
           ", who could exchange the file";
  }
  return {};
}

/// The folder of `path` and those above it.
std::string distrust_folders(const fs::path& path) {
  for (fs::path folder = path.parent_path();; folder = folder.parent_path()) {
    if (std::string why = distrust_folder(folder); !why.empty()) return why;
    if (folder == folder.parent_path()) return {};
  }
}

}  // namespace

OpenFile::OpenFile(const std::string& path) : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  if (fd_ < 0) error_ = errno;
}

OpenFile::~OpenFile() {
  if (fd_ >= 0) close(fd_);
}

std::string distrust(const OpenFile& file, const std::string& path) {
  struct stat info {};
  if (fstat(file.get(), &info) != 0) return "its permissions cannot be read";
  if ((info.st_mode & S_IWOTH) != 0) return "everybody may write to the file (chmod o-w it)";
  if (!is_trusted(info.st_uid)) {
    return "the file belongs to " + user_name(info.st_uid) + ", not to you, root or the owner of textmill";
  }
  if (std::string why = distrust_folders(path); !why.empty()) return why;
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  return error || real == path ? std::string() : distrust_folders(real);
}

}  // namespace textmill::host
