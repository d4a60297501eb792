// What the tests of inputs share: a folder of its own for each test, compressed bytes, records as text.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "input/reader.hpp"

namespace textmill::host {

/// A test that works on files.
class InputTest : public ::testing::Test {
 protected:
  InputTest() {
    std::string name = (std::filesystem::temp_directory_path() / "textmill-input-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~InputTest() override { std::filesystem::remove_all(folder_); }

  /// Writes a file of the test's folder; its path.
  std::string file(const std::string& name, std::string_view bytes) const {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path;
  }
  std::string path(const std::string& name) const { return folder_ / name; }

  std::filesystem::path folder_;
};

inline std::string gzip(std::string_view bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string zstd(std::string_view bytes, int window_log = 0) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  if (window_log > 0) ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  std::string out(ZSTD_compressBound(bytes.size()) + 64, '\0');
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  // Two steps: a size that is not known beforehand keeps the window in the frame's header.
  EXPECT_FALSE(ZSTD_isError(ZSTD_compressStream2(context, &to, &in, ZSTD_e_continue)));
  EXPECT_EQ(ZSTD_compressStream2(context, &to, &in, ZSTD_e_end), 0U);
  ZSTD_freeCCtx(context);
  out.resize(to.pos);
  return out;
}

/// Everything a run of inputs gives.
struct Collected {
  std::vector<std::string> records;  ///< their bytes; "!" and the problem for those that were not kept
  std::vector<Source> sources;
  std::vector<std::string> failures;
  std::size_t batches = 0;
  std::size_t largest_batch = 0;  ///< bytes
  std::uint64_t input_bytes = 0;
  std::unique_ptr<Reader> reader;  ///< owner of the paths
};

inline Collected collect(const std::vector<std::string>& inputs, const ReaderOptions& options = {}) {
  Collected all;
  auto reader = open_inputs(inputs, options);
  EXPECT_TRUE(reader) << reader.error().message();
  if (!reader) return all;
  all.reader = std::move(*reader);
  for (Batch batch; all.reader->next(batch); ++all.batches) {
    EXPECT_EQ(batch.number, all.batches);
    EXPECT_FALSE(batch.records.empty());
    all.largest_batch = std::max(all.largest_batch, batch.bytes.size());
    all.input_bytes += batch.input_bytes;
    for (const Record& r : batch.records) {
      all.records.push_back(r.problem.empty() ? batch.bytes.substr(r.begin, r.size) : "!" + r.problem);
      all.sources.push_back(r.source);
    }
  }
  for (const InputFailure& f : all.reader->failures()) all.failures.push_back(f.message);
  return all;
}

}  // namespace textmill::host
