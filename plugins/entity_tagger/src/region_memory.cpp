#include "region_memory.hpp"

#include <sys/mman.h>

#include <atomic>
#include <bit>
#include <new>

#include "word_hash.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::size_t kMostHits = 15;

/// From the highest bits: the score, begin, last piece, type, and how many hits there are.
std::uint64_t pack(const ModelHit& hit, std::size_t count) {
  return std::uint64_t{std::bit_cast<std::uint32_t>(hit.score)} << 32 | std::uint64_t{hit.begin} << 24 |
         std::uint64_t{hit.end - 1} << 16 | static_cast<std::uint64_t>(hit.type) << 8 | count;
}

ModelHit unpack(std::uint64_t data) {
  const auto byte = [&](unsigned shift) { return static_cast<std::uint8_t>(data >> shift); };
  return {byte(24), byte(16) + 1u, byte(8), std::bit_cast<float>(static_cast<std::uint32_t>(data >> 32))};
}

std::size_t count_of(std::uint64_t data) { return data & 0xFF; }

/// Where hit `i` of several stands.
std::uint64_t key_of(std::uint64_t key, std::size_t i) { return i ? mix(key + i) : key; }

std::atomic_ref<std::uint64_t> shared(std::uint64_t& word) { return std::atomic_ref<std::uint64_t>(word); }

}  // namespace

/// A mapping of its own: it begins with a line of cache, and its pages are zero until they are touched.
RegionMemory::RegionMemory(unsigned bits, void* memory) : shift_(65 - bits) {
  if (!memory) {
    mapped_bytes_ = bytes(bits);
    memory = ::mmap(nullptr, mapped_bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
  }
  slots_ = static_cast<std::uint64_t*>(memory);
}

RegionMemory::~RegionMemory() {
  if (mapped_bytes_ > 0) ::munmap(slots_, mapped_bytes_);
}

bool RegionMemory::recall(std::uint64_t key, std::vector<ModelHit>& hits) const {
  std::uint64_t data = 0;
  if (!read(key, data)) return false;
  const std::size_t before = hits.size(), count = count_of(data);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && !read(key_of(key, i), data)) {
      hits.resize(before);
      return false;
    }
    hits.push_back(unpack(data));
  }
  return true;
}

void RegionMemory::keep(std::uint64_t key, std::span<const ModelHit> hits) {
  if (hits.size() > kMostHits) return;
  if (hits.empty()) write(key, 0);
  for (std::size_t i = 0; i < hits.size(); ++i) write(key_of(key, i), pack(hits[i], hits.size()));
}

bool RegionMemory::read(std::uint64_t key, std::uint64_t& data) const {
  std::uint64_t* const at = pair(key);
  for (const std::size_t slot : {0, 2}) {
    data = shared(at[slot + 1]).load(std::memory_order_relaxed);
    if ((shared(at[slot]).load(std::memory_order_relaxed) ^ data) == key) return true;
  }
  return false;
}

/// The later of a pair stands first and moves on when another comes.
void RegionMemory::write(std::uint64_t key, std::uint64_t data) {
  std::uint64_t* const at = pair(key);
  for (const std::size_t word : {0, 1})
    shared(at[2 + word]).store(shared(at[word]).load(std::memory_order_relaxed), std::memory_order_relaxed);
  shared(at[0]).store(key ^ data, std::memory_order_relaxed);
  shared(at[1]).store(data, std::memory_order_relaxed);
}

}  // namespace textmill::entity_tagger
