#include "engine/shared_memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace textmill::host {

Result<SharedMemory> make_shared_memory(std::size_t bytes) {
  SharedMemory memory;
  memory.descriptor = Descriptor(::memfd_create("textmill", MFD_CLOEXEC));
  const int fd = memory.descriptor.get();
  if (fd < 0 || ::ftruncate(fd, static_cast<off_t>(bytes)) != 0)
    return failure(std::string("cannot make shared memory: ") + std::strerror(errno));
  void* const at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED) return failure(std::string("cannot map shared memory: ") + std::strerror(errno));
  memory.at = at;
  return memory;
}

}  // namespace textmill::host
