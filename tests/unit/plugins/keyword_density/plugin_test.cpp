#include <gmock/gmock.h>

#include "textmill/plugin.hpp"
#include "textmill/testkit/fake_host.hpp"
#include "textmill/text/words.hpp"

namespace textmill::keyword_density {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testkit::FakeHost;
using testkit::Stage;
using testkit::Text;
using testkit::Value;

/// A text of one sentence a line, with its tokens.
Text document(std::string_view text) {
  Text out(text);
  out.add_layer("tokens").add_layer("sentences");
  constexpr std::string_view kLabels[] = {"word",  "number",  "punctuation", "symbol", "url",
                                          "email", "hashtag", "mention",     "emoji"};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const Span line{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (!line.empty()) out.add("sentences", line);
    std::vector<text::Token> tokens;
    text::tokenize(text, line, {}, tokens);
    for (const text::Token& token : tokens) {
      out.add("tokens", token.span, kLabels[static_cast<std::size_t>(token.kind)]);
    }
    begin = end + 1;
  }
  return out;
}

Stage stage_with(const std::vector<std::pair<const char*, Value>>& options) {
  FakeHost host(TEXTMILL_MANIFEST);
  host.resource_dir(TEXTMILL_RESOURCE_DIR);
  for (const auto& [name, value] : options) host.set(name, value);
  return host.create(textmill_plugin_v1, "keyword-density");
}

TEST(KeywordDensity, MarksGivenPhrasesAndCountsThem) {
  Stage stage = stage_with({{"keyphrases", Value({"solar panel", "roof"})}});
  Text text = document("A solar panel on a roof.\nTwo solar panels.");
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_THAT(text.labelled("keyphrases"),
              ElementsAre("solar panel solar panel", "roof roof", "solar panel solar panels"));
  EXPECT_EQ(text.attribute("keyword_density.phrase"), Value("solar panel"));
  EXPECT_EQ(text.attribute("keyword_density.count"), Value(2));
  EXPECT_EQ(text.attribute("keyword_density.words"), Value(9));
  EXPECT_EQ(text.attribute("keyword_density.density"), Value(100.0 * 2 / 9));
}

TEST(KeywordDensity, FindsPhrasesWhenNoneIsGiven) {
  Stage stage = stage_with({{"keyphrases", Value(std::vector<std::string>{""})}});
  Text text = document("Our solar panel works.\nThe solar panel is new.\nA solar panel costs less.");
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_EQ(text.attribute("keyword_density.phrase"), Value("solar panel"));
}

TEST(KeywordDensity, TakesTheKeyphraseOfTheDocument) {
  Stage stage = stage_with(
      {{"keyphrase_field", "topic"}, {"synonyms", Value(std::vector<std::string>{"sun collector"})}});
  Text text = document("A solar panel or sun collector.");
  text.meta("topic", "Solar panel");
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_EQ(text.attribute("keyword_density.count"), Value(2));
  Text other = document("A roof and two roofs.");
  other.meta("topic", Value({"roof", "wall"}));
  ASSERT_TRUE(stage.run(other)) << other.status().message();
  EXPECT_EQ(other.attribute("keyword_density.count"), Value(2));
  Text empty = document("A roof.");
  empty.meta("topic", "");
  ASSERT_TRUE(stage.run(empty)) << empty.status().message();
  EXPECT_EQ(empty.attribute("keyword_density.verdict"), Value("no_input"));
  EXPECT_THAT(empty.rows("keyphrases"), IsEmpty());
}

TEST(KeywordDensity, GivesFiniteNumbersForTextsWithoutWords) {
  Stage stage = stage_with({});
  for (const char* content : {"", " \t ", "...!?", "🙂🙂"}) {
    Text text = document(content);
    ASSERT_TRUE(stage.run(text)) << text.status().message();
    EXPECT_EQ(text.attribute("keyword_density.density"), Value(0.0)) << content;
    EXPECT_EQ(text.attribute("keyword_density.verdict"), Value("no_input")) << content;
    EXPECT_THAT(text.rows("findings"), IsEmpty());
  }
}

TEST(KeywordDensity, WritesFindingsWithSeverityMessageAndSuggestion) {
  std::string content;
  for (int i = 0; i < 12; ++i) {
    content +=
        "The cheap solar panel offer stands here among some twenty other words that nobody will want to "
        "read.\n";
  }
  for (int i = 0; i < 14; ++i) content += "Most people stood on a cold platform and talked quietly.\n";
  Stage stage = stage_with({});
  Text text = document(content);
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  ASSERT_THAT(text.labels("findings"), Contains("stuffing")) << text;
  EXPECT_EQ(text.rows("findings")[0].features.at("severity"), Value("error"));
}

TEST(KeywordDensity, ReadsHtmlAsItsReaderDoesAndMarksTheSource) {
  Stage stage = stage_with({{"keyphrases", Value(std::vector<std::string>{"solar panel"})}});
  Text text = document("<p>A so<b>lar</b> panel.</p><pre>solar panel</pre><img alt='solar panel'>");
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_THAT(text.texts("keyphrases"), ElementsAre("so<b>lar</b> panel"));
  EXPECT_EQ(text.attribute("keyword_density.words"), Value(3));
}

TEST(KeywordDensity, CountsAsYoastDoesWhenAsked) {
  Stage stage = stage_with({{"keyphrase_field", "keyphrase"}, {"mode", "yoast"}});
  Text text = document("<p>A panel that is solar. Solar panels.</p><p>Panel!</p>");
  text.meta("keyphrase", "solar panel");
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_EQ(text.attribute("keyword_density.count"), Value(1));
  EXPECT_EQ(text.attribute("keyword_density.words"), Value(8));
  EXPECT_EQ(text.attribute("keyword_density.verdict"), Value("good"));
  EXPECT_THAT(text.texts("keyphrases"), ElementsAre("A panel that is solar."));
}

TEST(KeywordDensity, TakesTheLanguageOfTheDocument) {
  Stage stage = stage_with({{"keyphrases", Value(std::vector<std::string>{"gesunde Katze"})}});
  Text text = document("Gesunden Katzen geht es gut.");
  text.meta("lang", "de");
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_EQ(text.attribute("keyword_density.count"), Value(1));
}

TEST(KeywordDensity, GivesTheSameForADocumentWhateverCameBefore) {
  Stage stage = stage_with({});
  Text first = document("Red lamps and blue lamps. The lamp shop.");
  Text other = document("Completely different words about gardening tools.");
  Text again = document("Red lamps and blue lamps. The lamp shop.");
  ASSERT_TRUE(stage.run(first) && stage.run(other) && stage.run(again));
  EXPECT_EQ(first.labelled("keyphrases"), again.labelled("keyphrases"));
}

}  // namespace
}  // namespace textmill::keyword_density
