// Memory that several processes see: those that inherit it, and those that are given its descriptor.
#pragma once

#include <cstddef>

#include "engine/channel.hpp"

namespace textmill::host {

/// Zeros, mapped for reading and writing. Who has it unmaps it; the descriptor is closed with it.
struct SharedMemory {
  Descriptor descriptor;  ///< a memfd, close-on-exec
  void* at = nullptr;
};

/// A limit on the size of files (RLIMIT_FSIZE) counts for it too.
Result<SharedMemory> make_shared_memory(std::size_t bytes);

}  // namespace textmill::host
