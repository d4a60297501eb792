#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <textmill/testkit/fake_host.hpp>

namespace {

using textmill::testkit::FakeHost;
using textmill::testkit::Stage;
using textmill::testkit::Text;

TEST(MyPlugin, CountsWordsOverAllDocuments) {
  FakeHost host(TEXTMILL_MANIFEST);
  Stage stage = host.set("least", 2).create(textmill_plugin_v1);
  Text first("a short example");
  first.add("tokens", {0, 1}).add("tokens", {2, 7}).add("tokens", {8, 15});
  Text second("short");
  second.add("tokens", {0, 5});
  ASSERT_TRUE(stage.run(first)) << first;
  ASSERT_TRUE(stage.run(second)) << second;
  EXPECT_EQ(first.attribute("my_plugin.longest"), 7);
  EXPECT_EQ(stage.result().value(), R"({"5":2,"7":1})");
}

TEST(MyPlugin, NoDocumentsGiveAnEmptyResult) {
  const Stage stage = FakeHost(TEXTMILL_MANIFEST).create(textmill_plugin_v1);
  EXPECT_EQ(stage.result().value(), "{}");
}

}  // namespace
