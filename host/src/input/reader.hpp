// Inputs as a stream of batches of raw records. Reading is split in two so that workers do the expensive
// half: the Reader finds record boundaries (one thread, in order), `parse_record` makes a record into a
// Document (any worker).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "pipeline/plan.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

enum class RecordKind { Text, JsonLine };

/// One record that was found but not parsed.
struct Record {
  RecordKind kind = RecordKind::Text;
  Source source;           ///< path points into the Reader's list of inputs, valid as long as the Reader
  std::size_t begin = 0;   ///< in Batch::bytes
  std::size_t size = 0;
  bool incomplete = false; ///< the input ended or broke inside it
  std::string problem;     ///< not empty: the record could not be read (a file without permission, ...)
};

struct Batch {
  std::uint64_t number = 0;
  std::string bytes;             ///< the records' bytes
  std::vector<Record> records;
  std::uint64_t input_bytes = 0; ///< compressed bytes consumed for this batch, for progress
};

struct ReaderOptions {
  InputPlan input;
  std::size_t batch_bytes = 1 << 18;    ///< a batch closes at the first record that reaches this
  std::size_t batch_records = 256;
  std::int64_t max_document_bytes = 64 << 20;
};

/// One input that could not be read to its end: path and reason.
struct InputFailure {
  std::string path;
  std::string message;
};

class Reader {
 public:
  virtual ~Reader() = default;
  /// Fills the next batch; false at the end of the last input. Never blocks for other threads' work.
  virtual bool next(Batch& batch) = 0;
  /// Inputs that were damaged or unreadable, so far. The others were read to their ends.
  virtual const std::vector<InputFailure>& failures() const = 0;
  /// Sum of the sizes of all inputs on disk; 0 if unknown (standard input).
  virtual std::uint64_t total_bytes() const = 0;
  virtual std::size_t input_count() const = 0;
};

/// Opens inputs: files, folders (all files below, sorted by name), globs, "-". What an input is, is found
/// from its first bytes: gzip, zstd, JSON Lines, plain text. An input that does not exist is an error
/// here; one that cannot be read is a failure of the run.
Result<std::unique_ptr<Reader>> open_inputs(const std::vector<std::string>& inputs, const ReaderOptions& options);

/// What parse_record found besides the document.
struct ParsedRecord {
  Status status;                    ///< failed: the record cannot be a document; the id is set all the same
  std::vector<std::string> warnings;  ///< "invalid UTF-8 at byte 4: replaced"
};

/// Makes `record` of `batch` into a document: JSON parsed, UTF-8 repaired (each maximal bad sequence
/// becomes U+FFFD, WHATWG), BOM removed. Ids: the record's own, else "FILE:LINE" for JSON Lines and the
/// path for text. Any worker.
class RecordParser {
 public:
  explicit RecordParser(const ReaderOptions& options);
  ~RecordParser();
  ParsedRecord parse(const Batch& batch, const Record& record, Document& document);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace textmill::host
