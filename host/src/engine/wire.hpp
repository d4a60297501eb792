// Batches and results as bytes, for the way between the supervisor and its worker processes. Both ends are
// the same program, so the form has no version; but a worker runs foreign code, so what comes back is read
// as if it were hostile: every length is checked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch_result.hpp"
#include "input/reader.hpp"
#include "pipeline/reductions.hpp"

namespace textmill::host {

/// What of a batch a worker is to do.
struct RecordRange {
  std::size_t first = 0;
  std::size_t count = 0;
  std::vector<std::uint32_t> passed_over = {};  ///< stages, by number, that are not run
  bool one_by_one = false;                      ///< no stage gets several documents in one call
};

/// Appends the records of `range` with their bytes, and the slot of a ResultRoom that the output has room in.
void encode_batch(const Batch& batch, const RecordRange& range, std::uint32_t slot, std::string& out);

/// A batch that owns the paths its records point to.
struct DecodedBatch {
  Batch batch;
  std::vector<std::string> paths;
  std::vector<std::uint32_t> passed_over;
  bool one_by_one = false;
  std::uint32_t slot = 0;
};
/// Nothing if `bytes` is not what encode_batch wrote. The result must not be moved.
bool decode_batch(std::string_view bytes, DecodedBatch& out);

/// Where the output of a batch is, by far the largest part of a result and not copied.
struct RenderedPlace {
  bool in_slot = false;  ///< else it is the next message
  std::uint64_t size = 0;
};

/// All but `rendered`.
void encode_result(const BatchResult& result, const RenderedPlace& place, std::string& out);
/// False if `bytes` is not what encode_result wrote.
bool decode_result(std::string_view bytes, BatchResult& result, RenderedPlace& place);

/// Results over all documents.
void encode_stage_results(const std::vector<StageResult>& results, std::string& out);
bool decode_stage_results(std::string_view bytes, std::vector<StageResult>& results);

}  // namespace textmill::host
