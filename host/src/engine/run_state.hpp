// The state of a run that writes to a file, kept in a folder beside it, so that a run that was killed goes on
// where it stopped and ends with the bytes of an undisturbed one.
//
//   OUT.run/identity   what the run is made of: pipeline fingerprint, output form, inputs with size and time
//   OUT.run/journal    one line per checkpoint: next batch, bytes of the other files, counts, checksum
//   OUT.run/output-1   the output so far, one file per shard; becomes OUT at the end
//   OUT.run/quarantine the documents set aside so far
//   OUT.run/run.json, metrics.prom   the accounts, written at the end
//   OUT.run/contributions  what documents contribute to results over all of them, so far
//
// A checkpoint is written only after the bytes it speaks of are on disk. On resuming, output and quarantine
// are cut to the last whole checkpoint; batches are the same in every run over the same inputs, so reading
// goes on at the next one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/batch_result.hpp"
#include "engine/channel.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// What must not change between a run and its continuation; each line is "KEY VALUE".
struct RunIdentity {
  std::vector<std::string> lines;
};

/// A state of the run from which it can go on.
struct Checkpoint {
  std::uint64_t next_batch = 0;
  std::uint64_t output_bytes = 0;
  std::uint64_t quarantine_bytes = 0;
  std::uint64_t contribution_bytes = 0;
  std::uint64_t read = 0;
  std::uint64_t written = 0;
  std::uint64_t dropped = 0;
  std::uint64_t set_aside = 0;
  std::uint64_t duplicate_ids = 0;
  std::uint64_t text_bytes = 0;
  FindingCounts findings;
  std::vector<std::uint64_t> shard_bytes = {};  ///< the parts of output_bytes, one per shard
};

class RunState {
 public:
  /// Starts anew: makes the folder, or empties it of an older run.
  static Result<RunState> start(const std::string& folder, const RunIdentity& identity);
  /// Goes on with the run in `folder`; starts anew if there is none. Fails with Code::BadUsage if the run
  /// was made of something else, naming what changed.
  static Result<RunState> resume(const std::string& folder, const RunIdentity& identity);

  const Checkpoint& last() const { return last_; }
  std::string output_file(std::size_t shard) const {
    return folder_ + "/output-" + std::to_string(shard + 1);
  }
  std::string quarantine_file() const { return folder_ + "/quarantine"; }
  std::string contribution_file() const { return folder_ + "/contributions"; }
  /// Appends to the journal and waits until it is on disk. The bytes it speaks of must be there already.
  Status commit(const Checkpoint& checkpoint);
  /// The run is over: removes what is only needed to go on with it.
  void finish();

 private:
  std::string folder_;
  Descriptor journal_;
  Checkpoint last_;
};

}  // namespace textmill::host
