#include <gmock/gmock.h>

#include <textmill/abi.h>
#include <textmill/testkit/fake_host.hpp>

extern "C" const textmill_plugin textmill_plugin_v1;

namespace textmill::entity_tagger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testkit::FakeHost;
using testkit::Stage;
using testkit::Text;

Text document(std::string_view content) {
  Text text(content);
  text.add("sentences", {0, static_cast<std::uint32_t>(content.size())}).add_layer("tokens");
  std::uint32_t at = 0;
  while (at < content.size()) {
    const auto end = static_cast<std::uint32_t>(std::min(content.find(' ', at), content.size()));
    if (end > at) text.add("tokens", {at, end}, "word");
    at = end + 1;
  }
  return text;
}

TEST(Plugin, WritesLabelsScoresAndFeatures) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.resource_dir(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data");
  Stage stage = host.create(textmill_plugin_v1, "entity-tagger");
  ASSERT_TRUE(stage.status().ok()) << stage.status().message();
  Text text = document("Pakistan paid $5 million in April 2024");
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_THAT(text.labelled("entities"),
              ElementsAre("LOCATION Pakistan", "MONEY $5 million", "DATE April 2024"));
  EXPECT_EQ(text.rows("entities")[0].features["id"].string(), "PK");
  EXPECT_EQ(text.rows("entities")[1].features["norm"].string(), "USD 5000000");
}

TEST(Plugin, MarksOnlyTheTypesAskedFor) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.resource_dir(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data");
  host.set("types", {"MONEY"});
  Stage stage = host.create(textmill_plugin_v1);
  Text text = document("Pakistan paid $5 million in April 2024");
  ASSERT_TRUE(stage.run(text));
  EXPECT_THAT(text.labelled("entities"), ElementsAre("MONEY $5 million"));
}

TEST(Plugin, LeavesPageFurnitureAlone) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.resource_dir(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data");
  Stage stage = host.create(textmill_plugin_v1);
  Text text = document("Pakistan Home");
  text.add("blocks", {0, 13}, "breadcrumb");
  ASSERT_TRUE(stage.run(text));
  EXPECT_TRUE(text.rows("entities").empty());
}

TEST(Plugin, CountsRelativeDatesFromTheDocumentsDay) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.resource_dir(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data");
  Stage stage = host.create(textmill_plugin_v1);
  Text text = document("It ended yesterday");
  text.meta("date", "2024-03-01T10:00:00Z");
  ASSERT_TRUE(stage.run(text));
  ASSERT_EQ(text.rows("entities").size(), 1u);
  EXPECT_EQ(text.rows("entities")[0].features["norm"].string(), "2024-02-29");
}

TEST(Plugin, RefusesAReferenceDateThatIsNone) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.resource_dir(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data");
  host.set("reference_date", "tomorrow");
  Stage stage = host.create(textmill_plugin_v1);
  EXPECT_THAT(stage.status().message(), HasSubstr("reference_date: expected YYYY-MM-DD, found 'tomorrow'"));
}

TEST(Plugin, CountsSentencesMetBefore) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.resource_dir(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data");
  Stage stage = host.create(textmill_plugin_v1);
  Text first = document("Pakistan paid $5 million in April 2024");
  ASSERT_TRUE(stage.run(first));
  EXPECT_EQ(first.counters().at("sentences"), 1);
  EXPECT_EQ(first.counters().at("sentences met before"), 0) << "an article alone would only pay for it";
  for (int turn = 0; turn < 600; ++turn) {
    Text text = document("Pakistan paid $5 million in April 2024");
    ASSERT_TRUE(stage.run(text));
  }
  Text last = document("Pakistan paid $5 million in April 2024");
  ASSERT_TRUE(stage.run(last));
  EXPECT_EQ(last.counters().at("sentences met before"), 1);
  EXPECT_EQ(last.labelled("entities"), first.labelled("entities"));
  EXPECT_EQ(last.spans("entities"), first.spans("entities"));
}

TEST(Plugin, HandlesAnEmptyDocument) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.resource_dir(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data");
  Stage stage = host.create(textmill_plugin_v1);
  Text text("");
  text.add_layer("tokens").add_layer("sentences");
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_TRUE(text.has_layer("entities"));
}

}  // namespace
}  // namespace textmill::entity_tagger
