#include "output/findings.hpp"

#include <gmock/gmock.h>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

class Findings : public ::testing::Test {
 protected:
  Findings() {
    made.declare(
        "findings", true, false,
        {{"severity", TEXTMILL_STRING}, {"message", TEXTMILL_STRING}, {"suggestion", TEXTMILL_STRING}});
  }
  std::vector<Finding> found(OffsetUnit unit = OffsetUnit::Codepoint) {
    return findings_of(*made.document, 0, unit);
  }

  MadeDocument made;
};

TEST_F(Findings, StandAtLineAndColumn) {
  struct Row {
    OffsetUnit unit;
    std::uint32_t column;
  };
  made.start("1", "\xf0\x9f\x98\x80\nx\xf0\x9f\x98\x80\xc3\xa9 y\n");  // an emoji; x, an emoji, e with acute
  made.add("findings", {{13, 14, "rule", 0, TEXTMILL_NONE, {"error", "wrong", "right"}}});
  for (const Row& row :
       {Row{OffsetUnit::Byte, 9}, Row{OffsetUnit::Codepoint, 5}, Row{OffsetUnit::Utf16, 6}}) {
    const std::vector<Finding> findings = found(row.unit);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].begin.line, 2U);
    EXPECT_EQ(findings[0].begin.column, row.column);
    EXPECT_EQ(findings[0].end.column, row.column + 1);
    EXPECT_EQ(findings[0].message, "wrong; right");
    EXPECT_EQ(findings[0].severity, Severity::Error);
  }
}

TEST_F(Findings, ComeInTextOrderWithWhatTheyHave) {
  made.start("1", "first second");
  made.add("findings",
           {{0, 5, "", 0, TEXTMILL_NONE, {"", ""}}, {6, 12, "b", 0, TEXTMILL_NONE, {"warning", "m"}}});
  const std::vector<Finding> findings = found();
  EXPECT_EQ(findings[0].rule, "finding");
  EXPECT_EQ(findings[0].message, "first");
  EXPECT_EQ(findings[0].severity, Severity::Note);
  EXPECT_EQ(findings[1].rule, "b");
  EXPECT_EQ(findings[1].message, "m");
}

TEST_F(Findings, KnowHowTheirDocumentStandsInItsFile) {
  struct Row {
    Source source;
    Standing standing;
    const char* why;
  };
  const std::vector<Row> rows = {
      {{"a.txt", 0, 4, 0}, Standing::Whole, "a text file"},
      {{"a.txt", 0, 7, 0}, Standing::Whole, "one with a byte order mark"},
      {{"a.jsonl", 90, 40, 3}, Standing::Line, "a line of JSON"},
      {{"a.html", 0, 60, 0}, Standing::Inside, "a page, of which the text is a part"},
      {{"a.warc", 500, 4, 0}, Standing::Inside, "a record of an archive"},
  };
  for (const Row& row : rows) {
    made.start("id", "text", row.source);
    EXPECT_EQ(standing_of(*made.document), row.standing) << row.why;
  }
}

TEST_F(Findings, SayWhichDocumentOfAFileTheyMean) {
  made.start("doc-3", "a text", {"a.jsonl", 90, 40, 3});
  made.add("findings", {{2, 6, "rule", 0, TEXTMILL_NONE, {"error", "wrong"}}});
  EXPECT_EQ(told_in_file(found()[0], *made.document), "wrong (document doc-3, line 1, column 3)");
  made.start("a.txt", "a text", {"a.txt", 0, 6, 0});
  made.add("findings", {{2, 6, "rule", 0, TEXTMILL_NONE, {"error", "wrong"}}});
  EXPECT_EQ(told_in_file(found()[0], *made.document), "wrong");
}

}  // namespace
}  // namespace textmill::host
