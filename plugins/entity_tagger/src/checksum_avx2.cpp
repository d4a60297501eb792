// Compiled with -mavx2 where there is such a thing. No header of the standard library that has templates may
// come in here: the linker could take what the compiler makes of them for all of the plugin.
#ifdef __x86_64__
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "checksum.hpp"

namespace textmill::entity_tagger {

std::uint64_t checksum_avx2(const void* data, std::size_t size) { return XXH3_64bits(data, size); }

}  // namespace textmill::entity_tagger
#endif
