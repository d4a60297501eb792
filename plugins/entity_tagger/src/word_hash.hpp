// The hashes of pieces, see Piece::hash: eight bytes at a time, capitals of ASCII lower-cased on the way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace textmill::entity_tagger {

inline constexpr std::uint64_t kHashStart = 0x9E3779B97F4A7C15ull, kHashFactor = 0x9FB21C651E98DF25ull,
                               kMixFactor = 0xD6E8FEB86659FD93ull, kSmallLetters = 0x2020202020202020ull;

constexpr std::uint64_t mix(std::uint64_t h) {
  h ^= h >> 32;
  h *= kMixFactor;
  h ^= h >> 32;
  return h;
}

/// A key for what `key` stands for and `more` behind it: a multiplication, where a hash would take two.
constexpr std::uint64_t key_with(std::uint64_t key, std::uint64_t more) {
  key = (key ^ more) * kHashFactor;
  return key ^ key >> 32;
}

/// The hash of what `h` stands for and up to eight bytes behind it.
constexpr std::uint64_t hash_end(std::uint64_t h, std::uint64_t last) {
  return mix(mix(h ^ last) * kHashFactor + last);
}

/// Lower-cases ASCII capitals of eight bytes at once; the other bytes stay.
constexpr std::uint64_t fold_eight(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ull;
  const std::uint64_t ascii = ~word & 0x8080808080808080ull;
  const std::uint64_t low = word & 0x7F7F7F7F7F7F7F7Full;
  const std::uint64_t at_least_a = low + kOnes * (0x80 - 'A');
  const std::uint64_t above_z = low + kOnes * (0x80 - 'Z' - 1);
  return word | (((at_least_a & ~above_z) & ascii) >> 2);
}

/// Hashes `size` bytes; `fold` is applied to eight of them at a time.
template <class Fold>
std::uint64_t hash_eights(const char* data, std::size_t size, Fold fold) {
  std::uint64_t h = kHashStart ^ size;
  while (size > 8) {
    std::uint64_t word;
    std::memcpy(&word, data, 8);
    h = mix(h ^ fold(word)) * kHashFactor;
    data += 8;
    size -= 8;
  }
  std::uint64_t last = 0;
  std::memcpy(&last, data, size);
  last = fold(last);
  return hash_end(h, last);
}

/// The hash of bytes as they are.
inline std::uint64_t hash_bytes(const char* data, std::size_t size) {
  return hash_eights(data, size, [](std::uint64_t word) { return word; });
}

/// The hash of ASCII text in lower case.
inline std::uint64_t hash_folded_ascii(const char* data, std::size_t size) {
  return hash_eights(data, size, fold_eight);
}

/// hash_folded_ascii of each ASCII character.
inline constexpr std::array<std::uint64_t, 128> kCharacterHashes = [] {
  std::array<std::uint64_t, 128> hashes{};
  for (std::size_t c = 0; c < 128; ++c) hashes[c] = hash_end(kHashStart ^ 1, fold_eight(c));
  return hashes;
}();

/// hash_folded_ascii for `size` letters, 1 to 15, with 16 bytes to read at `data`.
inline std::uint64_t hash_letters(const char* data, std::uint32_t size) {
  std::uint64_t h = kHashStart ^ size, last;
  if (size > 8) {
    std::memcpy(&last, data, 8);
    h = mix(h ^ (last | kSmallLetters)) * kHashFactor;
    data += 8;
    size -= 8;
  }
  std::memcpy(&last, data, 8);
  return hash_end(h, (last | kSmallLetters) & ~0ull >> (64 - 8 * size));
}

}  // namespace textmill::entity_tagger
