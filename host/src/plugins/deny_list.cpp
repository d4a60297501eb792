#include "plugins/deny_list.hpp"

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

}  // namespace

DenyList DenyList::of_user() { return DenyList(user_file()); }

DenyList::DenyList(std::string path) : path_(std::move(path)) {
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
  const auto same_path = [&](const Entry& e) { return e.plugin == plugin; };
  const auto found = std::find_if(entries_.begin(), entries_.end(), same_path);
  if (found == entries_.end()) return std::nullopt;
  const Entry now = describe(plugin, build_id);
  const bool unchanged =
      now.size == found->size && now.changed_ns == found->changed_ns && now.build_id == found->build_id;
  return unchanged ? std::optional(found->reason) : std::nullopt;
}

void DenyList::add(const std::string& plugin, const std::string& build_id, const std::string& why) {
  if (path_.empty() || one_field(plugin) != plugin) return;
  std::erase_if(entries_, [&](const Entry& e) { return e.plugin == plugin; });
  if (entries_.size() >= kMostEntries) entries_.erase(entries_.begin());
  Entry entry = describe(plugin, build_id);
  entry.reason = one_field(why);
  entries_.push_back(std::move(entry));
  write();
}

bool DenyList::forget(const std::string& plugin) {
  if (std::erase_if(entries_, [&](const Entry& e) { return e.plugin == plugin; }) == 0) return false;
  write();
  return true;
}

/// A reader sees the old list or the new one.
void DenyList::write() const {
  std::error_code ignored;
  fs::create_directories(fs::path(path_).parent_path(), ignored);
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
