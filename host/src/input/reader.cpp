#include "input/reader.hpp"

#include "input/decompress.hpp"
#include "input/paths.hpp"
#include "input/sniff.hpp"
#include "input/splitter.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kKeptBatchFactor = 8;  // a batch that grew beyond this gives its memory back

class InputReader : public Reader {
 public:
  InputReader(InputList inputs, const ReaderOptions& options)
      : inputs_(std::move(inputs)), options_(options) {}

  bool next(Batch& batch) override {
    clear(batch);
    batch.number = next_number_;
    while (!is_full(batch, options_) && (splitter_ || open_next())) {
      if (!splitter_->fill(batch)) close(batch);
    }
    batch.bytes.append(kBatchPadding, '\0');
    count_consumed(batch);
    if (batch.records.empty()) return false;
    ++next_number_;
    return true;
  }

  const std::vector<InputFailure>& failures() const override { return inputs_.failures; }
  std::uint64_t total_bytes() const override { return inputs_.total_bytes; }
  std::size_t input_count() const override { return inputs_.files.size(); }
  const std::vector<std::string>& files() const override { return inputs_.files; }

 private:
  void clear(Batch& batch) const {
    if (batch.bytes.capacity() > kKeptBatchFactor * options_.batch_bytes) std::string().swap(batch.bytes);
    batch.bytes.clear();
    batch.bytes.reserve(options_.batch_bytes + options_.batch_bytes / 2);
    batch.records.clear();
    batch.input_bytes = 0;
  }

  /// Goes on to the next input that can be read; false if there is none.
  bool open_next() {
    while (next_file_ < inputs_.files.size()) {
      const std::string& path = inputs_.files[next_file_++];
      auto splitter = open(path);
      if (splitter) {
        splitter_ = std::move(*splitter);
        return true;
      }
      inputs_.failures.push_back({path, splitter.error().message()});
    }
    return false;
  }

  Result<std::unique_ptr<Splitter>> open(const std::string& path) const {
    auto file = open_file(path, options_.stopped);
    if (!file) return file.error();
    Window window(std::move(*file));
    window.look_ahead(kSniffBytes);
    switch (compression_of(window.bytes())) {
      case Compression::Gzip:
        window = Window(make_gzip_source(std::move(window), path));
        break;
      case Compression::Zstd:
        window = Window(
            make_zstd_source(std::move(window), path, static_cast<std::uint64_t>(options_.input.max_window)));
        break;
      case Compression::None:
        break;
    }
    window.look_ahead(kSniffBytes);
    return split(std::move(window), path);
  }

  Result<std::unique_ptr<Splitter>> split(Window window, const std::string& path) const {
    const std::string_view head = window.bytes();
    if (head.empty() && !window.status()) return window.status();
    const std::string_view foreign = foreign_format(head);
    if (!foreign.empty()) {
      return Status(Code::BadInput,
                    path + ": this is " + std::string(foreign) +
                        "; expected text, HTML, JSON Lines or WARC, plain or compressed with gzip or zstd");
    }
    switch (content(head, path)) {
      case Content::JsonLines:
        return split_lines(std::move(window), path);
      case Content::Warc:
        return make_warc_splitter(std::move(window), path, options_);
      case Content::Html:
        return make_text_splitter(std::move(window), RecordKind::Html, path, options_);
      case Content::Text:
        break;
    }
    return make_text_splitter(std::move(window), RecordKind::Text, path, options_);
  }

  Result<std::unique_ptr<Splitter>> split_lines(Window window, const std::string& path) const {
    const std::string encoding(wide_encoding(window.bytes()));
    if (encoding.empty()) return make_json_lines_splitter(std::move(window), path, options_);
    return Status(Code::BadInput, path + ": JSON Lines in " + encoding + "; expected UTF-8 (iconv -f " +
                                      encoding + " -t UTF-8 converts it)");
  }

  Content content(std::string_view head, const std::string& path) const {
    const std::string& format = options_.input.format;
    if (format == "text") return Content::Text;
    if (format == "jsonl") return Content::JsonLines;
    if (format == "html") return Content::Html;
    if (format == "warc") return Content::Warc;
    return content_of(head, path);
  }

  void close(Batch& batch) {
    if (Status s = splitter_->status(); !s)
      inputs_.failures.push_back({inputs_.files[next_file_ - 1], s.message()});
    count_consumed(batch);
    splitter_.reset();
    consumed_ = 0;
  }

  void count_consumed(Batch& batch) {
    const std::uint64_t now = splitter_ ? splitter_->consumed() : consumed_;
    batch.input_bytes += now - consumed_;
    consumed_ = now;
  }

  InputList inputs_;
  ReaderOptions options_;
  std::size_t next_file_ = 0;
  std::unique_ptr<Splitter> splitter_;  ///< of the current input
  std::uint64_t consumed_ = 0;          ///< of the current input, already counted
  std::uint64_t next_number_ = 0;
};

}  // namespace

Result<std::unique_ptr<Reader>> open_inputs(const std::vector<std::string>& inputs,
                                            const ReaderOptions& options) {
  auto list = list_inputs(inputs);
  if (!list) return list.error();
  return std::unique_ptr<Reader>(std::make_unique<InputReader>(std::move(*list), options));
}

}  // namespace textmill::host
