// Reads what the host wants to know from an ELF file without loading it: sections, needed libraries,
// symbols. Every number in the file is taken for hostile: a damaged file gives a Status, never a crash.
//
// The file is read with pread, not mapped: a file that is cut short by a linker at work must not end the
// host with SIGBUS.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textmill/status.hpp"

namespace textmill::host {

/// Where the bytes come from.
struct ElfSource {
  std::uint64_t size = 0;
  /// Copies `count` bytes from `offset`; false if they are not there.
  std::function<bool(std::uint64_t offset, void* to, std::size_t count)> read;

  /// `descriptor` must stay open as long as the source.
  static ElfSource file(int descriptor);
  /// `bytes` must stay valid as long as the source.
  static ElfSource memory(std::string_view bytes);
};

struct ElfSymbol {
  std::string name;
  bool defined = false;
  bool weak = false;
  bool function = false;
  std::uint64_t address = 0;
  std::uint64_t size = 0;
};

/// How an ELF file is linked.
struct ElfLinks {
  std::vector<std::string> needed;  ///< DT_NEEDED, in order
  std::vector<std::string> rpath;   ///< directories, $ORIGIN not yet replaced
  std::vector<std::string> runpath;
};

class ElfFile {
 public:
  /// Fails if the file is no 64-bit little-endian shared library for this machine; the sentence says what
  /// it is instead, to be put behind the file's name.
  static Result<ElfFile> open(ElfSource source);

  /// The content of the section of that name, at most `limit` bytes; nothing if there is none.
  std::optional<std::string> section(std::string_view name, std::size_t limit) const;
  /// Hexadecimal; empty if the file has none.
  std::string build_id() const;
  ElfLinks links() const;
  /// The dynamic symbols other files may use, and those this one wants from others.
  std::vector<ElfSymbol> symbols() const;
  /// Bytes of the file's image as they are before relocation; nothing if they are not in the file.
  std::optional<std::string> bytes_at(std::uint64_t address, std::size_t count) const;

 private:
  struct Section {
    std::string name;
    std::uint32_t type = 0;
    std::uint32_t link = 0;
    std::uint64_t address = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };

  explicit ElfFile(ElfSource source) : source_(std::move(source)) {}
  Status check_header();
  Status read_sections(std::uint64_t offset, std::uint64_t count, std::uint64_t names_index);
  const Section* find_type(std::uint32_t type) const;
  std::optional<std::string> content(const Section& section, std::size_t limit) const;
  std::string linked_strings(const Section& section) const;

  ElfSource source_;
  std::vector<Section> sections_;
};

/// "x86-64", "arm64", ... of this build of the host.
std::string own_machine();

}  // namespace textmill::host
