#include "region_memory.hpp"

#include <gmock/gmock.h>

#include <cstddef>
#include <cstring>
#include <thread>

#include "word_hash.hpp"

namespace textmill::entity_tagger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr ModelHit kPerson{0, 2, 0, 0.9f}, kPlace{3, 4, 2, 0.5f}, kLong{7, 256, 1, 1.0f};

TEST(RegionMemory, RecallsWhatWasKept) {
  RegionMemory memory;
  std::vector<ModelHit> hits;
  EXPECT_FALSE(memory.recall(mix(1), hits));
  memory.keep(mix(1), std::vector{kPerson, kPlace, kLong});
  memory.keep(mix(2), {});
  EXPECT_TRUE(memory.recall(mix(2), hits));
  EXPECT_THAT(hits, IsEmpty());
  EXPECT_TRUE(memory.recall(mix(1), hits));
  EXPECT_THAT(hits, ElementsAre(kPerson, kPlace, kLong));
}

TEST(RegionMemory, AppendsToWhatIsThere) {
  RegionMemory memory;
  memory.keep(mix(1), std::vector{kPlace});
  std::vector<ModelHit> hits{kPerson};
  EXPECT_TRUE(memory.recall(mix(1), hits));
  EXPECT_FALSE(memory.recall(mix(2), hits));
  EXPECT_THAT(hits, ElementsAre(kPerson, kPlace));
}

TEST(RegionMemory, RecallsWhatAnotherKeptInTheSameMemory) {
  alignas(16) std::byte bytes[RegionMemory::bytes(6)] = {};
  RegionMemory one(6, bytes), other(6, bytes);
  one.keep(mix(1), std::vector{kPerson, kPlace});
  std::vector<ModelHit> hits;
  EXPECT_TRUE(other.recall(mix(1), hits));
  EXPECT_THAT(hits, ElementsAre(kPerson, kPlace));
}

TEST(RegionMemory, KnowsNothingFromMemoryThatWasScribbledOver) {
  alignas(16) std::byte bytes[RegionMemory::bytes(6)] = {};
  RegionMemory memory(6, bytes);
  for (std::uint32_t i = 0; i < 60; ++i) memory.keep(mix(i + 1), std::vector{kPerson});
  for (const int junk : {0, 0x5a, 0xff}) {
    std::memset(bytes, junk, sizeof bytes);
    std::vector<ModelHit> hits;
    for (std::uint32_t i = 0; i < 60; ++i) EXPECT_FALSE(memory.recall(mix(i + 1), hits)) << i;
  }
}

TEST(RegionMemory, DoesNotKeepVeryManyHits) {
  RegionMemory memory;
  memory.keep(mix(1), std::vector(16, kPerson));
  std::vector<ModelHit> hits;
  EXPECT_FALSE(memory.recall(mix(1), hits));
}

/// What stands for key number `i`.
std::vector<ModelHit> hits_of(std::uint32_t i) {
  std::vector<ModelHit> hits(i % 4);
  for (std::uint32_t h = 0; h < hits.size(); ++h)
    hits[h] = {i % 100 + h, i % 100 + h + 1, static_cast<int>(i % 3), 1.0f / (1 + i)};
  return hits;
}

TEST(RegionMemory, ForgetsButNeverMixesUp) {
  RegionMemory memory(6);
  std::size_t known = 0;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    memory.keep(mix(i + 1), hits_of(i));
    for (std::uint32_t j = i > 40 ? i - 40 : 0; j <= i; ++j) {
      std::vector<ModelHit> hits;
      if (!memory.recall(mix(j + 1), hits)) continue;
      ++known;
      ASSERT_EQ(hits, hits_of(j));
    }
  }
  EXPECT_GT(known, 2000u);
}

TEST(RegionMemory, IsSharedByThreadsThatWriteTheSameSlots) {
  RegionMemory memory(6);
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 4; ++t) {
    threads.emplace_back([&memory, t] {
      for (std::uint32_t i = 0; i < 20000; ++i) {
        const std::uint32_t key = (i * 7 + t) % 200;
        std::vector<ModelHit> hits;
        if (memory.recall(mix(key + 1), hits)) {
          ASSERT_EQ(hits, hits_of(key));
        } else {
          memory.keep(mix(key + 1), hits_of(key));
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace textmill::entity_tagger
