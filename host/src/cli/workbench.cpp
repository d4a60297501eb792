#include "cli/workbench.hpp"

#include "input/encoding.hpp"
#include "log.hpp"
#include "output/json_text.hpp"

namespace textmill::host {
namespace {

ReaderOptions reader_options(const Plan& plan) {
  ReaderOptions options;
  options.input = plan.input;
  options.max_document_bytes = plan.run.max_document_bytes;
  return options;
}

}  // namespace

std::unique_ptr<Workbench> Workbench::open(const std::string& pipeline, const TextPairs& settings,
                                           const CatalogOptions& search, const Console& console, Exit& exit) {
  PipelineFile file = load_pipeline(pipeline, settings, search, console);
  exit = file.exit;
  if (exit != Exit::Ok) return nullptr;
  auto models = Models::make(*file.plan, make_stage_log());
  Status failure = models ? Status() : models.error();
  if (failure.ok()) {
    auto worker = Worker::make(**models);
    if (worker)
      return std::unique_ptr<Workbench>(
          new Workbench(std::move(file), std::move(*models), std::move(*worker)));
    failure = worker.error();
  }
  console.error(failure.message());
  exit = Exit::Plugin;
  return nullptr;
}

Workbench::Workbench(PipelineFile file, std::unique_ptr<Models> models, std::unique_ptr<Worker> worker)
    : file_(std::move(file)),
      models_(std::move(models)),
      worker_(std::move(worker)),
      reader_options_(reader_options(*file_.plan)),
      parser_(reader_options_),
      document_(file_.plan->schema) {}

Status Workbench::load(std::string_view id, std::string_view text, const TextPairs& meta) {
  if (!is_utf8(text)) return {Code::BadInput, "the text is not valid UTF-8"};
  Source source;
  source.path = "-";
  source.length = text.size();
  document_.reset(source, id, text);
  for (const auto& [name, value] : meta)
    document_.add_meta(name, json_string(value), Value::of(document_.keep(value)));
  return {};
}

Status Workbench::load(const Batch& batch, const Record& record) {
  return parser_.parse(batch, record, document_).status;
}

Status Workbench::load_file(const std::string& path, std::string_view id) {
  auto reader = open_inputs({path}, reader_options_);
  if (!reader) return reader.error();
  reader_ = std::move(*reader);
  Batch batch;
  while (reader_->next(batch)) {
    for (const Record& record : batch.records) {
      const Status status = load(batch, record);
      if (id.empty() || document_.id() == id) return status;
    }
  }
  if (!reader_->failures().empty()) return {Code::BadInput, reader_->failures().front().message};
  return {Code::BadInput,
          path + ": " + (id.empty() ? "holds no document" : "holds no document '" + std::string(id) + "'")};
}

std::string describe(const ChainResult& result) {
  if (result.outcome == Outcome::Ok) return "ok";
  const std::string what = result.outcome == Outcome::Dropped ? "dropped" : "set aside";
  if (result.failure.stage.empty()) return what + ": " + result.failure.message;
  return what + " by stage '" + result.failure.stage + "': " + result.failure.message;
}

}  // namespace textmill::host
