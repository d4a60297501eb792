#include "plugins/manifest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace textmill::host {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

constexpr const char* kGood = R"(textmill_plugin: 1
id: long-words
version: 1.2.0
licence: Apache-2.0
abi: "1.3"
summary: Finds words above a length
stages:
  - id: long-words
    summary: Marks every long word
    threading: concurrent
    reads:
      layers: [tokens]
      optional_layers: [entities]
      attributes: [segmenter.language]
      meta: true
    writes:
      layers:
        - name: long_words
          summary: One span per long word
          labels: [noun, verb]
          score: true
          parent: sentences
          features: [{name: length, type: integer}, {name: note, type: string}]
        - name: plain
      attributes:
        - {name: long_words.count, type: integer, summary: How many there are}
    options:
      - {name: least, type: integer, default: 12, min: 1, max: 1000, summary: Shortest word}
      - {name: mode, type: choice, choices: [fast, exact], default: exact}
      - {name: share, type: percentage, default: 3%}
      - {name: limit, type: size, default: 64MiB}
      - {name: only, type: strings, default: [a, b]}
      - {name: words, type: path, required: true}
)";

std::vector<std::string> problems_of(const std::string& text) {
  yaml::Problems problems;
  const auto manifest = parse_manifest("plugin.yaml", text, problems);
  EXPECT_EQ(manifest.has_value(), problems.empty());
  return problems.list();
}

/// The good manifest with one piece exchanged.
std::string with(const std::string& piece, const std::string& other) {
  std::string text = kGood;
  const std::size_t at = text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  return text.replace(at, piece.size(), other);
}

TEST(ParseManifest, ReadsWhatIsThere) {
  yaml::Problems problems;
  const auto manifest = parse_manifest("plugin.yaml", kGood, problems);
  ASSERT_TRUE(manifest.has_value()) << ::testing::PrintToString(problems.list());
  EXPECT_EQ(manifest->id, "long-words");
  EXPECT_EQ(manifest->version, "1.2.0");
  EXPECT_EQ(manifest->abi_major, 1U);
  EXPECT_EQ(manifest->abi_minor, 3U);

  const StageManifest& stage = manifest->stages.at(0);
  EXPECT_EQ(stage.threading, Threading::Concurrent);
  EXPECT_TRUE(stage.reads_meta);
  ASSERT_EQ(stage.read_layers.size(), 2U);
  EXPECT_FALSE(stage.read_layers[0].optional);
  EXPECT_TRUE(stage.read_layers[1].optional);
  EXPECT_EQ(stage.read_attributes.at(0).name, "segmenter.language");

  const LayerSpec& layer = stage.write_layers.at(0);
  EXPECT_TRUE(layer.has_labels && layer.has_scores && layer.has_parents);
  EXPECT_THAT(layer.labels, ElementsAre("noun", "verb"));
  EXPECT_EQ(layer.features.at(0).type, TEXTMILL_INTEGER);
  EXPECT_EQ(layer.features.at(1).type, TEXTMILL_STRING);
  EXPECT_THAT(stage.parent_layers, ElementsAre("sentences", ""));
  EXPECT_FALSE(stage.write_layers.at(1).has_labels || stage.write_layers.at(1).has_scores);
  EXPECT_EQ(stage.write_attributes.at(0).type, TEXTMILL_INTEGER);

  ASSERT_EQ(stage.options.size(), 6U);
  EXPECT_EQ(stage.options[0].default_value->scalar, "12");
  EXPECT_EQ(stage.options[0].maximum, 1000.0);
  EXPECT_EQ(stage.options[1].type, OptionType::Choice);
  EXPECT_TRUE(stage.options[5].required);
}

TEST(ParseManifest, ReadsRules) {
  yaml::Problems problems;
  const std::string attribute = "summary: How many there are}\n";
  const std::string listed =
      "      rules:\n"
      "        - {name: hard-word, summary: A word is hard to read, help: Use a shorter one}\n"
      "        - {name: NAME}\n";
  const auto text = [&](std::string name) {
    std::string all = attribute + listed;
    return with(attribute, all.replace(all.find("NAME"), 4, name));
  };
  const auto manifest = parse_manifest("plugin.yaml", text("long-text"), problems);
  ASSERT_TRUE(manifest);
  const std::vector<RuleSpec>& rules = manifest->stages[0].rules;
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].name, "hard-word");
  EXPECT_EQ(rules[0].summary, "A word is hard to read");
  EXPECT_EQ(rules[0].help, "Use a shorter one");
  EXPECT_EQ(rules[1].help, "");
  EXPECT_THAT(problems_of(text("hard-word")),
              ElementsAre(::testing::HasSubstr("there are two rules 'hard-word'")));
}

TEST(ParseManifest, EmptyListOfLabelsStillMeansALabelColumn) {
  yaml::Problems problems;
  const auto manifest = parse_manifest("plugin.yaml", with("labels: [noun, verb]", "labels: []"), problems);
  ASSERT_TRUE(manifest.has_value());
  EXPECT_TRUE(manifest->stages[0].write_layers[0].has_labels);
}

TEST(ParseManifest, NamesThePlaceAndTheNearestRightWord) {
  struct Row {
    const char* piece;
    const char* other;
    const char* problem;
  };
  for (const Row& row : {
           Row{"licence:", "lisence:", "plugin.yaml:4:1: unknown key 'lisence'; did you mean 'licence'?"},
           Row{"threading: concurrent", "threading: paralel",
               "plugin.yaml:10:16: stages[0].threading: expected per-worker, concurrent or serial, found "
               "'paralel'"},
           Row{"abi: \"1.3\"", "abi: one",
               "plugin.yaml:5:6: abi: expected an ABI version such as \"1.0\", found 'one'"},
           Row{"textmill_plugin: 1", "textmill_plugin: 2",
               "plugin.yaml:1:18: textmill_plugin: this is format version '2', but this textmill reads "
               "version 1"},
           Row{"id: long-words\nv", "id: long words\nv",
               "plugin.yaml:2:5: id: a name consists of letters, digits, '-' and '_', but this is 'long "
               "words'"},
           Row{"optional_layers: [entities]", "optional_layers: [tokens]",
               "plugin.yaml:13:24: stages[0].reads.optional_layers: 'tokens' is listed as needed and as "
               "optional"},
           Row{"type: integer, default: 12", "type: interger, default: 12",
               "plugin.yaml:28:29: stages[0].options[0].type: expected bool, integer, number, string, "
               "choice, strings, "
               "size, duration, percentage or path, found 'interger'; did you mean 'integer'?"},
           Row{"default: 12, min: 1", "default: 12, min: 2000",
               "plugin.yaml:28:56: stages[0].options[0].min: the minimum is above the maximum"},
           Row{"default: 12,", "default: twelve,",
               "plugin.yaml:28:47: stages[0].options[0].default: expected an integer, found 'twelve'"},
           Row{"default: exact", "default: exakt",
               "plugin.yaml:29:69: stages[0].options[1].default: 'exakt' is not among the choices; did you "
               "mean 'exact'?"},
           Row{"required: true", "required: true, default: a.txt",
               "plugin.yaml:33:60: stages[0].options[5].default: a required option has no default; leave one "
               "of the two out"},
           Row{"name: share", "name: mode",
               "plugin.yaml:30:16: stages[0].options[2].name: there are two options 'mode'"},
           Row{"name: plain", "name: long_words",
               "plugin.yaml:24:17: stages[0].writes.layers[1].name: there are two layers 'long_words'"},
           Row{"score: true", "score: yes",
               "plugin.yaml:21:18: stages[0].writes.layers[0].score: expected true or false, found 'yes'"},
           Row{"layers: [tokens]", "layers: tokens",
               "plugin.yaml:12:15: stages[0].reads.layers: expected a list, found 'tokens'"},
       }) {
    EXPECT_THAT(problems_of(with(row.piece, row.other)), Contains(row.problem)) << row.other;
  }
}

TEST(ParseManifest, ReportsEveryProblemAtOnce) {
  EXPECT_THAT(problems_of("textmill_plugin: 1\nid: x\nstages: []\n"),
              ElementsAre("plugin.yaml:1:1: version: this key is missing",
                          "plugin.yaml:1:1: licence: this key is missing",
                          "plugin.yaml:1:1: abi: this key is missing",
                          "plugin.yaml:3:9: stages: a plugin offers at least one stage"));
}

TEST(ParseManifest, RefusesWhatIsNoMap) {
  EXPECT_THAT(problems_of(""),
              ElementsAre("plugin.yaml: expected a map with the key textmill_plugin, found nothing"));
  EXPECT_FALSE(problems_of("- a\n").empty());
  EXPECT_FALSE(problems_of("a: [").empty());
  EXPECT_FALSE(problems_of("stages: [null, 1]").empty());
}

TEST(ParseManifest, LooksOnlyAtItsOwnProblems) {
  yaml::Problems problems;
  problems.add("pipeline.yaml", {1, 1}, "", "something else");
  EXPECT_TRUE(parse_manifest("plugin.yaml", kGood, problems).has_value());
}

}  // namespace
}  // namespace textmill::host
