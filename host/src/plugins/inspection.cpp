#include "plugins/inspection.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "document/abi_table.hpp"
#include "plugins/file_trust.hpp"
#include "textmill/abi.h"

namespace textmill::host {
namespace {

constexpr const char* kSymbol = "textmill_plugin_v1";
constexpr std::size_t kMaxManifest = 1 << 20;
constexpr std::size_t kShownProblems = 8;

std::string version(std::uint32_t major, std::uint32_t minor) {
  return std::to_string(major) + "." + std::to_string(minor);
}

std::string file_problem(const OpenFile& file) {
  if (file.error() == ENOENT) return "there is no such file";
  if (!file.ok()) return std::string("cannot be read: ") + std::strerror(file.error());
  struct stat info {};
  if (fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return "is not a regular file";
  return {};
}

std::string joined(const std::vector<std::string>& problems) {
  std::string text;
  for (std::size_t i = 0; i < problems.size() && i < kShownProblems; ++i) {
    text += (i == 0 ? "" : "; ") + problems[i];
  }
  if (problems.size() > kShownProblems)
    text += "; and " + std::to_string(problems.size() - kShownProblems) + " more";
  return text;
}

/// Reads the manifest into `entry`; says what is wrong with it, if anything.
std::string read_manifest(const ElfFile& elf, CatalogEntry& entry) {
  const auto text = elf.section(TEXTMILL_MANIFEST_SECTION, kMaxManifest);
  if (!text || text->empty()) {
    return std::string("is not a plugin of textmill: it has no manifest (ELF section ") +
           TEXTMILL_MANIFEST_SECTION + "), which textmill_add_plugin() in CMake puts there";
  }
  yaml::Problems problems;
  // A manifest that was put there as a string literal ends with a zero byte.
  entry.manifest = parse_manifest("plugin.yaml", text->c_str(), problems);
  if (entry.manifest) return abi_problem(entry.manifest->abi_major, entry.manifest->abi_minor);
  return "its manifest is not valid: " + joined(problems.list());
}

/// Why the plugin must not use the drafts it lists; one that may gets a warning.
std::string check_drafts(CatalogEntry& entry, bool allowed) {
  for (const std::string& draft : entry.manifest->drafts) {
    const auto& offered = offered_drafts();
    if (std::find(offered.begin(), offered.end(), draft) == offered.end()) {
      return "uses the draft '" + draft + "', which this textmill does not offer" +
             yaml::did_you_mean(draft, offered) + "; a draft is only there until it changes";
    }
    const std::string risk =
        "uses the draft '" + draft + "', which may change or be gone in the next release";
    if (!allowed) return risk + "; --allow-drafts loads it all the same";
    entry.warning += (entry.warning.empty() ? entry.path + ": " : "; ") + risk;
  }
  return {};
}

/// Looks at the entry in the file as it will be in memory; its first numbers need no relocation.
std::string check_entry(const ElfFile& elf) {
  const ElfSymbol* entry = nullptr;
  const std::vector<ElfSymbol> symbols = elf.symbols();
  for (const ElfSymbol& symbol : symbols) {
    if (symbol.defined && symbol.name == kSymbol) entry = &symbol;
  }
  const std::string todo = "; write TEXTMILL_PLUGIN(...) in one of its sources";
  if (!entry) return std::string("exports no symbol ") + kSymbol + todo;
  if (entry->function) return std::string("exports ") + kSymbol + " as a function, not as a table" + todo;
  const auto bytes = elf.bytes_at(entry->address, offsetof(textmill_plugin, id));
  if (!bytes || entry->size < offsetof(textmill_plugin, id))
    return std::string(kSymbol) + " is too small for a plugin's table" + todo;
  textmill_plugin head{};
  std::memcpy(&head, bytes->data(), bytes->size());
  return abi_problem(head.abi_major, head.abi_minor);
}

}  // namespace

std::string abi_problem(std::uint32_t major, std::uint32_t minor) {
  const bool fits = major == TEXTMILL_ABI_MAJOR && minor <= TEXTMILL_ABI_MINOR;
  if (fits) return {};
  return "needs plugin ABI " + version(major, minor) + ", but this textmill offers " +
         version(TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR) + "; rebuild it with the SDK of textmill " +
         kVersion +
         (major > TEXTMILL_ABI_MAJOR || minor > TEXTMILL_ABI_MINOR ? " or install a newer textmill" : "");
}

std::string PluginInspection::check_links(const CatalogEntry& entry, const ElfFile& elf) {
  // Those that ship with textmill are packaged with what they need; looking at all symbols costs
  // milliseconds at each start.
  if (entry.origin == "installed") return {};
  const std::lock_guard lock(mutex_);
  if (!libraries_) libraries_.emplace();
  return libraries_->missing(entry.path, elf);
}

/// What an earlier start found out by trying.
std::string PluginInspection::check_past(const CatalogEntry& entry) const {
  const auto why = denied_.reason(entry.path, entry.build_id);
  if (!why) return {};
  return "is not tried again: " + *why + "; a new build of it is, and so is this one after 'textmill why " +
         entry.manifest->id + " --forget'";
}

std::string PluginInspection::look_at(CatalogEntry& entry, Allowances allow) {
  const OpenFile file(entry.path);
  if (std::string why = file_problem(file); !why.empty()) return why;
  if (std::string why = distrust(file, entry.path); !why.empty()) {
    const std::string insecure = "is insecure: " + why;
    if (!allow.insecure) return insecure + "; --allow-insecure-plugins loads it all the same";
    entry.warning = entry.path + ": " + insecure;
  }
  const auto elf = ElfFile::open(ElfSource::file(file.get()));
  if (!elf) return elf.error().message();
  entry.build_id = elf->build_id();
  if (std::string why = read_manifest(*elf, entry); !why.empty()) return why;
  if (std::string why = check_drafts(entry, allow.drafts); !why.empty()) return why;
  if (std::string why = check_entry(*elf); !why.empty()) return why;
  if (std::string why = check_links(entry, *elf); !why.empty()) return why;
  return check_past(entry);
}

CatalogEntry PluginInspection::inspect(const std::string& path, const std::string& origin, Allowances allow) {
  CatalogEntry entry;
  entry.path = path;
  entry.origin = origin;
  if (const std::string why = look_at(entry, allow); !why.empty()) entry.refusal = path + ": " + why;
  return entry;
}

}  // namespace textmill::host
