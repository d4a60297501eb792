#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page.hpp"

namespace textmill::summarizer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testkit::FakeHost;
using testkit::Text;
using testkit::Value;

Page town() {
  Page page;
  page.add("title", {"Night Buses For The Hill"});
  page.paragraph({"Night buses will run to every village on the hill from the first of March.",
                  "The town pays two thirds of the cost and the villages share the rest."});
  page.add("caption", {"A bus at the old station, seen on a wet evening in January."});
  page.paragraph({"Villagers had asked for the buses since the last train was stopped ten years ago."});
  return page;
}

TEST(SummarizerPlugin, WritesSentencesWithRankScoreAndParent) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.set("sentences", 2);
  auto stage = host.create(textmill_plugin_v1, "summarizer");
  Text text = town().document();
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_THAT(text.texts("summary"), ElementsAre(HasSubstr("Night buses will run"), ::testing::_)) << text;
  const auto rows = text.rows("summary");
  EXPECT_THAT((std::vector{rows[0].features.at("rank").integer(), rows[1].features.at("rank").integer()}),
              ::testing::UnorderedElementsAre(1, 2));
  EXPECT_THAT(rows[0].features.at("reasons").string(), HasSubstr("position"));
  EXPECT_EQ(rows[0].parent, 1u);
  EXPECT_GT(rows[0].score, 0);
  EXPECT_EQ(text.attribute("summarizer.status"), Value("ok"));
  EXPECT_EQ(text.attribute("summarizer.sentences"), Value(2));
}

TEST(SummarizerPlugin, SaysWhenThereIsTooLittle) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.set("sentences", 5);
  auto stage = host.create(textmill_plugin_v1, "summarizer");
  Text text = town().document();
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_EQ(text.attribute("summarizer.status"), Value("short"));
  Text empty = Page().document();
  ASSERT_TRUE(stage.run(empty)) << empty.status().message();
  EXPECT_EQ(empty.attribute("summarizer.status"), Value("empty"));
  EXPECT_THAT(empty.rows("summary"), IsEmpty());
}

TEST(SummarizerPlugin, ReadsNamesAndKeyphrasesWhereTheyAre) {
  FakeHost host(TEXTMILL_MANIFEST);
  auto stage = host.create(textmill_plugin_v1, "summarizer");
  Text text = town().document();
  const auto at = static_cast<std::uint32_t>(text.text().find("the hill"));
  text.add("entities", {at, at + 8}, "LOCATION", 0.9f);
  const auto phrase = static_cast<std::uint32_t>(text.text().find("Night buses"));
  text.add("keyphrases", {phrase, phrase + 11}, "night buses", 2.5f);
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_THAT(text.rows("summary")[0].features.at("reasons").string(), HasSubstr("keyphrases "));
}

TEST(SummarizerPlugin, SetsTheAttributesItIsAskedFor) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.set("focus", Value(std::vector<std::string>{"night buses"})).set("headline", true).set("author_summary", "compare");
  auto stage = host.create(textmill_plugin_v1, "summarizer");
  Page page = town();
  page.add("heading", {"In brief"})
      .paragraph({"The hill gets night buses, paid for by the town and its villages."});
  Text text = page.document();
  text.set("segmenter.language", "en");
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_GE(text.attribute("summarizer.on_focus").integer(), 1);
  EXPECT_THAT(text.attribute("summarizer.headline").string(), HasSubstr("Night buses"));
  EXPECT_EQ(text.attribute("summarizer.author_sentences"), Value(1));
  EXPECT_GT(text.attribute("summarizer.author_rouge_1").number(), 0.1);
}

TEST(SummarizerPlugin, RefusesNoSentencesAtAll) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.set("sentences", 0);
  EXPECT_FALSE(host.create(textmill_plugin_v1, "summarizer").status().ok());
}

}  // namespace
}  // namespace textmill::summarizer
