#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <textmill/testkit/fake_host.hpp>

namespace {

using ::testing::ElementsAre;
using textmill::testkit::FakeHost;
using textmill::testkit::Stage;
using textmill::testkit::Text;

TEST(MyPlugin, MarksWordsOfAtLeastTheGivenLength) {
  FakeHost host(TEXTMILL_MANIFEST);
  Stage stage = host.set("least", 5).create(textmill_plugin_v1);
  Text text("a shört example");
  text.add("tokens", {0, 1}).add("tokens", {2, 8}).add("tokens", {9, 16});
  ASSERT_TRUE(stage.run(text)) << text;
  EXPECT_THAT(text.texts("my_plugin"), ElementsAre("shört", "example")) << text;
  EXPECT_EQ(text.attribute("my_plugin.count"), 2);
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
