#include "cli/quarantine_file.hpp"

#include <simdjson.h>

namespace textmill::host {
namespace {

namespace dom = simdjson::dom;

/// False for a line that does not say of a document what became of it.
bool read_line(const dom::element& line, QuarantinedDocument& document, std::string_view& status) {
  std::string_view id, path, message;
  if (line["id"].get(id) != simdjson::SUCCESS || line["source"]["path"].get(path) != simdjson::SUCCESS ||
      line["source"]["offset"].get(document.offset) != simdjson::SUCCESS ||
      line["status"].get(status) != simdjson::SUCCESS) {
    return false;
  }
  if (line["message"].get(message) != simdjson::SUCCESS) message = {};
  document.id = id;
  document.path = path;
  document.message = message;
  return true;
}

}  // namespace

Result<std::vector<QuarantinedDocument>> read_quarantine(const std::string& file) {
  const Status unreadable(Code::BadUsage, file + ": cannot be read as a quarantine file");
  dom::parser parser;
  dom::document_stream lines;
  const auto content = simdjson::padded_string::load(file);
  if (content.error() != simdjson::SUCCESS ||
      parser.parse_many(content.value_unsafe()).get(lines) != simdjson::SUCCESS) {
    return unreadable;
  }
  std::vector<QuarantinedDocument> documents;
  for (const auto line : lines) {
    dom::element element;
    QuarantinedDocument document;
    std::string_view status;
    if (line.get(element) != simdjson::SUCCESS || !read_line(element, document, status)) return unreadable;
    if (status == "set_aside") documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace textmill::host
