#include <algorithm>
#include <charconv>

#include "input/byte_size.hpp"
#include "input/decompress.hpp"
#include "input/warc.hpp"

namespace textmill::host {
namespace {

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* to, std::size_t room) override {
    const std::size_t count = std::min(room, bytes_.size() - used_);
    std::copy_n(bytes_.data() + used_, count, to);
    used_ += count;
    return count;
  }
  std::uint64_t consumed() const override { return used_; }

 private:
  std::string_view bytes_;
  std::size_t used_ = 0;
};

/// Joins the chunks of a chunked body (RFC 9112, 7.1). Archives often keep the header but store the body
/// joined: bytes that do not begin with a chunk's size are given back as they are.
std::string joined(std::string_view body) {
  std::string out;
  std::string_view rest = body;
  while (!rest.empty()) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), size, 16);
    const std::size_t line = rest.find('\n');
    if (error != std::errc() || line == std::string_view::npos) return out.empty() ? std::string(body) : out;
    if (size == 0) break;
    out += rest.substr(line + 1, size);
    rest.remove_prefix(std::min(rest.size(), line + 1 + std::min(size, rest.size())));
    rest.remove_prefix(std::min(rest.find_first_not_of("\r\n"), rest.size()));
  }
  return out;
}

Result<std::string> unzipped(std::string_view bytes, std::size_t limit) {
  const auto source = make_gzip_source(Window(std::make_unique<MemorySource>(bytes)), "its body");
  std::string out;
  while (out.size() <= limit) {
    const std::size_t before = out.size();
    out.resize(before + (64 << 10));
    const std::size_t got = source->read(out.data() + before, out.size() - before);
    out.resize(before + got);
    if (got > 0) continue;
    return source->status().ok() ? Result<std::string>(std::move(out)) : failure(source->status().message());
  }
  return failure("its body is larger than " + byte_size(limit) + " when decompressed");
}

}  // namespace

Result<std::string> transferred(const Payload& payload, std::size_t limit) {
  std::string body = payload.chunked ? joined(payload.bytes) : std::string(payload.bytes);
  const std::string_view encoding = payload.content_encoding;
  // As with chunks: the header may have stayed when the archive stored the body decompressed.
  const bool is_gzip = std::string_view(body).starts_with("\x1f\x8b");
  if (is_gzip) return unzipped(body, limit);
  if (encoding == "br" || encoding == "zstd" || encoding == "deflate") {
    return failure("its body has the content encoding '" + std::string(encoding) +
                   "'; expected gzip or none");
  }
  return body;
}

}  // namespace textmill::host
