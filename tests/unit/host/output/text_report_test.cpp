#include "output/text_report.hpp"

#include <gmock/gmock.h>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kText =
    "The river\nThe river rose on Monday. Ada Byron left the river.\nAfterwards\nThe river cost 3 billion "
    "dollars.\n";

class TextReportOutput : public ::testing::Test {
 protected:
  std::string render() {
    ByteBuffer out;
    make_text_renderer(made.plan, options)->document(*made.document, out);
    return out.str();
  }

  /// All well-known layers, as our own plugins would fill them.
  void article() {
    made.declare("blocks").labels = {"title", "heading", "paragraph"};
    made.declare("sentences", false);
    made.declare("tokens");
    made.declare("keyphrases", true, true);
    made.declare("entities", true, true, {{"norm", TEXTMILL_STRING}});
    made.declare("summary", false, true);
    made.declare(
        "findings", true, false,
        {{"severity", TEXTMILL_STRING}, {"message", TEXTMILL_STRING}, {"suggestion", TEXTMILL_STRING}});
    made.declare_attribute("keyword_density.density", TEXTMILL_NUMBER);
    made.start("article.txt", kText);
    made.add("blocks", {{0, 9, "title"}, {10, 61, "paragraph"}, {62, 72, "heading"}, {73, 106, "paragraph"}});
    made.add("sentences", {{10, 36}, {36, 61}, {73, 106}});
    made.add("tokens", {{0, 3, "word"}, {4, 9, "word"}, {34, 35, "punctuation"}});
    made.add("keyphrases", {{0, 9, "the river", 5}, {10, 19, "the river", 5}, {36, 45, "ada byron", 1}});
    made.add("entities",
             {{28, 34, "DATE"}, {36, 45, "PERSON"}, {88, 105, "MONEY", 1, 0, {"USD 3000000000"}}});
    made.add("summary", {{10, 35, "", 1}});
    made.add("findings",
             {{0, 9, "density.note", 0, 0, {"note", "a note"}},
              {10, 19, "density.stuffing", 0, 0, {"error", "\"the river\" stands 3 times", "use it once"}},
              {50, 59, "density.stuffing", 0, 0, {"error", "\"the river\" stands 3 times", "use it once"}}});
    made.set("keyword_density.density", Value::of(12.34567));
  }

  MadeDocument made;
  RenderOptions options;
};

TEST_F(TextReportOutput, ShowsVerdictsFirstAndAttributesLast) {
  article();
  options.width = 72;
  EXPECT_EQ(render(), R"(── article.txt ─────────────────────────────────────────────────────────
The river

2 errors, 1 note
  error    "the river" stands 3 times; use it once [density.stuffing, 2
           places from line 2]
  note     a note [density.note, line 1]

Structure
  2 words · 3 sentences · 2 paragraphs · 1 title · 1 heading
  § Afterwards

Keyphrases
  the river  2×    score 5
  ada byron  1×    score 1

Entities
  PERSON        Ada Byron
  DATE          Monday
  MONEY         3 billion dollars = USD 3000000000

Summary
  • The river rose on Monday.

Attributes
  keyword_density  density 12.346

)");
}

TEST_F(TextReportOutput, CountsWordsOfTheTextProperOnly) {
  made.declare("blocks");
  made.declare("sentences", false);
  made.declare("tokens");
  made.start("1", "Home > News\nTwo words 3.\nFollow us");
  made.add("blocks", {{0, 11, "breadcrumb"}, {12, 24, "paragraph"}, {25, 34, "boilerplate"}});
  made.add("sentences", {{0, 11}, {12, 24}, {25, 34}});
  made.add("tokens", {{0, 4, "word"},
                      {7, 11, "word"},
                      {12, 15, "word"},
                      {16, 21, "word"},
                      {22, 23, "number"},
                      {23, 24, "punctuation"},
                      {25, 31, "word"},
                      {32, 34, "word"}});
  EXPECT_THAT(render(), HasSubstr("  3 words · 1 sentence · 1 breadcrumb · 1 paragraph · 1 boilerplate\n"));
}

TEST_F(TextReportOutput, QuietShowsVerdictsOnly) {
  article();
  options.verbosity = -1;
  EXPECT_THAT(render(), HasSubstr("error "));
  EXPECT_THAT(render(), Not(HasSubstr("Summary")));
}

TEST_F(TextReportOutput, ColoursOnlyIfAsked) {
  article();
  EXPECT_THAT(render(), Not(HasSubstr("\x1b")));
  options.colour = true;
  EXPECT_THAT(render(), HasSubstr("\x1b[1;31m  error"));
}

TEST_F(TextReportOutput, SaysThatThereAreNoFindingsOnlyIfSomebodyLooked) {
  made.declare("findings");
  made.start("1", "text");
  EXPECT_THAT(render(), Not(HasSubstr("findings")));
  made.add("findings", {});
  EXPECT_THAT(render(), HasSubstr("no findings"));
}

TEST_F(TextReportOutput, ListsLayersItDoesNotKnow) {
  made.declare("long_words", false);
  made.declare("moods");
  made.start("1", "abc def abc");
  made.add("long_words", {{0, 3}, {4, 7}, {8, 11}});
  made.add("moods", {{0, 3, "glad"}});
  EXPECT_THAT(render(), HasSubstr("long_words\n  3 spans: abc ×2, def\n"));
  EXPECT_THAT(render(), HasSubstr("moods\n  1 span: glad\n"));
}

TEST_F(TextReportOutput, ShortensLongListsUnlessVerbose) {
  made.declare("words", false);
  made.start("1", "abcdefghijkl");
  std::vector<MadeSpan> spans;
  for (std::uint32_t i = 0; i < 12; ++i) spans.push_back({i, i + 1});
  made.add("words", spans);
  EXPECT_THAT(render(), HasSubstr("12 spans: a, b, c, d, e, f, g, h, and 4 more\n"));
  options.verbosity = 1;
  EXPECT_THAT(render(), HasSubstr("g, h, i, j, k, l\n"));
}

TEST_F(TextReportOutput, ShowsAnEmptyTextAsSuch) {
  made.start("empty.txt", "");
  EXPECT_THAT(render(), HasSubstr("the text is empty"));
}

TEST_F(TextReportOutput, LetsNoDocumentSteerTheTerminal) {
  made.declare("entities");
  made.start("id\x1b[2J", "a\x1b[31mb");
  made.add("entities", {{0, 7, "PER\x1bSON"}});
  EXPECT_THAT(render(), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace textmill::host
