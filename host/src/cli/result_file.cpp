#include "cli/result_file.hpp"

#include <simdjson.h>

#include "input/reader.hpp"

namespace textmill::host {
namespace {

namespace dom = simdjson::dom;

std::string text_of(const dom::element& element) {
  std::string_view text;
  return element.get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

/// What is said elsewhere, or is not compared: float scores differ in their last digits, and parents are row
/// numbers, which a span more or less moves.
bool is_plain_feature(std::string_view key) {
  return key != "begin" && key != "end" && key != "label" && key != "text" && key != "score" &&
         key != "parent";
}

bool read_span(const dom::object& object, ResultSpan& span) {
  if (object["begin"].get(span.begin) != simdjson::SUCCESS ||
      object["end"].get(span.end) != simdjson::SUCCESS)
    return false;
  for (const auto& [key, value] : object) {
    if (key == "label") span.label = text_of(value);
    if (key == "text") span.text = text_of(value);
    if (is_plain_feature(key)) span.features.emplace(key, simdjson::minify(value));
  }
  return true;
}

bool read_layer(const dom::element& element, std::vector<ResultSpan>& spans) {
  dom::array rows;
  if (element.get(rows) != simdjson::SUCCESS) return false;
  for (const dom::element row : rows) {
    dom::object object;
    if (row.get(object) != simdjson::SUCCESS || !read_span(object, spans.emplace_back())) return false;
  }
  return true;
}

bool read_document(const dom::element& root, ResultDocument& document) {
  dom::object layers;
  if (root["layers"].get(layers) != simdjson::SUCCESS) return false;
  dom::element id;
  if (root["id"].get(id) != simdjson::SUCCESS) return false;
  document.id = text_of(id);
  std::string_view unit, text;
  const bool counts_bytes = root["offsets"].get(unit) == simdjson::SUCCESS && unit == "byte";
  if (counts_bytes && root["text"].get(text) == simdjson::SUCCESS) document.text = text;
  dom::object attributes;
  if (root["attributes"].get(attributes) == simdjson::SUCCESS) {
    for (const auto& [key, value] : attributes) document.attributes.emplace(key, simdjson::minify(value));
  }
  for (const auto& [key, value] : layers) {
    if (!read_layer(value, document.layers[std::string(key)])) return false;
  }
  return true;
}

ReaderOptions lines_only() {
  ReaderOptions options;
  options.input.format = "jsonl";
  options.max_document_bytes = std::int64_t{1} << 31;
  return options;
}

}  // namespace

struct ResultFile::State {
  std::string path;
  std::unique_ptr<Reader> reader;
  Batch batch;
  std::size_t next_record = 0;
  dom::parser parser;
};

ResultFile::ResultFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile::~ResultFile() = default;

Result<ResultFile> ResultFile::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  auto reader = open_inputs({path}, lines_only());
  if (!reader) return reader.error();
  state->reader = std::move(*reader);
  return ResultFile(std::move(state));
}

Result<std::optional<ResultDocument>> ResultFile::next() {
  State& s = *state_;
  while (s.next_record == s.batch.records.size()) {
    s.next_record = 0;
    s.batch.records.clear();
    if (s.reader->next(s.batch)) continue;
    if (!s.reader->failures().empty()) return Status(Code::BadInput, s.reader->failures().front().message);
    return std::optional<ResultDocument>();
  }
  const Record& record = s.batch.records[s.next_record++];
  ResultDocument document;
  document.place = s.path + ":" + std::to_string(record.source.line);
  if (!record.problem.empty()) return Status(Code::BadInput, record.problem);
  dom::element root;
  const auto failed = s.parser.parse(s.batch.bytes.data() + record.begin, record.size, false).get(root);
  if (failed != simdjson::SUCCESS || !read_document(root, document)) {
    return Status(Code::BadInput,
                  document.place + ": expected a result as textmill run --format jsonl writes it");
  }
  return std::optional<ResultDocument>(std::move(document));
}

}  // namespace textmill::host
