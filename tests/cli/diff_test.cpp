#include <gmock/gmock.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;

constexpr const char* kWhole = "textmill: 1\nstages: [{use: segmenter}]\n";
constexpr const char* kSplit = "textmill: 1\nstages: [{use: segmenter, with: {clitics: split}}]\n";

class DiffVerb : public ::testing::Test {
 protected:
  DiffVerb() {
    folder.write("a.yaml", kWhole);
    folder.write("b.yaml", kSplit);
    folder.write("in.jsonl",
                 "{\"id\":\"x\",\"text\":\"It isn't so.\"}\n{\"id\":\"y\",\"text\":\"It is so.\"}\n");
  }
  Ran run(std::vector<std::string> arguments) { return textmill(arguments, "", folder.path()); }

  ScratchFolder folder;
};

TEST_F(DiffVerb, ComparesTwoPipelinesOverInputs) {
  const Ran ran = run({"diff", "a.yaml", "b.yaml", "in.jsonl", "--layers", "tokens"});
  EXPECT_EQ(ran.exit, 1) << ran.error;
  EXPECT_EQ(ran.out,
            "A a.yaml\nB b.yaml\n2 documents in both; 1 differs\n\n"
            "Spans\n"
            "  layer   same  added  removed  moved  relabelled  changed\n"
            "  tokens     7      1        .      1           .        .\n\n"
            "Labels of tokens\n"
            "  A \\ B  word  none\n"
            "  word      6     .\n"
            "  none      1     .\n\n"
            "Attributes\n"
            "  segmenter.words differs in 1 document\n\n"
            "Most different\n"
            "  x: 3 differences\n"
            "    segmenter.words 3 to 4\n"
            "    tokens moved 3-8 word to 3-5 word\n"
            "    tokens added 5-8 word\n");
  EXPECT_EQ(ran.error, "");
}

TEST_F(DiffVerb, ComparesResultsPlainAndCompressed) {
  run({"run", "a.yaml", "in.jsonl", "-q", "-o", "a.jsonl"});
  run({"run", "b.yaml", "in.jsonl", "-q", "-o", "b.jsonl.gz"});
  EXPECT_EQ(run({"diff", "a.jsonl", "b.jsonl.gz"}).exit, 1);
  EXPECT_EQ(run({"diff", "a.jsonl", "a.jsonl"}).out,
            "A a.jsonl\nB a.jsonl\n2 documents in both; none differs\n");
  EXPECT_EQ(run({"diff", "a.jsonl", "a.jsonl"}).exit, 0);
}

TEST_F(DiffVerb, AllowsAsManyDifferencesAsItIsTold) {
  for (const auto& [allow, exit] : {std::pair("1", 0), {"0", 1}, {"50%", 0}, {"49%", 1}})
    EXPECT_EQ(run({"diff", "a.yaml", "b.yaml", "in.jsonl", "--allow", allow}).exit, exit) << allow;
  EXPECT_EQ(run({"diff", "a.yaml", "b.yaml", "in.jsonl", "--allow", "few"}).exit, 2);
}

TEST_F(DiffVerb, SpeaksJsonAndHtml) {
  const Ran json = run({"diff", "a.yaml", "b.yaml", "in.jsonl", "--format", "json"});
  EXPECT_EQ(json.exit, 1);
  folder.write("out.json", json.out);
  EXPECT_EQ(shell("python3 -c \"import json; d = json.load(open('out.json')); assert d['differ'] == 1 and "
                  "d['layers']['tokens']['moved'] == 1 and d['most'][0]['spans'][0]['a']['end'] == 8, d\"",
                  folder.path())
                .error,
            "");
  EXPECT_THAT(run({"diff", "a.yaml", "b.yaml", "in.jsonl", "--format", "html"}).out, HasSubstr("</html>\n"));
}

TEST_F(DiffVerb, ShowsTheTextsOfAPageBesideEachOther) {
  folder.write("in.jsonl", "{\"id\":\"x\",\"text\":\"<b>Fine</b> weather. She paid 5 euros on Monday.\"}\n");
  folder.write("a.yaml",
               "textmill: 1\nstages: [{use: segmenter}, {use: entity-tagger, with: {types: [MONEY]}}]\n");
  folder.write("b.yaml",
               "textmill: 1\nstages: [{use: segmenter}, {use: entity-tagger, with: {types: [DATE]}}]\n");
  const Ran ran = run({"diff", "a.yaml", "b.yaml", "in.jsonl", "--format", "html"});
  EXPECT_THAT(ran.out,
              HasSubstr("<td dir=\"auto\" data-side=\"A\">&lt;b&gt;Fine&lt;/b&gt; weather. She paid "
                        "<mark class=\"a\" title=\"entities removed MONEY\">5 euros</mark><sup>MONEY</sup> "
                        "on Monday.</td>"));
  EXPECT_THAT(ran.out,
              HasSubstr("on <mark class=\"b\" title=\"entities added DATE\">Monday</mark><sup>DATE</sup>"));
}

TEST_F(DiffVerb, SaysWhatIsNoResult) {
  EXPECT_EQ(run({"diff", "a.yaml", "b.yaml"}).exit, 6);
  EXPECT_THAT(run({"diff", "a.yaml", "b.yaml"}).error,
              HasSubstr("a.yaml:1: expected a result as textmill run"));
  EXPECT_EQ(run({"diff", "a.yaml", "no-such", "in.jsonl"}).exit, 3);
  EXPECT_EQ(run({"diff", "a.jsonl", "b.jsonl"}).exit, 2);
}

}  // namespace
}  // namespace textmill::test
