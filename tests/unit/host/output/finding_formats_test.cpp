#include <gmock/gmock.h>

#include "fixtures.hpp"
#include "output/renderer.hpp"

namespace textmill::host {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class FindingFormats : public ::testing::Test {
 protected:
  FindingFormats() {
    made.declare(
        "findings", true, false,
        {{"severity", TEXTMILL_STRING}, {"message", TEXTMILL_STRING}, {"suggestion", TEXTMILL_STRING}});
    stage.rules = {{"stuffing", "too often", "reword"}, {"quiet", "never found", ""}};
    made.plan.name = "audit";
    made.plan.stages.emplace_back();
    made.plan.stages[0].id = "counter";
    plugin.manifest.emplace();
    made.plan.stages[0].ref = {&plugin, &stage};
  }

  std::string render(const std::string& format) {
    made.plan.output.format = format;
    const auto renderer = make_renderer(made.plan, {});
    EXPECT_TRUE(renderer) << format;
    ByteBuffer out;
    (*renderer)->header(out);
    ByteBuffer documents;
    (*renderer)->document(*made.document, documents);
    if (std::string_view(documents).starts_with((*renderer)->separator()))
      documents.drop_front((*renderer)->separator().size());
    out += documents;
    (*renderer)->footer(out);
    return out.str();
  }

  /// A text file with one error and one note.
  void start_file() {
    made.start("dir/a b.txt", "One.\nTwo \"three\" & four.", {"dir/a b.txt", 0, 24, 0});
    made.add("findings", {{9, 16, "stuffing", 0, TEXTMILL_NONE, {"error", "<b> & \"c\": 50%, x", "cut"}},
                          {17, 18, "own", 0, TEXTMILL_NONE, {"note", "small"}}});
  }
  void start_line() {
    made.start("doc-7", "One two", {"in.jsonl", 100, 50, 7});
    made.add("findings", {{4, 7, "stuffing", 0, TEXTMILL_NONE, {"warning", "bad"}}});
  }

  CatalogEntry plugin;
  StageManifest stage;
  MadeDocument made;
};

TEST_F(FindingFormats, NeedFindings) {
  for (const char* format : {"sarif", "github", "junit", "checkstyle"}) {
    Plan plan;
    plan.output.format = format;
    EXPECT_EQ(make_renderer(plan, {}).error().message(),
              "output format '" + std::string(format) +
                  "' needs the layer 'findings', which no stage of this pipeline writes");
  }
}

TEST_F(FindingFormats, SarifHasRulesAndRegionsOfTheFile) {
  start_file();
  const std::string log = render("sarif");
  EXPECT_THAT(log, HasSubstr(R"("rules":[{"id":"stuffing","shortDescription":{"text":"too often"},)"
                             R"("help":{"text":"reword"},"properties":{"stage":"counter"}})"));
  EXPECT_THAT(log, HasSubstr(R"("columnKind":"unicodeCodePoints")"));
  EXPECT_THAT(log, HasSubstr(R"({"ruleId":"stuffing","ruleIndex":0,"level":"error",)"));
  EXPECT_THAT(
      log, HasSubstr(R"("artifactLocation":{"uri":"dir/a%20b.txt"},"region":{"startLine":2,"startColumn":5,)"
                     R"("endLine":2,"endColumn":12,"charOffset":9,"charLength":7,"byteOffset":9,)"
                     R"("byteLength":7,"snippet":{"text":"\"three\""}})"));
  EXPECT_THAT(log, HasSubstr(R"({"ruleId":"own","level":"note")"));
}

TEST_F(FindingFormats, SarifCountsColumnsInTheUnitAskedFor) {
  made.plan.output.offsets = OffsetUnit::Utf16;
  start_file();
  EXPECT_THAT(render("sarif"), HasSubstr(R"("columnKind":"utf16CodeUnits")"));
}

TEST_F(FindingFormats, SarifPointsAtTheLineOfARecord) {
  start_line();
  const std::string log = render("sarif");
  EXPECT_THAT(log, HasSubstr(R"("region":{"startLine":7}})"));
  EXPECT_THAT(
      log, HasSubstr(R"("properties":{"document":"doc-7","offsets":"byte","begin":4,"end":7,"text":"two"})"));
}

TEST_F(FindingFormats, GithubCommandsCannotBeBrokenOut) {
  start_file();
  EXPECT_EQ(render("github"),
            "::debug::columns count in the unit codepoint\n"
            "::error file=dir/a b.txt,line=2,endLine=2,col=5,endColumn=12,title=stuffing::"
            "<b> & \"c\": 50%25, x; cut\n"
            "::notice file=dir/a b.txt,line=2,endLine=2,col=13,endColumn=14,title=own::small\n");
  made.start("evil", "x", {"a,b:c%\n.jsonl", 0, 9, 2});
  made.add("findings", {{0, 1, "r,:", 0, TEXTMILL_NONE, {"error", "one\n::error::two"}}});
  EXPECT_THAT(render("github"), HasSubstr("::error file=a%2Cb%3Ac%25%0A.jsonl,line=2,title=r%2C%3A::"
                                          "one ::error::two (document evil, line 1, column 1)\n"));
}

TEST_F(FindingFormats, JunitHasATestPerRule) {
  start_file();
  const std::string xml = render("junit");
  EXPECT_THAT(
      xml,
      HasSubstr("<testsuite name=\"dir/a b.txt\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\">"));
  EXPECT_THAT(xml, HasSubstr("name=\"stuffing\">\n    <failure type=\"error\" message=\"&lt;b&gt; &amp; "
                             "&quot;c&quot;: 50%, x; cut\">error: line 2, column 5 (codepoint): &lt;b&gt;"));
  EXPECT_THAT(xml, HasSubstr("name=\"quiet\"/>"));
  EXPECT_THAT(xml, HasSubstr("<system-out>note: line 2, column 13 (codepoint): small\n</system-out>"));
}

TEST_F(FindingFormats, CheckstyleNamesFileLineAndColumn) {
  start_file();
  EXPECT_THAT(render("checkstyle"),
              HasSubstr("<file name=\"dir/a b.txt\">\n  <error line=\"2\" column=\"5\" "
                        "severity=\"error\" message=\"&lt;b&gt; &amp; &quot;c&quot;: 50%, x; "
                        "cut\" source=\"textmill.stuffing\"/>\n"));
  start_line();
  EXPECT_THAT(render("checkstyle"),
              HasSubstr("<error line=\"7\" severity=\"warning\" message=\"bad (document doc-7, "
                        "line 1, column 5)\" source=\"textmill.stuffing\"/>\n"));
}

TEST_F(FindingFormats, XmlHoldsNoCharacterThatXmlForbids) {
  made.start("a\x01z\xef\xbf\xbf", "x", {"a\x0b.txt", 0, 1, 0});
  made.add("findings", {{0, 1, "r\x02", 0, TEXTMILL_NONE, {"error", "\x03"}}});
  for (const char* format : {"junit", "checkstyle"}) {
    const std::string xml = render(format);
    for (const char c : xml) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n') << format;
    EXPECT_THAT(xml, Not(HasSubstr("\xef\xbf\xbf")));
  }
}

}  // namespace
}  // namespace textmill::host
