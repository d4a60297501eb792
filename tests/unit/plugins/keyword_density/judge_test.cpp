#include "judge.hpp"

#include <gmock/gmock.h>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// `times` sentences with the phrase between `filler` sentences of nine words.
std::string article(std::string_view phrase, int times, int filler) {
  std::string text = "= A morning at the station\n# First part\n";
  for (int i = 0; i < std::max(times, filler); ++i) {
    if (i < times) text += "Here we read " + std::string(phrase) + " again. ";
    if (i < filler) text += "Most people stood on a cold platform and talked.\n";
  }
  return text;
}

struct Judgement {
  Verdict verdict;
  Range range;
  std::vector<Finding> findings;
  std::vector<std::string> rules;
};

Judgement judged(std::string_view phrase, std::string_view text, bool given = true) {
  PhraseSet set("en");
  set.add(phrase, Matching::Forms);
  const Reading reading(text, "en", &set.keys());
  std::vector<Occurrence> found;
  Finder(set).find(reading.words, reading.text, found);
  const Judged subject{set[0].label,
                       set[0].words,
                       set[0].content_words,
                       given,
                       given,
                       set[0].only_function_words,
                       found,
                       measure(reading.words, found)};
  Judgement result{judge(subject, {}),
                   recommended(subject, {}),
                   findings_of(subject, reading.words, reading.text, {}),
                   {}};
  for (const Finding& finding : result.findings) result.rules.emplace_back(finding.rule);
  return result;
}

TEST(Judge, CallsALongPhraseThatFillsTheTextStuffed) {
  const Judgement j = judged("cheap solar panel offer", article("cheap solar panel offer", 20, 60), false);
  EXPECT_EQ(j.verdict, Verdict::Stuffed);
  ASSERT_THAT(j.rules, Contains("stuffing"));
  const Finding& finding = j.findings.front();
  EXPECT_EQ(finding.severity, "error");
  EXPECT_THAT(finding.message, HasSubstr("stands 20 times in 707 words"));
  EXPECT_THAT(finding.suggestion, HasSubstr("of 20"));
}

TEST(Judge, LeavesOrdinaryAndShortTextsAlone) {
  EXPECT_EQ(judged("cheap solar panel offer", article("cheap solar panel offer", 4, 60)).verdict,
            Verdict::Good);
  EXPECT_THAT(judged("cheap solar panel offer", article("cheap solar panel offer", 4, 60), false).rules,
              IsEmpty());
  EXPECT_NE(judged("cheap solar panel offer", article("cheap solar panel offer", 8, 5)).verdict,
            Verdict::Stuffed);
}

TEST(Judge, HoldsAGivenPhraseAgainstItsRange) {
  EXPECT_EQ(judged("lamp", article("lamp", 0, 60)).verdict, Verdict::None);
  EXPECT_EQ(judged("lamp", article("lamp", 1, 60)).verdict, Verdict::Under);
  EXPECT_EQ(judged("lamp", article("lamp", 10, 60)).verdict, Verdict::Good);
  EXPECT_EQ(judged("lamp", article("lamp", 60, 60)).verdict, Verdict::Over);
  EXPECT_EQ(judged("lamp", "").verdict, Verdict::NoInput);
  EXPECT_EQ(judged("", "A text.").verdict, Verdict::NoInput);
  EXPECT_EQ(judged("lamp", article("lamp", 10, 60)).range.least, 3u);
}

TEST(Judge, NamesThePlacesWhereAGivenPhraseIsMissing) {
  const Judgement j = judged("lamp", "= A title\nNothing here.\n" + article("lamp", 10, 60));
  EXPECT_THAT(j.rules, Contains("missing-in-title"));
  EXPECT_THAT(j.rules, Contains("missing-in-introduction"));
  EXPECT_THAT(judged("lamp", "= A lamp\nThe lamp is new.\nMore.").rules, Not(Contains("missing-in-title")));
}

TEST(Judge, SaysWhatIsWrongWithThePhraseItself) {
  EXPECT_THAT(judged("to be or not to be", "To be or not to be.").rules, Contains("only-function-words"));
  EXPECT_THAT(judged("red blue green black white pink brown grey purple", "Some text.").rules,
              Contains("keyphrase-too-long"));
}

TEST(Judge, NamesOnlyTheClosestPairsAndHowManyThereAre) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "Big lamp here. Some lamp. ";
  const Judgement j = judged("lamp", text);
  EXPECT_EQ(std::count(j.rules.begin(), j.rules.end(), "too-close"), 5);
  EXPECT_THAT(j.findings.back().message, HasSubstr("one of the 5 closest of 59 pairs"));
}

TEST(Judge, SeesAClusterAndALongSilence) {
  const std::string text =
      "The lamp is on. A lamp is off. One lamp more. Last lamp here.\n" + article("x", 0, 60);
  EXPECT_THAT(judged("lamp", text).rules, Contains("clustered"));
}

}  // namespace
}  // namespace textmill::keyword_density
