#include "output/compressor.hpp"

#include <libdeflate.h>
#include <zstd.h>

namespace textmill::host {
namespace {

constexpr int kGzipLevel = 6;
constexpr int kZstdLevel = 3;

struct FreeGzip {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

struct FreeZstd {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

Status no_memory() { return {Code::NoMemory, "not enough memory to compress the output"}; }

}  // namespace

struct Compressor::State {
  OutputCompression kind;
  std::unique_ptr<libdeflate_compressor, FreeGzip> gzip;
  std::unique_ptr<ZSTD_CCtx, FreeZstd> zstd;

  explicit State(OutputCompression k) : kind(k) {
    if (kind == OutputCompression::Gzip) gzip.reset(libdeflate_alloc_compressor(kGzipLevel));
    if (kind == OutputCompression::Zstd) zstd.reset(ZSTD_createCCtx());
    if (zstd) ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_compressionLevel, kZstdLevel);
    if (zstd) ZSTD_CCtx_setParameter(zstd.get(), ZSTD_c_checksumFlag, 1);
  }

  Status append_gzip(std::string_view bytes, std::string& out) {
    if (!gzip) return no_memory();
    const std::size_t before = out.size();
    out.resize(before + libdeflate_gzip_compress_bound(gzip.get(), bytes.size()));
    const std::size_t size = libdeflate_gzip_compress(gzip.get(), bytes.data(), bytes.size(),
                                                      out.data() + before, out.size() - before);
    out.resize(before + size);
    return {};
  }

  Status append_zstd(std::string_view bytes, std::string& out) {
    if (!zstd) return no_memory();
    const std::size_t before = out.size();
    out.resize(before + ZSTD_compressBound(bytes.size()));
    const std::size_t size =
        ZSTD_compress2(zstd.get(), out.data() + before, out.size() - before, bytes.data(), bytes.size());
    out.resize(before + (ZSTD_isError(size) ? 0 : size));
    return ZSTD_isError(size) ? no_memory() : Status();
  }
};

OutputCompression output_compression(const OutputPlan& plan, std::string_view path) {
  if (plan.compression != OutputCompression::Auto) return plan.compression;
  if (path.ends_with(".gz")) return OutputCompression::Gzip;
  if (path.ends_with(".zst") || path.ends_with(".zstd")) return OutputCompression::Zstd;
  return OutputCompression::None;
}

Compressor::Compressor(OutputCompression kind) : state_(new State(kind)) {}
Compressor::~Compressor() = default;

Status Compressor::append(std::string_view bytes, std::string& out) {
  if (bytes.empty()) return {};
  switch (state_->kind) {
    case OutputCompression::Gzip:
      return state_->append_gzip(bytes, out);
    case OutputCompression::Zstd:
      return state_->append_zstd(bytes, out);
    default:
      out += bytes;
      return {};
  }
}

}  // namespace textmill::host
