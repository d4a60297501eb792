#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "input/encoding.hpp"
#include "input/html.hpp"
#include "input/json_record.hpp"
#include "input/reader.hpp"
#include "input/sniff.hpp"
#include "input/warc.hpp"

namespace textmill::host {
namespace {

constexpr std::string_view kUndeclared =
    "windows-1252";  // what a page that says nothing is taken for (WHATWG)

std::string_view bytes_of(const Batch& batch, const Record& record) {
  return std::string_view(batch.bytes).substr(record.begin, record.size);
}

/// "a.jsonl:3", "a.txt", "a.warc: <urn:x> at offset 17".
std::string place_of(const Record& record) {
  std::string place(record.source.path);
  if (record.source.line > 0) place += ":" + std::to_string(record.source.line);
  if (record.kind != RecordKind::Warc) return place;
  return place + ": " + (record.id.empty() ? "" : record.id + " ") + "at offset " +
         std::to_string(record.source.offset);
}

std::string id_of(const Record& record) { return record.id.empty() ? place_of(record) : record.id; }

void add_meta(Document& document, std::string_view name, std::string_view value) {
  rapidjson::StringBuffer json;
  rapidjson::Writer<rapidjson::StringBuffer>(json).String(value.data(),
                                                          static_cast<rapidjson::SizeType>(value.size()));
  document.add_meta(name, {json.GetString(), json.GetSize()}, Value::of(document.keep(value)));
}

std::string describe(const Repair& repair) {
  std::string what = "invalid UTF-8 at byte " + std::to_string(repair.first_at);
  if (repair.sequences > 1) what += " and " + std::to_string(repair.sequences - 1) + " more places";
  return what + ": replaced by U+FFFD; offsets count in the text after that";
}

Value keep(const Value& value, Document& document) {
  Value kept = value;
  kept.string = document.keep(value.string);
  for (textmill_string& s : kept.strings) {
    const std::string_view copy = document.keep({s.ptr, s.len});
    s = {copy.data(), copy.size()};
  }
  return kept;
}

}  // namespace

struct RecordParser::State {
  ReaderOptions options;
  JsonRecordParser json;
  std::string repaired;  ///< the record's bytes, if they had to be changed

  explicit State(const ReaderOptions& o) : options(o), json(o.input.text_field, o.input.id_field) {}

  /// `bytes` as valid UTF-8 without a byte order mark: a view of them if they are that, else of `repaired`.
  std::string_view decode(std::string_view bytes, std::string_view charset, const std::string& place,
                          std::vector<std::string>& warnings) {
    const std::string_view marked = wide_encoding(bytes);
    const std::string encoding(marked.empty() ? charset : marked);
    if (!encoding.empty() && (!marked.empty() || !is_utf8(bytes)) && to_utf8(bytes, encoding, repaired)) {
      warnings.push_back(place + ": " + encoding +
                         " converted to UTF-8; offsets count in the text after that");
      bytes = repaired;
    } else if (!is_utf8(bytes)) {
      warnings.push_back(place + ": " + describe(repair_utf8(bytes, repaired)));
      bytes = repaired;
    }
    if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
    return bytes;
  }

  ParsedRecord parse_text(std::string_view bytes, const Record& record, Document& document) {
    ParsedRecord result;
    const std::string path(record.source.path);
    document.reset(record.source, path, decode(bytes, {}, path, result.warnings));
    return result;
  }

  /// Resets `document` to the text of a page.
  ParsedRecord parse_page(std::string_view bytes, std::string_view charset, std::string_view id,
                          const Record& record, Document& document) {
    ParsedRecord result;
    const std::string place = place_of(record);
    if (charset.empty()) charset = declared_charset(bytes);
    if (charset.empty()) charset = kUndeclared;
    std::vector<std::string>
        conversions;  // usual for pages, whose offsets count in the extracted text anyway
    auto page = html_to_text(decode(bytes, charset, place, conversions));
    if (!page) {
      document.reset(record.source, id, {});
      result.status = failure(place + ": " + page.error().message());
      return result;
    }
    document.reset(record.source, id, page->text);
    document.set_markup(page->rows);
    if (!page->title.empty()) add_meta(document, "title", page->title);
    return result;
  }

  ParsedRecord parse_warc(std::string_view bytes, const Record& record, Document& document) {
    ParsedRecord result;
    const std::size_t end = std::min(end_of_headers(bytes), bytes.size());
    const Headers headers = parse_headers(bytes.substr(0, end));
    const Payload payload = payload_of(headers, bytes.substr(end));
    const auto body = transferred(payload, static_cast<std::size_t>(options.max_document_bytes));
    if (!body) {
      document.reset(record.source, id_of(record), {});
      result.status = failure(place_of(record) + ": " + body.error().message());
      return result;
    }
    const std::string_view charset = charset_of(payload.media_type);
    if (!is_media_type(payload.media_type, "text/plain")) {
      result = parse_page(*body, charset, id_of(record), record, document);
    } else {
      document.reset(record.source, id_of(record), decode(*body, charset, place_of(record), result.warnings));
    }
    if (!result.status) return result;
    for (const auto& [name, value] : headers.fields) {
      if (is_utf8(name) && is_utf8(value)) add_meta(document, name, value);
    }
    return result;
  }

  ParsedRecord parse_line(std::string_view line, const Record& record, Document& document) {
    ParsedRecord result;
    const std::string place = place_of(record);
    if (!is_utf8(line)) {
      result.warnings.push_back(place + ": " + describe(repair_utf8(line, repaired)));
      const std::size_t size = repaired.size();
      repaired.append(kBatchPadding, '\0');
      line = std::string_view(repaired).substr(0, size);
    }
    const JsonRecord& parsed = json.parse(line);
    const bool is_named = parsed.has_id && (parsed.has_text || parsed.problem.empty());
    const std::string_view id = is_named ? parsed.id : std::string_view(place);
    if (!parsed.problem.empty()) {
      std::string what =
          place + (parsed.column > 0 ? ":" + std::to_string(parsed.column) : "") + ": " + parsed.problem;
      if (parsed.has_id) what += " (id '" + std::string(parsed.id) + "')";
      document.reset(record.source, id, {});
      result.status = failure(std::move(what));
      return result;
    }
    document.reset(record.source, id, parsed.text);
    for (const JsonField& field : parsed.others)
      document.add_meta(field.name, field.json, keep(field.value, document));
    return result;
  }
};

RecordParser::RecordParser(const ReaderOptions& options) : state_(new State(options)) {}
RecordParser::~RecordParser() = default;

ParsedRecord RecordParser::parse(const Batch& batch, const Record& record, Document& document) {
  if (!record.problem.empty()) {
    document.reset(record.source, id_of(record), {});
    return {failure(record.problem), {}};
  }
  const std::string_view bytes = bytes_of(batch, record);
  switch (record.kind) {
    case RecordKind::JsonLine:
      return state_->parse_line(bytes, record, document);
    case RecordKind::Html:
      return state_->parse_page(bytes, {}, record.source.path, record, document);
    case RecordKind::Warc:
      return state_->parse_warc(bytes, record, document);
    case RecordKind::Text:
      break;
  }
  return state_->parse_text(bytes, record, document);
}

}  // namespace textmill::host
