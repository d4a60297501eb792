#include "cli/test_file.hpp"

#include <gmock/gmock.h>

namespace textmill::host {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ValueTest, ComparesAsItsSignSays) {
  struct Row {
    const char* test;
    const char* value;
    bool holds;
  };
  const std::vector<Row> rows = {
      {"en", "en", true},       {"en", "de", false},
      {"3", "3", true},         {"3", "3.0", true},
      {"> 3", "4", true},       {"> 3", "3", false},
      {">= 3", "3", true},      {"< 10", "9", true},
      {"< 10", "10", false},    {"<=10", "10", true},
      {"!= good", "bad", true}, {"!= good", "good", false},
      {"~ ood", "good", true},  {"~ ood", "bad", false},
      {"2..5", "2", true},      {"2..5", "5.5", false},
      {"a..b", "a..b", true},   {"= > x", "> x", true},
      {"", "", true},           {"2026-03-03", "2026-03-03", true},
      {"> b", "c", true},       {"35%", "35%", true},
  };
  for (const Row& row : rows)
    EXPECT_EQ(ValueTest(row.test).holds(row.value), row.holds) << row.test << " against " << row.value;
}

std::vector<std::string> problems_of(const std::string& text) {
  yaml::Problems problems;
  const auto file = parse_test_file("x/a_test.yaml", text, problems);
  EXPECT_EQ(file.has_value(), problems.empty());
  return problems.list();
}

TEST(ParseTestFile, ReadsWhatIsThere) {
  yaml::Problems problems;
  const auto file = parse_test_file("x/a_test.yaml", R"(
pipeline: sub/p.yaml
set: {a: 1}
cases:
  - name: first
    text: some text
    meta: {date: 2026-01-01}
    set: {b: 2}
    expect:
      outcome: ~ dropped
      golden: first.golden
      layers:
        short: [one, {label: X, count: "> 1"}]
        long: {exactly: [], none: [{score: "> 0.5"}], count: 0}
      attributes: {n: ">= 2"}
  - {name: second, file: in.jsonl, id: d7, expect: {}}
)",
                                    problems);
  ASSERT_TRUE(file) << ::testing::PrintToString(problems.list());
  EXPECT_EQ(file->pipeline, "sub/p.yaml");
  const TestCase& first = file->cases.at(0);
  EXPECT_EQ(first.id, "first");
  EXPECT_EQ(first.golden, "x/first.golden");
  EXPECT_THAT(first.settings, ElementsAre(std::pair("a", "1"), std::pair("b", "2")));
  EXPECT_THAT(first.meta, ElementsAre(std::pair("date", "2026-01-01")));
  EXPECT_EQ(first.layers.at(0).has.at(0).describe(), "'one'");
  EXPECT_EQ(first.layers.at(0).has.at(1).describe(), "label X");
  EXPECT_EQ(first.layers.at(0).has.at(1).count->text(), "> 1");
  EXPECT_TRUE(first.layers.at(1).exactly && first.layers.at(1).exactly->empty());
  EXPECT_EQ(first.attributes.at(0).value.text(), ">= 2");
  EXPECT_EQ(file->cases.at(1).file, "x/in.jsonl");
  EXPECT_EQ(file->cases.at(1).id, "d7");
}

TEST(ParseTestFile, TakesThePipelineOfItsName) {
  yaml::Problems problems;
  const auto file =
      parse_test_file("x/entities_test.yaml", "cases: [{name: a, text: b, expect: {}}]", problems);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->pipeline, "entities");
}

TEST(ParseTestFile, NamesThePlaceAndTheNearestRightWord) {
  struct Row {
    const char* text;
    const char* problem;
  };
  const std::vector<Row> rows = {
      {"cases: [{nam: a, text: b, expect: {}}]",
       "x/a_test.yaml:1:10: cases[0]: unknown key 'nam'; did you mean 'name'?"},
      {"cases: []", "cases: expected a list of at least one case"},
      {"pipeline: x", "cases: expected a list of at least one case"},
      {"cases: [{name: a, text: b}]", "a case needs the key expect"},
      {"cases: [{name: a, expect: {}}]", "a case needs a text or a file"},
      {"cases: [{name: a, text: b, file: c, expect: {}}]", "a case has a text or a file, not both"},
      {"cases: [{name: a, text: b, expect: {}}, {name: a, text: c, expect: {}}]", "there are two cases 'a'"},
      {"cases: [{name: a, text: b, expect: {layers: {e: {hass: []}}}}]",
       "unknown key 'hass'; did you mean 'has'?"},
      {"cases: [{name: a, text: b, expect: {layers: {e: {has: x}}}}]", "has: expected a list, found 'x'"},
      {"[]", "expected a map"},
  };
  for (const Row& row : rows)
    EXPECT_THAT(problems_of(row.text), ::testing::Contains(HasSubstr(row.problem))) << row.text;
}

}  // namespace
}  // namespace textmill::host
