#include "document/common_memory.hpp"

#include <sys/mman.h>

namespace textmill::host {

CommonMemory::~CommonMemory() {
  for (const auto& [at, bytes] : mapped_) ::munmap(at, bytes);
}

void* CommonMemory::map(std::size_t bytes) {
  mapped_.reserve(mapped_.size() + 1);
  const int sharing = in_processes_ ? MAP_SHARED : MAP_PRIVATE;
  void* const at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED) return nullptr;
  mapped_.emplace_back(at, bytes);
  return at;
}

}  // namespace textmill::host
