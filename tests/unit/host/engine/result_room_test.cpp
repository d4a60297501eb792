#include "engine/result_room.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <set>
#include <string>
#include <thread>

namespace textmill::host {
namespace {

std::string carry(const std::shared_ptr<ResultRoom>& room, ResultDesk& desk, std::string_view text) {
  auto slot = room->take();
  ByteBuffer out = desk.open(slot->number());
  out += text;
  EXPECT_TRUE(desk.hand_over(out));
  return ResultRoom::contents(std::move(slot), text.size()).str();
}

TEST(ResultRoom, ShowsTheSupervisorWhatAWorkerLeftThere) {
  const auto room = ResultRoom::make();
  ResultDesk desk(Descriptor(::dup(room->descriptor())));
  EXPECT_EQ(carry(room, desk, "first"), "first");
  EXPECT_EQ(carry(room, desk, "the second"), "the second");
  EXPECT_EQ(carry(room, desk, std::string(ResultRoom::kSlotBytes, 'x')).size(), ResultRoom::kSlotBytes);
  EXPECT_EQ(carry(room, desk, "after a giant"), "after a giant");
}

TEST(ResultRoom, HasEachSlotOnceUntilItsBufferIsGone) {
  const auto room = ResultRoom::make();
  std::vector<std::shared_ptr<ResultRoom::Slot>> taken;
  std::set<std::uint32_t> numbers;
  while (auto slot = room->take()) {
    numbers.insert(slot->number());
    taken.push_back(std::move(slot));
  }
  EXPECT_EQ(numbers.size(), ResultRoom::kSlots);
  ByteBuffer last = ResultRoom::contents(std::move(taken.back()), 3);
  taken.pop_back();
  EXPECT_EQ(room->take(), nullptr);
  std::thread([&] { last = {}; }).join();  // as the one who writes does
  EXPECT_NE(room->take(), nullptr);
}

TEST(ResultRoom, OutlivesItsOwnerWhileABufferNeedsIt) {
  auto room = ResultRoom::make();
  ResultDesk desk(Descriptor(::dup(room->descriptor())));
  auto slot = room->take();
  ByteBuffer out = desk.open(slot->number());
  out += "kept";
  ASSERT_TRUE(desk.hand_over(out));
  const ByteBuffer result = ResultRoom::contents(std::move(slot), 4);
  room.reset();
  EXPECT_EQ(result, "kept");
}

TEST(ResultRoom, LeavesWhatOutgrowsASlotToTheChannel) {
  const auto room = ResultRoom::make();
  ResultDesk desk(Descriptor(::dup(room->descriptor())));
  const auto slot = room->take();
  ByteBuffer out = desk.open(slot->number());
  out.append(ResultRoom::kSlotBytes + 1, 'x');
  EXPECT_FALSE(desk.hand_over(out));
  EXPECT_EQ(out.size(), ResultRoom::kSlotBytes + 1);
}

TEST(ResultRoom, GivesAnOrdinaryBufferWhereThereIsNoSlot) {
  const auto room = ResultRoom::make();
  ResultDesk desk(Descriptor(::dup(room->descriptor())));
  for (const std::uint32_t none : {kNoSlot, ResultRoom::kSlots}) {
    ByteBuffer out = desk.open(none);
    out += "through the channel";
    EXPECT_FALSE(desk.hand_over(out));
  }
}

TEST(ResultRoom, IsNotThereWhereFilesMustBeSmall) {
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1 << 20, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_EQ(ResultRoom::make(), nullptr);
  ::setrlimit(RLIMIT_FSIZE, &before);
}

TEST(ResultRoomDeathTest, CannotBeWrittenToOnceAResultIsHandedOver) {
  const auto room = ResultRoom::make();
  ResultDesk desk(Descriptor(::dup(room->descriptor())));
  const auto slot = room->take();
  ByteBuffer out = desk.open(slot->number());
  out += "handed over";
  ASSERT_TRUE(desk.hand_over(out));
  EXPECT_DEATH(out.data()[0] = 'X', "");
}

}  // namespace
}  // namespace textmill::host
