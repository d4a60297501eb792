#include "my_plugin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <textmill/testkit/fake_host.hpp>

namespace {

using textmill::testkit::FakeHost;
using textmill::testkit::Stage;
using textmill::testkit::Text;

TEST(IsWord, TellsWordsFromPunctuation) {
  EXPECT_TRUE(my_plugin::is_word("word"));
  EXPECT_TRUE(my_plugin::is_word("7"));
  EXPECT_TRUE(my_plugin::is_word("слово"));
  EXPECT_FALSE(my_plugin::is_word("..."));
}

TEST(MyPlugin, KeepsLongDocumentsAndSaysHowLongTheyAre) {
  FakeHost host(TEXTMILL_MANIFEST);
  Stage stage = host.set("least", 2).create(textmill_plugin_v1);
  Text text("two words.");
  text.add("tokens", {0, 3}).add("tokens", {4, 9}).add("tokens", {9, 10});
  ASSERT_TRUE(stage.run(text)) << text;
  EXPECT_EQ(text.attribute("my_plugin.words"), 2);
}

TEST(MyPlugin, DropsShortOnesWithTheReason) {
  FakeHost host(TEXTMILL_MANIFEST);
  Stage stage = host.set("least", 3).create(textmill_plugin_v1);
  Text text("one!");
  text.add("tokens", {0, 3}).add("tokens", {3, 4});
  EXPECT_FALSE(stage.run(text));
  EXPECT_TRUE(text.dropped()) << text;
  EXPECT_EQ(text.status().message(), "fewer than 3 words");
}

}  // namespace
