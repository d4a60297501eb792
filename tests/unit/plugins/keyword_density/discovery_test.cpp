#include "discovery.hpp"

#include <gmock/gmock.h>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> found_in(std::string_view text, const DiscoveryOptions& options = {}) {
  const Reading reading(text);
  std::vector<std::string> labels;
  for (const Keyphrase& phrase : Discovery(options).find(reading.words, reading.text, "en"))
    labels.push_back(phrase.label);
  return labels;
}

constexpr std::string_view kStuffed =
    "The Anna Bell US tour marks a new start for the band. Fans say the Anna Bell US tour is long.\n"
    "Critics praised the Anna Bell US tour while cities planned their evenings. The Anna Bell US Tour "
    "begins.\n"
    "Tickets for the Anna Bell US tour sold out in an hour, and hotels raised prices. Anna Bell sings.";

TEST(Discover, PutsThePhraseATextIsStuffedWithFirst) {
  const Reading reading(kStuffed);
  const std::vector<Keyphrase> phrases = Discovery({}).find(reading.words, reading.text, "en");
  ASSERT_FALSE(phrases.empty());
  EXPECT_EQ(phrases[0].label, "Anna Bell US tour");
  EXPECT_EQ(phrases[0].occurrences.size(), 5u);
  EXPECT_EQ(phrases[0].words, 4u);
}

TEST(Discover, BeginsWithTheSamePhrasesHoweverManyAreAskedFor) {
  std::string text;
  const auto word = [](int i) { return std::string("lamp") + char('a' + i % 26) + char('a' + i / 26 % 26); };
  for (int i = 0; i < 400; ++i) {
    text += "The " + word(i * i % 97) + " " + word(i % 31) + " of " + word(i * 7 % 53) + " and the " +
            word(i) + ". ";
  }
  const auto first = [&](std::uint32_t top) {
    DiscoveryOptions options;
    options.top = top;
    return found_in(text, options);
  };
  const std::vector<std::string> all = first(1000);
  ASSERT_GT(all.size(), 100u);
  for (const std::uint32_t top : {1u, 2u, 3u, 5u, 10u, 20u, 40u, 80u}) {
    EXPECT_EQ(first(top), std::vector<std::string>(all.begin(), all.begin() + top)) << top;
  }
}

TEST(Discover, LeavesUnitsBehindNumbersOut) {
  const std::vector<std::string> labels = found_in(
      "With 500 ml vegetable stock it is done. One plate has 9 g fat and 20 g carbs, another 5 g protein and "
      "3 g salt.");
  EXPECT_THAT(labels, Contains("vegetable stock"));
  for (const char* odd : {"ml vegetable stock", "g carbs", "g"}) EXPECT_THAT(labels, Not(Contains(odd)));
}

TEST(Discover, TakesCapitalsForNounsInGerman) {
  const std::string_view text =
      "Ein Haushalt mit einem Verbrauch von 3.500 Kilowattstunden zahlt demnach rund 1.420 Euro im Jahr. "
      "Private "
      "Haushalte zahlen mehr als große Betriebe.";
  const Reading reading(text, "de");
  std::vector<std::string> labels;
  for (const Keyphrase& phrase : Discovery({}).find(reading.words, reading.text, "de"))
    labels.push_back(phrase.label);
  EXPECT_THAT(labels, Contains("große Betriebe"));
  for (const char* odd : {"Kilowattstunden zahlt demnach rund 1.420 Euro", "Euro", "Kilowattstunden"})
    EXPECT_THAT(labels, Not(Contains(odd)));
}

TEST(Discover, DoesNotReportFragmentsBesideThePhrase) {
  const std::vector<std::string> labels = found_in(kStuffed);
  for (const char* fragment :
       {"Bell US tour", "US tour", "Anna Bell US", "Anna Bell", "Anna Bell US tour marks"}) {
    EXPECT_THAT(labels, Not(Contains(fragment)));
  }
}

TEST(Discover, GivesNothingWithoutContentWords) {
  EXPECT_THAT(found_in(""), IsEmpty());
  EXPECT_THAT(found_in("It is what it is."), IsEmpty());
  EXPECT_THAT(found_in("...!?"), IsEmpty());
}

TEST(Discover, HandlesOneWordRepeated) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "lamp ";
  EXPECT_LE(found_in(text).size(), 8u);
}

TEST(Discover, KeepsToTheLimits) {
  DiscoveryOptions options;
  options.top = 2;
  options.max_words = 2;
  for (const std::string& label : found_in(kStuffed, options)) {
    EXPECT_LE(std::count(label.begin(), label.end(), ' '), 1);
  }
  EXPECT_LE(found_in(kStuffed, options).size(), 2u);
}

}  // namespace
}  // namespace textmill::keyword_density
