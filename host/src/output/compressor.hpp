// Compressed output, made where documents are rendered: each piece is a gzip member or a zstd frame of its
// own, so workers compress in parallel, a piece can be read alone, and the pieces of a file are one stream to
// every reader.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "output/byte_buffer.hpp"
#include "pipeline/plan.hpp"

namespace textmill::host {

/// What `plan` says, with Auto decided by the name of the output: .gz, .zst or .zstd.
OutputCompression output_compression(const OutputPlan& plan, std::string_view path);

/// One per worker. The same bytes give the same compressed bytes.
class Compressor {
 public:
  /// `kind` is not Auto.
  explicit Compressor(OutputCompression kind);
  ~Compressor();

  /// Appends `bytes` as one member or frame; with None as they are; nothing for no bytes. Code::NoMemory if
  /// there is none.
  Status append(std::string_view bytes, ByteBuffer& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace textmill::host
