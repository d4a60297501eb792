#include "output/byte_buffer.hpp"

#include <gtest/gtest.h>

namespace textmill::host {
namespace {

TEST(ByteBuffer, AppendsPiecesOfAllKinds) {
  ByteBuffer buffer("a");
  buffer.append("bc").append(2, '-').append(std::string_view()) += 'd';
  buffer += "e";
  buffer.push_back('f');
  EXPECT_EQ(buffer, "abc--def");
  EXPECT_EQ(buffer.str(), "abc--def");
}

TEST(ByteBuffer, KeepsWhatWasWrittenWhenItGrows) {
  ByteBuffer buffer;
  std::string expected;
  for (int i = 0; i < 100000; ++i) {
    const std::string number = std::to_string(i);
    char* to = buffer.room_for(number.size() + 20);
    std::memcpy(to, number.data(), number.size());
    buffer.commit(to + number.size());
    expected += number;
  }
  EXPECT_EQ(buffer, expected);
}

TEST(ByteBuffer, GivesItsBytesToWhomItIsMoved) {
  ByteBuffer first("kept");
  ByteBuffer second(std::move(first));
  EXPECT_EQ(second, "kept");
  ByteBuffer third("gone");
  third = std::move(second);
  EXPECT_EQ(third, "kept");
  third = {};
  EXPECT_TRUE(third.empty());
  EXPECT_EQ(third.capacity(), 0U);
}

TEST(ByteBuffer, KeepsItsMemoryWhenItIsCleared) {
  ByteBuffer buffer;
  buffer.reserve(1000);
  buffer += "something";
  buffer.clear();
  EXPECT_EQ(buffer, "");
  EXPECT_GE(buffer.capacity(), 1000U);
}

TEST(ByteBuffer, LosesWhatIsTakenFromItsFront) {
  ByteBuffer buffer(",{}");
  buffer.drop_front(1);
  EXPECT_EQ(buffer, "{}");
}

TEST(ByteBuffer, LetsGoOfLentMemoryWhenItOutgrowsIt) {
  char memory[8] = "abc";
  const auto lender = std::make_shared<int>();
  ByteBuffer buffer(lender, memory, 3, sizeof memory);
  buffer += "defgh";
  EXPECT_EQ(buffer.data(), memory);
  EXPECT_EQ(lender.use_count(), 2);
  buffer += "i";
  EXPECT_EQ(buffer, "abcdefghi");
  EXPECT_EQ(lender.use_count(), 1);
}

TEST(ByteBuffer, LetsGoOfLentMemoryWhenItEnds) {
  char memory[4] = "abc";
  const auto lender = std::make_shared<int>();
  ByteBuffer first(lender, memory, 3, sizeof memory);
  ByteBuffer second(std::move(first));
  EXPECT_EQ(second, "abc");
  first = {};
  EXPECT_EQ(lender.use_count(), 2);
  second = ByteBuffer("own");
  EXPECT_EQ(lender.use_count(), 1);
}

}  // namespace
}  // namespace textmill::host
