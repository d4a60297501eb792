// What a worker hands back for a batch of records.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/slowest.hpp"
#include "output/byte_buffer.hpp"
#include "pipeline/chain.hpp"

namespace textmill::host {

/// Where a record stands, in words that survive the batch.
struct RecordPlace {
  std::string path;
  std::uint64_t line = 0;  ///< 0: lines do not matter
  std::uint64_t offset = 0;
  std::uint64_t length = 0;

  /// "path:line" or "path".
  std::string text() const { return line ? path + ":" + std::to_string(line) : path; }
};

/// Something about one record that people should know: why it was dropped or set aside, or a warning.
struct Notice {
  Outcome outcome = Outcome::Ok;  ///< Ok: a warning
  std::string id;
  RecordPlace place;
  std::string stage;  ///< empty: found while reading
  std::string message;
};

/// An id that the input itself gave, to notice when it comes twice.
struct GivenId {
  std::uint64_t hash = 0;
  std::uint32_t record = 0;  ///< in the batch
  std::uint32_t begin = 0;   ///< in BatchResult::id_bytes
  std::uint32_t size = 0;
};

/// Counts of findings by severity.
struct FindingCounts {
  std::uint64_t errors = 0;
  std::uint64_t warnings = 0;
  std::uint64_t notes = 0;
};

struct BatchResult {
  std::uint64_t number = 0;     ///< of the batch
  ByteBuffer rendered;          ///< output, ready to be written
  std::vector<Notice> notices;  ///< in record order
  std::vector<GivenId> ids;     ///< in record order
  std::string id_bytes;         ///< the text of `ids`
  std::uint64_t read = 0;
  std::uint64_t written = 0;
  std::uint64_t dropped = 0;
  std::uint64_t set_aside = 0;
  std::uint64_t left_out = 0;  ///< of the dropped ones: not in the sample, no notice is made of them
  std::uint64_t text_bytes = 0;
  std::uint64_t input_bytes = 0;
  FindingCounts findings;
  std::string contributions;       ///< to results over all documents, see contributions.hpp
  std::vector<Counter> counters;   ///< the stages' own
  std::vector<StageCost> costs;    ///< of this batch, one per stage
  std::vector<SlowDocument> slow;  ///< the slowest of this batch
  bool abandoned = false;  ///< the run was interrupted before the batch was done: nothing of it counts
  std::string fatal;       ///< not empty: a stage with on_error: fail failed; the run stops
};

/// Adds each counter to the one of the same name.
void add_counters(const std::vector<Counter>& more, std::vector<Counter>& total);

}  // namespace textmill::host
