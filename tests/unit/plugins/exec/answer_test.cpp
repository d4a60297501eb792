#include "answer.hpp"

#include <gmock/gmock.h>

#include "textmill/options.hpp"

namespace textmill::exec {
namespace {

using ::testing::HasSubstr;

Answer read(const std::string& line) {
  return read_answer(line, Offsets("some short text", Unit::CodePoint));
}

TEST(ReadAnswer, TakesEachPart) {
  const Answer answer = read(
      R"({"id":"x","marks":[{"begin":5,"end":10,"label":"b"},{"begin":0,"end":4,"label":"a","score":0.5,"value":"v"}],)"
      R"("findings":[{"begin":0,"end":4,"rule":"r","severity":"note","message":"m","suggestion":"s"}],)"
      R"("attributes":{"text":"t","number":2,"flag":false}})");
  ASSERT_EQ(answer.marks.size(), 2U);
  EXPECT_EQ(answer.marks[0].label, "a") << "in layer order";
  EXPECT_EQ(answer.marks[0].score, 0.5);
  EXPECT_EQ(answer.marks[0].value, "v");
  ASSERT_EQ(answer.findings.size(), 1U);
  EXPECT_EQ(answer.findings[0].severity, "note");
  EXPECT_EQ(answer.findings[0].suggestion, "s");
  EXPECT_EQ(answer.text, "t");
  EXPECT_EQ(answer.number, 2.0);
  EXPECT_EQ(answer.flag, false);
  EXPECT_TRUE(read("{}").marks.empty());
}

TEST(ReadAnswer, SaysWhatIsWrong) {
  struct Row {
    const char* line;
    const char* message;
  };
  for (const Row& row : {
           Row{"hello", "is no JSON"},
           Row{"[]", "the line is no object"},
           Row{R"({"mark":[]})", "unknown field 'mark'"},
           Row{R"({"marks":{}})", "'marks' is no list"},
           Row{R"({"marks":[{"begin":0}]})", "needs 'begin' and 'end'"},
           Row{R"({"marks":[{"begin":0,"end":99}]})", "'end' 99 is no position in the text"},
           Row{R"({"marks":[{"begin":4,"end":4}]})", "ends where it begins"},
           Row{R"({"marks":[{"begin":0,"end":1,"lable":"x"}]})", "unknown field 'lable'"},
           Row{R"({"marks":[{"begin":0,"end":1,"label":7}]})", "'label' is no string"},
           Row{R"({"findings":[{"begin":0,"end":1,"severity":"bad"}]})", "none of error, warning, note"},
           Row{R"({"attributes":{"words":7}})", "not 'words'"},
           Row{R"({"error":"no model"})", "no model"},
       }) {
    try {
      read(row.line);
      ADD_FAILURE() << row.line << " was taken";
    } catch (const Error& error) {
      EXPECT_THAT(error.message(), HasSubstr(row.message)) << row.line;
    }
  }
  EXPECT_THROW(read(R"({"drop":"too short"})"), Drop);
}

}  // namespace
}  // namespace textmill::exec
