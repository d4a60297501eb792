#include "checksum.hpp"

#include <xxhash.h>

namespace textmill::entity_tagger {

std::uint64_t checksum_of(const void* data, std::size_t size) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) return checksum_avx2(data, size);
#endif
  return XXH3_64bits(data, size);
}

}  // namespace textmill::entity_tagger
