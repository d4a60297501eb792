// What plain words are, several at a time, for processors with AVX2 or AVX-512.
#include "marker.hpp"

#ifdef __x86_64__

#include <cstddef>
#include <cstring>
#include <type_traits>

#include "word_hash.hpp"

namespace textmill::entity_tagger {
namespace {

/// Numbers of 64 bits side by side. What has no intrinsics can be compiled for all widths; what the compiler
/// makes of it for one of them must not come into any other function, so all is inlined.
template <int count>
struct Lanes {
  typedef std::uint64_t Numbers __attribute__((vector_size(8 * count)));
  typedef std::uint32_t Halves __attribute__((vector_size(4 * count)));
};
#define TEXTMILL_INLINE [[gnu::always_inline]] inline

template <int count>
TEXTMILL_INLINE void widen(const std::uint32_t* numbers, typename Lanes<count>::Numbers& wide) {
  typename Lanes<count>::Halves halves;
  std::memcpy(&halves, numbers, sizeof halves);
  wide = __builtin_convertvector(halves, typename Lanes<count>::Numbers);
}

template <class Numbers>
TEXTMILL_INLINE void mix_all(Numbers& h) {
  h ^= h >> 32;
  h *= kMixFactor;
  h ^= h >> 32;
}

/// hash_letters of words.
template <int count>
TEXTMILL_INLINE void hash_all(const char (*words)[16], const typename Lanes<count>::Numbers& size,
                              typename Lanes<count>::Numbers& hash) {
  using Numbers = typename Lanes<count>::Numbers;
  Numbers low{}, high{};
  for (int i = 0; i < count; ++i) {
    std::uint64_t halves[2];
    std::memcpy(halves, words[i], sizeof halves);
    low[i] = halves[0];
    high[i] = halves[1];
  }
  const auto is_long = size > 8;
  Numbers behind_low = kHashStart ^ size ^ (low | kSmallLetters);
  mix_all(behind_low);
  const Numbers start = is_long ? behind_low * kHashFactor : kHashStart ^ size;
  const Numbers rest = size - (is_long ? Numbers{} + 8 : Numbers{});
  const Numbers last = ((is_long ? high : low) | kSmallLetters) & (~Numbers{} >> (64 - 8 * rest));
  hash = start ^ last;
  mix_all(hash);
  hash = hash * kHashFactor + last;
  mix_all(hash);
}

/// LetterRun::shape of words.
template <int count>
TEXTMILL_INLINE void shapes_of(const typename Lanes<count>::Numbers& size,
                               const typename Lanes<count>::Numbers& no_small,
                               typename Lanes<count>::Numbers& shape) {
  using Numbers = typename Lanes<count>::Numbers;
  const Numbers letters = ((Numbers{} + 1) << size) - 1, capitals = no_small & letters, one = Numbers{} + 1;
  const Numbers any = capitals != 0 ? one : Numbers{}, several = capitals > 1 ? one : Numbers{};
  shape = any + several + (capitals != letters ? several : Numbers{});
}

/// What the members of a piece behind its hash are shifted by, as one number.
constexpr int shift_of(std::size_t offset) {
  return static_cast<int>(8 * (offset - offsetof(Piece, hash) - sizeof(Piece::hash)));
}
static_assert(std::is_standard_layout_v<Piece> && sizeof(Piece) == offsetof(Piece, hash) + 16);
static_assert(offsetof(Piece, word_kind) + sizeof(Piece::word_kind) == sizeof(Piece));
static_assert(PieceKind::Word == PieceKind{});

}  // namespace

template <int count>
TEXTMILL_INLINE std::size_t Marker::read_lanes(const PlainWords& words) const {
  using Numbers = typename Lanes<count>::Numbers;
  std::size_t i = 0;
  for (; i + count <= words.count; i += count) {
    Numbers size, no_small, glued, hash, shape, entry{};
    widen<count>(words.size + i, size);
    widen<count>(words.no_small + i, no_small);
    widen<count>(words.glued + i, glued);
    hash_all<count>(words.text + i, size, hash);
    shapes_of<count>(size, no_small, shape);
    const auto is_upper = shape == static_cast<std::uint64_t>(Shape::Upper);
    const Numbers of_upper = is_upper ? Numbers{} + WordPairs::slot_of(0, true) : Numbers{};
    const Numbers slot = (hash + of_upper) & (WordPairs::kSlots - 1);
    for (int lane = 0; lane < count; ++lane) entry[lane] = words_[slot[lane]];
    const Numbers which = 2 * shape + (size > 3 ? Numbers{} + 1 : Numbers{});
    const Numbers marks = ((entry << kWordMarks) | ((Numbers{} + kMarksOfShapes) >> (8 * which))) & 0xFF;
    const Numbers rest = shape << shift_of(offsetof(Piece, shape)) |
                         glued << shift_of(offsetof(Piece, glued)) |
                         marks << shift_of(offsetof(Piece, marks)) |
                         entry >> kWordMarks << shift_of(offsetof(Piece, word_kind));
    for (int lane = 0; lane < count; ++lane) {
      const std::uint64_t both[2] = {hash[lane], rest[lane]};
      std::memcpy(
          reinterpret_cast<char*>(words.piece[i + static_cast<std::size_t>(lane)]) + offsetof(Piece, hash),
          both, sizeof both);
    }
  }
  return i;
}

__attribute__((target("avx2"))) std::size_t Marker::read_fours(const PlainWords& words) const {
  return read_lanes<4>(words);
}

__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw"))) std::size_t Marker::read_eights(
    const PlainWords& words) const {
  return read_lanes<8>(words);
}

}  // namespace textmill::entity_tagger

#endif
