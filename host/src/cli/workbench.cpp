#include "cli/workbench.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <numeric>

#include "cli/contained.hpp"
#include "engine/loader.hpp"
#include "log.hpp"

namespace textmill::host {
namespace {

constexpr auto kLeastTime = std::chrono::seconds(5);
constexpr auto kTimePerMegabyte = std::chrono::seconds(5);

/// How long all stages together may take, as long as none says more.
std::chrono::milliseconds time_for(const Plan& plan, std::size_t bytes) {
  std::chrono::nanoseconds time = kLeastTime + kTimePerMegabyte * (bytes >> 20);
  for (const PlannedStage& stage : plan.stages) time += std::chrono::nanoseconds(stage.time_limit_ns);
  return std::chrono::duration_cast<std::chrono::milliseconds>(time);
}

ReaderOptions reader_options(const Plan& plan) {
  ReaderOptions options;
  options.input = plan.input;
  options.max_document_bytes = plan.run.max_document_bytes;
  return options;
}

}  // namespace

SharedWatch::SharedWatch() {
  void* memory =
      ::mmap(nullptr, sizeof(WorkerWatch), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  watch_ = new (memory) WorkerWatch;
}

SharedWatch::~SharedWatch() { ::munmap(watch_, sizeof(WorkerWatch)); }

std::unique_ptr<Workbench> Workbench::open(const std::string& pipeline, const TextPairs& settings,
                                           const CatalogOptions& search, const Console& console, Exit& exit) {
  PipelineFile file = load_pipeline(pipeline, settings, search, console);
  exit = file.exit;
  if (exit != Exit::Ok) return nullptr;
  if (const Status proven = prove_models(*file.plan); !proven) {
    console.error(proven.message());
    exit = Exit::Plugin;
    return nullptr;
  }
  auto opened = OpenPipeline::make(std::move(file), make_stage_log());
  Status failure = opened ? Status() : opened.error();
  if (failure.ok()) {
    auto session = Session::make(**opened);
    if (session) return std::unique_ptr<Workbench>(new Workbench(std::move(*opened), std::move(*session)));
    failure = session.error();
  }
  console.error(failure.message());
  exit = Exit::Plugin;
  return nullptr;
}

Workbench::Workbench(std::unique_ptr<OpenPipeline> pipeline, std::unique_ptr<Session> session)
    : pipeline_(std::move(pipeline)),
      session_(std::move(session)),
      reader_options_(reader_options(plan())),
      parser_(reader_options_) {}

Status Workbench::load(const Batch& batch, const Record& record) {
  return parser_.parse(batch, record, session_->document()).status;
}

Status Workbench::load_file(const std::string& path, std::string_view id) {
  auto reader = open_inputs({path}, reader_options_);
  if (!reader) return reader.error();
  reader_ = std::move(*reader);
  Batch batch;
  while (reader_->next(batch)) {
    for (const Record& record : batch.records) {
      const Status status = load(batch, record);
      if (id.empty() || document().id() == id) return status;
    }
  }
  if (!reader_->failures().empty()) return {Code::BadInput, reader_->failures().front().message};
  return {Code::BadInput,
          path + ": " + (id.empty() ? "holds no document" : "holds no document '" + std::string(id) + "'")};
}

ChainResult Workbench::run() {
  session_->worker().pass_over({});
  if (!has_foreign_plugins(plan())) return run_here();
  WorkerWatch& watch = watch_.get();
  watch.last_stage = TEXTMILL_NONE;
  const auto work = [&] {
    session_->worker().report_to(watch);
    run_here();
    return std::string();
  };
  const Contained end = run_contained(work, time_for(plan(), document().text().size()));
  if (end.death.empty()) return run_here();
  return run_before(watch.last_stage, end.death);
}

ChainResult Workbench::run_before(std::uint32_t guilty, const std::string& death) {
  const auto count = static_cast<std::uint32_t>(plan().stages.size());
  const std::uint32_t first = guilty < count ? guilty : 0;
  std::vector<std::uint32_t> unsafe(count - first);
  std::iota(unsafe.begin(), unsafe.end(), first);
  session_->worker().pass_over(unsafe);
  ChainResult result = run_here();
  result.outcome = Outcome::SetAside;
  result.failure = {guilty < count ? plan().stages[guilty].id : "", death};
  return result;
}

std::string describe(const ChainResult& result) {
  if (result.outcome == Outcome::Ok) return "ok";
  const std::string what = result.outcome == Outcome::Dropped ? "dropped" : "set aside";
  if (result.failure.stage.empty()) return what + ": " + result.failure.message;
  return what + " by stage '" + result.failure.stage + "': " + result.failure.message;
}

}  // namespace textmill::host
