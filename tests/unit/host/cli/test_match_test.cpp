#include "cli/test_match.hpp"

#include <gmock/gmock.h>

#include "../output/fixtures.hpp"
#include "cli/result_listing.hpp"

namespace textmill::host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TestMatch : public ::testing::Test {
 protected:
  TestMatch() {
    made.declare("entities", true, true, {{"norm", TEXTMILL_STRING}, {"rank", TEXTMILL_INTEGER}});
    made.declare_attribute("language", TEXTMILL_STRING);
    made.declare_attribute("density", TEXTMILL_NUMBER);
    made.start("1", "Ada paid 5 euros\nto Bob.");
    made.add("entities",
             {{0, 3, "PERSON", 0.5F}, {9, 16, "MONEY", 1, TEXTMILL_NONE, {"5 EUR"}}, {20, 23, "PERSON"}});
    made.set("language", Value::of(std::string_view("en")));
  }

  /// The messages of failures for what stands below `expect`.
  std::vector<std::string> failures(const std::string& expect, const ChainResult& result = {}) {
    yaml::Problems problems;
    const auto file =
        parse_test_file("a_test.yaml", "cases: [{name: a, text: b, expect: " + expect + "}]", problems);
    EXPECT_TRUE(file) << ::testing::PrintToString(problems.list());
    found = failures_of(file->cases.at(0), *made.document, result);
    std::vector<std::string> messages;
    for (const TestFailure& failure : found) messages.push_back(failure.message);
    return messages;
  }
  std::vector<std::string> layer(const std::string& expect) {
    return failures("{layers: {entities: " + expect + "}}");
  }

  MadeDocument made;
  std::vector<TestFailure> found;
};

TEST_F(TestMatch, FindsNothingWrongWithWhatIsAsExpected) {
  for (const char* expect : {
           "[Ada, {text: 5 euros, label: MONEY, norm: 5 EUR, rank: 7}]",
           "[{label: PERSON, count: 2}, {text: 5 euros, score: '> 0.9', begin: 9, end: 16}]",
           "{count: 3, none: [{label: PLACE}, to]}",
           "{exactly: [{label: PERSON}, {label: MONEY}, {text: Bob}]}",
       })
    EXPECT_THAT(layer(expect), IsEmpty()) << expect;
  EXPECT_THAT(failures("{attributes: {language: en, density: ''}}"), IsEmpty());
}

TEST_F(TestMatch, SaysWhatWasExpectedAndFound) {
  struct Row {
    const char* expect;
    const char* message;
  };
  const std::vector<Row> rows = {
      {"[Eve]", "entities: expected 'Eve', found none"},
      {"[{label: PERSON, count: '> 2'}]", "entities: expected label PERSON > 2 times, found 2"},
      {"{count: 4}", "entities: expected count 4, found 3"},
      {"{none: [{label: MONEY}]}", "entities: expected none that is label MONEY, found 1"},
      {"{exactly: [Ada, Bob]}", "entities: expected 'Bob' as span 2, found '5 euros' label MONEY"},
      {"{exactly: [Ada]}", "entities: expected the end after 1 spans, found '5 euros' label MONEY"},
      {"{exactly: [Ada, 5 euros, Bob, Eve]}", "entities: expected 'Eve' as span 4, found the end"},
      {"[{lable: PERSON}]", "entities: spans of this layer have no 'lable'; did you mean 'label'?"},
  };
  for (const Row& row : rows) EXPECT_THAT(layer(row.expect), ElementsAre(row.message));
  EXPECT_THAT(failures("{layers: {entitys: []}}"),
              ElementsAre("entitys: no stage writes this layer; did you mean 'entities'?"));
  EXPECT_THAT(failures("{attributes: {language: de, langage: en, density: '> 1'}}"),
              ElementsAre("language: expected de, found en",
                          "langage: no stage sets this attribute; did you mean 'language'?",
                          "density: expected > 1, found nothing"));
}

TEST_F(TestMatch, LooksAtTheOutcomeFirst) {
  const ChainResult dropped{Outcome::Dropped, {"filter", "too short"}, {}, 0};
  EXPECT_THAT(failures("{outcome: ~ too short}", dropped), IsEmpty());
  EXPECT_THAT(failures("{layers: {entities: [Eve]}}", dropped),
              ElementsAre("expected outcome ok, found dropped by stage 'filter': too short"));
}

TEST_F(TestMatch, MarksExpectedAndFoundSpansInTheText) {
  layer("[{text: 5 euros, label: PERCENT}]");
  EXPECT_EQ(marked_text(made.document->text(), found.at(0).marks, 80),
            "    1 | Ada paid 5 euros\n"
            "      |          ^^^^^^^ expected '5 euros' label PERCENT\n"
            "      |          ~~~~~~~ found label MONEY\n");
}

TEST_F(TestMatch, ListsResultsForReview) {
  EXPECT_EQ(result_listing(made.plan, *made.document),
            "language: en\n"
            "entities\n"
            "  0-3 PERSON 'Ada' rank=7\n"
            "  9-16 MONEY '5 euros' norm=5 EUR rank=7\n"
            "  20-23 PERSON 'Bob' rank=7\n");
}

TEST(MarkedText, ShowsOnlyThePartsOfLongLinesThatHaveMarks) {
  const std::string text = "first\n" + std::string(30, 'a') + " bb\x1b[31m" + std::string(20, 'c');
  const auto at = static_cast<std::uint32_t>(text.find("bb"));
  EXPECT_EQ(marked_text(text, {{{at, at + 2}, '^', "here"}}, 48),
            "    2 | bb\xef\xbf\xbd[31m" + std::string(20, 'c') + "\n      | ^^ here\n");
}

TEST(MarkedText, CountsColumnsAsATerminalDoes) {
  EXPECT_EQ(marked_text("\xe6\xbc\xa2\t\xc3\xa9 bb", {{{0, 3}, '~', ""}, {{7, 9}, '^', ""}}, 80),
            "    1 | \xe6\xbc\xa2 \xc3\xa9 bb\n      | ~~\n      |      ^^\n");
}

TEST(MarkedText, ShowsPlacesWithoutLengthAndMarksOverLines) {
  EXPECT_EQ(marked_text("ab\ncd", {{{1, 4}, '~', "over"}, {{5, 5}, '^', "end"}}, 80),
            "    1 | ab\n      |  ~ over\n    2 | cd\n      | ~\n      |   ^ end\n");
  EXPECT_EQ(marked_text("", {{{0, 0}, '^', "empty"}}, 80), "    1 | \n      | ^ empty\n");
}

}  // namespace
}  // namespace textmill::host
