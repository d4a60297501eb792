#include "output/compressor.hpp"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

namespace textmill::host {
namespace {

std::string gunzip_member(std::string_view& bytes) {
  z_stream stream{};
  inflateInit2(&stream, 16 + MAX_WBITS);
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  bytes.remove_prefix(stream.total_in);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

std::string unzstd_frame(std::string_view& bytes) {
  std::string out(1 << 20, '\0');
  const std::size_t frame = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
  out.resize(ZSTD_decompress(out.data(), out.size(), bytes.data(), frame));
  bytes.remove_prefix(frame);
  return out;
}

std::string pieces(OutputCompression kind) {
  Compressor compressor(kind);
  ByteBuffer buffer("before");
  EXPECT_TRUE(compressor.append(std::string(100000, 'x'), buffer));
  EXPECT_TRUE(compressor.append("", buffer));
  EXPECT_TRUE(compressor.append("two", buffer));
  const std::string out = buffer.str();
  EXPECT_EQ(out.substr(0, 6), "before");
  return out.substr(6);
}

TEST(Compressor, MakesEachPieceAGzipMember) {
  const std::string out = pieces(OutputCompression::Gzip);
  std::string_view rest = out;
  EXPECT_LT(out.size(), 1000U);
  EXPECT_EQ(gunzip_member(rest), std::string(100000, 'x'));
  EXPECT_EQ(gunzip_member(rest), "two");
  EXPECT_EQ(rest, "");
}

TEST(Compressor, MakesEachPieceAZstdFrame) {
  const std::string out = pieces(OutputCompression::Zstd);
  std::string_view rest = out;
  EXPECT_LT(out.size(), 1000U);
  EXPECT_EQ(unzstd_frame(rest), std::string(100000, 'x'));
  EXPECT_EQ(unzstd_frame(rest), "two");
  EXPECT_EQ(rest, "");
}

TEST(Compressor, LeavesPiecesAloneIfNotAsked) {
  EXPECT_EQ(pieces(OutputCompression::None), std::string(100000, 'x') + "two");
}

TEST(OutputCompressionOf, GoesByTheNameUnlessThePipelineSays) {
  OutputPlan plan;
  EXPECT_EQ(output_compression(plan, "a.jsonl"), OutputCompression::None);
  EXPECT_EQ(output_compression(plan, "-"), OutputCompression::None);
  EXPECT_EQ(output_compression(plan, "a.jsonl.gz"), OutputCompression::Gzip);
  EXPECT_EQ(output_compression(plan, "a.zst"), OutputCompression::Zstd);
  plan.compression = OutputCompression::Gzip;
  EXPECT_EQ(output_compression(plan, "a.zst"), OutputCompression::Gzip);
  plan.compression = OutputCompression::None;
  EXPECT_EQ(output_compression(plan, "a.gz"), OutputCompression::None);
}

}  // namespace
}  // namespace textmill::host
