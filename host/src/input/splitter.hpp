// Finding records in one input: one Splitter per kind of content.
#pragma once

#include <memory>
#include <string_view>

#include "input/byte_source.hpp"
#include "input/reader.hpp"

namespace textmill::host {

class Splitter {
 public:
  Splitter() = default;
  Splitter(const Splitter&) = delete;  // owns its input
  Splitter& operator=(const Splitter&) = delete;
  virtual ~Splitter() = default;

  /// Appends records to `batch` until the batch is full or the input ends; false at the end.
  virtual bool fill(Batch& batch) = 0;
  /// After the end: ok, or why the input could not be read to its end; the message begins with the path.
  virtual Status status() const = 0;
  virtual std::uint64_t consumed() const = 0;
};

/// True if `batch` should be handed to a worker.
inline bool is_full(const Batch& batch, const ReaderOptions& options) {
  return batch.records.size() >= options.batch_records || batch.bytes.size() >= options.batch_bytes;
}

/// What is wrong with a record that is too large: its size (0: not known), the limit, what to do.
std::string too_large(std::uint64_t size, const ReaderOptions& options);

// `path` and `options` must outlive the splitter; records point to `path`.

/// The whole input is one record of `kind`, Text or Html.
std::unique_ptr<Splitter> make_text_splitter(Window window, RecordKind kind, std::string_view path,
                                             const ReaderOptions& options);
/// Each line that is not blank is a record. An input that ends inside a JSON value has failed there.
std::unique_ptr<Splitter> make_json_lines_splitter(Window window, std::string_view path,
                                                   const ReaderOptions& options);
/// Each WARC record that holds text or HTML is a record; others are skipped. A damaged one is set aside.
std::unique_ptr<Splitter> make_warc_splitter(Window window, std::string_view path,
                                             const ReaderOptions& options);

}  // namespace textmill::host
