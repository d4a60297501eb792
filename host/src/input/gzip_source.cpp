#include <zlib.h>

#include <algorithm>
#include <climits>

#include "input/decompress.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kMagicSize = 2;
constexpr std::size_t kHeaderSize = 10;
constexpr int kGzipOnly = 16 + MAX_WBITS;  // zlib's way of saying: header and trailer, both checked

/// True if a member may well begin here (RFC 1952, 2.3): by chance, once in 100 billion bytes.
bool looks_like_member(std::string_view bytes) {
  if (bytes.size() < kHeaderSize || bytes.substr(0, 3) != "\x1f\x8b\x08") return false;
  const auto flags = static_cast<unsigned char>(bytes[3]);
  const auto extra = static_cast<unsigned char>(bytes[8]);
  const auto system = static_cast<unsigned char>(bytes[9]);
  return (flags & 0xE0) == 0 && (extra == 0 || extra == 2 || extra == 4) && (system <= 13 || system == 255);
}

/// A damaged member is reported and reading goes on at the next one; a line break stands where bytes are
/// missing, so that what was cut does not run into what follows.
class GzipSource : public ByteSource {
 public:
  GzipSource(Window compressed, std::string path) : raw_(std::move(compressed)), path_(std::move(path)) {
    if (inflateInit2(&stream_, kGzipOnly) != Z_OK) fail("not enough memory to decompress");
  }
  ~GzipSource() override { inflateEnd(&stream_); }

  std::size_t read(char* to, std::size_t room) override {
    const auto wanted = static_cast<uInt>(std::min<std::size_t>(room, UINT_MAX));
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = wanted;
    if (gap_) {
      gap_ = false;
      *stream_.next_out++ = '\n';
      --stream_.avail_out;
    }
    while (!done_ && !gap_ && stream_.avail_out == wanted) step();
    if (gap_ && stream_.avail_out == wanted) return read(to, room);
    return wanted - stream_.avail_out;
  }

  std::uint64_t consumed() const override { return raw_.consumed(); }

 private:
  void fail(const std::string& what) {
    status_ = {Code::BadInput, path_ + ": " + what};
    done_ = true;
  }

  std::string member() const { return "the gzip member at byte " + std::to_string(member_begin_); }

  void skip(std::size_t count) {
    raw_.skip(count);
    position_ += count;
  }

  /// Stands between two members: finds the next one or the end.
  void start_member() {
    raw_.look_ahead(kMagicSize);
    const std::string_view bytes = raw_.bytes();
    if (bytes.empty()) {
      if (!raw_.status()) status_ = raw_.status();
      done_ = true;
      return;
    }
    if (bytes[0] == '\0' && member_begin_ != position_) return skip(1);  // padding of tapes and block devices
    if (bytes.substr(0, kMagicSize) != "\x1f\x8b") {
      return fail("what follows " + member() + " is not gzip; expected another member or the end at byte " +
                  std::to_string(position_));
    }
    inflateReset(&stream_);
    member_begin_ = position_;
    inside_ = true;
  }

  void step() {
    if (!inside_) return start_member();
    if (raw_.bytes().empty() && !raw_.more()) {
      if (!raw_.status()) return fail_as(raw_.status());
      return fail("truncated: " + member() + " ends at byte " + std::to_string(position_) +
                  " without its trailer");
    }
    const std::string_view bytes = raw_.bytes();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads
    stream_.avail_in = static_cast<uInt>(bytes.size());
    const int code = inflate(&stream_, Z_NO_FLUSH);
    skip(bytes.size() - stream_.avail_in);
    if (code == Z_STREAM_END) inside_ = false;
    if (code == Z_DATA_ERROR || code == Z_NEED_DICT) pass_over(member() + " is damaged: " + reason());
    if (code == Z_MEM_ERROR) fail("not enough memory to decompress");
  }

  /// Notes the first damage and goes on to the next member, if there is one.
  void pass_over(const std::string& damage) {
    inside_ = false;
    const bool found = find_member();
    if (status_.ok()) {
      const std::string then = found ? "; reading goes on at the member at byte " + std::to_string(position_)
                                     : std::string("; no other member follows");
      status_ = {Code::BadInput, path_ + ": " + damage + then};
    }
    gap_ = found;
    done_ = !found;
  }

  bool find_member() {
    while (true) {
      raw_.look_ahead(kHeaderSize);
      const std::string_view bytes = raw_.bytes();
      if (bytes.size() < kHeaderSize) return false;
      for (std::size_t at = bytes.find('\x1f'); at <= bytes.size() - kHeaderSize;
           at = bytes.find('\x1f', at + 1)) {
        if (!looks_like_member(bytes.substr(at))) continue;
        skip(at);
        return true;
      }
      skip(bytes.size() - kHeaderSize + 1);
    }
  }

  void fail_as(const Status& status) {
    status_ = status;
    done_ = true;
  }

  std::string reason() const {
    const std::string_view message = stream_.msg ? stream_.msg : "unknown error";
    if (message == "incorrect data check") return "the CRC of its data is not the one in its trailer";
    if (message == "incorrect length check") return "the length of its data is not the one in its trailer";
    return std::string(message) + " before byte " + std::to_string(position_);
  }

  Window raw_;
  std::string path_;
  z_stream stream_{};
  bool inside_ = false;  ///< a member
  bool done_ = false;
  bool gap_ = false;            ///< bytes are missing here
  std::uint64_t position_ = 0;  ///< in the compressed bytes
  std::uint64_t member_begin_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> make_gzip_source(Window compressed, std::string path) {
  return std::make_unique<GzipSource>(std::move(compressed), std::move(path));
}

}  // namespace textmill::host
