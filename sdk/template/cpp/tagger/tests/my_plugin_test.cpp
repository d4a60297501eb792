#include "my_plugin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <textmill/testkit/fake_host.hpp>
#include <textmill/testkit/nasty_texts.hpp>

namespace {

using ::testing::ElementsAre;
using textmill::testkit::FakeHost;
using textmill::testkit::Stage;
using textmill::testkit::Text;

TEST(Letters, CountsCodePointsNotBytes) {
  EXPECT_EQ(my_plugin::letters(""), 0U);
  EXPECT_EQ(my_plugin::letters("word"), 4U);
  EXPECT_EQ(my_plugin::letters("Bär"), 3U);
}

TEST(MyPlugin, MarksWordsOfAtLeastTheGivenLength) {
  FakeHost host(TEXTMILL_MANIFEST);
  Stage stage = host.set("least", 5).create(textmill_plugin_v1);
  Text text("a short example");
  text.add("tokens", {0, 1}).add("tokens", {2, 7}).add("tokens", {8, 15});
  ASSERT_TRUE(stage.run(text)) << text;
  EXPECT_THAT(text.texts("my_plugin"), ElementsAre("short", "example")) << text;
  EXPECT_EQ(text.attribute("my_plugin.count"), 2);
}

TEST(Letters, TakesTextsThatAreRarelyThoughtOf) {
  for (const std::string& text : textmill::testkit::nasty_texts())
    EXPECT_LE(my_plugin::letters(text), text.size()) << text;
}

TEST(MyPlugin, EmptyTextGivesAnEmptyLayer) {
  Stage stage = FakeHost(TEXTMILL_MANIFEST).create(textmill_plugin_v1);
  Text text("");
  text.add_layer("tokens");
  ASSERT_TRUE(stage.run(text)) << text;
  EXPECT_TRUE(text.has_layer("my_plugin"));
  EXPECT_EQ(text.attribute("my_plugin.count"), 0);
}

}  // namespace
