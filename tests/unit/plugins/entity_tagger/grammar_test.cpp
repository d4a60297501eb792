#include "grammar.hpp"

#include <gmock/gmock.h>

#include "matcher.hpp"
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

TEST(Grammar, TakesTheLongestMatchThenTheFirstRule) {
  const Grammar grammar(
      "[class unit]\nkm = 1000 m\n[rules]\nCARDINAL a: num\nQUANTITY b: num unit\nMONEY c: num unit\n", "x");
  const std::string_view text = "5 km 7";
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), pieces);
  std::vector<Match> matches;
  Matcher().find(grammar, text, pieces, 0, 3, matches);
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].rule, "b");
  EXPECT_EQ(matches[1].rule, "a");
}

TEST(Grammar, LeavesOutWhatANoneRuleMatches) {
  const Grammar grammar("[class units]\none = 1\n[rules]\nNONE a: \"one\" \"of\"\nCARDINAL b: num\n", "x");
  const std::string_view text = "one of one";
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), pieces);
  std::vector<Match> matches;
  Matcher().find(grammar, text, pieces, 0, 3, matches);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].begin, 2u);
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
       }) {
    const auto lines = shown(row.text);
    EXPECT_EQ(lines.empty() ? "" : lines[0], row.want) << row.text;
    EXPECT_LE(lines.size(), 1u) << row.text;
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
