#include "embed/session.hpp"

#include "input/encoding.hpp"
#include "output/json_text.hpp"

namespace textmill::host {

Result<std::unique_ptr<OpenPipeline>> OpenPipeline::make(PipelineFile file, StageLog log) {
  auto models = Models::make(*file.plan, std::move(log));
  if (!models) return models.error();
  return std::unique_ptr<OpenPipeline>(new OpenPipeline(std::move(file), std::move(*models)));
}

Result<std::unique_ptr<Session>> Session::make(const OpenPipeline& pipeline) {
  auto worker = Worker::make(*pipeline.models_);
  if (!worker) return worker.error();
  return std::unique_ptr<Session>(new Session(pipeline.plan(), std::move(*worker)));
}

Status Session::load(std::string_view id, std::string_view text, const TextPairs& fields) {
  if (text.size() >= UINT32_MAX) return {Code::BadInput, "the text is longer than 4 GiB"};
  if (!is_utf8(text)) return {Code::BadInput, "the text is not valid UTF-8"};
  Source source;
  source.path = "-";
  source.length = text.size();
  document_.reset(source, id, text);
  for (const auto& [name, value] : fields)
    document_.add_meta(name, json_string(value), Value::of(document_.keep(value)));
  return {};
}

}  // namespace textmill::host
