#include "number_finder.hpp"

#include <gmock/gmock.h>

#include <random>
#include <string>

#include "builtin_grammars.hpp"
#include "expressions.hpp"

namespace textmill::entity_tagger {
namespace {

using testing::ElementsAre;

std::vector<std::string> shown(const std::vector<Expression>& expressions) {
  std::vector<std::string> lines;
  for (const Expression& e : expressions) {
    lines.push_back(std::to_string(e.begin) + "-" + std::to_string(e.end) + " " +
                    std::string(label_name(e.label)) + " " + std::string(e.source) + " " +
                    std::string(e.norm));
  }
  return lines;
}

const Grammar& english() {
  static const BuiltinGrammars kGrammars("en");
  return *kGrammars.grammar_of("en");
}

TEST(NumberFinder, GivesWhatItFoundBeforeWhereItStandsNow) {
  NumberFinder finder;
  expressions_in("paid 5 dollars at the moment", english(), finder);
  EXPECT_THAT(shown(expressions_in("at last he paid 5 dollars", english(), finder)),
              ElementsAre("4-6 MONEY rule:amount USD 5"));
}

TEST(NumberFinder, RemembersForEachReferenceDay) {
  NumberFinder finder;
  EXPECT_EQ(expressions_in("yesterday", english(), finder, {2024, 5, 1}).at(0).norm, "2024-04-30");
  EXPECT_EQ(expressions_in("yesterday", english(), finder, {2024, 6, 1}).at(0).norm, "2024-05-31");
}

/// Words, marks and digits that go together in many ways, some of them in words that no grammar knows.
std::string mixed(std::mt19937& random) {
  static constexpr std::string_view
      kParts[] = {"5",       "12",     "2020",   "1,000", "3.5",      "/",     "-",       "%",
                  "$",       "\u20ac", "may",    "May",   "MAY",      "in",    "the",     "of",
                  "half",    "a",      "two",    "and",   "million",  "km",    "Monday",  "last",
                  "year",    "as",     "soon",   "as",    "possible", "at",    "moment",  "EUR",
                  "eur",     ",",      ".",      ":",     "walks",    "covid", "on",      "first",
                  "quarter", "30",     "p.m.",   "am",    "twenty",   "one",   "hundred", "ago",
                  "factors", "tub",    "sparks", "cruel", "National"};  // words that share a slot with one of
                                                                        // the grammar's
  std::string text;
  for (std::size_t i = 0, count = 1 + random() % 12; i < count; ++i) {
    text += kParts[random() % std::size(kParts)];
    if (random() % 4 != 0) text += ' ';
  }
  return text;
}

TEST(NumberFinder, FindsTheSameWhateverItReadBefore) {
  std::mt19937 random(3);
  NumberFinder used;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = mixed(random);
    const Day reference{2024, static_cast<int>(1 + random() % 2), 1};
    NumberFinder fresh;
    const auto want = shown(expressions_in(text, english(), fresh, reference));
    ASSERT_EQ(shown(expressions_in(text, english(), used, reference)), want) << text;
    ASSERT_EQ(shown(expressions_in(text, english(), used, reference)), want) << text << ", read again";
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
