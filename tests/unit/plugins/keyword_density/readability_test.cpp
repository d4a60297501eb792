#include "readability.hpp"

#include <gmock/gmock.h>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Measured {
  Readability readability;
  std::vector<std::string> rules;
};

Measured measured(std::string_view text, const ReadabilityLimits& limits = {},
                  std::string_view language = "en", std::uint8_t checks = kAllChecks) {
  const Reading reading(text, language);
  Measured out{measure_readability(reading.text, reading.words, language, limits, checks), {}};
  for (const Finding& finding : out.readability.findings) out.rules.emplace_back(finding.rule);
  return out;
}

std::string times(int n, std::string_view sentence) {
  std::string out;
  for (int i = 0; i < n; ++i) out += sentence;
  return out;
}

const std::string kLong =
    "We went down the long road to the old house by the river with all of our friends and "
    "a big brown dog. ";

TEST(Readability, MeasuresProseButNotHeadingsAndFurniture) {
  const Readability r =
      measured("= A title here\nThe cat sat. It ran off.\n# More\n* One item\n! Share this").readability;
  EXPECT_EQ(r.words, 8u);
  EXPECT_EQ(r.sentences, 3u);
  EXPECT_EQ(r.paragraphs, 1u);
  EXPECT_EQ(r.longest_sentence, 3u);
  EXPECT_DOUBLE_EQ(r.words_per_sentence, 8.0 / 3);
  EXPECT_DOUBLE_EQ(r.words_per_paragraph, 6);
  EXPECT_EQ(r.longest_section, 6u);
}

TEST(Readability, ReportsLongSentencesOnceThereAreTooMany) {
  EXPECT_THAT(measured(kLong + times(9, "Dogs bark. ")).rules, Not(Contains("long-sentences")));
  const Measured m = measured(kLong + kLong + "Dogs bark.");
  EXPECT_THAT(m.rules, ElementsAre("long-sentences", "long-sentence", "long-sentence"));
  EXPECT_THAT(m.readability.findings[0].message, HasSubstr("66.7 % of 3 sentences have more than 20 words"));
  ReadabilityLimits limits;
  limits.notes = 1;
  EXPECT_EQ(measured(kLong + kLong + "Dogs bark.", limits).rules.size(), 2u);
}

TEST(Readability, HasALimitForEachLanguage) {
  EXPECT_EQ(sentence_limit("en"), 20u);
  EXPECT_EQ(sentence_limit("es"), 25u);
  EXPECT_EQ(sentence_limit("ru"), 15u);
}

TEST(Readability, ReportsLongParagraphsAndSections) {
  EXPECT_THAT(measured(times(60, "Big dogs bark. ")).rules, Contains("long-paragraph"));
  std::string text;
  for (int i = 0; i < 40; ++i)
    text += "One line of ten words stands here for us " + std::string(i % 2, 's') + ".\n";
  EXPECT_THAT(measured(text).rules, Contains("long-section"));
  EXPECT_THAT(measured(text.substr(0, text.size() / 2) + "# Heading\n" + text.substr(text.size() / 2)).rules,
              Not(Contains("long-section")));
}

TEST(Readability, SeesSentencesThatBeginAlike) {
  EXPECT_THAT(measured("Dogs bark. Dogs run. Dogs sleep.").rules, Contains("same-starts"));
  EXPECT_THAT(measured("Dogs bark. Dogs run. Cats sleep.").rules, Not(Contains("same-starts")));
  EXPECT_THAT(measured("The dog barks. The cat runs. The cow sleeps.").rules, Not(Contains("same-starts")));
  EXPECT_THAT(measured("The dog barks. The dog runs. The dog sleeps.").rules, Contains("same-starts"));
  EXPECT_THAT(measured("* Dogs bark\n* Dogs run\n* Dogs sleep").rules, Not(Contains("same-starts")));
}

TEST(Readability, CountsThePassiveOfEnglishOnly) {
  const Measured m = measured("The house was built. The roof was made. A dog barks.");
  EXPECT_THAT(m.rules, Contains("passive"));
  EXPECT_NEAR(m.readability.passive.value(), 66.7, 0.1);
  EXPECT_FALSE(measured("Das Haus wurde gebaut.", {}, "de").readability.passive.has_value());
}

TEST(Readability, GivesFleschsFigure) {
  const Readability r = measured("The cat sat on the mat. A dog ran off.").readability;
  EXPECT_DOUBLE_EQ(r.syllables_per_word, 1);
  EXPECT_NEAR(r.flesch.value(), 206.835 - 1.015 * 5 - 84.6, 1e-9);
  EXPECT_THAT(measured("Institutional accountability necessitates organisational reconsideration.").rules,
              Contains("hard-to-read"));
  EXPECT_FALSE(measured("Kot spi.", {}, "pl").readability.flesch.has_value());
}

TEST(Readability, MakesOnlyTheFindingsAskedFor) {
  EXPECT_THAT(measured("Dogs bark. Dogs run. Dogs sleep.", {}, "en", kPassive).rules, IsEmpty());
}

TEST(Readability, GivesZerosForATextWithoutWords) {
  for (const char* text : {"", "...", "🙂", "# Heading only"}) {
    const Measured m = measured(text);
    EXPECT_EQ(m.readability.words, 0u) << text;
    EXPECT_EQ(m.readability.words_per_sentence, 0) << text;
    EXPECT_FALSE(m.readability.flesch.has_value()) << text;
    EXPECT_THAT(m.rules, IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace textmill::keyword_density
