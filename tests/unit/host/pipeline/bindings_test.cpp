#include "pipeline/bindings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_catalog.hpp"

namespace textmill::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> layer_names(const Plan& plan) {
  std::vector<std::string> names;
  for (const LayerSpec& layer : plan.schema.layers) names.push_back(layer.name);
  return names;
}

std::string stages(const std::vector<std::string>& lines) {
  std::string text = "textmill: 1\nstages:\n";
  for (const std::string& line : lines) text += "  - " + line + "\n";
  return text;
}

TEST(Bindings, NumberWhatIsWrittenInOrder) {
  const Plan plan = plan_of(stages({"use: seg", "use: kw", "use: sum"}));
  EXPECT_THAT(layer_names(plan),
              ElementsAre("blocks", "sentences", "tokens", "keyphrases", "findings", "summary"));
  ASSERT_EQ(plan.schema.attributes.size(), 5u);
  EXPECT_EQ(plan.schema.attributes[4].name, "sum.words");
  EXPECT_EQ(plan.schema.layers[1].parent_slot, 0u);
  EXPECT_EQ(plan.schema.layers[5].parent_slot, 1u);
  EXPECT_EQ(plan.schema.layers[0].parent_slot, TEXTMILL_NONE);

  const StageBinding& sum = plan.stages[2].binding;
  EXPECT_EQ(sum.stage, "sum");
  ASSERT_EQ(sum.read_layers.size(), 3u);
  EXPECT_EQ(sum.read_layers[2].name, "keyphrases");
  EXPECT_EQ(sum.read_layers[2].slot, 3u);
  EXPECT_EQ(sum.read_attributes[0].slot, 0u);
  EXPECT_EQ(sum.write_layers[0].slot, 5u);
  EXPECT_FALSE(sum.reads_meta);
  EXPECT_TRUE(plan.stages[1].binding.reads_meta);
  EXPECT_FALSE(plan.stages[1].binding.write_layers[1].shared);
}

TEST(Bindings, LeaveOptionalReadsUnbound) {
  const Plan plan = plan_of(stages({"use: seg", "use: sum", "use: kw"}));  // keyphrases come too late for sum
  EXPECT_EQ(plan.stages[1].binding.read_layers[2].slot, TEXTMILL_NONE);
}

TEST(Bindings, NameTheStageThatComesTooLate) {
  EXPECT_THAT(
      problems_of(stages({"{id: short, use: sum}", "{id: parts, use: seg}"})),
      ElementsAre(
          "f:3:22: stages[0]: stage 'short' needs the layers 'blocks' and 'sentences', which no stage "
          "before it writes; stage 'parts' (line 4) writes them and must come earlier"));
}

TEST(Bindings, NameThePluginThatIsMissing) {
  EXPECT_THAT(
      problems_of(stages({"use: kw"})),
      ElementsAre("f:3:10: stages[0]: stage 'kw' needs the layer 'tokens', which no stage before it writes; "
                  "put the stage 'seg' before it"));
  EXPECT_THAT(
      problems_of(stages({"use: counter"})),
      ElementsAre(
          "f:3:10: stages[0]: stage 'counter' needs the attribute 'kw.count', which no stage before it "
          "writes; put the stage 'kw' before it"));
}

TEST(Bindings, NameTheRenamedLayer) {
  EXPECT_THAT(
      problems_of(stages({"{use: seg, as: {tokens: words}}", "use: kw"})),
      ElementsAre("f:4:10: stages[1]: stage 'kw' needs the layer 'tokens', which no stage before it writes; "
                  "stage 'seg' writes it as 'words'; read that with as: {tokens: words}"));
  EXPECT_THAT(problems_of(stages({"{use: seg, as: {tokens: words}}", "{use: kw, as: {tokens: words}}"})),
              IsEmpty());
}

TEST(Bindings, KeepQuietBehindAStageThatWasNotFound) {
  EXPECT_THAT(problems_of(stages({"use: segg", "use: kw", "{use: sum, when: has(keyphrases)}"})),
              ElementsAre("f:3:10: stages[0].use: unknown stage 'segg'; did you mean 'seg'?"));
}

TEST(Bindings, GiveTheReadersLayerToAStageThatReadsIt) {
  EXPECT_EQ(plan_of(stages({"use: seg", "use: kw"})).schema.markup_slot, TEXTMILL_NONE);
  const Plan plan = plan_of(stages({"use: seg", "{use: kw, as: {sentences: markup}}"}));
  ASSERT_EQ(plan.schema.layers[3].name, "markup");
  EXPECT_EQ(plan.schema.markup_slot, 3U);
  EXPECT_EQ(plan.stages[1].binding.read_layers[1].slot, 3U);
}

TEST(Bindings, KeepTheReadersLayerFromStages) {
  EXPECT_THAT(
      problems_of(stages({"use: seg", "{use: kw, as: {sentences: markup, keyphrases: markup}}"})),
      ElementsAre("f:4:11: stages[1]: stage 'kw' writes the layer 'markup', which the reader of the inputs "
                  "writes already; rename with as: {keyphrases: another-name}"));
}

TEST(Bindings, RefuseTwoWritersOfOneName) {
  EXPECT_THAT(problems_of(stages({"use: seg", "{use: seg, id: again}"})),
              ElementsAre("f:4:11: stages[1]: stage 'again' writes the layers 'blocks', 'sentences' and "
                          "'tokens', which stage "
                          "'seg' (line 3) writes already; rename with as: {blocks: another-name}",
                          "f:4:11: stages[1]: stage 'again' writes the attributes 'seg.language' and "
                          "'seg.words', which stage "
                          "'seg' (line 3) writes already; rename with as: {seg.*: another.*}"));
  EXPECT_THAT(
      problems_of(stages({"{use: seg, as: {tokens: x, blocks: x}}"})),
      ElementsAre("f:3:11: stages[0]: stage 'seg' writes the layer 'x' under two names; rename with as: "
                  "{tokens: another-name}"));
}

TEST(Bindings, RenameLayersAttributesAndFamilies) {
  const Plan plan = plan_of(stages({
      "use: seg",
      "{use: seg, id: again, as: {blocks: b2, sentences: s2, tokens: t2, \"seg.*\": \"again.*\", seg.words: "
      "n}}",
      "{use: sum, as: short}",
      "{use: sum, id: sum2, as: {summary: long, sentences: s2, blocks: b2, \"sum.*\": \"sum2.*\", "
      "seg.language: "
      "again.language}}",
  }));
  EXPECT_THAT(layer_names(plan),
              ElementsAre("blocks", "sentences", "tokens", "b2", "s2", "t2", "short", "long"));
  EXPECT_EQ(plan.schema.attributes[2].name, "again.language");
  EXPECT_EQ(plan.schema.attributes[3].name, "n");  // the exact name goes before the family
  EXPECT_EQ(plan.schema.layers[4].parent_slot, 3u);
  EXPECT_EQ(plan.stages[3].binding.read_layers[1].name, "sentences");
  EXPECT_EQ(plan.stages[3].binding.read_layers[1].slot, 4u);
  EXPECT_EQ(plan.stages[3].binding.read_attributes[0].slot, 2u);
  EXPECT_EQ(plan.schema.layers[7].parent_slot, 4u);
  EXPECT_EQ(plan.stages[2].renames[0], (std::pair<std::string, std::string>{"summary", "short"}));
}

TEST(Bindings, RefuseRenamesThatNameNothing) {
  struct Row {
    std::string as, want;
  };
  const std::vector<Row> rows = {
      {"{token: x}",
       "f:3:21: stages[0].as.token: stage 'seg' neither reads nor writes 'token'; did you mean 'tokens'?"},
      {"{\"kw.*\": \"x.*\"}", "f:3:21: stages[0].as.kw.*: stage 'seg' neither reads nor writes 'kw.*'"},
      {"{tokens: \"a b\"}",
       "f:3:29: stages[0].as.tokens: expected a name of letters, digits, '.', '-' and '_', found 'a b'"},
      {"{tokens: }",
       "f:3:21: stages[0].as.tokens: expected a name of letters, digits, '.', '-' and '_', found nothing"},
      {"{\"seg.*\": x}",
       "f:3:30: stages[0].as.seg.*: a family of attributes becomes one: expected a name such as 'other.*', "
       "found 'x'"},
      {"{seg.words: \"x.*\"}",
       "f:3:32: stages[0].as.seg.words: '*' stands for a family of attributes on both sides or none"},
      {"words", "f:3:20: stages[0].as: 'seg' writes 3 layers; say which one with {own-name: words}"},
      {"[a]", "f:3:20: stages[0].as: expected a map of the stage's names to new ones, found a list"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(problems_of(stages({"{use: seg, as: " + row.as + "}"})), ElementsAre(row.want)) << row.as;
  }
}

TEST(Bindings, ShareFindingsAmongStagesWithTheSameColumns) {
  const Plan plan = plan_of(stages({"use: seg", "use: kw", "use: judge"}));
  const BoundName& first = plan.stages[1].binding.write_layers[1];
  const BoundName& second = plan.stages[2].binding.write_layers[0];
  EXPECT_EQ(first.slot, second.slot);
  EXPECT_TRUE(first.shared);
  EXPECT_TRUE(second.shared);
  EXPECT_THAT(plan.schema.layers[first.slot].labels, ElementsAre("stuffing", "title", "long"));
  EXPECT_THAT(first.labels, ElementsAre(0u, 1u));
  EXPECT_THAT(second.labels, ElementsAre(2u, 0u));
}

TEST(Bindings, RefuseFindingsWithOtherColumns) {
  EXPECT_THAT(
      problems_of(stages({"use: seg", "use: kw", "use: rival"})),
      ElementsAre(
          "f:5:10: stages[2]: stage 'rival' writes the layer 'findings' with other columns than stage "
          "'kw' (line 4); rename one with as: {findings: another-name}"));
  EXPECT_THAT(problems_of(stages({"use: seg", "use: kw", "{use: rival, as: rivals}"})), IsEmpty());
}

}  // namespace
}  // namespace textmill::host
