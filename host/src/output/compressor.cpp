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

  Status append_gzip(std::string_view bytes, ByteBuffer& out) {
    if (!gzip) return no_memory();
    const std::size_t room = libdeflate_gzip_compress_bound(gzip.get(), bytes.size());
    char* to = out.room_for(room);
    out.commit(to + libdeflate_gzip_compress(gzip.get(), bytes.data(), bytes.size(), to, room));
    return {};
  }

  Status append_zstd(std::string_view bytes, ByteBuffer& out) {
    if (!zstd) return no_memory();
    const std::size_t room = ZSTD_compressBound(bytes.size());
    char* to = out.room_for(room);
    const std::size_t size = ZSTD_compress2(zstd.get(), to, room, bytes.data(), bytes.size());
    if (ZSTD_isError(size)) return no_memory();
    out.commit(to + size);
    return {};
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

Status Compressor::append(std::string_view bytes, ByteBuffer& out) {
  if (bytes.empty()) return {};
  switch (state_->kind) {
    case OutputCompression::Gzip: return state_->append_gzip(bytes, out);
    case OutputCompression::Zstd: return state_->append_zstd(bytes, out);
    default: out += bytes; return {};
  }
}

}  // namespace textmill::host
