// Finds WARC records by their lengths, trusts a length only if a record or the end follows, and goes on at
// the next record that can be recognised where it does not.
#include <algorithm>

#include "input/splitter.hpp"
#include "input/warc.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kMaxHeader = 64 << 10;
constexpr std::size_t kTail =
    64;  // behind a block: two line ends and the next record's mark, with room for more line ends
constexpr std::size_t kCompactAt = 1 << 20;

/// The bytes from a position on, as many as asked for.
class Ahead {
 public:
  explicit Ahead(Window window) : window_(std::move(window)) {}

  /// At least `count` bytes, or all there are.
  std::string_view bytes(std::size_t count) {
    while (held_.size() - begin_ < count && (!window_.bytes().empty() || window_.more())) {
      held_.append(window_.bytes());
      window_.skip(window_.bytes().size());
    }
    return std::string_view(held_).substr(begin_);
  }

  void skip(std::size_t count) {
    begin_ += count;
    offset_ += count;
    if (begin_ < kCompactAt && begin_ < held_.size()) return;
    held_.erase(0, begin_);
    begin_ = 0;
  }

  std::uint64_t offset() const { return offset_; }
  const Window& window() const { return window_; }

 private:
  Window window_;
  std::string held_;
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0;  ///< of the position in the (decompressed) input
};

class WarcSplitter : public Splitter {
 public:
  WarcSplitter(Window window, std::string_view path, const ReaderOptions& options)
      : ahead_(std::move(window)), path_(path), options_(options) {}

  bool fill(Batch& batch) override {
    while (!is_full(batch, options_)) {
      if (!step(batch)) return false;
    }
    return true;
  }

  Status status() const override { return status_.ok() ? ahead_.window().status() : status_; }
  std::uint64_t consumed() const override { return ahead_.window().consumed(); }

 private:
  /// One record, good, bad or of no interest; false at the end.
  bool step(Batch& batch) {
    skip_line_ends();
    const std::string_view start = ahead_.bytes(kMaxHeader);
    if (start.empty()) return false;
    if (!begins_warc_record(start)) return lost(batch, "expected a WARC record");
    const std::size_t header_size = end_of_headers(start.substr(0, kMaxHeader));
    if (header_size == std::string_view::npos) {
      if (start.size() < kMaxHeader && find_warc_record(start, 1) == std::string_view::npos)
        return cut("its headers are not complete");
      return lost(batch, "the headers of this WARC record do not end");
    }
    const Headers headers = parse_headers(start.substr(0, header_size));
    const std::string id(headers.find("WARC-Record-ID"));
    const std::optional<std::uint64_t> length = parse_length(headers.find("Content-Length"));
    if (!length) return lost(batch, "this WARC record has no usable Content-Length", id);
    return take(batch, header_size, *length, id);
  }

  bool take(Batch& batch, std::size_t header_size, std::uint64_t length, const std::string& id) {
    if (length > static_cast<std::uint64_t>(options_.max_document_bytes))
      return lost(batch, too_large(length, options_), id);
    const std::size_t size = header_size + static_cast<std::size_t>(length);
    const std::string_view bytes = ahead_.bytes(size + kTail);
    if (bytes.size() < size) {
      if (find_warc_record(bytes, 1) == std::string_view::npos)
        return cut(std::to_string(size - bytes.size()) + " bytes are missing", id);
      return lost(batch, wrong_length(length), id);
    }
    if (!is_followed_well(bytes.substr(size))) return lost(batch, wrong_length(length), id);
    const std::string_view block = bytes.substr(header_size, length);
    if (payload_of(parse_headers(bytes.substr(0, header_size)), block).is_document) {
      Record record = found(id);
      record.source.length = size;
      record.begin = batch.bytes.size();
      record.size = size;
      batch.bytes.append(bytes.substr(0, size));
      batch.records.push_back(std::move(record));
    }
    ahead_.skip(size);
    return true;
  }

  /// Behind a block stand line ends (two, but writers differ), then a record or the end.
  bool is_followed_well(std::string_view tail) const {
    const std::size_t next = tail.find_first_not_of("\r\n");
    if (next == std::string_view::npos) return tail.size() < kTail;
    return begins_warc_record(tail.substr(next));
  }

  static std::string wrong_length(std::uint64_t length) {
    return "the Content-Length of this WARC record, " + std::to_string(length) +
           ", is wrong: no record follows";
  }

  void skip_line_ends() {
    std::size_t count = std::string_view::npos;
    do {
      const std::string_view bytes = ahead_.bytes(kTail);
      count = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
      ahead_.skip(count);
    } while (count > 0);
  }

  Record found(const std::string& id) const {
    Record record;
    record.kind = RecordKind::Warc;
    record.source = {path_, ahead_.offset(), 0, 0};
    record.id = id;
    return record;
  }

  std::string place(const std::string& id) const {
    return std::string(path_) + ": " + (id.empty() ? "" : id + " ") + "at offset " +
           std::to_string(ahead_.offset());
  }

  /// Sets aside what stands here and goes on at the next record.
  bool lost(Batch& batch, const std::string& why, const std::string& id = {}) {
    Record record = found(id);
    record.problem = place(id) + ": " + why;
    const std::uint64_t begin = ahead_.offset();
    std::size_t from = 1;
    while (true) {
      const std::string_view bytes = ahead_.bytes(kMaxHeader);
      const std::size_t next = find_warc_record(bytes, from);
      if (next != std::string_view::npos) {
        ahead_.skip(next);
        break;
      }
      if (bytes.size() < kMaxHeader) {
        ahead_.skip(bytes.size());
        break;
      }
      // A mark may begin in the last bytes, and needs the line end before it.
      ahead_.skip(bytes.size() - kWarcMarkSize);
      from = 1;
    }
    record.source.length = ahead_.offset() - begin;
    batch.records.push_back(std::move(record));
    return true;
  }

  /// The input ends inside a record.
  bool cut(const std::string& what, const std::string& id = {}) {
    if (ahead_.window().status().ok()) {
      status_ = {Code::BadInput, place(id) + ": truncated: the input ends inside this WARC record; " + what};
    } else {
      status_ = {Code::BadInput, ahead_.window().status().message() + "; the WARC record " +
                                     (id.empty() ? "" : id + " ") + "at offset " +
                                     std::to_string(ahead_.offset()) + " is cut"};
    }
    return false;
  }

  Ahead ahead_;
  std::string_view path_;
  const ReaderOptions& options_;
  Status status_;
};

}  // namespace

std::unique_ptr<Splitter> make_warc_splitter(Window window, std::string_view path,
                                             const ReaderOptions& options) {
  return std::make_unique<WarcSplitter>(std::move(window), path, options);
}

}  // namespace textmill::host
