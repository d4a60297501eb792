#include "cli/run.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <thread>

#include "cli/pipeline_file.hpp"
#include "cli/replay.hpp"
#include "cli/run_results.hpp"
#include "cli/run_summary.hpp"
#include "engine/engine.hpp"
#include "engine/interrupt.hpp"
#include "engine/process_runner.hpp"
#include "engine/run_identity.hpp"
#include "engine/thread_runner.hpp"
#include "engine/trace.hpp"
#include "log.hpp"
#include "output/compressor.hpp"
#include "output/renderer.hpp"
#include "pipeline/fingerprint.hpp"

namespace textmill::host {
namespace {

constexpr int kShownNotices = 20;               // the rest is in the quarantine file
constexpr std::uint64_t kSmallInput = 1 << 18;  // not worth a second worker
constexpr int kKeptFreeBytes = 4 << 20;
constexpr int kMappedBlock = 2 << 20;

std::string format_from_name(std::string output) {
  for (const std::string_view compressed : {".gz", ".zst", ".zstd"}) {
    if (output.ends_with(compressed)) output.resize(output.size() - compressed.size());
  }
  const std::size_t dot = output.rfind('.');
  if (output == "-" || dot == std::string::npos) return {};
  const std::string extension = output.substr(dot + 1);
  if (extension == "json") return "jsonl";
  if (extension == "txt") return "text";
  const auto formats = output_formats();
  return std::find(formats.begin(), formats.end(), extension) != formats.end() ? extension : std::string();
}

/// The format in force: asked for, told by the output's name, the pipeline's, else text for a person and
/// JSON Lines for a program.
std::string choose_format(const RunOptions& options, const Plan& plan, const Console& console) {
  if (options.format) return *options.format;
  if (std::string named = format_from_name(options.output); !named.empty()) return named;
  if (!plan.output.format.empty()) return plan.output.format;
  return options.output == "-" && console.out_is_terminal ? "text" : "jsonl";
}

std::optional<OffsetUnit> parse_unit(const std::string& unit) {
  if (unit == "byte") return OffsetUnit::Byte;
  if (unit == "codepoint") return OffsetUnit::Codepoint;
  if (unit == "utf16") return OffsetUnit::Utf16;
  return std::nullopt;
}

/// Command line over pipeline file.
Status apply_overrides(const RunOptions& options, const Console& console, Plan& plan) {
  plan.output.format = choose_format(options, plan, console);
  if (options.offsets) plan.output.offsets = parse_unit(*options.offsets).value_or(OffsetUnit::Byte);
  plan.output.text |= options.text;
  plan.output.meta |= options.meta;
  plan.output.align |= options.align;
  plan.run.sample = options.sample_percent / 100;
  if (!options.layers.empty()) {
    std::vector<std::string> known;
    for (const LayerSpec& layer : plan.schema.layers) known.push_back(layer.name);
    for (const std::string& layer : options.layers) {
      if (std::find(known.begin(), known.end(), layer) != known.end()) continue;
      return {Code::BadUsage, "--layers: no stage of " + options.pipeline + " writes '" + layer + "'" +
                                  yaml::did_you_mean(layer, known)};
    }
    plan.output.layers = options.layers;
    plan.output.all_layers = false;
  }
  if (options.workers) plan.run.workers = *options.workers;
  if (options.isolation) plan.run.isolation = *options.isolation;
  for (PlannedStage& stage : plan.stages) {
    if (options.document_timeout_ns && !stage.time_limit_ns)
      stage.time_limit_ns = options.document_timeout_ns;
  }
  return {};
}

int worker_count(const Plan& plan, const Reader& reader) {
  const bool serial = std::any_of(plan.stages.begin(), plan.stages.end(), [](const PlannedStage& stage) {
    return stage.ref.stage->threading == Threading::Serial;
  });
  if (serial) return 1;  // such a stage wants its documents one at a time, in order
  if (plan.run.workers > 0) return plan.run.workers;
  if (reader.total_bytes() > 0 && reader.total_bytes() < kSmallInput) return 1;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

std::string describe(const Notice& notice) {
  if (notice.message.rfind(notice.place.path, 0) == 0)
    return notice.message;  // the reader says the place itself
  std::string line = notice.place.text() + ": ";
  if (notice.id != notice.place.text() && notice.id != notice.place.path) line += notice.id + ": ";
  if (!notice.stage.empty()) line += "stage '" + notice.stage + "' ";
  return line + notice.message;
}

/// Prints what went wrong with documents, the first ones one by one.
class NoticeBoard {
 public:
  explicit NoticeBoard(bool quiet) : quiet_(quiet) {}
  ~NoticeBoard() {
    if (posted_ <= kShownNotices) return;
    log_message(LogLevel::Warning, std::to_string(posted_ - kShownNotices) + " more messages are not shown");
  }
  NoticeBoard(const NoticeBoard&) = delete;  // says its last word once
  NoticeBoard& operator=(const NoticeBoard&) = delete;

  void post(const Notice& notice) {
    if (notice.outcome == Outcome::Dropped || (quiet_ && notice.outcome == Outcome::Ok)) return;
    if (++posted_ > kShownNotices) return;
    log_message(notice.outcome == Outcome::Ok ? LogLevel::Warning : LogLevel::Error, describe(notice));
  }

 private:
  bool quiet_;
  int posted_ = 0;
};

std::string quarantine_path(const RunOptions& options) {
  if (!options.quarantine.empty()) return options.quarantine;
  return is_plain_file(options.output) ? options.output + ".quarantine.jsonl" : std::string();
}

Exit fail(const Status& status, Exit code) {
  log_message(LogLevel::Error, status.message());
  return code;
}

/// Plugins that ship with Textmill run in threads, any other in worker processes.
Isolation choose_isolation(const Plan& plan) {
  if (plan.run.isolation != Isolation::Auto) return plan.run.isolation;
  return has_foreign_plugins(plan) ? Isolation::Process : Isolation::Thread;
}

/// What makes runners: models in this process, or a loader process. Lives as long as the runners.
class Workshop {
 public:
  std::unique_ptr<Models> models;
  std::unique_ptr<Loader> loader;
  std::vector<std::unique_ptr<BatchRunner>> runners;

  /// Models in this process may still be being made when it returns.
  Status fill(const WorkerParts& parts, int workers) {
    if (choose_isolation(parts.plan) == Isolation::Process) return fill_with_processes(parts, workers);
    if (Status proven = prove_models(parts.plan); !proven) return proven;
    models = Models::begin(parts.plan, make_stage_log());
    for (int i = 0; i < workers; ++i) {
      auto runner = ThreadRunner::begin(parts.plan, *models, parts.renderer, parts.reader);
      unfinished_.push_back(runner.get());
      runners.push_back(std::move(runner));
    }
    return {};
  }

  /// All is made when it returns.
  Status finish() {
    if (!models) return {};
    if (Status made = models->wait(); !made) return made;
    for (ThreadRunner* runner : unfinished_) {
      if (Status complete = runner->complete(); !complete) return complete;
    }
    return {};
  }

 private:
  Status fill_with_processes(const WorkerParts& parts, int workers) {
    auto started = Loader::start(parts);
    if (!started) return started.error();
    loader = std::move(*started);
    for (int i = 0; i < workers; ++i) runners.push_back(std::make_unique<ProcessRunner>(*loader, parts));
    return {};
  }

  std::vector<ThreadRunner*> unfinished_;
};

/// The inputs, or those of their records that were asked for.
Result<std::unique_ptr<Reader>> open_reader(const RunOptions& options, const ReaderOptions& how) {
  auto selection = selection_of(options);
  if (!selection) return selection.error();
  if (selection->empty()) return open_inputs(options.inputs, how);
  auto reader = open_inputs(options.inputs.empty() ? inputs_of(*selection) : options.inputs, how);
  if (!reader) return reader;
  return select_records(std::move(*reader), std::move(*selection));
}

/// What the run is made of, if both ends are files.
Result<std::optional<RunIdentity>> identify(const RunOptions& options, const Plan& plan,
                                            const std::string& fingerprint, const Reader& reader) {
  if (!is_plain_file(options.output)) return std::optional<RunIdentity>();
  auto identity = run_identity(plan, fingerprint, reader, options.shards);
  const ReaderOptions usual;
  const std::size_t batch = options.batch_records > 0 ? options.batch_records : usual.batch_records;
  if (identity)  // a checkpoint counts them
    identity->lines.push_back(fmt::format("batches of {} or {} bytes", batch, usual.batch_bytes));
  const auto selection = selection_of(options);
  if (!selection) return selection.error();
  for (const auto& [path, offsets] : *selection) {
    if (identity) identity->lines.push_back(fmt::format("only {}@{}", path, fmt::join(offsets, ",")));
  }
  return identity;
}

/// The output and, where both ends are files, the state beside it.
Result<RunOutput> open_output(const RunOptions& options, const Plan& plan, const std::string& fingerprint,
                              const Reader& reader) {
  RunOutputOptions output;
  output.output = options.output;
  output.quarantine = quarantine_path(options);
  output.shards = options.shards;
  output.replay = replay_command(options);
  const auto identity = identify(options, plan, fingerprint, reader);
  if (!identity) return identity.error();
  if (*identity) {
    output.state_folder = options.output + ".run";
    output.identity = **identity;
    output.resume = options.resume;
    output.restart_on_change = options.restart_on_change;
  } else if (options.resume) {
    return Status(Code::BadUsage, "--resume needs inputs and an output that are files");
  }
  return RunOutput::open(output);
}

std::vector<std::string> stage_names(const Plan& plan) {
  std::vector<std::string> names;
  for (const PlannedStage& stage : plan.stages) names.push_back(stage.id);
  return names;
}

/// The heap of a worker process: the largest `limits.memory` of a stage, if one is set.
std::int64_t worker_memory(const RunOptions& options, const Plan& plan) {
  std::int64_t largest = 0;
  for (const PlannedStage& stage : plan.stages) largest = std::max(largest, stage.memory_limit_bytes);
  return largest > 0 ? largest : options.worker_memory_bytes;
}

/// All that a run works with.
struct Job {
  const RunOptions& options;
  const WorkerParts& parts;
  Reader& reader;
  Workshop& shop;
  Engine& engine;
  Trace* trace;  ///< null: nobody asked for one
  RunOutput& output;
  const Console& console;
};

EngineOptions engine_options(const RunOptions& options, const Plan& plan, bool in_processes) {
  EngineOptions engine;
  engine.max_errors = options.max_errors;
  engine.max_error_ratio = options.max_error_percent / 100;
  engine.compression = output_compression(plan.output, options.output);
  engine.runners_wait = in_processes;
  return engine;
}

/// The last part of a run that has been through all documents.
Status add_results(const Job& job) {
  const WorkerParts& parts = job.parts;
  if (!has_results(parts.plan)) return {};
  auto reducer =
      job.shop.loader ? make_process_reducer(*job.shop.loader, parts) : make_thread_reducer(*job.shop.models);
  if (!reducer) return reducer.error();
  return make_results(job.options, parts.plan, **reducer, job.output, job.console);
}

void report_failed_results(const Status& why, RunReport& report) {
  report.signal = interrupted();
  if (report.signal != 0) return;
  if (why.code() == Code::BadOutput || why.code() == Code::Cancelled) {
    report.output = why;
  } else {
    report.fatal = why.message();
  }
}

RunReport run_to_output(const Job& job) {
  const RunOptions& options = job.options;
  NoticeBoard board(options.verbosity < 0);
  const bool to_screen = options.output == "-" && job.console.out_is_terminal;
  Progress progress({options.progress && options.verbosity >= 0 && !to_screen, job.console.error_is_terminal,
                     job.console.width, job.reader.total_bytes()},
                    job.console.raw_error);
  RunReport report =
      job.engine.run({job.output, [&](const Notice& notice) { board.post(notice); }, progress});
  if (job.trace) {
    if (Status s = write_file(options.trace, job.trace->json()); !s)
      log_message(LogLevel::Warning, s.message());
  }
  if (report.complete()) {
    if (const Status added = add_results(job); !added) report_failed_results(added, report);
  }
  const bool complete = report.fatal.empty() && !report.stopped && report.signal == 0;
  if (report.output.ok() && (complete || job.output.report_folder().empty()))
    report.output = job.output.finish();
  return report;
}

/// Batches come and go, each with megabytes of output: giving that memory back to the system each time costs
/// up to a tenth of a run. Larger blocks still go back at once.
void keep_freed_memory() {
  ::mallopt(M_TRIM_THRESHOLD, kKeptFreeBytes);
  ::mallopt(M_MMAP_THRESHOLD, kMappedBlock);
}

/// A start over little text takes a tenth less when the first stages are at work while models of others are
/// made. What fails is to fail as it would otherwise, and no later: a plugin that is not ours meets no
/// document before all models are made, a pipe may have nothing to give for long, and a resumed run does not
/// begin with the first batch.
bool can_work_ahead(const RunOptions& options, const Plan& plan, const Reader& reader) {
  const bool is_small = reader.total_bytes() > 0 && reader.total_bytes() < kSmallInput;
  return is_small && !options.resume && choose_isolation(plan) == Isolation::Thread &&
         !has_foreign_plugins(plan);
}

Exit run_plan(const RunOptions& options, const Plan& plan, const Console& console) {
  ReaderOptions reader_options;
  reader_options.input = plan.input;
  reader_options.max_document_bytes = plan.run.max_document_bytes;
  reader_options.stopped = [] { return interrupted() != 0; };
  if (options.batch_records > 0) reader_options.batch_records = options.batch_records;
  auto reader = open_reader(options, reader_options);
  if (!reader) return fail(reader.error(), Exit::Usage);
  auto renderer = make_renderer(
      plan, {console.colour && options.output == "-", console.width, options.verbosity, options.figures});
  if (!renderer) return fail(renderer.error(), Exit::Usage);
  const WorkerParts parts{plan, **renderer, reader_options, {worker_memory(options, plan), options.sandbox}};
  keep_freed_memory();
  Workshop shop;
  if (Status s = shop.fill(parts, worker_count(plan, **reader)); !s) return fail(s, Exit::Plugin);
  std::optional<Trace> trace;
  if (!options.trace.empty()) trace.emplace(stage_names(plan));
  Engine engine({**reader, shop.runners, **renderer, trace ? &*trace : nullptr},
                engine_options(options, plan, shop.loader != nullptr));
  watch_signals(Ending::InTime);
  if (can_work_ahead(options, plan, **reader)) engine.work_ahead();
  if (Status s = shop.finish(); !s) return fail(s, Exit::Plugin);
  if (options.shards > 1 && (!is_plain_file(options.output) || !(*renderer)->separator().empty())) {
    return fail(
        {Code::BadUsage, "--shards needs an output that is a file, in a format of lines (jsonl, csv, conll)"},
        Exit::Usage);
  }
  if (Status s = check_result_place(options, plan); !s) return fail(s, Exit::Usage);
  const std::string made_of = is_plain_file(options.output) ? fingerprint(plan) : std::string();
  auto output = open_output(options, plan, made_of, **reader);
  if (!output)
    return fail(output.error(), output.error().code() == Code::BadUsage ? Exit::Usage : Exit::Output);
  if (output->start().next_batch > 0) {
    console.error(fmt::format("resuming after {} documents", output->start().read));
  }
  const RunReport report =
      run_to_output({options, parts, **reader, shop, engine, trace ? &*trace : nullptr, *output, console});
  RunSummary summary{options, plan, report, **reader, !output->report_folder().empty(), made_of};
  summary.tell(console);
  if (Status s = summary.write(output->report_folder()); !s) log_message(LogLevel::Warning, s.message());
  return summary.exit();
}

}  // namespace

Exit run_pipeline(const RunOptions& options, const Console& console) {
  if (options.output == "-") claim_standard_output();  // before a plugin can print
  PipelineFile loaded = load_pipeline(options.pipeline, options.settings, options.plugins.search, console);
  if (loaded.exit != Exit::Ok) return loaded.exit;
  if (Status s = apply_overrides(options, console, *loaded.plan); !s) return fail(s, Exit::Usage);
  return run_plan(options, *loaded.plan, console);
}

}  // namespace textmill::host
