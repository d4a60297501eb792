#include "cli/served_pipeline.hpp"

#include <algorithm>

#include "output/html_report.hpp"
#include "output/jsonl.hpp"
#include "output/layers.hpp"

namespace textmill::host {
namespace {

constexpr const char* kSource = "text";  // the path of a document that came as a request

/// A result in both ways: a line as `jsonl` writes it, and the two lines of the page.
class BothViews : public Renderer {
 public:
  explicit BothViews(const Plan& plan)
      : plan_(plan), layers_(chosen_layers(plan)), lines_(make_jsonl_renderer(plan)) {}
  void document(const Document& document, ByteBuffer& out) const override {
    lines_->document(document, out);
    out += html_document_json(plan_, layers_, document);
  }

 private:
  const Plan& plan_;
  std::vector<std::size_t> layers_;
  std::unique_ptr<Renderer> lines_;
};

Batch batch_of(const ServedDocument& document) {
  Batch batch;
  batch.bytes = document.body + std::string(kBatchPadding, '\0');
  Record record;
  record.kind = document.kind;
  record.size = document.body.size();
  record.source.path = kSource;
  record.source.length = document.body.size();
  record.source.line = document.kind == RecordKind::JsonLine ? 1 : 0;
  batch.records.push_back(record);
  return batch;
}

ServedResult refused(std::string message) {
  return {ServedResult::Outcome::Refused, {}, {}, std::move(message)};
}
ServedResult busy(std::string message) { return {ServedResult::Outcome::Busy, {}, {}, std::move(message)}; }

/// Why there is no result.
std::string reason(const BatchResult& result) {
  const auto found = std::find_if(result.notices.begin(), result.notices.end(),
                                  [](const Notice& notice) { return notice.outcome != Outcome::Ok; });
  if (found == result.notices.end()) return "no result";
  return (found->stage.empty() ? "" : "stage '" + found->stage + "' ") + found->message;
}

ServedResult result_of(const BatchResult& result, std::int64_t wall_ns) {
  if (!result.fatal.empty()) return refused(result.fatal);
  if (result.rendered.empty()) return refused(reason(result));
  const std::string_view rendered = result.rendered;
  const std::size_t line = rendered.find('\n') + 1;
  const RunFigures figures{result.read,      result.written, result.dropped,
                           result.set_aside, wall_ns,        result.costs};
  return {ServedResult::Outcome::Done,
          std::string(rendered.substr(0, line)),
          std::string(rendered.substr(line)) + "\n" + html_figures_json(figures),
          {}};
}

}  // namespace

Result<std::unique_ptr<ServedPipeline>> ServedPipeline::load(PipelineFile&& file, std::int64_t max_bytes,
                                                             std::int64_t timeout_ns) {
  std::unique_ptr<ServedPipeline> made(new ServedPipeline(std::move(file)));
  Plan& plan = *made->file_.plan;
  for (PlannedStage& stage : plan.stages) {
    if (!stage.time_limit_ns) stage.time_limit_ns = timeout_ns;
  }
  made->reader_.input = plan.input;
  made->reader_.max_document_bytes = std::min(plan.run.max_document_bytes, max_bytes);
  made->renderer_ = std::make_unique<BothViews>(plan);
  made->parts_ = std::make_unique<WorkerParts>(WorkerParts{plan, *made->renderer_, made->reader_, {}});
  auto loader = Loader::start(*made->parts_);
  if (!loader) return loader.error();
  made->loader_ = std::move(*loader);
  made->run_json_ = html_run_json(plan);
  return made;
}

ServedPipeline::~ServedPipeline() { stop(); }

void ServedPipeline::start(int workers) {
  for (int i = 0; i < workers; ++i) workers_.emplace_back([this] { work(); });
}

void ServedPipeline::submit(ServedDocument&& document, Reply&& reply) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_) {
      waiting_.push_back({std::move(document), std::move(reply), std::chrono::steady_clock::now()});
      changed_.notify_one();
      return;
    }
  }
  reply(busy("the server is being stopped"));
}

void ServedPipeline::refuse_late(std::chrono::milliseconds patience) {
  const auto oldest = std::chrono::steady_clock::now() - patience;
  std::vector<Reply> late;
  {
    const std::lock_guard lock(mutex_);
    for (; !waiting_.empty() && waiting_.front().since < oldest; waiting_.pop_front())
      late.push_back(std::move(waiting_.front().reply));
  }
  for (const Reply& reply : late) reply(busy("all workers are busy; try again"));
}

void ServedPipeline::stop() {
  std::deque<Job> left;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    left.swap(waiting_);
  }
  changed_.notify_all();
  for (const Job& job : left) job.reply(busy("the server is being stopped"));
  for (std::thread& worker : workers_) worker.join();
  workers_.clear();
}

void ServedPipeline::work() {
  ProcessRunner runner(*loader_, *parts_);
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const Job job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    const auto start = std::chrono::steady_clock::now();
    const BatchResult result = runner.run(batch_of(job.document));
    const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - start;
    job.reply(result_of(result, took.count()));
  }
}

}  // namespace textmill::host
