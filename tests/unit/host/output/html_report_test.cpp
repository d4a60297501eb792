#include "output/html_report.hpp"

#include <gmock/gmock.h>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class HtmlOutput : public ::testing::Test {
 protected:
  /// The part of the page that one document makes.
  std::string document() {
    ByteBuffer out;
    make_html_renderer(made.plan, {})->document(*made.document, out);
    return out.str();
  }
  std::string frame() {
    ByteBuffer out;
    const auto renderer = make_html_renderer(made.plan, {});
    renderer->header(out);
    renderer->footer(out);
    return out.str();
  }

  MadeDocument made;
};

TEST_F(HtmlOutput, HasNothingThatComesFromElsewhere) {
  const std::string page = frame();
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  for (const char* outside : {"<link", " src=", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML"})
    EXPECT_THAT(page, Not(HasSubstr(outside)));
}

TEST_F(HtmlOutput, TellsWhatTheRunDidOnlyIfAsked) {
  const auto figures_of = [&](bool asked) {
    RenderOptions options;
    options.figures = asked;
    ByteBuffer out;
    make_html_renderer(made.plan, options)->figures({3, 1, 1, 1, 2'500'000, {}}, out);
    return out.str();
  };
  EXPECT_EQ(figures_of(false), "");
  EXPECT_THAT(figures_of(true),
              HasSubstr(R"("read":3,"written":1,"dropped":1,"set_aside":1,"ms":2.5,"stages":[])"));
}

TEST_F(HtmlOutput, NamesADocumentWithoutTitleByItsBeginning) {
  made.declare("blocks").labels = {"paragraph", "boilerplate"};
  made.start("d",
             "Menu\nA long beginning of a text that goes on and on until it is longer than a heading is "
             "likely to be.");
  made.add("blocks", {{0, 4, "boilerplate"}, {5, 100, "paragraph"}});
  EXPECT_THAT(document(), HasSubstr("\"beginning\":\"A long beginning of a text that goes on and on until it "
                                    "is longer than a heading is\""));
}

TEST_F(HtmlOutput, NeverLetsATextEndItsElement) {
  made.declare("entities");
  made.start("</script><b>", "</script><script>alert(1)</script><!-- Ada");
  made.add("entities", {{0, 9, "</script>"}});
  const std::string out = document();
  EXPECT_EQ(out.find("</script>"), out.rfind("</script>")) << out;
  EXPECT_THAT(out, Not(HasSubstr("<!--")));
  EXPECT_THAT(out, HasSubstr(R"(\u003c/script>\u003cscript>alert(1))"));
}

TEST_F(HtmlOutput, CountsOffsetsAsJavaScriptDoes) {
  made.declare("entities", true, true);
  made.start("d", "\xF0\x9F\x98\x80 Ada");
  made.add("entities", {{5, 8, "PERSON", 0.98F}});
  EXPECT_THAT(document(), HasSubstr(R"("rows":[[3,6,"PERSON",0.98,null]])"));
}

TEST_F(HtmlOutput, CountsWordsOutsideFurnitureForTheIndex) {
  made.declare("blocks").labels = {"title", "paragraph", "boilerplate"};
  made.declare("tokens").labels = {"word", "punctuation"};
  made.start("d", "Menu\nBig news.");
  made.add("blocks", {{0, 4, "boilerplate"}, {5, 14, "title"}});
  made.add("tokens", {{0, 4, "word"}, {5, 8, "word"}, {9, 13, "word"}, {13, 14, "punctuation"}});
  const std::string out = document();
  EXPECT_THAT(out, HasSubstr(R"("title":"Big news.")"));
  EXPECT_THAT(out, HasSubstr(R"("words":2)"));
  EXPECT_THAT(out, Not(HasSubstr(R"("name":"tokens")")));
}

TEST_F(HtmlOutput, KeepsSpansThatOverlap) {
  made.declare("entities");
  made.start("d", "Bank of England");
  made.add("entities", {{0, 15, "ORGANIZATION"}, {8, 15, "LOCATION"}});
  EXPECT_THAT(document(), HasSubstr(R"([[0,15,"ORGANIZATION",null,null],[8,15,"LOCATION",null,null]])"));
}

TEST_F(HtmlOutput, CountsFindingsBySeverity) {
  made.declare("findings", true, false, {{"severity", TEXTMILL_STRING}});
  made.start("d", "abc");
  made.add("findings",
           {{0, 1, "r", 0, TEXTMILL_NONE, {"error"}}, {1, 2, "r", 0, TEXTMILL_NONE, {"note"}}, {2, 3, "r"}});
  EXPECT_THAT(document(), HasSubstr(R"("findings":[1,0,2])"));
}

}  // namespace
}  // namespace textmill::host
