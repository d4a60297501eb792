// Where a run's results go: the output, the list of documents set aside, and, for an output that is a file,
// the state that lets the run go on after it was killed.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/batch_result.hpp"
#include "engine/contributions.hpp"
#include "engine/run_state.hpp"
#include "output/sink.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

struct RunOutputOptions {
  std::string output = "-";
  std::size_t shards = 1;    ///< more than 1: OUT becomes OUT-00001-of-0000N; batch by batch in turn
  std::string quarantine;    ///< empty: none
  std::string state_folder;  ///< empty: the run cannot be resumed
  bool resume = false;
  bool restart_on_change = false;  ///< start anew instead of refusing to resume a run made of something else
  RunIdentity identity = {};
  /// The command that runs a record again, for the quarantine file; empty for one that cannot be.
  std::function<std::string(const RecordPlace&)> replay = {};
};

/// "out.jsonl", 2 of 4 -> "out-00002-of-00004.jsonl"; the name itself if there is one shard.
std::string shard_name(const std::string& output, std::size_t shard, std::size_t shards);

class RunOutput {
 public:
  /// Opens everything; with a state folder, at the last checkpoint if `resume` is set.
  static Result<RunOutput> open(const RunOutputOptions& options);

  /// Where the run starts or goes on.
  const Checkpoint& start() const { return start_; }

  /// Appends a batch's bytes to its shard.
  Status write(std::string_view bytes, std::uint64_t batch);
  /// Appends to every shard: headers and footers.
  Status write_to_all(std::string_view bytes);
  /// Lists a document that was dropped or set aside; a warning is passed over.
  Status list(const Notice& notice);
  /// Keeps what documents contribute to results over all of them, in the form of append_contribution.
  Status contribute(std::string_view contributions);
  /// All contributions of the run, those of a resumed one included; null if there are none.
  const ContributionFile* contributions() const { return contributions_ ? &*contributions_ : nullptr; }
  /// Called after each batch with the counts so far. Makes a checkpoint four times a second or every 64 MB,
  /// or now if `now` is set; the bytes are on disk before it is written.
  Status checkpoint(Checkpoint counts, bool now);
  /// The run is complete: gives the files their names and removes what was needed to resume.
  Status finish();
  /// Where the report of the run goes; empty without a state folder.
  const std::string& report_folder() const { return options_.state_folder; }

 private:
  RunOutput() = default;
  Status open_shards();
  Status open_contributions(std::uint64_t keep_bytes);
  Status open_quarantine(std::uint64_t keep_bytes);
  Status append(std::size_t shard, std::string_view bytes);

  RunOutputOptions options_;
  std::optional<RunState> state_;
  std::vector<std::unique_ptr<Sink>> shards_;
  std::unique_ptr<Sink> quarantine_;
  std::optional<ContributionFile> contributions_;
  Checkpoint start_;
  std::vector<std::uint64_t> shard_bytes_;
  std::uint64_t output_bytes_ = 0;
  std::uint64_t quarantine_bytes_ = 0;
  std::uint64_t saved_output_bytes_ = 0;
  std::int64_t saved_at_ns_ = 0;
};

}  // namespace textmill::host
