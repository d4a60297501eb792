#include "input/reader.hpp"

#include <gmock/gmock.h>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Inputs : public InputTest {};

std::string numbered_lines(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i)
    lines += R"({"id":")" + std::to_string(i) +
             R"(","text":"The river rose."})"
             "\n";
  return lines;
}

TEST_F(Inputs, KnowsContentByItsFirstBytes) {
  struct Row {
    std::string name;
    std::string bytes;
    std::vector<std::string> records;
  };
  const std::vector<Row> rows = {
      {"a.txt", "One.\nTwo.\n", {"One.\nTwo.\n"}},
      {"b",
       R"({"text":"x"})"
       "\n",
       {R"({"text":"x"})"}},
      {"c.txt", "\xEF\xBB\xBF  \n {\"text\":\"x\"}\n", {" {\"text\":\"x\"}"}},
      {"d", "{ braces } in prose", {"{ braces } in prose"}},
      {"e.jsonl", "not json\n{}\n", {"not json", "{}"}},
      {"f", gzip("plain text"), {"plain text"}},
      {"g", zstd("{\"a\":1}\n{\"b\":2}\n"), {"{\"a\":1}", "{\"b\":2}"}},
      {"h", "", {""}},
      {"i.ndjson", "", {}},
      {"j", "x", {"x"}},
      {"k", gzip(""), {""}},
      {"l.txt",
       std::string("\xFF\xFE"
                   "a\0b\0",
                   6),
       {std::string("\xFF\xFE"
                    "a\0b\0",
                    6)}},
  };
  for (const Row& row : rows) {
    const Collected all = collect({file(row.name, row.bytes)});
    EXPECT_EQ(all.records, row.records) << row.name;
    EXPECT_THAT(all.failures, IsEmpty()) << row.name;
    EXPECT_EQ(all.input_bytes, row.bytes.size()) << row.name;
    EXPECT_EQ(all.reader->total_bytes(), row.bytes.size()) << row.name;
  }
}

TEST_F(Inputs, RefusesWhatIsNotTextByItsName) {
  struct Row {
    std::string bytes;
    std::string message;
  };
  const std::vector<Row> rows = {
      {"%PDF-1.7 ...", "PDF"},
      {"PK\x03\x04...", "ZIP"},
      {"BZh91AY", "bzip2"},
      {gzip("\x7F"
            "ELF"),
       "a program"},
      {std::string("\xFF\xFE{\0\"\0", 6), "JSON Lines in UTF-16LE; expected UTF-8"},
  };
  for (const Row& row : rows) {
    const Collected all = collect({file("input", row.bytes), file("good", "text")});
    EXPECT_THAT(all.records, ElementsAre("text")) << row.message;
    ASSERT_THAT(all.failures, SizeIs(1)) << row.message;
    EXPECT_THAT(all.failures[0], HasSubstr(path("input") + ": ")) << row.message;
    EXPECT_THAT(all.failures[0], HasSubstr(row.message));
  }
}

TEST_F(Inputs, KnowsPagesAndArchives) {
  const auto kind = [&](std::string_view bytes) {
    auto reader = open_inputs({file("input", bytes)}, {});
    Batch batch;
    return (*reader)->next(batch) ? batch.records[0].kind : RecordKind::JsonLine;
  };
  EXPECT_EQ(kind("<!DOCTYPE html>\n<p>"), RecordKind::Html);
  EXPECT_EQ(kind("\xEF\xBB\xBF <?xml version='1.0'?>\n<!-- c --><HTML lang=en>"), RecordKind::Html);
  EXPECT_EQ(kind("<!-- a comment and no end"), RecordKind::Text);
  EXPECT_EQ(kind("<headline>x</headline>"), RecordKind::Text);
  EXPECT_EQ(kind("<p>a fragment"), RecordKind::Text);
  EXPECT_EQ(
      kind("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"),
      RecordKind::Warc);
}

TEST_F(Inputs, SplitsLinesAndKnowsTheirPlaces) {
  const Collected all =
      collect({file("a.jsonl", "\xEF\xBB\xBF{\"a\":1}\r\n\r\n   \n{\"b\":2}\n\n{\"c\":3}")});
  EXPECT_THAT(all.records, ElementsAre("{\"a\":1}\r", "{\"b\":2}", "{\"c\":3}"));
  ASSERT_THAT(all.sources, SizeIs(3));
  EXPECT_EQ(all.sources[0].offset, 3U);
  EXPECT_EQ(all.sources[0].line, 1U);
  EXPECT_EQ(all.sources[1].offset, 18U);
  EXPECT_EQ(all.sources[1].line, 4U);
  EXPECT_EQ(all.sources[2].line, 6U);
  EXPECT_EQ(all.sources[2].length, 7U);
}

TEST_F(Inputs, ReportsALastLineThatIsCut) {
  const Collected all = collect({file("a.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two \\\" }")});
  EXPECT_THAT(all.records, ElementsAre("{\"text\":\"one\"}"));
  EXPECT_THAT(all.failures, ElementsAre(path("a.jsonl") + ":2: truncated: the input ends inside this line"));
}

TEST_F(Inputs, LeavesABrokenLastLineToTheParser) {
  const Collected all = collect({file("a.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}}")});
  EXPECT_THAT(all.records, SizeIs(2));
  EXPECT_THAT(all.failures, IsEmpty());
}

TEST_F(Inputs, FormatOfThePipelineBeatsWhatTheBytesSay) {
  ReaderOptions options;
  options.input.format = "text";
  EXPECT_THAT(collect({file("a", "{\"a\":1}\n{}\n")}, options).records, ElementsAre("{\"a\":1}\n{}\n"));
  options.input.format = "jsonl";
  EXPECT_THAT(collect({file("b", "x\ny\n")}, options).records, ElementsAre("x", "y"));
}

TEST_F(Inputs, ClosesBatchesByBytesAndByRecords) {
  const std::string path = file("a.jsonl", numbered_lines(10000));
  ReaderOptions options;
  options.batch_bytes = 4096;
  const Collected by_bytes = collect({path}, options);
  EXPECT_THAT(by_bytes.records, SizeIs(10000));
  EXPECT_GT(by_bytes.batches, 90U);
  EXPECT_LT(by_bytes.largest_batch, 4096 + 64 + kBatchPadding);
  options.batch_bytes = 1 << 20;
  options.batch_records = 10;
  EXPECT_EQ(collect({path}, options).batches, 1000U);
}

TEST_F(Inputs, GoesFromFileToFileInsideABatch) {
  const Collected all = collect({file("a", "one"), file("b.jsonl", "{}\n"), file("c", "three")});
  EXPECT_THAT(all.records, ElementsAre("one", "{}", "three"));
  EXPECT_EQ(all.batches, 1U);
  EXPECT_EQ(all.reader->input_count(), 3U);
  EXPECT_EQ(all.sources[2].path, path("c"));
}

TEST_F(Inputs, TakesALineAsLongAsTheLimitAndSetsLongerOnesAside) {
  ReaderOptions options;
  options.max_document_bytes = 3 << 20;
  const std::string fits = "{\"text\":\"" + std::string((3 << 20) - 11, 'x') + "\"}";
  const std::string large = "{\"text\":\"" + std::string(5 << 20, 'x') + "\"}";
  const Collected all =
      collect({file("a.jsonl", large + "\n" + fits + "\n" + large + "\n{}\n" + large)}, options);
  ASSERT_THAT(all.records, SizeIs(5));
  EXPECT_EQ(all.records[0], "!" + path("a.jsonl") + ":1: the document of " + std::to_string(large.size()) +
                                " bytes is larger than 3 MiB; a larger run.max_document_bytes takes it");
  EXPECT_EQ(all.records[1], fits);
  EXPECT_THAT(all.records[2], HasSubstr("a.jsonl:3: the document of"));
  EXPECT_EQ(all.records[3], "{}");
  EXPECT_EQ(all.sources[3].offset, 2 * large.size() + fits.size() + 3);
  EXPECT_THAT(all.records[4], HasSubstr("a.jsonl:5: the document of"));
  EXPECT_LT(all.largest_batch, 4U << 20);
}

TEST_F(Inputs, SetsALargeTextFileAside) {
  ReaderOptions options;
  options.max_document_bytes = 1000;
  const Collected all =
      collect({file("a", std::string(1000, 'x')), file("b", std::string(1001, 'x'))}, options);
  EXPECT_THAT(all.records,
              ElementsAre(std::string(1000, 'x'), "!" + path("b") + ": the document is larger than 1000 " +
                                                      "bytes; a larger run.max_document_bytes takes it"));
}

TEST_F(Inputs, ReportsAFileThatCannotBeReadAndGoesOn) {
  std::filesystem::create_directory(path("secret"));
  auto reader = open_inputs({file("gone", "x"), file("good", "text")}, {});
  ASSERT_TRUE(reader);
  std::filesystem::remove(path("gone"));
  Batch batch;
  ASSERT_TRUE((*reader)->next(batch));
  EXPECT_THAT(batch.records, SizeIs(1));
  ASSERT_THAT((*reader)->failures(), SizeIs(1));
  EXPECT_EQ((*reader)->failures()[0].message, path("gone") + ": No such file or directory");
}

TEST_F(Inputs, BatchesCanBeUsedAgainAndHavePadding) {
  auto reader = open_inputs({file("a.jsonl", numbered_lines(1000))}, {});
  ASSERT_TRUE(reader);
  Batch batch;
  std::size_t records = 0;
  while ((*reader)->next(batch)) {
    records += batch.records.size();
    const Record& last = batch.records.back();
    EXPECT_EQ(batch.bytes.size(), last.begin + last.size + kBatchPadding);
  }
  EXPECT_EQ(records, 1000U);
}

}  // namespace
}  // namespace textmill::host
