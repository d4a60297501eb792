#include "plugins/install_prefix.hpp"

#include <link.h>

#include <cstdint>
#include <string>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

struct Wanted {
  std::uintptr_t address;
  std::string file;  ///< empty for the program itself
};

int find_object(dl_phdr_info* object, std::size_t, void* data) {
  auto& wanted = *static_cast<Wanted*>(data);
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const auto& part = object->dlpi_phdr[i];
    const std::uintptr_t begin = object->dlpi_addr + part.p_vaddr;
    if (part.p_type != PT_LOAD || wanted.address < begin || wanted.address >= begin + part.p_memsz) continue;
    wanted.file = object->dlpi_name;
    return 1;
  }
  return 0;
}

std::size_t depth(const fs::path& path) {
  return static_cast<std::size_t>(std::distance(path.begin(), path.end()));
}

}  // namespace

fs::path install_prefix() {
  static const char here = 0;
  Wanted wanted{reinterpret_cast<std::uintptr_t>(&here), {}};
  dl_iterate_phdr(find_object, &wanted);
  std::error_code error;
  if (wanted.file.empty()) return fs::read_symlink("/proc/self/exe", error).parent_path().parent_path();
  fs::path folder = fs::canonical(wanted.file, error).parent_path();
  for (std::size_t i = depth(TEXTMILL_LIBRARY_FOLDER); i > 0; --i) folder = folder.parent_path();
  return folder;
}

}  // namespace textmill::host
