#include "output/csv.hpp"

#include <gmock/gmock.h>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

class CsvOutput : public ::testing::Test {
 protected:
  std::string render() {
    ByteBuffer out;
    const auto renderer = make_csv_renderer(made.plan);
    renderer->header(out);
    renderer->document(*made.document, out);
    return out.str();
  }

  MadeDocument made;
};

TEST_F(CsvOutput, WritesOneRowPerSpan) {
  made.declare("tokens", false);
  made.declare("entities", true, true);
  made.start("doc,1", "Ada said \"no\",\nthen left");
  made.add("tokens", {{0, 3}});
  made.add("entities", {{0, 3, "PERSON", 0.5F}, {9, 19, "OTHER"}});
  EXPECT_EQ(render(),
            "id,layer,begin,end,label,score,text\r\n"
            "\"doc,1\",tokens,0,3,,,Ada\r\n"
            "\"doc,1\",entities,0,3,PERSON,0.5,Ada\r\n"
            "\"doc,1\",entities,9,19,OTHER,0,\"\"\"no\"\",\nthen\"\r\n");
}

TEST_F(CsvOutput, NamesTheUnitOfOffsetsOtherThanBytes) {
  made.declare("tokens", false);
  made.plan.output.offsets = OffsetUnit::Codepoint;
  made.start("1", "é x");
  made.add("tokens", {{3, 4}});
  EXPECT_EQ(render(), "id,layer,begin_codepoint,end_codepoint,label,score,text\r\n1,tokens,2,3,,,x\r\n");
}

TEST_F(CsvOutput, KeepsSpreadsheetsFromRunningFormulas) {
  struct Row {
    std::string_view text;
    std::string_view cell;
  };
  const std::vector<Row> rows = {
      {"=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""},
      {"+1+cmd", "\"'+1+cmd\""},
      {"@SUM", "\"'@SUM\""},
      {"-x", "\"'-x\""},
      {"\tx", "\"'\tx\""},
      {"-5", "-5"},
      {"+3.25", "+3.25"},
      {"a=b", "a=b"},
  };
  made.declare("tokens", false);
  for (const Row& row : rows) {
    made.start("1", row.text);
    made.add("tokens", {{0, static_cast<std::uint32_t>(row.text.size())}});
    EXPECT_EQ(render(), "id,layer,begin,end,label,score,text\r\n1,tokens,0," +
                            std::to_string(row.text.size()) + ",,," + std::string(row.cell) + "\r\n");
  }
}

}  // namespace
}  // namespace textmill::host
