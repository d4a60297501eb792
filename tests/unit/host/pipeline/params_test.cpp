#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/typed_option.hpp"
#include "sample_catalog.hpp"

namespace textmill::host {
namespace {

using testing::ElementsAre;

constexpr const char* kPipeline = R"(textmill: 1
params: {words: [a, b], level: 3%, name: x, lang: no}
stages:
  - {use: seg, with: {language: "${params.lang}"}}
  - use: kw
    with:
      keyphrases: "${params.words}"
      max_density: "${params.level}"
  - {use: plain, with: {text: "<${params.name}-${params.level}>", texts: ["${params.name}", "$${params.name}"]}}
)";

std::string value(const Plan& plan, const std::string& stage, const std::string& option) {
  for (const PlannedStage& one : plan.stages) {
    for (const TypedOption& candidate : one.options) {
      if (one.id == stage && candidate.name == option) return option_text(candidate);
    }
  }
  return "no such option";
}

TEST(Params, AreTypedWhereTheyAreUsed) {
  const Plan plan = plan_of(kPipeline);
  EXPECT_EQ(value(plan, "seg", "language"), "no");
  EXPECT_EQ(value(plan, "kw", "keyphrases"), "[a, b]");
  EXPECT_EQ(value(plan, "kw", "max_density"), "3%");
  EXPECT_EQ(value(plan, "plain", "text"), "<x-3%>");
  EXPECT_EQ(value(plan, "plain", "texts"), "[x, ${params.name}]");
}

TEST(Params, AreOverriddenBySettings) {
  const Plan plan =
      plan_of(kPipeline, {{"words", "one phrase"}, {"level", "4"}, {"level", "5.5"}, {"name", "${x}"}});
  EXPECT_EQ(value(plan, "kw", "keyphrases"), "[one phrase]");
  EXPECT_EQ(value(plan, "kw", "max_density"), "5.5%");                 // the last one counts
  EXPECT_EQ(value(plan, "plain", "texts"), "[${x}, ${params.name}]");  // never replaced again
  EXPECT_THAT(plan.params[1].texts, ElementsAre("5.5"));
  EXPECT_EQ(plan.params[1].origin, "--set");
}

TEST(Params, TakeAListFromASetting) {
  const Plan plan = plan_of(kPipeline, {{"words", "[x y, z]"}});
  EXPECT_EQ(value(plan, "kw", "keyphrases"), "[x y, z]");
}

TEST(Params, NameTheirOriginInProblems) {
  EXPECT_THAT(
      problems_of(kPipeline, {{"level", "high"}}),
      ElementsAre("f:8:20: stages[1].with.max_density: expected a percentage, a number such as 3%, found "
                  "'high' (from ${params.level}, --set)"));
}

TEST(Params, RefuseWhatTheyCannotDo) {
  struct Row {
    std::string params, text;
    std::vector<std::pair<std::string, std::string>> settings;
    std::string want;
  };
  const std::vector<Row> rows = {
      {"{a: 1}", "${params.b}", {}, "f:3:36: stages[0].with.text: there is no parameter 'b'"},
      {"{level: 1}",
       "${params.leval}",
       {},
       "f:3:36: stages[0].with.text: there is no parameter 'leval'; did you mean 'level'?"},
      {"{a: 1}",
       "${env.HOME}",
       {},
       "f:3:36: stages[0].with.text: '${env.HOME}' is unknown; parameters are used as ${params.NAME}"},
      {"{a: 1}",
       "x ${params.a",
       {},
       "f:3:36: stages[0].with.text: '${' is not closed with '}'; write '$${' for a plain '${'"},
      {"{a: [1, 2]}",
       "x ${params.a}",
       {},
       "f:3:36: stages[0].with.text: a list cannot be part of a text; use ${params.a} alone"},
      {"{a: }",
       "${params.a}",
       {},
       "f:2:10: params.a: this parameter has no value; give it one here or with --set a=VALUE"},
      {"{a: {b: c}}", "x", {}, "f:2:13: params.a: expected a text or a list of texts, found a map"},
      {"{a b: 1}",
       "x",
       {},
       "f:2:10: params: a parameter's name is made of letters, digits, '-' and '_', not 'a b'"},
      {"{a: 1, b: \"${params.a}\"}",
       "x",
       {},
       "f:2:19: params.b: a parameter cannot refer to others; write '$${' for a plain '${'"},
      {"[a]", "x", {}, "f:2:9: params: expected a map of names and values, found a list"},
      {"{}", "x", {{"a", "1"}}, "f: --set a: there is no such parameter; the file declares no params"},
      {"{keyphrase: x}",
       "x",
       {{"keyphrse", "1"}},
       "f: --set keyphrse: there is no such parameter; did you mean 'keyphrase'?"},
      {"{a: [x]}", "x", {{"a", "[y"}}, "f: --set a: expected a list such as [a, b] or one text, found '[y'"},
  };
  for (const Row& row : rows) {
    const std::string pipeline = "textmill: 1\nparams: " + row.params +
                                 "\nstages: [{use: plain, with: {text: \"" + row.text + "\"}}]\n";
    EXPECT_THAT(problems_of(pipeline, row.settings), ElementsAre(row.want)) << pipeline;
  }
}

TEST(Params, GiveAValueToOneWithout) {
  const std::string pipeline =
      "textmill: 1\nparams: {a: }\nstages: [{use: plain, with: {whole: \"${params.a}\"}}]\n";
  EXPECT_EQ(value(plan_of(pipeline, {{"a", "7"}}), "plain", "whole"), "7");
}

TEST(Params, CannotFillTheMemory) {
  std::string pipeline = "textmill: 1\nparams: {a: \"" + std::string(500000, 'x') + "\"}\n";
  pipeline += "stages:\n  - use: plain\n    with:\n      texts:\n";
  for (int i = 0; i < 100; ++i) pipeline += "        - \"${params.a}\"\n";
  EXPECT_THAT(
      problems_of(pipeline),
      ElementsAre("f:40:11: stages[0].with.texts[33]: the values of parameters take up too much space"));
}

}  // namespace
}  // namespace textmill::host
