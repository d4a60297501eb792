#include "pipeline/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_catalog.hpp"

namespace textmill::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(MakePlan, FillsInDefaults) {
  const Plan plan = plan_of("textmill: 1\nstages:\n  - use: seg\n");
  EXPECT_EQ(plan.file, "f");
  EXPECT_EQ(plan.name, "f");
  ASSERT_EQ(plan.stages.size(), 1u);
  const PlannedStage& stage = plan.stages[0];
  EXPECT_EQ(stage.id, "seg");
  EXPECT_EQ(stage.mark.line, 3u);
  EXPECT_EQ(stage.on_error, OnError::Quarantine);
  EXPECT_EQ(stage.time_limit_ns, 0);
  EXPECT_EQ(stage.retries, 0);
  EXPECT_FALSE(stage.when);
  ASSERT_EQ(stage.options.size(), 2u);
  EXPECT_EQ(stage.options[0].text, "auto");
  EXPECT_EQ(stage.options[0].origin, "default");
  EXPECT_EQ(plan.output.format, "");
  EXPECT_TRUE(plan.output.all_layers);
  EXPECT_EQ(plan.run.workers, 0);
  EXPECT_EQ(plan.run.max_document_bytes, 64 << 20);
  EXPECT_EQ(plan.input.text_field, "text");
}

TEST(MakePlan, ReadsEveryKey) {
  const Plan plan = plan_of(R"(textmill: 1
name: all of it
params: {n: 2}
input: {format: jsonl, text_field: body, id_field: url}
stages:
  - id: parts
    use: seg-plugin/seg
    with: {language: no, mode: unicode}
    when: 'text.bytes > 200'
    on_error: skip-stage
    limits: {time: 2s, memory: 64MiB}
    retry: "${params.n}"
output: {format: jsonl, layers: [tokens], offsets: utf16, text: true, meta: true}
run: {workers: 4, isolation: process, max_document_bytes: 1MiB}
)");
  ASSERT_EQ(plan.stages.size(), 1u);
  const PlannedStage& stage = plan.stages[0];
  EXPECT_EQ(plan.name, "all of it");
  EXPECT_EQ(stage.id, "parts");
  EXPECT_EQ(stage.ref.stage->id, "seg");
  EXPECT_EQ(stage.options[0].text, "no");  // Norway
  EXPECT_EQ(stage.options[0].origin, "line 8");
  EXPECT_TRUE(stage.when);
  EXPECT_EQ(stage.on_error, OnError::SkipStage);
  EXPECT_EQ(stage.time_limit_ns, 2000000000);
  EXPECT_EQ(stage.memory_limit_bytes, 64 << 20);
  EXPECT_EQ(stage.retries, 2);
  EXPECT_EQ(plan.input.format, "jsonl");
  EXPECT_EQ(plan.input.text_field, "body");
  EXPECT_EQ(plan.input.id_field, "url");
  EXPECT_EQ(plan.output.format, "jsonl");
  EXPECT_THAT(plan.output.layers, ElementsAre("tokens"));
  EXPECT_FALSE(plan.output.all_layers);
  EXPECT_EQ(plan.output.offsets, OffsetUnit::Utf16);
  EXPECT_TRUE(plan.output.text);
  EXPECT_TRUE(plan.output.meta);
  EXPECT_EQ(plan.run.workers, 4);
  EXPECT_EQ(plan.run.isolation, Isolation::Process);
  EXPECT_EQ(plan.run.max_document_bytes, 1 << 20);
}

TEST(MakePlan, RefusesFilesThatAreNoPipeline) {
  const std::string begins = "a pipeline file begins with 'textmill: 1' and lists its stages";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "f: the file is empty; " + begins},
      {"# nothing\n", "f: the file is empty; " + begins},
      {"hello", "f:1:1: expected a map, found 'hello'; " + begins},
      {"- use: seg\n", "f:1:1: expected a map, found a list; " + begins},
      {"stages: [{use: seg}]\n", "f:1:1: missing 'textmill'; " + begins},
      {"textmill: 1\n", "f:1:1: missing 'stages'; " + begins},
      {"textmill: 1\nstages:\n", "f:2:1: stages: expected a list of at least one stage, found nothing"},
      {"textmill: 1\nstages: []\n",
       "f:2:9: stages: expected a list of at least one stage, found an empty list"},
      {"textmill: 1\nstages: {use: seg}\n",
       "f:2:9: stages: expected a list of at least one stage, found a map"},
      {"textmill: 1\nstages: seg\n", "f:2:9: stages: expected a list of at least one stage, found 'seg'"},
      {"textmill: 1\nstages: [seg]\n",
       "f:2:10: stages[0]: expected a stage such as {use: segmenter}, found 'seg'"},
      {"textmill: 1\nstages: [~]\n",
       "f:2:10: stages[0]: expected a stage such as {use: segmenter}, found nothing"},
      {"textmill: 2\nstages: [{use: seg}]\n",
       "f:1:11: textmill: this host reads version 1 of the pipeline format, found '2'"},
      {"textmill: \"1\"\nstages: [{use: seg}]\n",
       "f:1:11: textmill: this host reads version 1 of the pipeline format, found '1' in quotes"},
      {"textmill:\nstages: [{use: seg}]\n",
       "f:1:1: textmill: this host reads version 1 of the pipeline format, found nothing"},
      {"textmill: 1\nstage: [{use: seg}]\n", "f:2:1: unknown key 'stage'; did you mean 'stages'?"},
      {"textmill: 1\nstages: [{use: seg}]\ncolour: red\n", "f:3:1: unknown key 'colour'"},
      {"textmill: 1\nname: []\nstages: [{use: seg}]\n", "f:2:7: name: expected a text, found a list"},
  };
  for (const auto& [text, want] : rows) EXPECT_THAT(problems_of(text), ElementsAre(want)) << text;
}

TEST(MakePlan, RefusesWrongStages) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"{id: a, uses: seg}", "f:3:13: stages[0]: unknown key 'uses'; did you mean 'use'?"},
      {"{id: a}", "f:3:5: stages[0]: missing 'use', which is required"},
      {"{use: [seg]}", "f:3:11: stages[0].use: expected a text, found a list"},
      {"{use: segg}", "f:3:11: stages[0].use: unknown stage 'segg'; did you mean 'seg'?"},
      {"{use: banana}",
       "f:3:11: stages[0].use: unknown stage 'banana'; found are 'seg', 'kw', 'sum', 'judge', 'rival', "
       "'counter', "
       "'plain', 'needy'"},
      {"{use: broken-tagger}",
       "f:3:11: stages[0].use: stage 'broken-tagger' cannot be used: /nowhere/broken-tagger.so: needs ABI "
       "9.0"},
      {"{use: Broken_Tagger}",
       "f:3:11: stages[0].use: stage 'Broken_Tagger' cannot be used: /nowhere/broken-tagger.so: needs ABI "
       "9.0"},
      {"{use: \"*\"}",
       "f:3:11: stages[0].use: '*' stands for the stages of the plugins given with --plugin; none was "
       "given"},
      {"{use: seg, id: a b}",
       "f:3:20: stages[0].id: an id is made of letters, digits, '.', '-' and '_', not 'a b'"},
      {"{use: seg, on_error: explode}",
       "f:3:26: stages[0].on_error: expected fail, drop, skip-stage or quarantine, found 'explode'"},
      {"{use: seg, retry: 11}", "f:3:23: stages[0].retry: 11 is out of range; expected 0 to 10"},
      {"{use: seg, limits: 2s}", "f:3:24: stages[0].limits: expected a map, found '2s'"},
      {"{use: seg, limits: {time: 2}}",
       "f:3:31: stages[0].limits.time: '2' has no unit; expected a duration such as 2s, 150ms or 1m"},
      {"{use: seg, limits: {tme: 2s}}", "f:3:25: stages[0].limits: unknown key 'tme'; did you mean 'time'?"},
      {"{use: seg, with: [a]}", "f:3:22: stages[0].with: expected a map, found a list"},
      {"{use: seg, with: {languge: en}}",
       "f:3:23: stages[0].with: unknown option 'languge' of stage 'seg'; did you mean 'language'?"},
      {"{use: seg, with: {mode: txt}}",
       "f:3:29: stages[0].with.mode: expected text or unicode, found 'txt'; did you mean 'text'?"},
      {"{use: judge, with: {x: 1}}",
       "f:3:25: stages[0].with: unknown option 'x' of stage 'judge'; it has none"},
      {"{use: needy}", "f:3:5: stages[0].with: missing 'words', which is required"},
      {"{use: seg, when: text.byts > 3}",
       "f:3:27: stages[0].when: expected 'bytes' or 'codepoints' after 'text.', found 'byts'; did you mean "
       "'bytes'?"},
      {"{use: seg, when: [a]}", "f:3:22: stages[0].when: expected a text, found a list"},
  };
  for (const auto& [stage, want] : rows) {
    EXPECT_THAT(problems_of("textmill: 1\nstages:\n  - " + stage + "\n"), ElementsAre(want)) << stage;
  }
}

TEST(MakePlan, RefusesWrongSections) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"output: {format: jsonnl}",
       "f:3:18: output.format: expected text, jsonl, csv, conll, html, sarif, github, junit, checkstyle or brat, found 'jsonnl'; did you mean 'jsonl'?"},
      {"output: {layers: [tokens, token]}",
       "f:3:27: output.layers[1]: no stage writes the layer 'token'; did you mean 'tokens'?"},
      {"output: {layers: summary}", "f:3:18: output.layers: no stage writes the layer 'summary'"},
      {"output: {offsets: bytes}",
       "f:3:19: output.offsets: expected byte, codepoint or utf16, found 'bytes'; did you mean 'byte'?"},
      {"output: {text: yes}",
       "f:3:16: output.text: expected true or false, found 'yes'; did you mean 'true'?"},
      {"output: jsonl", "f:3:9: output: expected a map, found 'jsonl'"},
      {"run: {worker: 2}", "f:3:7: run: unknown key 'worker'; did you mean 'workers'?"},
      {"run: {workers: 0}", "f:3:16: run.workers: 0 is out of range; expected 1 to 4096"},
      {"run: {workers: many}", "f:3:16: run.workers: expected a whole number or auto, found 'many'"},
      {"run: {max_document_bytes: 5GiB}",
       "f:3:27: run.max_document_bytes: 5GiB is out of range; expected 1B to 4294967294B"},
      {"input: {format: pdf}", "f:3:17: input.format: expected auto, text, jsonl, html or warc, found 'pdf'"},
  };
  for (const auto& [section, want] : rows) {
    EXPECT_THAT(problems_of("textmill: 1\nstages: [{use: seg}]\n" + section + "\n"), ElementsAre(want))
        << section;
  }
}

TEST(MakePlan, ListsAllProblemsInFileOrder) {
  EXPECT_THAT(
      problems_of(R"(textmill: 1
nmae: x
stages:
  - {use: seg, with: {languge: en}}
  - {use: sum, with: {sentences: 010}}
  - {use: sum, id: top, with: {sentences: 99999999999999999999}, as: {summary: top, "sum.*": "top.*"}}
  - {use: summ}
output: {layers: [nothing]}
run: {workers: 0}
)"),
      ElementsAre(
          "f:2:1: unknown key 'nmae'; did you mean 'name'?",
          "f:4:23: stages[0].with: unknown option 'languge' of stage 'seg'; did you mean 'language'?",
          "f:5:34: stages[1].with.sentences: a leading zero makes 010 an octal number to some readers "
          "of YAML; write it as 10",
          "f:6:43: stages[2].with.sentences: 99999999999999999999 is out of range; expected 1 to 1000",
          "f:7:11: stages[3].use: unknown stage 'summ'; did you mean 'sum'?",
          "f:9:16: run.workers: 0 is out of range; expected 1 to 4096"));
}

TEST(MakePlan, GoesOnBehindDuplicateKeys) {
  EXPECT_THAT(problems_of("textmill: 1\nstages: [{use: segg}]\nstages: []\n"),
              ElementsAre("f:2:16: stages[0].use: unknown stage 'segg'; did you mean 'seg'?",
                          "f:3:1: duplicate key 'stages'; first given at f:2:1"));
}

TEST(MakePlan, RefusesTwoStagesOfOneName) {
  EXPECT_THAT(
      problems_of("textmill: 1\nstages:\n  - use: plain\n  - use: plain\n"),
      ElementsAre(
          "f:4:5: stages[1]: the stage at line 3 is called 'plain' too; give one of them another id"));
  EXPECT_THAT(problems_of("textmill: 1\nstages:\n  - use: plain\n  - {use: plain, id: other}\n"), IsEmpty());
  EXPECT_EQ(problems_of("textmill: 1\nstages:\n  - use: plian\n  - use: plian\n").size(),
            2u);  // two slips, not three
}

TEST(MakePlan, PlacesFaultsInsideConditions) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"when: id == \"ä\" and has(x)", "f:4:29: stages[0].when: no earlier stage writes the layer 'x'"},
      {"when: 'id == \"ä\" and has(x)'", "f:4:30: stages[0].when: no earlier stage writes the layer 'x'"},
      {"when: 'id == ''ä'' and has(x)'",
       "f:4:11: stages[0].when: character 19 of the condition: no earlier stage writes the layer 'x'"},
      {"when: |\n      id == \"a\" and has(x)",
       "f:4:11: stages[0].when: character 19 of the condition: no earlier stage writes the layer 'x'"},
      {"when: has(tokens)",
       "f:4:15: stages[0].when: no earlier stage writes the layer 'tokens'"},  // only later
  };
  for (const auto& [when, want] : rows) {
    EXPECT_THAT(problems_of("textmill: 1\nstages:\n  - use: seg\n    " + when + "\n"), ElementsAre(want))
        << when;
  }
}

}  // namespace
}  // namespace textmill::host
