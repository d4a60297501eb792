#include "engine/run_output.hpp"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <ctime>
#include <filesystem>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kCheckpointNs = 250000000;
constexpr std::uint64_t kCheckpointBytes = 64U << 20;

std::int64_t now_ns() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

std::string to_json(const Notice& notice, const std::string& replay) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  const auto text = [&](const char* key, const std::string& value) {
    json.Key(key);
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  json.StartObject();
  text("id", notice.id);
  json.Key("source");
  json.StartObject();
  text("path", notice.place.path);
  json.Key("offset");
  json.Uint64(notice.place.offset);
  json.Key("length");
  json.Uint64(notice.place.length);
  if (notice.place.line) {
    json.Key("line");
    json.Uint64(notice.place.line);
  }
  json.EndObject();
  text("status", notice.outcome == Outcome::Dropped ? "dropped" : "set_aside");
  if (!notice.stage.empty()) text("stage", notice.stage);
  text("message", notice.message);
  if (!replay.empty()) text("replay", replay);
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

/// True if the run was killed while its files were being given their names: what is left of them is no state
/// to go on from.
bool finishing_was_cut(const RunState& state) {
  const Checkpoint& last = state.last();
  for (std::size_t i = 0; i < last.shard_bytes.size(); ++i) {
    if (last.shard_bytes[i] > 0 && !fs::exists(state.output_file(i))) return true;
  }
  return last.quarantine_bytes > 0 && !fs::exists(state.quarantine_file());
}

std::unique_ptr<Sink> on_heap(Sink&& sink) { return std::make_unique<Sink>(std::move(sink)); }

}  // namespace

std::string shard_name(const std::string& output, std::size_t shard, std::size_t shards) {
  if (shards == 1) return output;
  const std::size_t slash = output.rfind('/');
  const std::size_t dot = output.find('.', slash == std::string::npos ? 0 : slash + 1);
  const std::size_t at = std::min(dot, output.size());
  return fmt::format("{}-{:05}-of-{:05}{}", output.substr(0, at), shard + 1, shards, output.substr(at));
}

Result<RunOutput> RunOutput::open(const RunOutputOptions& options) {
  RunOutput run;
  run.options_ = options;
  run.saved_at_ns_ = now_ns();
  if (options.state_folder.empty()) {
    if (Status status = run.open_shards(); !status) return status;
    return run;
  }
  auto state = options.resume ? RunState::resume(options.state_folder, options.identity)
                              : RunState::start(options.state_folder, options.identity);
  if (!state && options.restart_on_change && state.error().code() == Code::BadUsage) {
    state = RunState::start(options.state_folder, options.identity);
  }
  if (!state) return state.error();
  if (finishing_was_cut(*state)) {
    state = RunState::start(options.state_folder, options.identity);
    if (!state) return state.error();
  }
  run.state_ = std::move(*state);
  run.start_ = run.state_->last();
  if (Status status = run.open_shards(); !status) return status;
  if (run.start_.quarantine_bytes > 0) {
    if (Status s = run.open_quarantine(run.start_.quarantine_bytes); !s) return s;
  }
  if (run.start_.contribution_bytes > 0) {
    if (Status s = run.open_contributions(run.start_.contribution_bytes); !s) return s;
  }
  return run;
}

Status RunOutput::open_shards() {
  shard_bytes_ = start_.shard_bytes;
  shard_bytes_.resize(options_.shards);
  output_bytes_ = saved_output_bytes_ = start_.output_bytes;
  for (std::size_t i = 0; i < options_.shards; ++i) {
    const std::string name = shard_name(options_.output, i, options_.shards);
    auto sink = state_ ? Sink::open_part(name, state_->output_file(i), shard_bytes_[i]) : Sink::open(name);
    if (!sink) return sink.error();
    shards_.push_back(on_heap(std::move(*sink)));
  }
  return {};
}

Status RunOutput::open_contributions(std::uint64_t keep_bytes) {
  auto file = ContributionFile::open(state_ ? state_->contribution_file() : std::string(), keep_bytes);
  if (!file) return file.error();
  contributions_ = std::move(*file);
  return {};
}

Status RunOutput::contribute(std::string_view contributions) {
  if (contributions.empty()) return {};
  if (!contributions_) {
    if (Status s = open_contributions(0); !s) return s;
  }
  return contributions_->write(contributions);
}

Status RunOutput::open_quarantine(std::uint64_t keep_bytes) {
  auto sink = state_ ? Sink::open_part(options_.quarantine, state_->quarantine_file(), keep_bytes)
                     : Sink::open(options_.quarantine);
  if (!sink) return sink.error();
  quarantine_ = on_heap(std::move(*sink));
  quarantine_bytes_ = keep_bytes;
  return {};
}

Status RunOutput::append(std::size_t shard, std::string_view bytes) {
  shard_bytes_[shard] += bytes.size();
  output_bytes_ += bytes.size();
  return shards_[shard]->write(bytes);
}

Status RunOutput::write(std::string_view bytes, std::uint64_t batch) {
  return append(batch % shards_.size(), bytes);
}

Status RunOutput::write_to_all(std::string_view bytes) {
  for (std::size_t i = 0; i < shards_.size(); ++i) {
    if (Status s = append(i, bytes); !s) return s;
  }
  return {};
}

Status RunOutput::list(const Notice& notice) {
  if (options_.quarantine.empty() || notice.outcome == Outcome::Ok) return {};
  if (!quarantine_) {
    if (Status s = open_quarantine(0); !s) return s;
  }
  const bool again = options_.replay && notice.outcome != Outcome::Dropped;
  const std::string line = to_json(notice, again ? options_.replay(notice.place) : std::string());
  quarantine_bytes_ += line.size();
  return quarantine_->write(line);
}

Status RunOutput::checkpoint(Checkpoint counts, bool now) {
  if (!state_) return {};
  const std::int64_t time = now_ns();
  const bool due =
      time - saved_at_ns_ > kCheckpointNs || output_bytes_ - saved_output_bytes_ > kCheckpointBytes;
  if (!due && !now) return {};
  for (const auto& shard : shards_) {
    if (Status s = shard->sync(); !s) return s;
  }
  if (quarantine_) {
    if (Status s = quarantine_->sync(); !s) return s;
  }
  if (contributions_) {
    if (Status s = contributions_->sync(); !s) return s;
    counts.contribution_bytes = contributions_->bytes();
  }
  counts.output_bytes = output_bytes_;
  counts.shard_bytes = shard_bytes_;
  counts.quarantine_bytes = quarantine_bytes_;
  if (Status s = state_->commit(counts); !s) return s;
  saved_at_ns_ = time;
  saved_output_bytes_ = output_bytes_;
  return {};
}

Status RunOutput::finish() {
  std::error_code ignored;
  if (quarantine_) {
    if (Status s = quarantine_->finish(); !s) return s;
  } else if (!options_.quarantine.empty()) {
    fs::remove(options_.quarantine, ignored);  // of an earlier run
  }
  for (const auto& shard : shards_) {
    if (Status s = shard->finish(); !s) return s;
  }
  if (state_) state_->finish();
  return {};
}

}  // namespace textmill::host
