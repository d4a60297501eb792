#include "runs.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace textmill::keyword_density {
namespace {

static_assert(static_cast<int>(Part::Outside) == 0 && static_cast<int>(Part::Modifier) == 1 &&
              static_cast<int>(Part::Head) == 2);

constexpr std::uint64_t kLowestBits = 0x0101010101010101;

/// Up to eight bytes, the first as the lowest.
std::uint64_t eight_bytes(const void* bytes, std::size_t size) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, bytes, size == 8 ? 8 : size);  // nearly always eight, which is one load
  return std::endian::native == std::endian::little ? eight : __builtin_bswap64(eight);
}

/// The lowest bits of eight bytes, side by side.
std::uint64_t side_by_side(std::uint64_t eight) { return (eight & kLowestBits) * 0x0102040810204080 >> 56; }

/// The bits from number `at` on, as far as they go.
std::uint64_t bits_from(const std::vector<std::uint64_t>& bits, std::uint32_t at) {
  const unsigned shift = at % 64;
  return bits[at / 64] >> shift | bits[at / 64 + 1] << 1 << (63 - shift);
}

bool bit_at(const std::vector<std::uint64_t>& bits, std::uint32_t at) { return bits[at / 64] >> at % 64 & 1; }

}  // namespace

void RunFinder::read(std::span<const Part> parts, std::span<const std::uint8_t> breaks) {
  const std::size_t blocks = parts.size() / 64 + 2;
  for (auto* bits : {&starts_, &heads_}) bits->assign(blocks, 0);
  stops_.assign(blocks, ~std::uint64_t{0});
  std::uint64_t inside_before = 0;
  for (std::size_t begin = 0; begin < parts.size(); begin += 64) {
    std::uint64_t inside = 0, heads = 0, broken = 0;
    for (std::size_t at = begin; at < std::min(parts.size(), begin + 64); at += 8) {
      const std::size_t size = std::min<std::size_t>(8, parts.size() - at);
      const std::uint64_t part = eight_bytes(parts.data() + at, size);
      inside |= side_by_side(part | part >> 1) << (at - begin);
      heads |= side_by_side(part >> 1) << (at - begin);
      broken |= side_by_side(eight_bytes(breaks.data() + at, size)) << (at - begin);
    }
    starts_[begin / 64] = inside & (~(inside << 1 | inside_before) | broken);
    stops_[begin / 64] = ~inside | broken;
    heads_[begin / 64] = heads;
    inside_before = inside >> 63;
  }
}

/// Of one that has sixty-four words or more.
std::uint32_t RunFinder::end_of_long_run(std::uint32_t first) const {
  std::uint32_t end = first + 1;
  while (!bit_at(stops_, end)) ++end;
  while (end > first && !bit_at(heads_, end - 1)) --end;
  return end;
}

const std::vector<Run>& RunFinder::find(std::span<const Part> parts, std::span<const std::uint8_t> breaks) {
  read(parts, breaks);
  runs_.resize(parts.size() + 1);  // each writes a run, which is kept only if it has a head
  Run* at = runs_.data();
  for (std::size_t block = 0; block < starts_.size(); ++block) {
    for (std::uint64_t starts = starts_[block]; starts != 0; starts &= starts - 1) {
      const auto first =
          static_cast<std::uint32_t>(block * 64) + static_cast<unsigned>(std::countr_zero(starts));
      const std::uint64_t stops = bits_from(stops_, first + 1);
      const auto behind = static_cast<unsigned>(std::countr_zero(stops | std::uint64_t{1} << 63));
      const std::uint64_t heads = bits_from(heads_, first) << (63 - behind);
      std::uint32_t end = first + 1 + behind - static_cast<unsigned>(std::countl_zero(heads));
      if (stops == 0) {
        end = end_of_long_run(first);
      } else if (heads == 0) {
        end = first;
      }
      *at = {first, end};
      at += end > first;
    }
  }
  runs_.resize(static_cast<std::size_t>(at - runs_.data()));
  return runs_;
}

}  // namespace textmill::keyword_density
