#define ZSTD_STATIC_LINKING_ONLY  // ZSTD_getFrameHeader: the window size before memory is taken for it
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <bit>

#include "input/byte_size.hpp"
#include "input/decompress.hpp"

namespace textmill::host {
namespace {

class ZstdSource : public ByteSource {
 public:
  ZstdSource(Window compressed, std::string path, std::uint64_t max_window)
      : raw_(std::move(compressed)),
        path_(std::move(path)),
        max_window_(max_window),
        context_(ZSTD_createDCtx()) {
    const int log = std::bit_width(std::max<std::uint64_t>(max_window, 1) - 1);  // rounded up
    const ZSTD_bounds bounds = ZSTD_dParam_getBounds(ZSTD_d_windowLogMax);
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax,
                           std::clamp(log, bounds.lowerBound, bounds.upperBound));
  }

  std::size_t read(char* to, std::size_t room) override {
    ZSTD_outBuffer out{to, room, 0};
    while (!done_ && out.pos == 0) step(out);
    return out.pos;
  }

  std::uint64_t consumed() const override { return raw_.consumed(); }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };

  void fail(const std::string& what) {
    status_ = {Code::BadInput, path_ + ": " + what};
    done_ = true;
  }

  std::string frame() const { return "the zstd frame at byte " + std::to_string(frame_begin_); }

  void truncated() {
    if (!raw_.status()) {
      status_ = raw_.status();
      done_ = true;
      return;
    }
    fail("truncated: " + frame() + " ends at byte " + std::to_string(position_) + " before its last block");
  }

  /// Stands between two frames: checks what the next one asks for.
  void start_frame() {
    raw_.look_ahead(ZSTD_FRAMEHEADERSIZE_MAX);
    const std::string_view bytes = raw_.bytes();
    if (bytes.empty()) {
      if (!raw_.status()) status_ = raw_.status();
      done_ = true;
      return;
    }
    frame_begin_ = position_;
    ZSTD_frameHeader header;
    const std::size_t code = ZSTD_getFrameHeader(&header, bytes.data(), bytes.size());
    if (ZSTD_isError(code)) {
      return fail("byte " + std::to_string(position_) +
                  " does not begin a zstd frame; expected another frame or the end");
    }
    if (code > 0) {  // more bytes are wanted than there are
      position_ += bytes.size();
      return truncated();
    }
    if (header.frameType == ZSTD_frame && header.windowSize > max_window_) {
      return fail(frame() + " asks for a window of " + byte_size(header.windowSize) + ", more than " +
                  byte_size(max_window_) + "; input.max_window: " +
                  byte_size(header.windowSize, SizeStyle::Option) + " in the pipeline file allows it");
    }
    wanted_ = header.headerSize;
    inside_ = true;
  }

  void step(ZSTD_outBuffer& out) {
    if (!inside_) return start_frame();
    // Fed with what it asks for and no more, the decoder hands out each block before it can fail on what
    // follows. With its input at an end it may still hold output: it is asked before more is read.
    ZSTD_inBuffer in{raw_.bytes().data(), std::min(raw_.bytes().size(), wanted_), 0};
    const std::size_t code = ZSTD_decompressStream(context_.get(), &out, &in);
    raw_.skip(in.pos);
    position_ += in.pos;
    wanted_ = code;
    if (ZSTD_isError(code)) return fail(frame() + " is damaged: " + reason(code));
    if (code == 0) {
      inside_ = false;
    } else if (out.pos == 0 && raw_.bytes().empty() && !raw_.more()) {
      truncated();
    }
  }

  static std::string reason(std::size_t code) {
    switch (ZSTD_getErrorCode(code)) {
      case ZSTD_error_checksum_wrong:
        return "the checksum of its data is not the one in its trailer";
      case ZSTD_error_memory_allocation:
        return "not enough memory for its window";
      case ZSTD_error_dictionary_wrong:
        return "it needs a dictionary";
      default:
        return ZSTD_getErrorName(code);
    }
  }

  Window raw_;
  std::string path_;
  std::uint64_t max_window_;
  std::unique_ptr<ZSTD_DCtx, Free> context_;
  bool inside_ = false;  ///< a frame
  bool done_ = false;
  std::size_t wanted_ = 0;      ///< by the decoder, bytes
  std::uint64_t position_ = 0;  ///< in the compressed bytes
  std::uint64_t frame_begin_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> make_zstd_source(Window compressed, std::string path, std::uint64_t max_window) {
  return std::make_unique<ZstdSource>(std::move(compressed), std::move(path), max_window);
}

}  // namespace textmill::host
