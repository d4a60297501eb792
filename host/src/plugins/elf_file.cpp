#include "plugins/elf_file.hpp"

#include <elf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace textmill::host {
namespace {

// No real library comes near these; they bound what a damaged header can make us allocate.
constexpr std::uint64_t kMaxSections = 1 << 16;
constexpr std::size_t kMaxStrings = 64 << 20;
constexpr std::size_t kMaxSymbols = 64 << 20;

#if defined(__x86_64__)
constexpr std::uint16_t kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr std::uint16_t kMachine = EM_AARCH64;
#else
#error "Textmill runs on x86-64 and arm64"
#endif

std::string machine_name(std::uint16_t machine) {
  switch (machine) {
    case EM_X86_64:
      return "x86-64";
    case EM_AARCH64:
      return "arm64";
    case EM_386:
      return "x86";
    case EM_ARM:
      return "arm";
    case EM_RISCV:
      return "RISC-V";
    case EM_PPC64:
      return "PowerPC";
    case EM_S390:
      return "s390x";
    default:
      return "machine number " + std::to_string(machine);
  }
}

template <class T>
bool read_struct(const ElfSource& source, std::uint64_t offset, T& out) {
  return source.read(offset, &out, sizeof out);
}

/// The zero-terminated string at `offset`, cut at the end of the table.
std::string string_at(const std::string& table, std::uint64_t offset) {
  if (offset >= table.size()) return {};
  const std::size_t end = table.find('\0', offset);
  return table.substr(offset, end == std::string::npos ? end : end - offset);
}

template <class T>
T item_at(const std::string& bytes, std::size_t index) {
  T item;
  std::memcpy(&item, bytes.data() + index * sizeof item, sizeof item);
  return item;
}

std::vector<std::string> split_path(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find(':', at), path.size());
    if (end > at) parts.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::size_t padded(std::uint64_t size) { return static_cast<std::size_t>((size + 3) & ~std::uint64_t{3}); }

/// The build id in the notes of one section; empty if it is not there.
std::string build_id_in(const std::string& notes) {
  static constexpr char kHex[] = "0123456789abcdef";
  for (std::size_t at = 0; at + sizeof(Elf64_Nhdr) <= notes.size();) {
    Elf64_Nhdr head;
    std::memcpy(&head, notes.data() + at, sizeof head);
    const std::size_t name = at + sizeof head;
    const std::size_t data = name + padded(head.n_namesz);
    if (data > notes.size() || head.n_descsz > notes.size() - data) return {};
    if (head.n_type == NT_GNU_BUILD_ID && notes.compare(name, 4, std::string("GNU\0", 4)) == 0) {
      std::string id;
      for (std::size_t i = data; i < data + head.n_descsz; ++i) {
        const auto byte = static_cast<unsigned char>(notes[i]);
        id += {kHex[byte >> 4], kHex[byte & 15]};
      }
      return id;
    }
    at = data + padded(head.n_descsz);
  }
  return {};
}

}  // namespace

ElfSource ElfSource::file(int descriptor) {
  struct stat info {};
  ElfSource source;
  source.size = fstat(descriptor, &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
  source.read = [descriptor](std::uint64_t offset, void* to, std::size_t count) {
    auto* out = static_cast<char*>(to);
    while (count > 0) {
      const ssize_t got = pread(descriptor, out, count, static_cast<off_t>(offset));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      out += got;
      offset += static_cast<std::uint64_t>(got);
      count -= static_cast<std::size_t>(got);
    }
    return true;
  };
  return source;
}

ElfSource ElfSource::memory(std::string_view bytes) {
  ElfSource source;
  source.size = bytes.size();
  source.read = [bytes](std::uint64_t offset, void* to, std::size_t count) {
    if (offset > bytes.size() || count > bytes.size() - offset) return false;
    std::memcpy(to, bytes.data() + offset, count);
    return true;
  };
  return source;
}

std::string own_machine() { return machine_name(kMachine); }

Result<ElfFile> ElfFile::open(ElfSource source) {
  ElfFile file(std::move(source));
  if (Status s = file.check_header(); !s) return s;
  return file;
}

Status ElfFile::check_header() {
  Elf64_Ehdr head{};
  unsigned char ident[EI_NIDENT] = {};
  if (!read_struct(source_, 0, ident) || std::memcmp(ident, ELFMAG, SELFMAG) != 0) {
    return {Code::BadPlugin, "is not a shared library (no ELF header)"};
  }
  if (ident[EI_CLASS] != ELFCLASS64) {
    return {Code::BadPlugin, "is a 32-bit library, but this textmill loads 64-bit ones for " + own_machine()};
  }
  if (ident[EI_DATA] != ELFDATA2LSB || !read_struct(source_, 0, head)) {
    return {Code::BadPlugin, "is not a library for this machine, or is cut short in its header"};
  }
  if (head.e_machine != kMachine) {
    return {Code::BadPlugin,
            "is built for " + machine_name(head.e_machine) + ", but this textmill runs on " + own_machine()};
  }
  if (head.e_type != ET_DYN) return {Code::BadPlugin, "is an object file or a program, not a shared library"};
  if (head.e_shoff == 0 || head.e_shentsize != sizeof(Elf64_Shdr)) {
    return {Code::BadPlugin, "has no section table; it was stripped too far or is damaged"};
  }
  std::uint64_t count = head.e_shnum;
  std::uint64_t names_index = head.e_shstrndx;
  Elf64_Shdr first{};  // holds the numbers that do not fit into the file's header
  if (!read_struct(source_, head.e_shoff, first))
    return {Code::BadPlugin, "is cut short: its section table is missing"};
  if (count == 0) count = first.sh_size;
  if (names_index == SHN_XINDEX) names_index = first.sh_link;
  return read_sections(head.e_shoff, count, names_index);
}

Status ElfFile::read_sections(std::uint64_t offset, std::uint64_t count, std::uint64_t names_index) {
  const Status damaged(Code::BadPlugin, "is cut short or damaged: its section table cannot be read");
  if (count > kMaxSections || names_index >= count) return damaged;
  std::string table(count * sizeof(Elf64_Shdr), '\0');
  if (!source_.read(offset, table.data(), table.size())) return damaged;
  std::vector<std::uint32_t> names;
  for (std::size_t i = 0; i < count; ++i) {
    const auto head = item_at<Elf64_Shdr>(table, i);
    sections_.push_back({{}, head.sh_type, head.sh_link, head.sh_addr, head.sh_offset, head.sh_size});
    names.push_back(head.sh_name);
  }
  const auto strings = content(sections_[names_index], kMaxStrings);
  if (!strings) return damaged;
  for (std::size_t i = 0; i < count; ++i) sections_[i].name = string_at(*strings, names[i]);
  return {};
}

const ElfFile::Section* ElfFile::find_type(std::uint32_t type) const {
  const auto found =
      std::find_if(sections_.begin(), sections_.end(), [&](const Section& s) { return s.type == type; });
  return found == sections_.end() ? nullptr : &*found;
}

std::optional<std::string> ElfFile::content(const Section& section, std::size_t limit) const {
  if (section.type == SHT_NOBITS || section.size > limit || section.size > source_.size) return std::nullopt;
  std::string bytes(section.size, '\0');
  if (!source_.read(section.offset, bytes.data(), bytes.size())) return std::nullopt;
  return bytes;
}

std::string ElfFile::linked_strings(const Section& section) const {
  if (section.link >= sections_.size()) return {};
  return content(sections_[section.link], kMaxStrings).value_or(std::string());
}

std::optional<std::string> ElfFile::section(std::string_view name, std::size_t limit) const {
  for (const Section& s : sections_) {
    if (s.name == name) return content(s, limit);
  }
  return std::nullopt;
}

std::string ElfFile::build_id() const {
  for (const Section& s : sections_) {
    if (s.type != SHT_NOTE) continue;
    const auto notes = content(s, 1 << 16);
    if (std::string id = notes ? build_id_in(*notes) : std::string(); !id.empty()) return id;
  }
  return {};
}

ElfLinks ElfFile::links() const {
  ElfLinks links;
  const Section* dynamic = find_type(SHT_DYNAMIC);
  if (!dynamic) return links;
  const std::string strings = linked_strings(*dynamic);
  const std::string entries = content(*dynamic, 1 << 20).value_or(std::string());
  for (std::size_t i = 0; i < entries.size() / sizeof(Elf64_Dyn); ++i) {
    const auto entry = item_at<Elf64_Dyn>(entries, i);
    if (entry.d_tag == DT_NULL) break;
    if (entry.d_tag == DT_NEEDED) links.needed.push_back(string_at(strings, entry.d_un.d_val));
    if (entry.d_tag == DT_RPATH) links.rpath = split_path(string_at(strings, entry.d_un.d_val));
    if (entry.d_tag == DT_RUNPATH) links.runpath = split_path(string_at(strings, entry.d_un.d_val));
  }
  return links;
}

std::vector<ElfSymbol> ElfFile::symbols() const {
  std::vector<ElfSymbol> symbols;
  const Section* table = find_type(SHT_DYNSYM);
  if (!table) return symbols;
  const std::string strings = linked_strings(*table);
  const std::string entries = content(*table, kMaxSymbols).value_or(std::string());
  for (std::size_t i = 1; i < entries.size() / sizeof(Elf64_Sym); ++i) {
    const auto entry = item_at<Elf64_Sym>(entries, i);
    const int binding = ELF64_ST_BIND(entry.st_info);
    if (binding == STB_LOCAL) continue;
    ElfSymbol symbol;
    symbol.name = string_at(strings, entry.st_name);
    symbol.defined = entry.st_shndx != SHN_UNDEF;
    symbol.weak = binding == STB_WEAK;
    symbol.function = ELF64_ST_TYPE(entry.st_info) == STT_FUNC;
    symbol.address = entry.st_value;
    symbol.size = entry.st_size;
    symbols.push_back(std::move(symbol));
  }
  return symbols;
}

std::optional<std::string> ElfFile::bytes_at(std::uint64_t address, std::size_t count) const {
  for (const Section& s : sections_) {
    if (s.address == 0 || s.type == SHT_NOBITS || address < s.address) continue;
    const std::uint64_t within = address - s.address;
    if (within >= s.size || count > s.size - within) continue;
    std::string bytes(count, '\0');
    if (!source_.read(s.offset + within, bytes.data(), count)) return std::nullopt;
    return bytes;
  }
  return std::nullopt;
}

}  // namespace textmill::host
