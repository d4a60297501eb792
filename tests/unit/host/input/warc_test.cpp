#include "input/warc.hpp"

#include <gmock/gmock.h>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string warc(std::string_view type, std::string_view id, std::string_view media_type,
                 std::string_view block, std::string length = {}) {
  if (length.empty()) length = std::to_string(block.size());
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) + "\r\nWARC-Record-ID: " + std::string(id) +
         "\r\nWARC-Target-URI: http://example.org/\r\nContent-Type: " + std::string(media_type) +
         "\r\nContent-Length: " + length + "\r\n\r\n" + std::string(block) + "\r\n\r\n";
}

std::string conversion(std::string_view id, std::string_view text, std::string length = {}) {
  return warc("conversion", id, "text/plain", text, std::move(length));
}

std::string response(std::string_view id, std::string_view http) {
  return warc("response", id, "application/http; msgtype=response", http);
}

/// Reads and parses everything.
class Warc : public InputTest {
 protected:
  void read(std::string_view bytes, const ReaderOptions& options = {}) {
    texts.clear();
    problems.clear();
    failures.clear();
    metas.clear();
    auto reader = open_inputs({file("a.warc", bytes)}, options);
    ASSERT_TRUE(reader);
    RecordParser parser(options);
    Document document(schema_);
    for (Batch batch; (*reader)->next(batch);) {
      for (const Record& record : batch.records) {
        const ParsedRecord parsed = parser.parse(batch, record, document);
        EXPECT_THAT(parsed.warnings, IsEmpty());
        std::string id(document.id());
        if (!parsed.status) problems.push_back(id + "|" + parsed.status.message());
        if (parsed.status) texts.push_back(id + "|" + std::string(document.text()));
        std::string meta;
        for (const MetaField& field : document.meta())
          meta += std::string(field.name) + "=" + std::string(field.json) + ";";
        metas.push_back(meta);
      }
    }
    for (const InputFailure& failure : (*reader)->failures()) failures.push_back(failure.message);
  }

  static ReaderOptions as_warc() {
    ReaderOptions options;
    options.input.format = "warc";
    return options;
  }

  std::vector<std::string> texts;     ///< id|text
  std::vector<std::string> problems;  ///< id|message
  std::vector<std::string> failures;
  std::vector<std::string> metas;

 private:
  DocumentSchema schema_;
};

TEST_F(Warc, GivesTextRecordsAndSkipsOthers) {
  const std::string bytes = warc("warcinfo", "<i>", "application/warc-fields", "software: x\r\n") +
                            conversion("<1>", "The river rose.") +
                            warc("request", "<r>", "application/http", "GET /\r\n\r\n") +
                            warc("resource", "<2>", "text/html", "<p>A page</p>") +
                            warc("resource", "<p>", "image/png", "\x89PNG") + conversion("<3>", "");
  read(bytes);
  EXPECT_THAT(texts, ElementsAre("<1>|The river rose.", "<2>|A page", "<3>|"));
  EXPECT_THAT(problems, IsEmpty());
  EXPECT_THAT(failures, IsEmpty());
  EXPECT_THAT(metas[0], HasSubstr("WARC-Target-URI=\"http://example.org/\";"));
}

TEST_F(Warc, EachRecordMayBeItsOwnGzipMember) {
  read(gzip(conversion("<1>", "one")) + gzip(conversion("<2>", "two")));
  EXPECT_THAT(texts, ElementsAre("<1>|one", "<2>|two"));
}

TEST_F(Warc, ReadsWhatAServerSent) {
  const std::string page = "<title>T</title><p>caf\xE9</p>";
  read(
      response("<1>", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n" + page) +
      response("<2>", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone") +
      response("<3>", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n....") +
      response("<4>",
               "HTTP/1.1 200 OK\nContent-Type: text/plain\nTransfer-Encoding: chunked\n\n4\r\nThe "
               "\r\n6;x=y\r\nriver.\r\n0\r\n\r\n") +
      response(
          "<5>",
          "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nnot chunked") +
      response("<6>", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n" +
                          gzip("zipped")) +
      response(
          "<7>",
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<meta charset='koi8-r'><p>\xD2\xC5\xCB\xC1") +
      response("<8>", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: br\r\n\r\n\x01\x02"));
  EXPECT_THAT(texts, ElementsAre("<1>|café", "<4>|The river.", "<5>|not chunked", "<6>|zipped", "<7>|река"));
  EXPECT_THAT(metas[0], HasSubstr("title=\"T\";"));
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_THAT(problems[0], HasSubstr("<8>|" + path("a.warc") + ": <8> at offset "));
  EXPECT_THAT(problems[0], HasSubstr("content encoding 'br'; expected gzip or none"));
}

TEST_F(Warc, FindsTheNextRecordAfterAWrongLength) {
  for (const std::string length : {"1", "13", "60", "400", "99999", "18446744073709551616", "x", "-1"}) {
    read(conversion("<1>", "one") + conversion("<2>", "A boat left the river.", length) +
         conversion("<3>", "three") + conversion("<4>", "four"));
    EXPECT_THAT(texts, ElementsAre("<1>|one", "<3>|three", "<4>|four")) << length;
    ASSERT_THAT(problems, SizeIs(1)) << length;
    EXPECT_THAT(problems[0], HasSubstr("<2>|" + path("a.warc") + ": <2> at offset 146: ")) << length;
    EXPECT_THAT(failures, IsEmpty());
  }
}

TEST_F(Warc, FindsTheNextRecordAfterGarbage) {
  std::string garbage(200000, 'g');
  garbage[150000] = '\n';
  const std::string looks_like_one = "WARC/1.0 in a line\nWARC/x.0\r\n";
  read(garbage + looks_like_one + conversion("<1>", "one") + conversion("<2>", "two"), as_warc());
  EXPECT_THAT(texts, ElementsAre("<1>|one", "<2>|two"));
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_THAT(problems[0], HasSubstr("at offset 0: expected a WARC record"));
}

TEST_F(Warc, ARecordBeforeGarbageIsNotTrusted) {
  read(conversion("<1>", "one") + "\r\nmore of it?\r\n" + conversion("<2>", "two"));
  EXPECT_THAT(texts, ElementsAre("<2>|two"));
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_THAT(problems[0], HasSubstr("<1> at offset 0: the Content-Length of this WARC record, 3, is wrong"));
}

TEST_F(Warc, ARecordMayQuoteARecord) {
  const std::string quoted = "See:\r\n\r\n" + conversion("<x>", "quoted") + "end";
  read(conversion("<1>", quoted) + conversion("<2>", "two"));
  EXPECT_THAT(texts, ElementsAre("<1>|" + quoted, "<2>|two"));
}

TEST_F(Warc, ReportsWhereItIsCut) {
  const std::string first = conversion("<1>", "one");
  const std::string whole = first + conversion("<2>", "A boat left the river.");
  for (const std::size_t keep : {whole.size() - 5, whole.size() - 20, first.size() + 60, first.size() + 9}) {
    read(whole.substr(0, keep));
    EXPECT_THAT(texts, ElementsAre("<1>|one")) << keep;
    ASSERT_THAT(failures, SizeIs(1)) << keep;
    EXPECT_THAT(failures[0], HasSubstr("truncated: the input ends inside this WARC record; ")) << keep;
  }
  const std::string zipped = gzip(whole);
  read(zipped.substr(0, zipped.size() - 30));
  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_THAT(failures[0], HasSubstr("truncated: the gzip member at byte 0"));
  EXPECT_THAT(failures[0], HasSubstr("is cut"));
}

TEST_F(Warc, ALineEndMoreOrLessBehindABlockIsNoDamage) {
  std::string bare = conversion("<1>", "one");
  bare.resize(bare.size() - 4);
  read(bare + "\n" + conversion("<2>", "two") + "\r\n\r\n" +
       conversion("<3>", "three").substr(0, conversion("<3>", "three").size() - 4));
  EXPECT_THAT(texts, ElementsAre("<1>|one", "<2>|two", "<3>|three"));
  EXPECT_THAT(failures, IsEmpty());
}

TEST_F(Warc, SetsALargeRecordAside) {
  ReaderOptions options;
  options.max_document_bytes = 1 << 20;
  read(conversion("<1>", std::string(3 << 20, 'x')) + conversion("<2>", "two"), options);
  EXPECT_THAT(texts, ElementsAre("<2>|two"));
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_THAT(problems[0], HasSubstr("<1> at offset 0: the document of 3 MiB is larger than 1 MiB"));
}

TEST(ParseHeaders, TakesFoldedLinesAnyCaseAndBothLineEnds) {
  constexpr std::string_view block = "WARC/1.0\r\nA: 1\r\nb:two\n  lines\nno colon\nC : x:y \n\nrest";
  EXPECT_EQ(block.substr(end_of_headers(block)), "rest");
  const Headers headers = parse_headers(block.substr(0, end_of_headers(block)));
  EXPECT_EQ(headers.find("a"), "1");
  EXPECT_EQ(headers.find("B"), "two\n  lines");
  EXPECT_EQ(headers.find("c"), "x:y");
  EXPECT_EQ(headers.find("d"), "");
  EXPECT_EQ(end_of_headers("a\r\nb"), std::string_view::npos);
}

TEST(CharsetOf, ReadsTheParameter) {
  EXPECT_EQ(charset_of("text/html; Charset=\"UTF-8\""), "UTF-8");
  EXPECT_EQ(charset_of("text/html;a=b;charset=x;c=d"), "x");
  EXPECT_EQ(charset_of("text/html"), "");
  EXPECT_EQ(charset_of("text/html; charset="), "");
  EXPECT_EQ(charset_of(";"), "");
}

}  // namespace
}  // namespace textmill::host
