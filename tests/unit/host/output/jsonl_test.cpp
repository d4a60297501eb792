#include "output/jsonl.hpp"

#include <gmock/gmock.h>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class JsonLinesOutput : public ::testing::Test {
 protected:
  std::string render() {
    ByteBuffer buffer("before\n");
    const auto renderer = make_jsonl_renderer(made.plan);
    renderer->header(buffer);
    renderer->document(*made.document, buffer);
    renderer->footer(buffer);
    const std::string out = buffer.str();
    EXPECT_EQ(out.substr(0, 7), "before\n");
    EXPECT_EQ(out.back(), '\n');
    return out.substr(7, out.size() - 8);
  }

  MadeDocument made;
};

TEST_F(JsonLinesOutput, WritesADocumentInTheAgreedOrder) {
  made.declare("blocks").labels = {"title", "paragraph"};
  made.declare("sentences", false).has_parents = true;
  made.declare("entities", true, true,
               {{"norm", TEXTMILL_STRING}, {"length", TEXTMILL_INTEGER}, {"weight", TEXTMILL_NUMBER}});
  made.declare_attribute("kw.density", TEXTMILL_NUMBER);
  made.declare_attribute("kw.count", TEXTMILL_INTEGER);
  made.declare_attribute("kw.stuffed", TEXTMILL_BOOL);
  made.declare_attribute("kw.verdict", TEXTMILL_STRING);
  made.declare_attribute("kw.unset", TEXTMILL_STRING);
  made.plan.output.text = made.plan.output.meta = true;
  Document& document = made.start("doc-1", "Ada is \"here\".", {"in.jsonl", 100, 50, 3});
  document.add_meta("title", R"({"a": [1, "x"]})", {});
  document.add_meta("n", "1.50", Value::of(1.5));
  made.add("blocks", {{0, 14, "paragraph"}});
  made.add("sentences", {{0, 14, "", 0, 0}, {0, 3}});
  made.add("entities", {{0, 3, "PERSON", 0.98F, 0, {"Ada \"L\""}}, {7, 13}});
  made.set("kw.density", Value::of(3.1));
  made.set("kw.count", Value::of(std::int64_t{-3}));
  made.set("kw.stuffed", Value::of(true));
  made.set("kw.verdict", Value::of(std::string_view("good\n")));
  EXPECT_EQ(
      render(),
      R"({"id":"doc-1","source":{"path":"in.jsonl","offset":100,"length":50,"line":3},"offsets":"byte",)"
      R"("text":"Ada is \"here\".","meta":{"title":{"a": [1, "x"]},"n":1.50},)"
      R"("attributes":{"kw.density":3.1,"kw.count":-3,"kw.stuffed":true,"kw.verdict":"good\n"},)"
      R"("layers":{"blocks":[{"begin":0,"end":14,"label":"paragraph"}],)"
      R"("sentences":[{"begin":0,"end":14,"parent":0},{"begin":0,"end":3}],)"
      R"("entities":[{"begin":0,"end":3,"label":"PERSON","score":0.98,"norm":"Ada \"L\"","length":7,"weight":0.1,)"
      R"("text":"Ada"},{"begin":7,"end":13,"score":0,"length":7,"weight":0.1,"text":"\"here\""}]},"status":"ok"})");
}

TEST_F(JsonLinesOutput, WritesAnEmptyDocument) {
  made.declare("sentences", false);
  made.start("", "");
  made.add("sentences", {});
  EXPECT_EQ(render(), R"({"id":"","source":{"path":"in.txt","offset":0,"length":0},"offsets":"byte",)"
                      R"("attributes":{},"layers":{"sentences":[]},"status":"ok"})");
}

TEST_F(JsonLinesOutput, WritesEveryOffsetAsItIsHoweverManyDigitsItHas) {
  const std::string long_label(100, 'l');
  made.declare("tokens").labels = {"word", long_label};
  made.start("1", std::string(123000, 'x'));
  const std::uint32_t offsets[] = {0,     1,     9,     10,    99,     999,    1000,
                                   1001,  9998,  9999,  10000, 10001,  10009,  10999,
                                   19999, 20000, 20500, 99999, 100000, 100001, 122222};
  const std::string labels[] = {"word", "", long_label, "met"};
  std::vector<MadeSpan> rows;
  std::string expected;
  for (const std::uint32_t begin : offsets) {
    for (const std::uint32_t end : {begin + 700, begin + 1}) {  // some beyond the next ten thousand
      for (const std::string& label : labels) {
        rows.push_back({begin, end, label});
        expected += std::string(expected.empty() ? "" : ",") + "{\"begin\":" + std::to_string(begin) +
                    ",\"end\":" + std::to_string(end) +
                    (label.empty() ? "" : ",\"label\":\"" + label + "\"") + "}";
      }
    }
  }
  made.add("tokens", rows);
  EXPECT_THAT(render(), HasSubstr("\"tokens\":[" + expected + "]"));
}

TEST_F(JsonLinesOutput, LeavesOutLayersThatWereNotWrittenOrAskedFor) {
  for (const char* name : {"a", "b", "c"}) made.declare(name);
  made.plan.output.all_layers = false;
  made.plan.output.layers = {"c", "a"};
  made.start("1", "text");
  made.add("a", {{0, 1}});
  made.add("b", {{0, 1}});
  EXPECT_THAT(render(), HasSubstr(R"("layers":{"a":[{"begin":0,"end":1,"text":"t"}]})"));
  made.add("c", {});
  EXPECT_THAT(render(), HasSubstr(R"("layers":{"c":[],"a":[)"));
}

TEST_F(JsonLinesOutput, CountsInTheUnitThatWasAskedFor) {
  made.declare("entities");
  made.start("1", "é🙂 Ada");
  made.add("entities", {{7, 10, "PERSON"}});
  struct Row {
    OffsetUnit unit;
    std::string_view name;
    std::string_view span;
  };
  for (const Row& row : {Row{OffsetUnit::Byte, "byte", R"({"begin":7,"end":10,)"},
                         Row{OffsetUnit::Codepoint, "codepoint", R"({"begin":3,"end":6,)"},
                         Row{OffsetUnit::Utf16, "utf16", R"({"begin":4,"end":7,)"}}) {
    made.plan.output.offsets = row.unit;
    EXPECT_THAT(render(), HasSubstr("\"offsets\":\"" + std::string(row.name) + "\","));
    EXPECT_THAT(render(), HasSubstr(std::string(row.span)));
  }
}

TEST_F(JsonLinesOutput, EscapesWhatMustBeEscapedAndNothingElse) {
  made.declare("quote \" layer", true, false, {{"a\\b", TEXTMILL_STRING}}).labels = {"la\"bel"};
  made.plan.output.text = true;
  const std::string text("a\0b\t\x1f\x7f/é\xE2\x80\xA8<", 13);
  made.start("i\nd", text);
  made.add("quote \" layer", {{0, 3, "la\"bel", 0, 0, {"\r"}}, {0, 1, "new\\label"}});
  const std::string line = render();
  EXPECT_THAT(line, HasSubstr(R"("id":"i\nd")"));
  EXPECT_THAT(line, HasSubstr("\"text\":\"a\\u0000b\\t\\u001F\x7f/é\xE2\x80\xA8<\""));
  EXPECT_THAT(
      line,
      HasSubstr(R"("quote \" layer":[{"begin":0,"end":3,"label":"la\"bel","a\\b":"\r","text":"a\u0000b"})"));
  EXPECT_THAT(line, HasSubstr(R"("label":"new\\label")"));
}

TEST_F(JsonLinesOutput, WritesTheShortestNumberThatReadsBack) {
  made.declare_attribute("n", TEXTMILL_NUMBER);
  made.start("1", "");
  const std::vector<std::pair<double, std::string>> rows = {{0.1, "0.1"},
                                                            {3.0, "3"},
                                                            {1e300, "1e+300"},
                                                            {-2.5e-9, "-2.5e-09"},
                                                            {1.0 / 3, "0.3333333333333333"},
                                                            {5e-324, "5e-324"}};
  for (const auto& [number, text] : rows) {
    made.set("n", Value::of(number));
    EXPECT_THAT(render(), HasSubstr("{\"n\":" + text + "}"));
  }
}

TEST_F(JsonLinesOutput, LongLabelsAndManyRowsFit) {
  const std::string longest(100000, 'l');
  made.declare("l").labels = {longest};
  made.declare("m", true, true);
  made.start("1", std::string(20000, 'x'));
  made.add("l", {{0, 1, longest}});
  std::vector<MadeSpan> spans;
  for (std::uint32_t i = 0; i < 20000; ++i) spans.push_back({i, i + 1, "x", 0.123456789F});
  made.add("m", spans);
  const std::string line = render();
  EXPECT_THAT(line, HasSubstr("\"label\":\"" + longest + "\""));
  EXPECT_THAT(line, HasSubstr(R"({"begin":19999,"end":20000,"label":"x","score":0.12345679,"text":"x"}]})"));
}

}  // namespace
}  // namespace textmill::host
