#include "piece_set.hpp"

#include <gmock/gmock.h>

#include <array>
#include <random>

namespace textmill::entity_tagger {
namespace {

using ::testing::ElementsAre;

/// The marks of `count` pieces, of which those that are multiples of `number` have `mark`.
std::vector<std::uint8_t> marks(std::uint32_t number, std::uint32_t count, std::uint8_t mark) {
  std::vector<std::uint8_t> marks(count / 64 * 64 + 64);
  for (std::uint32_t piece = 0; piece < count; ++piece)
    marks[piece] = static_cast<std::uint8_t>(piece % number == 0 ? mark : ~mark);
  return marks;
}

PieceSet multiples_of(std::uint32_t number, std::uint32_t count) {
  PieceSet set;
  set.fill(marks(number, count, 8), 8);
  return set;
}

std::vector<std::uint32_t> members(const PieceSet& set, std::uint32_t begin, std::uint32_t end) {
  std::vector<std::uint32_t> members;
  for (std::uint32_t at = set.next(begin, end); at < end; at = set.next(at + 1, end)) members.push_back(at);
  return members;
}

TEST(PieceSet, GivesItsMembersInOrderAcrossWords) {
  EXPECT_THAT(members(multiples_of(50, 201), 0, 201), ElementsAre(0, 50, 100, 150, 200));
  EXPECT_THAT(members(multiples_of(50, 201), 51, 200), ElementsAre(100, 150));
  EXPECT_THAT(members(multiples_of(1, 130), 126, 130), ElementsAre(126, 127, 128, 129));
  EXPECT_THAT(members(multiples_of(7, 0), 0, 0), ElementsAre());
}

TEST(PieceSet, ReadsMarksAlikeOnEveryMachine) {
  std::mt19937 random(5);
  for (int i = 0; i < 1000; ++i) {
    std::array<std::uint8_t, 64> marks;
    for (std::uint8_t& mark : marks) mark = static_cast<std::uint8_t>(random());
    for (int shift = 0; shift < 8; ++shift)
      EXPECT_EQ(PieceSet::bits_of(marks.data(), shift), PieceSet::plain_bits_of(marks.data(), shift))
          << shift;
  }
}

TEST(PieceSet, CountsMembersOfAPart) {
  for (const std::uint32_t count : {1u, 63u, 64u, 65u, 128u, 200u}) {
    const PieceSet set = multiples_of(3, count);
    for (std::uint32_t begin = 0; begin <= count; ++begin) {
      EXPECT_EQ(set.count(begin, count), members(set, begin, count).size()) << begin << " of " << count;
      EXPECT_EQ(set.count(0, begin), members(set, 0, begin).size()) << begin << " of " << count;
    }
  }
}

TEST(PieceSet, KeepsWhatStaysAndAddsThePiecesBefore) {
  PieceSet set = multiples_of(64, 200);
  PieceSet before;
  before.fill_before(set);
  EXPECT_THAT(members(before, 0, 200), ElementsAre(0, 63, 64, 127, 128, 191, 192));
  set.keep([](std::uint32_t piece) { return piece != 64; });
  EXPECT_THAT(members(set, 0, 200), ElementsAre(0, 128, 192));
}

TEST(PieceSet, KeepsTheSameQuickly) {
  for (const std::uint32_t number : {1u, 2u, 3u, 10u}) {
    for (const std::uint32_t count : {1u, 63u, 64u, 65u, 200u}) {
      PieceSet set = multiples_of(number, count), quick = multiples_of(number, count);
      const auto stays = [&](std::uint32_t piece) {
        EXPECT_LT(piece, count);
        return piece % 5 == 0;
      };
      set.keep(stays);
      quick.keep_quickly(count, stays);
      EXPECT_EQ(members(quick, 0, count), members(set, 0, count)) << number << " of " << count;
    }
  }
}

TEST(PieceSet, IsMadeAnewForEachDocument) {
  PieceSet set = multiples_of(1, 300);
  set.fill(marks(2, 3, 128), 128);
  EXPECT_THAT(members(set, 0, 3), ElementsAre(0, 2));
}

}  // namespace
}  // namespace textmill::entity_tagger
