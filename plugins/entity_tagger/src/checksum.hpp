// The checksum of the names model.
#pragma once

#include <cstddef>
#include <cstdint>

namespace textmill::entity_tagger {

/// XXH3, 64 bits. At a start it is most of what loading the model takes, so it is compiled for AVX2 too,
/// which Debian's libxxhash is not: 14.7 MB in 0.22 ms instead of 0.71.
std::uint64_t checksum_of(const void* data, std::size_t size);

/// For processors with AVX2 only.
std::uint64_t checksum_avx2(const void* data, std::size_t size);

}  // namespace textmill::entity_tagger
