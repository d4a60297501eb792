// Byte sources that decompress another one on the fly. Both notice an input that ends too early and one
// that is damaged, and deliver everything before that point.
#pragma once

#include <memory>
#include <string>

#include "input/byte_source.hpp"

namespace textmill::host {

/// All members of a gzip file (RFC 1952) as one stream. Zero bytes after the last member are skipped;
/// anything else there is an error. `path` is for messages.
std::unique_ptr<ByteSource> make_gzip_source(Window compressed, std::string path);

/// All frames of a zstd file (RFC 8878) as one stream; skippable frames are skipped. A frame that asks
/// for a window of more than `max_window` bytes is refused before memory is taken.
std::unique_ptr<ByteSource> make_zstd_source(Window compressed, std::string path, std::uint64_t max_window);

}  // namespace textmill::host
