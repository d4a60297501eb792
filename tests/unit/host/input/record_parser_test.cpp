#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "input/reader.hpp"

namespace textmill::host {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Parses one record at a time, as line 7 of "in.jsonl" or as the file "in.txt".
class ParseRecord : public ::testing::Test {
 protected:
  ParsedRecord parse(RecordKind kind, std::string_view bytes, std::string_view path, std::uint64_t line) {
    batch_.bytes = "before\n" + std::string(bytes) + "\n{\"after\":1}";
    batch_.bytes.append(kBatchPadding, '\0');
    Record record;
    record.kind = kind;
    record.source.path = path;
    record.source.line = line;
    record.begin = 7;
    record.size = bytes.size();
    return parser_->parse(batch_, record, document_);
  }
  ParsedRecord line(std::string_view bytes) { return parse(RecordKind::JsonLine, bytes, "in.jsonl", 7); }
  ParsedRecord text(std::string_view bytes) { return parse(RecordKind::Text, bytes, "in.txt", 0); }

  DocumentSchema schema_;
  Document document_{schema_};
  Batch batch_;
  std::optional<RecordParser> parser_{std::in_place, ReaderOptions{}};
};

TEST_F(ParseRecord, TakesTextAndId) {
  EXPECT_TRUE(line(R"({"id": "doc-1", "text": "Caf\u00e9 \ud83d\ude42\n\u0000end"})").status);
  EXPECT_EQ(document_.id(), "doc-1");
  EXPECT_EQ(document_.text(), std::string_view("Café 🙂\n\0end", 15));
  EXPECT_THAT(document_.meta(), IsEmpty());
}

TEST_F(ParseRecord, EmptyTextIsADocument) {
  EXPECT_TRUE(line(R"({"id":"e","text":""})").status);
  EXPECT_EQ(document_.text(), "");
  EXPECT_TRUE(text("").status);
  EXPECT_EQ(document_.id(), "in.txt");
}

TEST_F(ParseRecord, NamesARecordWithoutIdByItsPlace) {
  for (const char* bytes : {R"({"text":"x"})", R"({"text":"x","id":null})"}) {
    EXPECT_TRUE(line(bytes).status);
    EXPECT_EQ(document_.id(), "in.jsonl:7");
  }
}

TEST_F(ParseRecord, TakesANumberAsIdAsItIsWritten) {
  for (const char* number : {"3", "-17", "18446744073709551615", "123456789012345678901234567890", "1.50"}) {
    EXPECT_TRUE(line(R"({"id":)" + std::string(number) + R"( ,"text":"x"})").status) << number;
    EXPECT_EQ(document_.id(), number);
  }
}

TEST_F(ParseRecord, KeepsOtherFieldsAsMeta) {
  const ParsedRecord result = line(
      R"({"s":"a\"b","text":"x","i":-5,"d":1.5e3,"t":true,"n":null,"l":["a","b\u00e9"],"m":[1,"a"],"o":{"k":[{}]} ,)"
      R"("big":123456789012345678901234567890,"u":18446744073709551615,"odd":"\ud800","e":[]})");
  ASSERT_TRUE(result.status) << result.status.message();
  ASSERT_THAT(document_.meta(), SizeIs(12));
  const auto meta = [&](std::string_view name) -> const MetaField& {
    for (const MetaField& field : document_.meta()) {
      if (field.name == name) return field;
    }
    ADD_FAILURE() << name;
    return document_.meta().front();
  };
  EXPECT_EQ(meta("s").json, R"("a\"b")");
  EXPECT_EQ(meta("s").value.string, "a\"b");
  EXPECT_EQ(meta("i").value.integer, -5);
  EXPECT_EQ(meta("d").value.number, 1500);
  EXPECT_EQ(meta("d").json, "1.5e3");
  EXPECT_TRUE(meta("t").value.boolean);
  EXPECT_EQ(meta("n").value.type, TEXTMILL_NULL);
  ASSERT_EQ(meta("l").value.type, TEXTMILL_STRINGS);
  EXPECT_EQ(std::string(meta("l").value.strings[1].ptr, meta("l").value.strings[1].len), "bé");
  EXPECT_EQ(meta("m").value.type, TEXTMILL_NULL);
  EXPECT_EQ(meta("m").json, R"([1,"a"])");
  EXPECT_EQ(meta("o").json, R"({"k":[{}]})");
  EXPECT_EQ(meta("big").value.type, TEXTMILL_NULL);
  EXPECT_EQ(meta("big").json, "123456789012345678901234567890");
  EXPECT_EQ(meta("u").value.type, TEXTMILL_NUMBER);
  EXPECT_EQ(meta("odd").value.type, TEXTMILL_NULL);
  EXPECT_EQ(meta("odd").json, R"("\ud800")");
  EXPECT_EQ(meta("e").value.type, TEXTMILL_STRINGS);
}

TEST_F(ParseRecord, OfARepeatedFieldTheLastCounts) {
  EXPECT_TRUE(line(R"({"text":"a","x":1,"id":"1","text":"b","x":2,"id":"2"})").status);
  EXPECT_EQ(document_.text(), "b");
  EXPECT_EQ(document_.id(), "2");
  ASSERT_THAT(document_.meta(), SizeIs(1));
  EXPECT_EQ(document_.meta()[0].json, "2");
}

TEST_F(ParseRecord, FieldNamesCanBeChosen) {
  ReaderOptions options;
  options.input.text_field = "body";
  options.input.id_field = "url";
  parser_.emplace(options);
  EXPECT_TRUE(line(R"({"url":"u","b\u006fdy":"x","text":"other"})").status);
  EXPECT_EQ(document_.id(), "u");
  EXPECT_EQ(document_.text(), "x");
  EXPECT_EQ(document_.meta()[0].value.string, "other");
}

TEST_F(ParseRecord, SaysWhereAndWhyARecordIsNoDocument) {
  struct Row {
    std::string_view bytes;
    std::string_view message;
    std::string_view id = "in.jsonl:7";
  };
  const std::vector<Row> rows = {
      {R"({"id":"doc-3","text":"oops)", "in.jsonl:7: not valid JSON: a string is not closed"},
      {"{\"text\":\"a\tb\"}", "in.jsonl:7: not valid JSON: a control character in a string is not escaped"},
      {R"({"id":"a" "text":"x"})", "in.jsonl:7:"},
      {R"({"id":"a","text":"x")", "in.jsonl:7:"},
      {R"({"text":"x"} {"text":"y"})", "in.jsonl:7:14: not valid JSON: there is more behind the object"},
      {R"({"text":"x"}})", "in.jsonl:7:13: not valid JSON: there is more behind the object"},
      {R"({"text":"x","n":[1,,2]})", "in.jsonl:7:20: not valid JSON"},
      {R"({"text":"x","n":{"a":nul}})", "not valid JSON: expected true, false or null"},
      {R"({"text":"x","n":01})", "in.jsonl:7:17: not valid JSON: a number is malformed"},
      {R"({"é":"é","n":01,"text":"x"})", "in.jsonl:7:14: not valid JSON"},
      {R"({"text":"x","n":tru})", "not valid JSON: expected true, false or null"},
      {"[1,2]", "in.jsonl:7: expected a JSON object, found an array"},
      {"17", "in.jsonl:7: expected a JSON object, found a number"},
      {"oops", "in.jsonl:7: expected a JSON object"},
      {R"({"id":"doc-1"})", "in.jsonl:7: no field 'text' (id 'doc-1')"},
      {R"({"title":"x","body":"y"})", "in.jsonl:7: no field 'text'; there is 'title', 'body'"},
      {R"({"id":"doc-2","text":7})",
       "in.jsonl:7:22: field 'text' is a number; expected a string (id 'doc-2')"},
      {R"({"text":null})", "in.jsonl:7:9: field 'text' is null; expected a string"},
      {R"({"text":"x","id":{"a":1}})",
       "in.jsonl:7:18: field 'id' is an object; expected a string or a number"},
      {R"({"id":"doc-2","text":"bad \ud800 x"})",
       R"(in.jsonl:7:27: field 'text' has a lone surrogate, \ud800, which no valid text contains (id 'doc-2'))",
       "doc-2"},
      {R"({"text":"bad \udc00\ud83d.","id":"late"})",
       R"(in.jsonl:7:14: field 'text' has a lone surrogate, \udc00)", "late"},
      {R"({"text":"\ud83d\ude00 \uD83D\u0041","id":"late"})",
       R"(in.jsonl:7:23: field 'text' has a lone surrogate, \uD83D)", "late"},
      {R"({"id":"\ud800","text":"x"})", R"(field 'id' has a lone surrogate)"},
      {R"({"text":"\x"})", "in.jsonl:7:9: field 'text' has a bad escape"},
      {"{}", "in.jsonl:7: no field 'text'"},
  };
  for (const Row& row : rows) {
    const ParsedRecord result = line(row.bytes);
    EXPECT_EQ(result.status.code(), Code::Error) << row.bytes;
    EXPECT_THAT(result.status.message(), HasSubstr(row.message)) << row.bytes;
    EXPECT_EQ(document_.id(), row.id) << row.bytes;
    EXPECT_EQ(document_.text(), "") << row.bytes;
  }
}

TEST_F(ParseRecord, RefusesEndlessNestingWithoutRecursion) {
  const std::string deep = R"({"text":"x","n":)" + std::string(100000, '[') + std::string(100000, ']') + "}";
  EXPECT_THAT(line(deep).status.message(), HasSubstr("nested deeper"));
}

TEST_F(ParseRecord, ReplacesInvalidUtf8) {
  struct Row {
    std::string bytes;
    std::string text;
    std::string warning;  // empty: none
  };
  const std::vector<Row> rows = {
      {"The \xFF river", "The \uFFFD river", "in.txt: invalid UTF-8 at byte 4: replaced"},
      {"\xC0\x80", "\uFFFD\uFFFD", "invalid UTF-8 at byte 0 and 1 more places"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", "byte 0 and 2 more"},
      {"\xF0\x9F\x99 x", "\uFFFD x", "byte 0: "},
      {"\xE2\x82", "\uFFFD", "byte 0: "},
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", "byte 0 and 3 more"},
      {"\xF0\x80\x80\x41",
       "\uFFFD\uFFFD\uFFFD"
       "A",
       "byte 0 and 2 more"},
      {"\xEF\xBB\xBF\xFF", "\uFFFD", "byte 3"},
      {"\xEF\xBB\xBF\xEF\xBB\xBFx", "\xEF\xBB\xBFx", ""},
      {std::string("a\0b", 3), std::string("a\0b", 3), ""},
      {"\r\nx\r", "\r\nx\r", ""},
  };
  for (const Row& row : rows) {
    const ParsedRecord result = text(row.bytes);
    EXPECT_TRUE(result.status);
    EXPECT_EQ(document_.text(), row.text);
    if (row.warning.empty()) {
      EXPECT_THAT(result.warnings, IsEmpty());
    } else {
      EXPECT_THAT(result.warnings, ElementsAre(HasSubstr(row.warning)));
    }
  }
}

TEST_F(ParseRecord, ReplacesInvalidUtf8InALine) {
  const ParsedRecord result = line("{\"id\":\"\xFF\",\"text\":\"a\xC0z\"}");
  EXPECT_TRUE(result.status) << result.status.message();
  EXPECT_EQ(document_.id(), "\uFFFD");
  EXPECT_EQ(document_.text(), "a\uFFFDz");
  EXPECT_THAT(result.warnings,
              ElementsAre(HasSubstr("in.jsonl:7: invalid UTF-8 at byte 7 and 1 more places")));
}

TEST_F(ParseRecord, ConvertsWideEncodings) {
  struct Row {
    std::string bytes;
    std::string text;
  };
  const std::vector<Row> rows = {
      {std::string("\xFF\xFE"
                   "h\0\xE9\0"
                   "\x3D\xD8\x42\xDE",
                   10),
       "hé🙂"},
      {std::string("\xFE\xFF"
                   "\0h\0\xE9",
                   6),
       "hé"},
      {std::string("\xFF\xFE\0\0"
                   "h\0\0\0"
                   "\x42\xF6\x01\0",
                   12),
       "h🙂"},
      {std::string("\0\0\xFE\xFF"
                   "\0\0\0h",
                   8),
       "h"},
      {std::string("\xFF\xFE"
                   "h\0\x3D\xD8x\0",
                   8),
       "h\uFFFDx"},
      {std::string("\xFF\xFE", 2), ""},
  };
  for (const Row& row : rows) {
    const ParsedRecord result = text(row.bytes);
    EXPECT_TRUE(result.status);
    EXPECT_EQ(document_.text(), row.text);
    EXPECT_THAT(result.warnings, ElementsAre(HasSubstr("converted to UTF-8")));
  }
  std::string large = "\xFF\xFE";
  for (int i = 0; i < 100000; ++i) large += std::string("x\0", 2);
  text(large);
  EXPECT_EQ(document_.text(), std::string(100000, 'x'));
}

TEST_F(ParseRecord, TakesTheTextOfAPage) {
  EXPECT_TRUE(parse(RecordKind::Html, "<title>A \"title\"</title><p>caf\xC3\xA9", "in.html", 0).status);
  EXPECT_EQ(document_.id(), "in.html");
  EXPECT_EQ(document_.text(), "café");
  ASSERT_THAT(document_.meta(), SizeIs(1));
  EXPECT_EQ(document_.meta()[0].json, R"("A \"title\"")");
  EXPECT_EQ(document_.meta()[0].value.string, "A \"title\"");
  EXPECT_TRUE(parse(RecordKind::Html, "<p>caf\xE9 \x80", "in.html", 0).status);
  EXPECT_EQ(document_.text(), "café €");
  EXPECT_TRUE(parse(RecordKind::Html, "<meta charset=no-such-thing><p>caf\xE9", "in.html", 0).status);
  EXPECT_EQ(document_.text(), "caf\uFFFD");
}

TEST_F(ParseRecord, PassesOnWhatTheReaderCouldNotKeep) {
  Record record;
  record.source = {"big.jsonl", 0, 100, 3};
  record.problem = "big.jsonl:3: the document is too large";
  const ParsedRecord result = parser_->parse({}, record, document_);
  EXPECT_EQ(result.status.message(), record.problem);
  EXPECT_EQ(document_.id(), "big.jsonl:3");
}

}  // namespace
}  // namespace textmill::host
