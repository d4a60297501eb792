#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <textmill/testkit/fake_host.hpp>

namespace {

using textmill::testkit::FakeHost;
using textmill::testkit::Stage;
using textmill::testkit::Text;

TEST(MyPlugin, GivesEachSentenceItsShareOfLongWords) {
  FakeHost host(TEXTMILL_MANIFEST);
  Stage stage = host.set("long", 5).create(textmill_plugin_v1);
  Text text("a sh\xC3\xB6rt one. tiny");
  text.add("sentences", {0, 13}).add("sentences", {14, 18});
  text.add("tokens", {0, 1}).add("tokens", {2, 8}).add("tokens", {9, 12}).add("tokens", {14, 18});
  ASSERT_TRUE(stage.run(text)) << text;
  const auto rows = text.rows("my_plugin");
  ASSERT_EQ(rows.size(), 2U) << text;
  EXPECT_NEAR(rows[0].score, 1.0 / 3, 1e-6);
  EXPECT_EQ(rows[1].score, 0);
  EXPECT_NEAR(text.attribute("my_plugin.score").number(), 1.0 / 6, 1e-6);
}

TEST(MyPlugin, EmptyTextScoresNothing) {
  Stage stage = FakeHost(TEXTMILL_MANIFEST).create(textmill_plugin_v1);
  Text text("");
  text.add_layer("tokens").add_layer("sentences");
  ASSERT_TRUE(stage.run(text)) << text;
  EXPECT_TRUE(text.has_layer("my_plugin"));
  EXPECT_EQ(text.attribute("my_plugin.score"), 0.0);
}

}  // namespace
