#include "plugins/shared_libraries.hpp"

#include <cxxabi.h>
#include <dlfcn.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "plugins/file_trust.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCacheMagic = "glibc-ld.so.cache1.1";
constexpr std::size_t kCacheHeader = 48;
constexpr std::size_t kCacheEntry = 24;

std::uint32_t word_at(const std::string& bytes, std::size_t at) {
  std::uint32_t word = 0;
  if (at + sizeof word <= bytes.size()) std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

std::string string_at(const std::string& bytes, std::size_t at) {
  if (at >= bytes.size()) return {};
  return bytes.substr(at, std::min(bytes.find('\0', at), bytes.size()) - at);
}

/// The loader's own index, /etc/ld.so.cache of glibc: name to path. Empty if there is none.
std::map<std::string, std::string> read_loader_cache() {
  std::ifstream file("/etc/ld.so.cache", std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  const std::string all = content.str();
  std::map<std::string, std::string> cache;
  const std::size_t start = all.find(kCacheMagic);  // an older table may stand before it
  if (start == std::string::npos) return cache;
  const std::string bytes = all.substr(start);
  const std::size_t count = word_at(bytes, kCacheMagic.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = kCacheHeader + i * kCacheEntry;
    if (entry + kCacheEntry > bytes.size()) break;
    cache.emplace(string_at(bytes, word_at(bytes, entry + 4)), string_at(bytes, word_at(bytes, entry + 8)));
  }
  return cache;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::string with_origin(const std::string& directory, const std::string& origin) {
  return replaced(replaced(directory, "${ORIGIN}", origin), "$ORIGIN", origin);
}

bool is_file(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::vector<std::string> library_path() {
  std::vector<std::string> directories;
  const char* value = std::getenv("LD_LIBRARY_PATH");
  std::istringstream list(value ? value : "");
  for (std::string directory; std::getline(list, directory, ':');) directories.push_back(directory);
  return directories;
}

/// A library's file, open as long as it is read.
struct OpenElf {
  static std::unique_ptr<OpenElf> at(const std::string& path) {
    OpenFile descriptor(path);
    if (!descriptor.ok()) return nullptr;
    auto elf = ElfFile::open(ElfSource::file(descriptor.get()));
    if (!elf) return nullptr;
    return std::unique_ptr<OpenElf>(new OpenElf{std::move(descriptor), std::move(*elf)});
  }
  OpenFile descriptor;
  ElfFile elf;
};

/// "f(int) (_Z1fi)" for a C++ name.
std::string readable(const std::string& symbol) {
  int status = 0;
  char* demangled = abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status);
  const std::string name = status == 0 ? std::string(demangled) + " (" + symbol + ")" : symbol;
  std::free(demangled);
  return name;
}

/// Symbols that come with the process: the loader looks there first. Sanitizers' are only there if the host
/// is built with one.
bool process_has(const std::string& symbol) { return dlsym(RTLD_DEFAULT, symbol.c_str()) != nullptr; }

/// A library that is loaded already serves every later one that needs its name.
bool is_loaded(const std::string& name) {
  void* library = dlopen(name.c_str(), RTLD_LAZY | RTLD_NOLOAD);
  if (library) dlclose(library);
  return library != nullptr;
}

}  // namespace

SharedLibraries::SharedLibraries() : cache_(read_loader_cache()) {}

/// In the loader's order: RPATH (if there is no RUNPATH), LD_LIBRARY_PATH, RUNPATH, its cache, its folders.
std::string SharedLibraries::find(const std::string& name, const std::string& needed_by,
                                  const ElfLinks& links) const {
  if (name.find('/') != std::string::npos) return is_file(name) ? name : std::string();
  const std::string origin = fs::path(needed_by).parent_path().string();
  std::vector<std::string> directories;
  const auto add = [&](const std::vector<std::string>& more) {
    for (const std::string& directory : more) directories.push_back(with_origin(directory, origin));
  };
  if (links.runpath.empty()) add(links.rpath);
  add(library_path());
  add(links.runpath);
  for (const std::string& directory : directories) {
    if (std::string path = directory + "/" + name; is_file(path)) return path;
  }
  if (const auto cached = cache_.find(name); cached != cache_.end() && is_file(cached->second))
    return cached->second;
  for (const char* directory : {"/lib/", "/usr/lib/", "/lib64/", "/usr/lib64/"}) {
    if (std::string path = directory + name; is_file(path)) return path;
  }
  return {};
}

SharedLibraries::Library* SharedLibraries::read(const std::string& path) {
  auto& slot = libraries_[path];
  if (slot) return slot.get();
  slot = std::make_unique<Library>();
  slot->path = path;
  if (const auto file = OpenElf::at(path)) slot->links = file->elf.links();
  return slot.get();
}

bool SharedLibraries::provides(Library& library, const std::string& symbol) {
  if (!library.symbols) {
    library.symbols.emplace();
    const auto file = OpenElf::at(library.path);
    for (ElfSymbol& s : file ? file->elf.symbols() : std::vector<ElfSymbol>()) {
      if (s.defined) library.symbols->insert(std::move(s.name));
    }
  }
  return library.symbols->count(symbol) != 0;
}

/// Gathers all libraries behind `links` in `found`; says which one is missing, if any.
std::string SharedLibraries::collect(const std::string& path, const ElfLinks& links,
                                     std::map<std::string, Library*>& found) {
  for (const std::string& name : links.needed) {
    if (found.count(name) != 0) continue;
    const std::string where = find(name, path, links);
    if (where.empty() && is_loaded(name)) continue;
    if (where.empty()) return name;
    Library* library = read(where);
    found[name] = library;
    if (std::string more = collect(library->path, library->links, found); !more.empty()) {
      return more + " (for " + name + ")";
    }
  }
  return {};
}

std::string SharedLibraries::missing(const std::string& path, const ElfFile& file) {
  std::map<std::string, Library*> found;
  if (const std::string name = collect(path, file.links(), found); !name.empty()) {
    return "needs the shared library " + name +
           ", which is not on this machine; install it, or add its folder to LD_LIBRARY_PATH";
  }
  for (const ElfSymbol& symbol : file.symbols()) {
    if (symbol.defined || symbol.weak || symbol.name.empty() || process_has(symbol.name)) continue;
    bool provided = false;
    for (const auto& [name, library] : found) provided = provided || provides(*library, symbol.name);
    if (!provided)
      return "has the undefined symbol " + readable(symbol.name) +
             ", which no library it links provides; link the one that does";
  }
  return {};
}

}  // namespace textmill::host
