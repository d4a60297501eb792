#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <textmill/plugin.hpp>
#include <textmill/testkit/fake_host.hpp>

extern "C" const textmill_plugin textmill_plugin_v1;

namespace textmill::segmenter {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testkit::FakeHost;
using testkit::Text;
using testkit::Value;

testkit::Stage stage_with(const std::vector<std::pair<std::string, Value>>& options = {}) {
  FakeHost host(TEXTMILL_MANIFEST);
  for (const auto& [name, value] : options) host.set(name, value);
  return host.create(textmill_plugin_v1, "segmenter");
}

std::string fixture(const std::string& name) {
  std::ifstream in(std::string(TEXTMILL_SOURCE_DIR) + "/tests/fixtures/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(SegmenterPlugin, MarksTheStructureOfAScrapedArticle) {
  auto stage = stage_with();
  const Text text = stage.run(fixture("article.txt"));
  ASSERT_TRUE(text.status().ok()) << text.status().message();
  const auto blocks = text.labelled("blocks");
  ASSERT_GT(blocks.size(), 20U);
  EXPECT_THAT(blocks[0], HasSubstr("breadcrumb HomeWorldMarta Ilves"));
  EXPECT_EQ(blocks[1], "title Marta Ilves Lisbon Summit Opens a New Chapter in Europe’s Grain Diplomacy");
  EXPECT_EQ(blocks[2], "heading Summary");
  EXPECT_THAT(blocks[3], HasSubstr("list_item Estonian Trade Minister"));
  EXPECT_THAT(blocks, Contains("heading A Crowded Calendar in a Quiet City"));
  EXPECT_THAT(blocks, Contains("heading What the Delegates Want"));
  EXPECT_THAT(blocks, Contains("list_item Lisbon wants the secretariat."));
  EXPECT_EQ(blocks[blocks.size() - 3], "boilerplate Read Next");
  EXPECT_EQ(blocks[blocks.size() - 2], "boilerplate Follow us on:");
  EXPECT_EQ(blocks[blocks.size() - 1], "boilerplate Related Stories");
}

TEST(SegmenterPlugin, SplitsTheSentencesOfAScrapedArticle) {
  auto stage = stage_with();
  const Text text = stage.run(fixture("article.txt"));
  const auto sentences = text.texts("sentences");
  EXPECT_THAT(sentences, Contains("What the Delegates Want"));
  EXPECT_THAT(sentences, Contains("Lisbon wants the secretariat."));
  EXPECT_THAT(sentences, Contains("Why now?"));
  EXPECT_THAT(sentences, Contains("Critics at the Baltic Grain Exchange Ltd. read it as a no."));
  EXPECT_THAT(sentences, Contains(HasSubstr("called off at 6 p.m. on its first day.")));
  EXPECT_THAT(sentences, Contains("“We wish them well,” said Carl J. Brandt, its spokesman."));
  EXPECT_THAT(sentences, Not(Contains(HasSubstr("•"))));
}

TEST(SegmenterPlugin, GivesEverySentenceItsBlock) {
  auto stage = stage_with();
  const Text text = stage.run("A heading\n\nOne thing. Another thing.\n\n• An item");
  const auto sentences = text.rows("sentences");
  ASSERT_EQ(sentences.size(), 4U) << text;
  EXPECT_EQ(sentences[0].parent, 0U);
  EXPECT_EQ(sentences[1].parent, 1U);
  EXPECT_EQ(sentences[2].parent, 1U);
  EXPECT_EQ(sentences[3].parent, 2U);
}

TEST(SegmenterPlugin, WritesLanguageAndCounts) {
  auto stage = stage_with();
  const Text text = stage.run(fixture("article.txt"));
  EXPECT_EQ(text.attribute("segmenter.language"), Value("en"));
  EXPECT_GT(text.attribute("segmenter.language_confidence").number(), 0.9);
  EXPECT_GT(text.attribute("segmenter.words").integer(), 1000);
  EXPECT_LT(text.attribute("segmenter.words").integer(), 1200);
  EXPECT_GT(text.attribute("segmenter.sentences").integer(), 60);
}

TEST(SegmenterPlugin, RemembersBlocksOfArticles) {
  auto stage = stage_with();
  const std::string article = fixture("article.txt");
  const Text first = stage.run(article);
  EXPECT_EQ(first.counters().at("blocks met before"), 0) << "an article alone would only pay for it";
  for (int turn = 0; turn < 40; ++turn) stage.run(article);
  const Text last = stage.run(article);
  EXPECT_EQ(last.counters().at("blocks met before"), last.counters().at("blocks"));
  for (const char* layer : {"sentences", "tokens"}) {
    EXPECT_EQ(last.labelled(layer), first.labelled(layer));
    EXPECT_EQ(last.spans(layer), first.spans(layer));
  }
  EXPECT_EQ(last.attributes(), first.attributes());
}

TEST(SegmenterPlugin, DetectsOtherLanguages) {
  auto stage = stage_with();
  const Text german =
      stage.run("Der Minister sagte am Montag, dass die Verhandlungen mit den Nachbarn gut verlaufen.");
  EXPECT_EQ(german.attribute("segmenter.language"), Value("de"));
  const Text russian =
      stage.run("Министр сказал в понедельник, что переговоры с соседями идут хорошо и скоро закончатся.");
  EXPECT_EQ(russian.attribute("segmenter.language"), Value("ru"));
  const Text nothing = stage.run("12 34");
  EXPECT_EQ(nothing.attribute("segmenter.language"), Value("und"));
}

TEST(SegmenterPlugin, TakesTheLanguageItIsGiven) {
  auto stage = stage_with({{"language", "de"}});
  const Text text = stage.run("Am 3. Oktober kam er. Er blieb.");
  EXPECT_EQ(text.attribute("segmenter.language"), Value("de"));
  EXPECT_THAT(text.texts("sentences"), ElementsAre("Am 3. Oktober kam er.", "Er blieb."));
}

TEST(SegmenterPlugin, HasRulesForLanguagesWithSignsOfTheirOwn) {
  for (const char* language : {"da", "hy", "el", "ar", "hi", "ja", "zh"}) {
    auto stage = stage_with({{"language", language}});
    EXPECT_TRUE(stage.log().empty()) << language;
  }
  auto danish = stage_with({{"language", "da"}});
  EXPECT_THAT(danish.run("Hr. Berg kom f.eks. i maj. Han blev.").texts("sentences"),
              ElementsAre("Hr. Berg kom f.eks. i maj.", "Han blev."));
}

TEST(SegmenterPlugin, WarnsAboutALanguageItHasNoRulesFor) {
  auto stage = stage_with({{"language", "xx"}});
  ASSERT_FALSE(stage.log().empty());
  EXPECT_THAT(stage.log()[0].message, HasSubstr("'xx'"));
  const Text text = stage.run("Er kam. Er blieb.");
  EXPECT_THAT(text.texts("sentences"), ElementsAre("Er kam.", "Er blieb."));
}

TEST(SegmenterPlugin, TakesTheCodeOfNorwegianAsAWord) {
  auto stage = stage_with({{"language", "no"}});
  EXPECT_TRUE(stage.status().ok()) << stage.status().message();
}

TEST(SegmenterPlugin, SplitsOrKeepsClitics) {
  auto keep = stage_with({{"language", "en"}});
  EXPECT_THAT(keep.run("I don't know Anna’s dog.").texts("tokens"),
              ElementsAre("I", "don't", "know", "Anna’s", "dog", "."));
  auto split = stage_with({{"language", "en"}, {"clitics", "split"}});
  EXPECT_THAT(split.run("I don't know Anna’s dog.").texts("tokens"),
              ElementsAre("I", "do", "n't", "know", "Anna", "’s", "dog", "."));
}

TEST(SegmenterPlugin, SplitsOrKeepsHyphens) {
  auto split = stage_with({{"language", "en"}});
  EXPECT_THAT(split.run("a long-term plan").texts("tokens"), ElementsAre("a", "long", "-", "term", "plan"));
  auto keep = stage_with({{"language", "en"}, {"hyphens", "keep"}});
  EXPECT_THAT(keep.run("a long-term plan-").texts("tokens"), ElementsAre("a", "long-term", "plan", "-"));
}

TEST(SegmenterPlugin, CanCallEverythingMainText) {
  auto stage = stage_with({{"boilerplate", "none"}});
  const Text text = stage.run("A title here\n\nSome words of a text.\n\nRead Next");
  EXPECT_THAT(text.labels("blocks"), Not(Contains("boilerplate")));
}

TEST(SegmenterPlugin, TellsTheArticleOfAPageFromItsMenusAndTeasers) {
  std::string page;
  for (const char* item :
       {"Home", "World", "Business", "Technology", "Science", "Health", "Sport", "Arts", "Weather"}) {
    page += std::string("  • ") + item + "\n";
  }
  page += "\n" + fixture("article.txt") + "\nMore from this section\n\n";
  for (const char* teaser :
       {"Ten bridges to see before they fall", "A farmer and his drones", "Why the ferry was late",
        "Letters to the editor", "Contact", "Careers", "Cookies", "Imprint"}) {
    page += std::string(teaser) + "\n\n";
  }
  auto stage = stage_with();
  const Text text = stage.run(page);
  const auto blocks = text.labelled("blocks");
  for (const char* gone : {"boilerplate World", "boilerplate Technology",
                           "boilerplate A farmer and his drones", "boilerplate Careers"}) {
    EXPECT_THAT(blocks, Contains(gone));
  }
  for (const testkit::Row& block : text.rows("blocks")) {
    if (block.text.size() > 200) {
      EXPECT_EQ(block.label, "paragraph") << block.text;
    }
    EXPECT_GE(block.score, 0);
    EXPECT_LE(block.score, 1);
  }
}

TEST(SegmenterPlugin, HandlesTextsWithNothingInThem) {
  auto stage = stage_with();
  for (const std::string_view text : {"", " ", "\n\n\n", "\xEF\xBB\xBF", "\xE2\x80\xAE", "\xC2\x85\f\v"}) {
    const Text result = stage.run(text);
    EXPECT_TRUE(result.status().ok()) << result.status().message();
    EXPECT_THAT(result.rows("tokens"), IsEmpty());
    EXPECT_THAT(result.rows("sentences"), IsEmpty());
  }
}

}  // namespace
}  // namespace textmill::segmenter
