#include "input/decompress.hpp"

#include <gmock/gmock.h>

#include <random>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Compressed : public InputTest {};

/// Lines that do not compress to nothing, so that there is a middle to cut at.
std::string lines(int count) {
  std::string text;
  unsigned seed = 1;
  for (int i = 0; i < count; ++i) {
    text += "{\"text\":\"";
    for (int j = 0; j < 40; ++j)
      text += static_cast<char>('a' + (seed = seed * 1103515245 + 12345) / 65536 % 26);
    text += "\"}\n";
  }
  return text;
}

TEST_F(Compressed, GzipMembersAreOneStream) {
  const std::string bytes = gzip("{\"a\":1}\n{\"b\"") + gzip("") + gzip(":2}\n") + std::string(1000, '\0');
  const Collected all = collect({file("a.gz", bytes)});
  EXPECT_THAT(all.records, ElementsAre("{\"a\":1}", "{\"b\":2}"));
  EXPECT_THAT(all.failures, IsEmpty());
  EXPECT_EQ(all.input_bytes, bytes.size());
}

TEST_F(Compressed, TruncatedGzipGivesEverythingBeforeTheCut) {
  const std::string whole = gzip(lines(5000));
  for (const std::size_t keep : {whole.size() - 1, whole.size() - 8, whole.size() - 9, whole.size() / 2}) {
    const Collected all = collect({file("a.jsonl.gz", whole.substr(0, keep))});
    ASSERT_THAT(all.failures, SizeIs(1)) << keep;
    EXPECT_THAT(all.failures[0], HasSubstr("a.jsonl.gz: truncated: the gzip member at byte 0 ends at byte " +
                                           std::to_string(keep) + " without its trailer"));
    const std::size_t least = keep > whole.size() - 9 ? 5000 : keep > whole.size() / 2 ? 4990 : 2000;
    EXPECT_GE(all.records.size(), least) << keep;
    for (const std::string& record : all.records) EXPECT_THAT(record, SizeIs(51));
  }
}

TEST_F(Compressed, GzipCutInItsHeaderIsTruncated) {
  for (const std::size_t keep : {2U, 9U}) {
    const Collected all = collect({file("a.gz", gzip("text").substr(0, keep))});
    ASSERT_THAT(all.failures, SizeIs(1));
    EXPECT_THAT(all.failures[0], HasSubstr("truncated"));
    EXPECT_THAT(all.records, IsEmpty());
  }
}

TEST_F(Compressed, DamagedGzipSaysWhat) {
  struct Row {
    std::size_t from_end;
    std::string message;
  };
  for (const Row& row : {Row{8, "the CRC of its data"}, Row{4, "the length of its data"}}) {
    std::string bytes = gzip(lines(200));
    bytes[bytes.size() - row.from_end] ^= 1;
    const Collected all = collect({file("a.gz", bytes)});
    EXPECT_THAT(all.records, SizeIs(200));
    ASSERT_THAT(all.failures, SizeIs(1));
    EXPECT_THAT(all.failures[0],
                AllOf(HasSubstr("a.gz: the gzip member at byte 0 is damaged"), HasSubstr(row.message)));
  }
}

TEST_F(Compressed, ReadingGoesOnAtTheMemberBehindADamagedOne) {
  const std::string first = gzip("{\"member\":1}\n");
  const std::string last = gzip("{\"member\":3}\n");
  std::mt19937 random(20261125);
  for (int round = 0; round < 200; ++round) {
    std::string middle = gzip(lines(500));
    for (int i = 0; i < 5; ++i) middle[10 + random() % (middle.size() - 10)] ^= 0x55;
    const Collected all = collect({file("a.gz", first + middle + last)});
    ASSERT_THAT(all.failures, SizeIs(1)) << round;
    EXPECT_THAT(all.failures[0], AllOf(HasSubstr("the gzip member at byte " + std::to_string(first.size())),
                                       HasSubstr("reading goes on at the member at byte " +
                                                 std::to_string(first.size() + middle.size()))));
    ASSERT_GE(all.records.size(), 2U) << round;
    EXPECT_EQ(all.records.front(), "{\"member\":1}");
    EXPECT_EQ(all.records.back(), "{\"member\":3}");
  }
}

TEST_F(Compressed, GarbageBehindGzipIsReported) {
  const Collected all = collect({file("a.gz", gzip("{}\n") + "garbage")});
  EXPECT_THAT(all.records, ElementsAre("{}"));
  ASSERT_THAT(all.failures, SizeIs(1));
  EXPECT_THAT(all.failures[0], HasSubstr("is not gzip; expected another member or the end at byte 23"));
}

TEST_F(Compressed, ATextThatIsCutIsNoDocument) {
  const std::string whole = gzip(lines(100) + "prose");
  ReaderOptions options;
  options.input.format = "text";
  const Collected all = collect({file("a.gz", whole.substr(0, whole.size() - 20)), file("b", "b")}, options);
  EXPECT_THAT(all.records, ElementsAre("b"));
  EXPECT_THAT(all.failures, SizeIs(1));
}

TEST_F(Compressed, ZstdFramesAreOneStream) {
  const std::string skippable("\x52\x2A\x4D\x18\x03\0\0\0abc", 11);
  const std::string bytes = skippable + zstd("{\"a\":1}\n{\"b\"") + skippable + zstd("") + zstd(":2}\n");
  const Collected all = collect({file("a.zst", bytes)});
  EXPECT_THAT(all.records, ElementsAre("{\"a\":1}", "{\"b\":2}"));
  EXPECT_THAT(all.failures, IsEmpty());
}

TEST_F(Compressed, TruncatedZstdGivesEverythingBeforeTheCut) {
  const std::string first = zstd(lines(20000));
  const std::string whole = first + zstd(lines(20000));
  for (const std::size_t keep : {whole.size() - 1, first.size() + 3, whole.size() / 3}) {
    const Collected all = collect({file("a.jsonl.zst", whole.substr(0, keep))});
    ASSERT_THAT(all.failures, SizeIs(1)) << keep;
    const std::string frame = keep > first.size() ? std::to_string(first.size()) : "0";
    EXPECT_THAT(all.failures[0], HasSubstr("truncated: the zstd frame at byte " + frame + " ends at byte " +
                                           std::to_string(keep)));
    EXPECT_GE(all.records.size(), keep == whole.size() / 3 ? 10000U : 20000U) << keep;
  }
}

TEST_F(Compressed, ZstdWithAWrongChecksumIsDamaged) {
  std::string bytes = zstd("{\"a\":1}\n");
  bytes.back() ^= 1;
  const Collected all = collect({file("a.zst", bytes)});
  EXPECT_THAT(all.records, ElementsAre("{\"a\":1}"));
  ASSERT_THAT(all.failures, SizeIs(1));
  EXPECT_THAT(all.failures[0], HasSubstr("damaged: the checksum of its data"));
}

TEST_F(Compressed, ZstdWindowAboveTheLimitNamesSizeAndOption) {
  const std::string path = file("a.zst", zstd("{}\n", 29));
  const Collected refused = collect({path});
  EXPECT_THAT(refused.records, IsEmpty());
  ASSERT_THAT(refused.failures, SizeIs(1));
  EXPECT_THAT(refused.failures[0],
              HasSubstr("a.zst: the zstd frame at byte 0 asks for a window of 512 MiB, more than 128 "
                        "MiB; input.max_window: 512MiB in the pipeline file allows it"));
  ReaderOptions options;
  options.input.max_window = 512 << 20;
  EXPECT_THAT(collect({path}, options).records, ElementsAre("{}"));
}

TEST_F(Compressed, GarbageBehindZstdIsReported) {
  const std::string frame = zstd("{}\n");
  const Collected all = collect({file("a.zst", frame + "garbage and more of it")});
  EXPECT_THAT(all.records, ElementsAre("{}"));
  ASSERT_THAT(all.failures, SizeIs(1));
  EXPECT_THAT(all.failures[0],
              HasSubstr("byte " + std::to_string(frame.size()) + " does not begin a zstd frame"));
}

}  // namespace
}  // namespace textmill::host
