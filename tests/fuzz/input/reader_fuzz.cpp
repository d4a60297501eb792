// Any bytes as an input: plain, gzip or zstd; text or JSON Lines. Whatever they are, reading ends, every
// record lies inside its batch, and every document is valid UTF-8 no larger than the limit allows.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "input/encoding.hpp"
#include "input/reader.hpp"

namespace {

using namespace textmill::host;

constexpr std::int64_t kLimit = 1 << 16;
constexpr std::size_t kReplacementGrowth = 3;  // a bad byte becomes the three of U+FFFD

void require(bool holds) {
  if (!holds) std::abort();
}

/// A file of `size` bytes that is nowhere on the disk.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    require(::write(descriptor_, data, size) == static_cast<ssize_t>(size));
  }
  MemoryFile(const MemoryFile&) = delete;  // owns a descriptor
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(descriptor_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

void check(const Batch& batch, RecordParser& parser, Document& document) {
  for (const Record& record : batch.records) {
    require(record.begin + record.size + kBatchPadding <= batch.bytes.size());
    const ParsedRecord parsed = parser.parse(batch, record, document);
    require(is_utf8(document.text()) && is_utf8(document.id()));
    require(document.text().size() <= kReplacementGrowth * static_cast<std::size_t>(kLimit));
    require(parsed.status.ok() || !parsed.status.message().empty());
    for (const MetaField& field : document.meta()) require(is_utf8(field.name) && is_utf8(field.json));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(data, size);
  ReaderOptions options;
  options.max_document_bytes = kLimit;
  options.input.max_window = 1 << 20;
  options.batch_bytes = 4096;
  auto reader = open_inputs({file.path()}, options);
  require(reader.has_value());
  RecordParser parser(options);
  const DocumentSchema schema;
  Document document(schema);
  for (Batch batch; (*reader)->next(batch);) check(batch, parser, document);
  return 0;
}
