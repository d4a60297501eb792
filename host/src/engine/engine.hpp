// The run itself: reader, workers, writer. Batches are worked on by several runners at once and written
// in input order, so the output is the same whatever the number of workers.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/batch_runner.hpp"
#include "engine/progress.hpp"
#include "engine/run_output.hpp"
#include "engine/slowest.hpp"
#include "input/reader.hpp"
#include "output/compressor.hpp"
#include "output/renderer.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// What happened in a run: read = written + dropped + set_aside.
struct RunReport {
  Checkpoint counts;                                  ///< of the whole run, those of a resumed one included
  std::map<std::string, std::uint64_t> drop_reasons;  ///< of this process; the first kDropReasons ones
  std::vector<StageCost> costs;                       ///< of this process
  std::vector<Counter> counters;                      ///< of this process
  SlowestDocuments slowest;                           ///< of this process
  std::int64_t wall_ns = 0;
  int workers = 1;
  std::uint64_t processed_bytes = 0;  ///< text, of this process
  std::string fatal;                  ///< a stage with on_error: fail failed
  bool stopped = false;               ///< at the limit of set-aside documents
  int signal = 0;                     ///< the signal that ended the run early
  Status output;                      ///< failed: the output could not be written

  /// True if the run has been through all its inputs and everything was written.
  bool complete() const { return fatal.empty() && !stopped && signal == 0 && output.ok(); }
};

struct EngineOptions {
  std::uint64_t max_errors = 0;  ///< stop when more documents are set aside; 0: never
  double max_error_ratio = 1;    ///< stop when a larger share of at least kRatioDocuments is set aside
  std::size_t bytes_in_flight =
      64U << 20;  ///< of batches and their results before no more is read; one batch is always let through
  OutputCompression compression = OutputCompression::None;  ///< not Auto; each batch is a piece of its own
  bool runners_wait = false;  ///< the work is done in processes, whose runners leave their cores to them
};

class Trace;

/// What documents go through.
struct EngineParts {
  Reader& reader;
  std::vector<std::unique_ptr<BatchRunner>>& runners;  ///< one per worker
  const Renderer& renderer;
  Trace* trace = nullptr;  ///< null: nobody asked for one
};

/// Where what comes of them goes.
struct EngineEnds {
  RunOutput& output;
  std::function<void(const Notice&)> notice;  ///< called in input order, on one thread at a time
  Progress& progress;
};

inline constexpr std::size_t kDropReasons = 100;
inline constexpr std::uint64_t kRatioDocuments = 100;  ///< fewer say nothing about a share

/// One run. What the parts and the options refer to must outlive it.
class Engine {
 public:
  Engine(const EngineParts& parts, const EngineOptions& options);
  ~Engine();
  Engine(const Engine&) = delete;  // goes through its inputs once
  Engine& operator=(const Engine&) = delete;

  /// Reads the first batch and works on it, if there is just one runner; what comes of it is kept for run().
  /// For a run that has to wait for something else before its output may be opened.
  void work_ahead();
  /// Runs until the inputs end, a limit is reached, the output fails or a signal comes. Everything read
  /// before that is written, and a checkpoint made of it. Batches before `output.start()` are passed over.
  /// Once.
  RunReport run(const EngineEnds& ends);

 private:
  class Run;
  std::unique_ptr<Run> run_;
};

}  // namespace textmill::host
