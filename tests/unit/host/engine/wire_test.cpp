#include "engine/wire.hpp"

#include <gtest/gtest.h>

#include <random>

#include "engine/result_room.hpp"

namespace textmill::host {
namespace {

Batch two_records() {
  static const std::string path_a = "a.jsonl";
  static const std::string path_b = "b.txt";
  Batch batch;
  batch.number = 7;
  batch.bytes = R"({"text":"x"})"
                "hello";
  batch.records.resize(2);
  batch.records[0].kind = RecordKind::JsonLine;
  batch.records[0].source = {path_a, 100, 12, 3};
  batch.records[0].size = 12;
  batch.records[1].kind = RecordKind::Text;
  batch.records[1].source = {path_b, 0, 5, 0};
  batch.records[1].begin = 12;
  batch.records[1].size = 5;
  batch.records[1].id = "<urn:x>";
  batch.records[1].problem = "cannot be read";
  return batch;
}

BatchResult sample_result() {
  BatchResult result;
  result.rendered += "{}\n";
  result.read = 3;
  result.written = 1;
  result.dropped = 1;
  result.set_aside = 1;
  result.findings = {1, 2, 3};
  result.notices = {{Outcome::SetAside, "doc-1", {"a.jsonl", 3, 100, 12}, "names", "crashed"}};
  result.id_bytes = "doc-1";
  result.ids = {{42, 0, 0, 5}};
  result.costs.resize(1);
  result.costs[0].wall_ns = 4;
  result.contributions = "bytes";
  result.counters = {{"names", "hits", -5}};
  return result;
}

TEST(Wire, CarriesRecordsWithTheirBytesAndPlaces) {
  std::string bytes;
  encode_batch(two_records(), {0, 2, {3, 1}}, 5, bytes);
  DecodedBatch decoded;
  ASSERT_TRUE(decode_batch(bytes, decoded));
  ASSERT_EQ(decoded.batch.records.size(), 2U);
  const Record& second = decoded.batch.records[1];
  EXPECT_EQ(decoded.batch.bytes.substr(second.begin, second.size), "hello");
  EXPECT_EQ(second.source.path, "b.txt");
  EXPECT_EQ(second.problem, "cannot be read");
  EXPECT_EQ(second.id, "<urn:x>");
  EXPECT_EQ(decoded.batch.records[0].source.line, 3U);
  EXPECT_EQ(decoded.batch.number, 7U);
  EXPECT_EQ(decoded.slot, 5U);
  EXPECT_EQ(decoded.passed_over, (std::vector<std::uint32_t>{3, 1}));
}

TEST(Wire, CarriesAPartOfABatch) {
  std::string bytes;
  encode_batch(two_records(), {1, 1}, kNoSlot, bytes);
  DecodedBatch decoded;
  ASSERT_TRUE(decode_batch(bytes, decoded));
  ASSERT_EQ(decoded.batch.records.size(), 1U);
  EXPECT_EQ(decoded.batch.bytes, "hello" + std::string(kBatchPadding, '\0'));
}

TEST(Wire, CarriesResults) {
  std::string bytes;
  encode_result(sample_result(), {true, 77}, bytes);
  BatchResult back;
  RenderedPlace place;
  ASSERT_TRUE(decode_result(bytes, back, place));
  EXPECT_TRUE(place.in_slot);
  EXPECT_EQ(place.size, 77U);
  EXPECT_EQ(back.set_aside, 1U);
  EXPECT_EQ(back.findings.notes, 3U);
  ASSERT_EQ(back.notices.size(), 1U);
  EXPECT_EQ(back.notices[0].place.text(), "a.jsonl:3");
  EXPECT_EQ(back.notices[0].message, "crashed");
  EXPECT_EQ(back.ids[0].hash, 42U);
  EXPECT_EQ(back.costs[0].wall_ns, 4);
  EXPECT_EQ(back.contributions, "bytes");
  ASSERT_EQ(back.counters.size(), 1U);
  EXPECT_EQ(back.counters[0].stage + back.counters[0].name, "nameshits");
  EXPECT_EQ(back.counters[0].amount, -5);
}

TEST(Wire, CarriesResultsOfStages) {
  std::string bytes;
  encode_stage_results({{"a", "{}"}, {"b", ""}}, bytes);
  std::vector<StageResult> back;
  ASSERT_TRUE(decode_stage_results(bytes, back));
  ASSERT_EQ(back.size(), 2U);
  EXPECT_EQ(back[0].stage + back[0].json + back[1].stage, "a{}b");
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_stage_results(std::string_view(bytes).substr(0, size), back)) << size;
}

TEST(Wire, RefusesEveryCutResult) {
  std::string bytes;
  encode_result(sample_result(), {true, 77}, bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    BatchResult back;
    RenderedPlace place;
    EXPECT_FALSE(decode_result(std::string_view(bytes).substr(0, size), back, place)) << "cut at " << size;
  }
  BatchResult back;
  RenderedPlace place;
  EXPECT_FALSE(decode_result(bytes + "x", back, place));
}

TEST(Wire, SurvivesResultsWithBytesChangedAtRandom) {
  std::string bytes;
  encode_result(sample_result(), {true, 77}, bytes);
  std::mt19937 random(20261125);
  for (int round = 0; round < 20000; ++round) {
    std::string hostile = bytes;
    for (int i = 0; i < 4; ++i) hostile[random() % hostile.size()] = static_cast<char>(random());
    BatchResult back;
    RenderedPlace place;
    if (!decode_result(hostile, back, place)) continue;
    for (const GivenId& id : back.ids) EXPECT_LE(std::uint64_t{id.begin} + id.size, back.id_bytes.size());
  }
}

}  // namespace
}  // namespace textmill::host
