// Inputs as a stream of batches of raw records. Reading is split in two so that workers do the expensive
// half: the Reader finds record boundaries (one thread, in order), a RecordParser makes a record into a
// Document (one per worker).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "pipeline/plan.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

enum class RecordKind { Text, JsonLine, Html, Warc };

/// One record that was found but not parsed.
struct Record {
  RecordKind kind = RecordKind::Text;
  Source source;          ///< path points into the Reader's list of inputs, valid as long as the Reader
  std::size_t begin = 0;  ///< in Batch::bytes
  std::size_t size = 0;
  std::string id;       ///< WARC: the record's own; else empty
  std::string problem;  ///< not empty: it was found but not kept (it is too large); begins with its place
};

/// Bytes after the last record that vector code may read.
inline constexpr std::size_t kBatchPadding = 64;

struct Batch {
  std::uint64_t number = 0;
  std::string bytes;  ///< the records' bytes, then kBatchPadding zero bytes
  std::vector<Record> records;
  std::uint64_t input_bytes = 0;  ///< compressed bytes consumed for this batch, for progress
};

struct ReaderOptions {
  InputPlan input;
  std::size_t batch_bytes = 1 << 16;  ///< a batch closes at the first record that reaches this
  std::size_t batch_records = 256;
  std::int64_t max_document_bytes = 64 << 20;  ///< of a record as it is in the (decompressed) input
  std::function<bool()> stopped = {};  ///< once true, a pipe that gives nothing counts as ended
};

/// One input that could not be read to its end.
struct InputFailure {
  std::string path;
  std::string message;  ///< a whole sentence that begins with the path, and the line if there is one
};

class Reader {
 public:
  virtual ~Reader() = default;
  /// Fills the next batch, which may be a used one; false at the end of the last input. A batch is never
  /// empty. Records are complete: what was cut off at a damaged end is in `failures`, not in a batch.
  virtual bool next(Batch& batch) = 0;
  /// Inputs that were damaged or unreadable, so far. The others were read to their ends.
  virtual const std::vector<InputFailure>& failures() const = 0;
  /// Sum of the sizes of all inputs on disk; 0 if unknown (one is a pipe).
  virtual std::uint64_t total_bytes() const = 0;
  virtual std::size_t input_count() const = 0;
  /// All inputs, in the order in which they are read.
  virtual const std::vector<std::string>& files() const = 0;
};

/// Opens inputs: files, folders (all files below, sorted by name), globs, "-". What an input is, is found
/// from its first bytes: gzip, zstd, JSON Lines, HTML, WARC, plain text. An input that does not exist is an
/// error here (Code::BadUsage); one that cannot be read is a failure of the run.
Result<std::unique_ptr<Reader>> open_inputs(const std::vector<std::string>& inputs,
                                            const ReaderOptions& options);

/// What was found besides the document. All sentences begin with the place: "a.jsonl:3:17: ...".
struct ParsedRecord {
  Status status;                      ///< failed: the record is no document; its id is set all the same
  std::vector<std::string> warnings;  ///< "a.txt: invalid UTF-8 at byte 4 ..."
};

/// Makes a record into a document: JSON parsed, UTF-8 repaired (each maximal bad sequence becomes U+FFFD, as
/// WHATWG says), UTF-16 and UTF-32 with a byte order mark converted, the mark itself removed. Offsets count
/// in the text as it is then. One per worker.
///
/// JSON: the text field must be a string; the id field a string or a number; without it (and for a record
/// that has no usable text field) the id is "FILE:LINE". The other fields become the document's meta. Of a
/// field that is there twice the last counts. For a text file the id is its path.
class RecordParser {
 public:
  /// `options` is copied.
  explicit RecordParser(const ReaderOptions& options);
  ~RecordParser();
  /// `batch` is only needed until this returns; `record.source.path` as long as `document` keeps it.
  ParsedRecord parse(const Batch& batch, const Record& record, Document& document);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace textmill::host
