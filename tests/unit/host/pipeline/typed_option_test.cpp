#include "pipeline/typed_option.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_catalog.hpp"

namespace textmill::host {
namespace {

using testing::ElementsAre;

const OptionSpec& spec_of(const std::string& name) {
  for (const OptionSpec& spec : sample_catalog().find_stage("plain").stage->options) {
    if (spec.name == name) return spec;
  }
  throw std::logic_error("no option " + name);
}

struct Outcome {
  std::optional<TypedOption> option;
  std::vector<std::string> complaints;
};

/// Types the value of "v: VALUE".
Outcome type(const std::string& name, const std::string& value) {
  yaml::Problems problems;
  const auto root = yaml::parse("f", "v: " + value, problems);
  EXPECT_TRUE(problems.empty()) << problems.list()[0];
  Outcome outcome;
  outcome.option =
      typed_option(spec_of(name), *root->find("v"), TEXTMILL_SOURCE_DIR,
                   [&](yaml::Mark mark, const std::string& inside, const std::string& what) {
                     outcome.complaints.push_back(std::to_string(mark.column) + inside + ": " + what);
                   });
  return outcome;
}

TEST(TypedOption, TakesWhatTheTypeAllows) {
  struct Row {
    std::string name, value, want;
  };
  const std::vector<Row> rows = {
      {"flag", "true", "true"},
      {"flag", "false", "false"},
      {"whole", "-5", "-5"},
      {"number", "0.5", "0.5"},
      {"text", "no", "no"},    // Norway
      {"text", "010", "010"},  // a text keeps its zeros
      {"text", "\"\"", ""},
      {"choice", "green", "green"},
      {"choice", "\"green\"", "green"},
      {"texts", "[a, no, 1]", "[a, no, 1]"},
      {"texts", "one text", "[one text]"},  // for a list of one
      {"texts", "\"\"", "[]"},
      {"texts", "[]", "[]"},
      {"colours", "[red, red]", "[red, red]"},
      {"size", "64KiB", "64KiB"},
      {"time", "150ms", "150ms"},
      {"share", "3", "3%"},
      {"path", "LICENSE", std::string(TEXTMILL_SOURCE_DIR) + "/LICENSE"},
      {"path", "./docs/../docs", std::string(TEXTMILL_SOURCE_DIR) + "/docs"},
  };
  for (const Row& row : rows) {
    const Outcome outcome = type(row.name, row.value);
    ASSERT_TRUE(outcome.option) << row.name << ": " << row.value << ": " << outcome.complaints[0];
    EXPECT_EQ(option_text(*outcome.option), row.want) << row.name << ": " << row.value;
  }
}

TEST(TypedOption, RefusesTheRestWithOneSentence) {
  struct Row {
    std::string name, value, want;
  };
  const std::vector<Row> rows = {
      {"flag", "yes", "4: expected true or false, found 'yes'; did you mean 'true'?"},
      {"flag", "off", "4: expected true or false, found 'off'; did you mean 'false'?"},
      {"flag", "True", "4: expected true or false, found 'True'; did you mean 'true'?"},
      {"flag", "\"true\"", "4: expected true or false, found 'true' in quotes, which make it a text"},
      {"whole", "11", "4: 11 is out of range; expected -5 to 10"},
      {"whole", "99999999999999999999", "4: 99999999999999999999 is out of range; expected -5 to 10"},
      {"whole", "\"3\"", "4: expected a whole number, found '3' in quotes, which make it a text"},
      {"whole", "[3]", "4: expected a whole number, found a list"},
      {"whole", "", "1: expected a whole number, found nothing"},
      {"number", "-0.5", "4: -0.5 is out of range; expected at least 0"},
      {"text", "{a: b}", "4: expected a text, found a map"},
      {"text", "~", "4: expected a text, found nothing"},
      {"choice", "gren", "4: expected red, green or blue, found 'gren'; did you mean 'green'?"},
      {"choice", "[red]", "4: expected red, green or blue, found a list"},
      {"texts", "{a: b}", "4: expected a list of texts, found a map"},
      {"texts", "[a, [b]]", "8[1]: expected a text, found a list"},
      {"colours", "[red, bleu]", "10[1]: expected red, green or blue, found 'bleu'; did you mean 'blue'?"},
      {"colours", "bleu", "4: expected red, green or blue, found 'bleu'; did you mean 'blue'?"},
      {"size", "2MiB", "4: 2MiB is out of range; expected 1KiB to 1MiB"},
      {"time", "2m", "4: 2m is out of range; expected 100ms to 1m"},
      {"share", "101%", "4: 101% is out of range; expected 0% to 100%"},
      {"path", "\"\"", "4: expected the path of a file or folder, found an empty text"},
      {"path", "no/such/file",
       "4: there is no file or folder '" + std::string(TEXTMILL_SOURCE_DIR) + "/no/such/file'"},
  };
  for (const Row& row : rows) {
    const Outcome outcome = type(row.name, row.value);
    EXPECT_FALSE(outcome.option);
    EXPECT_THAT(outcome.complaints, ElementsAre(row.want)) << row.name << ": " << row.value;
  }
}

TEST(TypedOption, ReportsEveryBadItem) {
  EXPECT_EQ(type("colours", "[rot, red, blau]").complaints.size(), 2u);
}

TEST(TypedOption, GivesPluginsTheirUnits) {
  EXPECT_EQ(type("size", "64KiB").option->to_value().integer, 65536);
  EXPECT_EQ(type("time", "150ms").option->to_value().integer, 150000000);
  EXPECT_EQ(type("share", "3%").option->to_value().number, 3.0);
  EXPECT_EQ(type("choice", "red").option->to_value().string, "red");
  const auto texts = type("texts", "[a, bc]").option;
  ASSERT_EQ(texts->to_value().strings.size(), 2u);
  EXPECT_EQ(texts->to_value().strings[1].len, 2u);
}

}  // namespace
}  // namespace textmill::host
