#include "engine/channel.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

namespace textmill::host {
namespace {

TEST(Channel, CarriesMessagesOfAnySize) {
  auto ends = socket_pair();
  ASSERT_TRUE(ends);
  for (const std::size_t size : {0U, 1U, 70000U, 5000000U}) {
    const std::string sent(size, 'x');
    std::thread sender([&] { EXPECT_TRUE(send_message(ends->first.get(), sent)); });
    std::string received;
    EXPECT_TRUE(receive_message(ends->second.get(), received));
    sender.join();
    EXPECT_EQ(received.size(), size);
  }
}

TEST(Channel, TellsThatTheOtherEndIsGone) {
  auto ends = socket_pair();
  ASSERT_TRUE(ends);
  ends->first.close();
  std::string received;
  EXPECT_FALSE(receive_message(ends->second.get(), received));
  EXPECT_FALSE(send_message(ends->second.get(), "x"));
}

TEST(Channel, PassesDescriptors) {
  auto ends = socket_pair();
  auto passed = socket_pair();
  ASSERT_TRUE(ends);
  ASSERT_TRUE(passed);
  ASSERT_TRUE(send_descriptors(ends->first.get(), 'F', {passed->second.get()}));
  std::vector<Descriptor> received;
  EXPECT_EQ(receive_descriptors(ends->second.get(), received), 'F');
  ASSERT_EQ(received.size(), 1U);
  ASSERT_TRUE(send_message(received[0].get(), "through the passed one"));
  std::string text;
  EXPECT_TRUE(receive_message(passed->first.get(), text));
  EXPECT_EQ(text, "through the passed one");
}

TEST(MessageBuffer, GathersAMessageThatComesInPieces) {
  auto ends = socket_pair();
  ASSERT_TRUE(ends);
  MessageBuffer buffer;
  const std::uint64_t size = 5;
  const std::string bytes = std::string(reinterpret_cast<const char*>(&size), sizeof size) + "hello";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_EQ(buffer.read_some(ends->second.get()), MessageBuffer::State::Partial) << i;
    ASSERT_EQ(::write(ends->first.get(), &bytes[i], 1), 1);
  }
  EXPECT_EQ(buffer.read_some(ends->second.get()), MessageBuffer::State::Complete);
  EXPECT_EQ(buffer.take(), "hello");
  ends->first.close();
  EXPECT_EQ(buffer.read_some(ends->second.get()), MessageBuffer::State::Closed);
}

}  // namespace
}  // namespace textmill::host
