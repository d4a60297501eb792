#include "textmill/text/passage_memory.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>
#include <unordered_map>

namespace textmill::text {
namespace {

constexpr std::size_t kSmall = 4096;

/// The upper bits choose the slot, as those of a hash do.
std::uint64_t key_of(std::uint64_t number) { return number * 0x9E3779B97F4A7C15 | 1; }

void keep(PassageMemory& memory, std::uint64_t key, const std::string& result) {
  std::byte* const room = memory.keep(key, result.size());
  ASSERT_NE(room, nullptr);
  std::memcpy(room, result.data(), result.size());
}

std::string text_of(const PassageMemory::Answer& answer) {
  return {reinterpret_cast<const char*>(answer.bytes.data()), answer.bytes.size()};
}

/// A memory that has been full once.
PassageMemory full() {
  PassageMemory memory(kSmall, 0);
  for (std::uint64_t number = 0; number < 20; ++number)
    keep(memory, key_of(900 + number), std::string(300, 'x'));
  return memory;
}

TEST(PassageMemory, WantsAResultAtOnceWhileThereIsRoom) {
  PassageMemory memory(kSmall, 0);
  PassageMemory::Answer answer = memory.recall(key_of(1));
  EXPECT_FALSE(answer.known);
  EXPECT_TRUE(answer.is_wanted);
  keep(memory, key_of(1), "nine words");
  answer = memory.recall(key_of(1));
  EXPECT_TRUE(answer.known);
  EXPECT_FALSE(answer.is_wanted);
  EXPECT_EQ(text_of(answer), "nine words");
  EXPECT_FALSE(memory.recall(key_of(2)).known);
}

TEST(PassageMemory, WantsAResultWhenAPassageComesAgain) {
  PassageMemory memory = full();
  PassageMemory::Answer answer = memory.recall(key_of(1));
  EXPECT_FALSE(answer.known);
  EXPECT_FALSE(answer.is_wanted);
  EXPECT_TRUE(memory.recall(key_of(1)).is_wanted);
  keep(memory, key_of(1), "nine words");
  EXPECT_EQ(text_of(memory.recall(key_of(1))), "nine words");
}

TEST(PassageMemory, TellsKeysApartThatShareHalfOfTheirBits) {
  PassageMemory memory(kSmall, 0);
  const std::uint64_t key = 0x0123456789ABCDEF, other = key ^ 1ULL << 40;
  keep(memory, key, "one");
  EXPECT_FALSE(memory.recall(other).known);
  keep(memory, other, "other");
  EXPECT_EQ(text_of(memory.recall(other)), "other");
  EXPECT_FALSE(memory.recall(key).known);
}

TEST(PassageMemory, TakesAnyNumberForAKey) {
  PassageMemory memory(kSmall, 0);
  for (const std::uint64_t key : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{1} << 63}) {
    EXPECT_FALSE(memory.recall(key).known);
    keep(memory, key, std::to_string(key));
    EXPECT_EQ(text_of(memory.recall(key)), std::to_string(key));
  }
}

TEST(PassageMemory, KnowsThatNothingWasFound) {
  PassageMemory memory(kSmall, 0);
  ASSERT_NE(memory.keep(key_of(1), 0), nullptr);
  EXPECT_TRUE(memory.recall(key_of(1)).known);
  EXPECT_TRUE(memory.recall(key_of(1)).bytes.empty());
}

TEST(PassageMemory, LeavesTheFirstPassagesAlone) {
  PassageMemory memory(kSmall, 3);
  for (int time = 0; time < 3; ++time) EXPECT_FALSE(memory.recall(key_of(1)).is_wanted) << time;
  EXPECT_TRUE(memory.recall(key_of(1)).is_wanted);
}

TEST(PassageMemory, TakesNoResultThatWouldFillIt) {
  PassageMemory memory(kSmall, 0);
  EXPECT_EQ(memory.keep(key_of(1), kSmall / 8), nullptr);
  EXPECT_NE(memory.keep(key_of(1), kSmall / 8 - 16), nullptr);
}

TEST(PassageMemory, AlignsResults) {
  PassageMemory memory(kSmall, 0);
  for (std::size_t size = 0; size < 20; ++size)
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory.keep(key_of(size), size)) % 8, 0u);
}

// Results of all sizes, many more than there is room for: what it knows is always what was kept last.
TEST(PassageMemory, NeverGivesAnothersResult) {
  PassageMemory memory(kSmall, 0);
  std::unordered_map<std::uint64_t, std::string> kept;
  std::mt19937_64 random(7);
  std::size_t known = 0;
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t key = key_of(random() % (i % 3 == 0 ? 4000 : 40));
    const PassageMemory::Answer answer = memory.recall(key);
    if (answer.known) {
      ASSERT_EQ(text_of(answer), kept[key]);
      ++known;
    } else if (answer.is_wanted) {
      kept[key] = std::string(random() % 200, static_cast<char>(random()));
      keep(memory, key, kept[key]);
    }
  }
  EXPECT_GT(known, 10000u);
}

// A crawl in which a few passages come again and again among many that come once.
TEST(PassageMemory, IsNotEmptiedByWhatComesOnce) {
  PassageMemory memory = full();
  std::size_t known = 0;
  constexpr std::uint64_t kTurns = 1000;
  for (std::uint64_t turn = 0; turn < kTurns; ++turn) {
    const std::uint64_t key = key_of(turn % 4);
    const PassageMemory::Answer answer = memory.recall(key);
    known += answer.known;
    if (answer.is_wanted) keep(memory, key, "again");
    for (std::uint64_t other = 0; other < 5; ++other) memory.recall(key_of(1000 + turn * 5 + other));
  }
  EXPECT_GT(known, kTurns / 2);
}

}  // namespace
}  // namespace textmill::text
