#include <algorithm>
#include <cstring>

#include "input/sniff.hpp"
#include "input/splitter.hpp"

namespace textmill::host {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_blank(std::string_view line) { return std::all_of(line.begin(), line.end(), is_space); }

/// True if `line` stops inside a string, an object or an array.
bool is_cut(std::string_view line) {
  std::int64_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string) {
      depth += (c == '{' || c == '[') - (c == '}' || c == ']');
    }
  }
  return in_string || depth > 0;
}

class JsonLinesSplitter : public Splitter {
 public:
  JsonLinesSplitter(Window window, std::string_view path, const ReaderOptions& options)
      : window_(std::move(window)), path_(path), options_(options) {
    window_.look_ahead(kUtf8Mark.size());
    if (window_.bytes().starts_with(kUtf8Mark)) {
      window_.skip(kUtf8Mark.size());
      offset_ = kUtf8Mark.size();
    }
  }

  bool fill(Batch& batch) override {
    begin_ = batch.bytes.size();
    while (length_ > 0 || !is_full(batch, options_)) {  // a batch ends at a line's end
      if (window_.bytes().empty() && !window_.more()) {
        end(batch);
        return false;
      }
      scan(batch);
    }
    return true;
  }

  Status status() const override { return status_; }
  std::uint64_t consumed() const override { return window_.consumed(); }

 private:
  /// Takes one line, or as much of it as the window holds. Each byte is looked at once, however long the
  /// line.
  void scan(Batch& batch) {
    const std::string_view bytes = window_.bytes();
    const void* newline = std::memchr(bytes.data(), '\n', bytes.size());
    const std::size_t size = newline ? static_cast<const char*>(newline) - bytes.data() : bytes.size();
    take(batch, bytes.substr(0, size));
    window_.skip(size + (newline ? 1 : 0));
    if (newline) finish_line(batch, 1);
  }

  /// Keeps no more of a line than can become a document.
  void take(Batch& batch, std::string_view part) {
    length_ += part.size();
    if (length_ <= static_cast<std::uint64_t>(options_.max_document_bytes)) {
      batch.bytes.append(part);
    } else {
      batch.bytes.resize(begin_);
    }
  }

  void finish_line(Batch& batch, std::size_t newline_size) {
    add_record(batch);
    offset_ += length_ + newline_size;
    length_ = 0;
    ++line_;
    begin_ = batch.bytes.size();
  }

  void add_record(Batch& batch) {
    Record record;
    record.kind = RecordKind::JsonLine;
    record.source = {path_, offset_, length_, line_};
    record.begin = begin_;
    record.size = batch.bytes.size() - begin_;
    if (record.size < length_) {
      record.problem = place() + ": " + too_large(length_, options_);
    } else if (is_blank({batch.bytes.data() + begin_, record.size})) {
      batch.bytes.resize(begin_);
      return;
    }
    batch.records.push_back(std::move(record));
  }

  /// The last line may lack its newline, but not its end.
  void end(Batch& batch) {
    const std::string_view rest(batch.bytes.data() + begin_, batch.bytes.size() - begin_);
    const bool is_whole = length_ > rest.size() || !is_cut(rest);
    if (!window_.status()) {
      status_ = window_.status();
      if (!is_whole)
        status_ = {Code::BadInput, status_.message() + "; line " + std::to_string(line_) + " is cut"};
    } else if (!is_whole) {
      status_ = {Code::BadInput, place() + ": truncated: the input ends inside this line"};
    }
    if (is_whole) {
      finish_line(batch, 0);
    } else {
      batch.bytes.resize(begin_);
    }
  }

  std::string place() const { return std::string(path_) + ":" + std::to_string(line_); }

  Window window_;
  std::string_view path_;
  const ReaderOptions& options_;
  Status status_;
  std::uint64_t offset_ = 0;  ///< of the current line in the input
  std::uint64_t length_ = 0;  ///< of the current line, as far as it was read
  std::uint64_t line_ = 1;
  std::size_t begin_ = 0;  ///< of the current line in the batch
};

}  // namespace

std::unique_ptr<Splitter> make_json_lines_splitter(Window window, std::string_view path,
                                                   const ReaderOptions& options) {
  return std::make_unique<JsonLinesSplitter>(std::move(window), path, options);
}

}  // namespace textmill::host
