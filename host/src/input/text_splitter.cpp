#include "input/byte_size.hpp"
#include "input/splitter.hpp"

namespace textmill::host {
namespace {

class TextSplitter : public Splitter {
 public:
  TextSplitter(Window window, RecordKind kind, std::string_view path, const ReaderOptions& options)
      : window_(std::move(window)), kind_(kind), path_(path), options_(options) {}

  bool fill(Batch& batch) override {
    Record record;
    record.kind = kind_;
    record.source.path = path_;
    record.begin = batch.bytes.size();
    do {
      batch.bytes.append(window_.bytes());
      window_.skip(window_.bytes().size());
      record.size = batch.bytes.size() - record.begin;
    } while (record.size <= limit() && window_.more());
    record.source.length = record.size;
    if (!window_.status()) {  // half a text is no document
      batch.bytes.resize(record.begin);
      return false;
    }
    if (record.size > limit()) {
      batch.bytes.resize(record.begin);
      record.size = 0;
      record.problem = std::string(path_) + ": " + too_large(0, options_);
    }
    batch.records.push_back(std::move(record));
    return false;
  }

  Status status() const override { return window_.status(); }
  std::uint64_t consumed() const override { return window_.consumed(); }

 private:
  std::size_t limit() const { return static_cast<std::size_t>(options_.max_document_bytes); }

  Window window_;
  RecordKind kind_;
  std::string_view path_;
  const ReaderOptions& options_;
};

}  // namespace

std::string too_large(std::uint64_t size, const ReaderOptions& options) {
  const std::string subject = size == 0 ? "the document" : "the document of " + byte_size(size);
  return subject + " is larger than " + byte_size(static_cast<std::uint64_t>(options.max_document_bytes)) +
         "; a larger run.max_document_bytes takes it";
}

std::unique_ptr<Splitter> make_text_splitter(Window window, RecordKind kind, std::string_view path,
                                             const ReaderOptions& options) {
  return std::make_unique<TextSplitter>(std::move(window), kind, path, options);
}

}  // namespace textmill::host
