#include "checksum.hpp"

#include <xxhash.h>

#include "textmill/text/processor.hpp"

namespace textmill::entity_tagger {

std::uint64_t checksum_of(const void* data, std::size_t size) {
#ifdef __x86_64__
  if (text::processor_has_avx2()) return checksum_avx2(data, size);
#endif
  return XXH3_64bits(data, size);
}

}  // namespace textmill::entity_tagger
