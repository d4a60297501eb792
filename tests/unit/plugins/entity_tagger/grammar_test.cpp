#include "grammar.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <tuple>

#include "addresses.hpp"
#include "expressions.hpp"
#include "tagging.hpp"
#include "textmill/options.hpp"

namespace textmill::entity_tagger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(std::string_view text) {
  try {
    Grammar grammar(text, "x.grammar");
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

TEST(Grammar, SaysWhereAndWhatIsWrong) {
  struct Row {
    std::string_view text, want;
  };
  for (const Row& row : {
           Row{"colour red\n", "x.grammar:1: unknown setting 'colour red'"},
           Row{"[stuff]\n", "x.grammar:1: unknown section 'stuff'"},
           Row{"[rules]\nDATE a: nothing\n", "x.grammar:2: 'nothing' is neither a word class nor a rule"},
           Row{"[rules]\nDAYS a: num\n", "x.grammar:2: unknown label 'DAYS'"},
           Row{"[rules]\nDATE a: num?\n", "x.grammar:2: rule 'a' could match nothing at all"},
           Row{"[rules]\nDATE a: #5\n", "x.grammar:2: expected a range"},
           Row{"[rules]\nDATE a: num => day\n", "x.grammar:2: expected FIELD=NUMBER"},
           Row{"[rules]\nDATE a: num:days\n", "x.grammar:2: unknown field 'days'"},
       }) {
    EXPECT_THAT(error_of(row.text), HasSubstr(std::string(row.want))) << row.text;
  }
}

TEST(Grammar, ReadsCommonRulesWhereItSaysSo) {
  const std::string_view common = "[rules]\nDATE a: #1-31:day month\n";
  const Grammar grammar("[class month]\nmai = 5\n[common rules]\n[rules]\nCARDINAL b: num\n", "x", {},
                        common);
  const std::vector<Expression> found = expressions_in("3 mai 4", grammar);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].source, "rule:a");
  EXPECT_EQ(found[1].source, "rule:b");
  try {
    const Grammar lacks_month("[common rules]\n", "x.grammar", {}, common);
    FAIL();
  } catch (const Error& e) {
    EXPECT_THAT(e.what(), HasSubstr("common.grammar:2: 'month' is neither"));
  }
}

TEST(Grammar, TakesTheLongestMatchThenTheFirstRule) {
  const Grammar grammar(
      "[class unit]\nkm = 1000 m\n[rules]\nCARDINAL a: num\nQUANTITY b: num unit\nMONEY c: num unit\n", "x");
  const std::string_view text = "5 km 7";
  const std::vector<Expression> matches = expressions_in(text, grammar);
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].source, "rule:b");
  EXPECT_EQ(matches[1].source, "rule:a");
}

std::vector<std::string> found_by(const Grammar& grammar, std::string_view text) {
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), Marker(&grammar), pieces);
  std::vector<Match> matches;
  Matcher matcher;
  PieceSet starts;
  matcher.read(grammar, text, pieces, starts);
  const auto count = static_cast<std::uint32_t>(pieces.size());
  matcher.open(0, count);
  for (std::uint32_t at = 0; at < count;) at = std::max(at + 1, matcher.match_at(at, matches));
  std::vector<std::string> found;
  for (const Match& match : matches) {
    found.push_back(std::string(match.source) + " " + std::string(match.first.code) + " " +
                    std::to_string(match.first.get(Field::Amount)) + " " +
                    std::to_string(match.first.get(Field::Half)));
  }
  return found;
}

TEST(Grammar, FindsTheSameWhenReadFromItsImage) {
  const Grammar grammar(
      "language xx\ndecimal ,\n[markers]\nthe of\n[class month]\nmay = 5\n[class unit]\nkm|k m = 1000 m\n"
      "[class code upper]\nUSD = USD\n[rules]\nlength: num unit\nQUANTITY long: length\nDATE half: month? "
      "#1-31 "
      "=> half=2\nMONEY sum: num code\nMONEY in: <\"for\" code num\n",
      "x");
  const std::string image = grammar.image();
  const std::size_t size = image.size();
  const std::unique_ptr<char[], void (*)(void*)> held(
      static_cast<char*>(std::aligned_alloc(kImageAlignment, size)), std::free);
  std::copy(image.begin(), image.end(), held.get());
  const Grammar read(std::string_view(held.get(), size));
  const std::string_view text = "5,5 km 7 k m may 12 for USD 3 USD 4 usd 8 6 USD";
  EXPECT_EQ(found_by(read, text), found_by(grammar, text));
  EXPECT_EQ(found_by(read, text).size(), 7u);
  EXPECT_EQ(read.language(), "xx");
  EXPECT_EQ(read.image(), image);
}

TEST(Grammar, LeavesOutWhatANoneRuleMatches) {
  const Grammar grammar("[class units]\none = 1\n[rules]\nNONE a: \"one\" \"of\"\nCARDINAL b: num\n", "x");
  const std::string_view text = "one of one";
  const std::vector<Expression> matches = expressions_in(text, grammar);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].begin, 2u);
}

TEST(Grammar, RulesThatBeginAlikeGoTheirOwnWays) {
  const Grammar grammar(
      "[class month]\nmay = 5\n[rules]\nday: #1-31:day\nDATE a: \"in\" \"the\"? month\n"
      "DATE b: \"in\" \"the\" \"end of\" month day?\nDATE c: <\"on\" day month\nDATE d: day month\n"
      "CARDINAL e: num\n",
      "x");
  struct Row {
    std::string_view text, want;
  };
  for (const Row& row :
       {Row{"in may", "a 0-2"}, Row{"in the may", "a 0-3"}, Row{"in the end of may", "b 0-5"},
        Row{"in the end of may 3", "b 0-6"}, Row{"in the end of may 77", "b 0-5 e 5-6"},
        Row{"in the end", ""}, Row{"on 3 may", "c 1-3"}, Row{"at 3 may", "d 1-3"}, Row{"32 may", "e 0-1"},
        Row{"3 . may", "e 0-1"}}) {
    const std::vector<Expression> matches = expressions_in(row.text, grammar);
    std::string found;
    for (const Expression& match : matches) {
      found += (found.empty() ? "" : " ") + std::string(match.source.substr(5)) + " " +
               std::to_string(match.begin) + "-" + std::to_string(match.end);
    }
    EXPECT_EQ(found, row.want) << row.text;
  }
}

TEST(English, GivesNumbersDatesAndMoneyTheirNormalForm) {
  struct Row {
    std::string_view text, want;
  };
  for (const Row& row : {
           Row{"a 3 billion dollar deal", "MONEY 3 billion dollar = USD 3000000000"},
           Row{"a record PKR 2.12 trillion.", "MONEY PKR 2.12 trillion = PKR 2120000000000"},
           Row{"$3.5m", "MONEY $3.5m = USD 3500000"},
           Row{"five cents", "MONEY five cents = USD 0.05"},
           Row{"above 75 percent", "PERCENT 75 percent = 75%"},
           Row{"expired in April 2024, and", "DATE April 2024 = 2024-04"},
           Row{"on 3 May 2024", "DATE 3 May 2024 = 2024-05-03"},
           Row{"on May 3rd, 2024", "DATE May 3rd, 2024 = 2024-05-03"},
           Row{"just the first half of 2025", "DATE first half of 2025 = 2025-H1"},
           Row{"in Q3 2024", "DATE Q3 2024 = 2024-Q3"},
           Row{"in the 1990s", "DATE the 1990s = 199X"},
           Row{"at 10:30 p.m. sharp", "TIME 10:30 p.m. = T22:30"},
           Row{"for two months", "DURATION two months = P2M"},
           Row{"20 km away", "QUANTITY 20 km = 20000 m"},
           Row{"two hundred and fifty thousand", "CARDINAL two hundred and fifty thousand = 250000"},
           Row{"the 5th try", "ORDINAL 5th = 5"},
           Row{"he may march", ""},
           Row{"signed on 2020-07-01 there", "DATE 2020-07-01 = 2020-07-01"},
           Row{"in nineteen ninety six", "DATE nineteen ninety six = 1996"},
           Row{"October two thousand and five", "DATE October two thousand and five = 2005-10"},
           Row{"in 1848 already", "DATE 1848 = 1848"},
           Row{"closed April 9th through 17th", "DATE April 9th through 17th = XXXX-04-09/XXXX-04-17"},
           Row{"aud$ 15", "MONEY aud$ 15 = AUD 15"},
           Row{"losses of 30 MUSD", "MONEY 30 MUSD = USD 30000000"},
           Row{"5 ft 4 in tall", "QUANTITY 5 ft 4 in = 1.6256 m"},
           Row{"percents of twenty", "PERCENT percents of twenty = 20%"},
           Row{"it will last two hours", "DURATION two hours = PT2H"},
           Row{"for 1 night", "DURATION 1 night = P1D"},
           Row{"covid-19 again", ""},
           Row{"model scp-173m", ""},
       }) {
    const auto lines = shown(row.text);
    EXPECT_EQ(lines.empty() ? "" : lines[0], row.want) << row.text;
    EXPECT_LE(lines.size(), 1u) << row.text;
  }
}

TEST(English, DoesNotJoinTheSameUnitTwice) {
  EXPECT_THAT(shown("1 m 1 m"), ElementsAre("QUANTITY 1 m = 1 m", "QUANTITY 1 m = 1 m"));
}

TEST(English, TakesADayForNoTelephoneNumber) {
  TaggerOptions options;
  options.types = {Label::Phone, Label::Date};
  EXPECT_THAT(shown("On 2020-07-01 or 1/12/2021.", options),
              ElementsAre("DATE 2020-07-01 = 2020-07-01", "DATE 1/12/2021 = 2021-01-12"));
}

TEST(English, LooksForTelephoneNumbersOnlyBesideDigitsAndMarksOfTheirs) {
  for (const auto& [text, number, may_be] : std::vector<std::tuple<std::string_view, std::string_view, bool>>{
           {"call 555-0134 now", "555", true},
           {"call 555-0134 now", "0134", true},
           {"call 555-0134 now", "555-0134", true},
           {"call +4930123456 now", "4930123456", true},
           {"call (020) 7946 now", "020", true},
           {"in 5 cases and 12 others", "5", false},
           {"in 5 cases and 12 others", "12", false},
           {"five hundred, 7", "five hundred", false},
           {"from 1,200 to 1,400", "1,200", false},
       }) {
    const auto begin = static_cast<std::uint32_t>(text.find(number));
    EXPECT_EQ(may_be_part_of_phone(text, {begin, begin + static_cast<std::uint32_t>(number.size())}), may_be)
        << number << " in " << text;
  }
}

struct Said {
  std::string_view language, text, want;
};

TEST(OtherLanguages, KnowMoney) {
  for (const Said& row : {
           Said{"de", "Der Preis: 16,4 Millionen kanadische Dollar",
                "MONEY 16,4 Millionen kanadische Dollar = CAD 16400000"},
           Said{"de", "auf 300 000 Euro", "MONEY 300 000 Euro = EUR 300000"},
           Said{"de", "achtundsiebzig Millionen Dollar",
                "MONEY achtundsiebzig Millionen Dollar = USD 78000000"},
           Said{"fr", "pour 323 millions d'euros", "MONEY 323 millions d'euros = EUR 323000000"},
           Said{"fr", "15 dollars et 15 cents", "MONEY 15 dollars et 15 cents = USD 15.15"},
           Said{"es", "US$ 10 mil millones", "MONEY US$ 10 mil millones = USD 10000000000"},
           Said{"es", "3 euros con 99 céntimos", "MONEY 3 euros con 99 céntimos = EUR 3.99"},
           Said{"pt", "C$ 16,4 milhões", "MONEY C$ 16,4 milhões = CAD 16400000"},
           Said{"pt", "10.000 francos suíços", "MONEY 10.000 francos suíços = CHF 10000"},
       }) {
    TaggerOptions options;
    options.language = std::string(row.language);
    options.types = {Label::Money};
    EXPECT_THAT(shown(row.text, options), ElementsAre(std::string(row.want))) << row.text;
  }
}

TEST(English, ResolvesRelativeDatesOnlyAgainstAReference) {
  EXPECT_THAT(shown("It ended yesterday."), ElementsAre("DATE yesterday = REF-P1D"));
  EXPECT_THAT(shown("It ended yesterday.", {}, {2024, 3, 1}), ElementsAre("DATE yesterday = 2024-02-29"));
  EXPECT_THAT(shown("We meet next Monday.", {}, {2024, 5, 1}), ElementsAre("DATE next Monday = 2024-05-06"));
  EXPECT_THAT(shown("We meet next Monday."), ElementsAre("DATE next Monday = XXXX-WXX-1"));
}

}  // namespace
}  // namespace textmill::entity_tagger
