#include "plugins/deny_list.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFields = 5;
constexpr std::size_t kMostEntries = 1000;  // the oldest goes first

std::string user_file() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache && *cache) return std::string(cache) + "/textmill/denied";
  const char* home = std::getenv("HOME");
  return home && *home ? std::string(home) + "/.cache/textmill/denied" : std::string();
}

/// Tabs and line ends would end the field.
std::string one_field(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, '\t');) fields.push_back(field);
  return fields;
}

template <class Number>
bool read_number(const std::string& text, Number& number) {
  const char* end = text.data() + text.size();
  return std::from_chars(text.data(), end, number).ptr == end;
}

/// Held by whoever changes the list. Without the folder, or leave to write there, nothing is locked and
/// nothing will be written.
class Lock {
 public:
  explicit Lock(const std::string& list) {
    std::error_code ignored;
    fs::create_directories(fs::path(list).parent_path(), ignored);
    file_ = ::open((list + ".lock").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file_ >= 0) ::flock(file_, LOCK_EX);
  }
  ~Lock() {
    if (file_ >= 0) ::close(file_);
  }
  Lock(const Lock&) = delete;  // owns the descriptor
  Lock& operator=(const Lock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace

DenyList DenyList::of_user() { return DenyList(user_file()); }

DenyList::DenyList(std::string path) : path_(std::move(path)) { read(); }

void DenyList::read() {
  entries_.clear();
  std::ifstream in(path_);
  for (std::string line; std::getline(in, line);) {
    if (auto entry = parse(line)) entries_.push_back(std::move(*entry));
  }
}

std::optional<DenyList::Entry> DenyList::parse(const std::string& line) {
  const std::vector<std::string> fields = split(line);
  Entry entry;
  if (fields.size() != kFields || !read_number(fields[0], entry.size) ||
      !read_number(fields[1], entry.changed_ns)) {
    return std::nullopt;
  }
  entry.build_id = fields[2];
  entry.plugin = fields[3];
  entry.reason = fields[4];
  return entry;
}

DenyList::Entry DenyList::describe(const std::string& plugin, const std::string& build_id) {
  Entry entry;
  entry.plugin = plugin;
  entry.build_id = build_id;
  struct stat info {};
  if (stat(plugin.c_str(), &info) == 0) {
    entry.size = static_cast<std::uint64_t>(info.st_size);
    entry.changed_ns = info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec;
  }
  return entry;
}

std::optional<std::string> DenyList::reason(const std::string& plugin, const std::string& build_id) const {
  const auto same_build = [&](const Entry& e) { return e.plugin == plugin && e.build_id == build_id; };
  const auto found = std::find_if(entries_.begin(), entries_.end(), same_build);
  if (found == entries_.end()) return std::nullopt;
  const Entry now = describe(plugin, build_id);
  const bool unchanged = now.size == found->size && now.changed_ns == found->changed_ns;
  return unchanged ? std::optional(found->reason) : std::nullopt;
}

void DenyList::add(const std::string& plugin, const std::string& build_id, const std::string& why) {
  if (path_.empty() || one_field(plugin) != plugin) return;
  const Lock lock(path_);
  read();
  Entry entry = describe(plugin, build_id);
  std::erase_if(entries_, [&](const Entry& e) {
    const bool changed = e.size != entry.size || e.changed_ns != entry.changed_ns;
    return e.plugin == plugin && (changed || e.build_id == build_id);
  });
  if (entries_.size() >= kMostEntries) entries_.erase(entries_.begin());
  entry.reason = one_field(why);
  entries_.push_back(std::move(entry));
  write();
}

bool DenyList::forget(const std::string& plugin) {
  if (path_.empty()) return false;
  const Lock lock(path_);
  read();
  if (std::erase_if(entries_, [&](const Entry& e) { return e.plugin == plugin; }) == 0) return false;
  write();
  return true;
}

/// A reader sees the old list or the new one.
void DenyList::write() const {
  std::error_code ignored;
  const std::string draft = path_ + "." + std::to_string(getpid());
  {
    std::ofstream out(draft);
    for (const Entry& e : entries_) {
      out << e.size << '\t' << e.changed_ns << '\t' << e.build_id << '\t' << e.plugin << '\t' << e.reason
          << '\n';
    }
    if (!out.flush()) {
      fs::remove(draft, ignored);
      return;
    }
  }
  fs::rename(draft, path_, ignored);
}

}  // namespace textmill::host
