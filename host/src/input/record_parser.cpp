#include "input/encoding.hpp"
#include "input/json_record.hpp"
#include "input/reader.hpp"
#include "input/sniff.hpp"

namespace textmill::host {
namespace {

std::string_view bytes_of(const Batch& batch, const Record& record) {
  return std::string_view(batch.bytes).substr(record.begin, record.size);
}

std::string place_of(const Source& source) {
  std::string place(source.path);
  if (source.line > 0) place += ":" + std::to_string(source.line);
  return place;
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

  ParsedRecord parse_text(std::string_view bytes, const Record& record, Document& document) {
    ParsedRecord result;
    const std::string path(record.source.path);
    const std::string encoding(wide_encoding(bytes));
    if (!encoding.empty()) {
      if (!wide_to_utf8(bytes, encoding, repaired)) {
        document.reset(record.source, path, {});
        result.status = failure(path + ": cannot be converted from " + encoding);
        return result;
      }
      bytes = repaired;
      result.warnings.push_back(path + ": " + encoding +
                                " converted to UTF-8; offsets count in the text after that");
    } else if (!is_utf8(bytes)) {
      result.warnings.push_back(path + ": " + describe(repair_utf8(bytes, repaired)));
      bytes = repaired;
    }
    if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
    document.reset(record.source, path, bytes);
    return result;
  }

  ParsedRecord parse_line(std::string_view line, const Record& record, Document& document) {
    ParsedRecord result;
    const std::string place = place_of(record.source);
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
    document.reset(record.source, place_of(record.source), {});
    return {failure(record.problem), {}};
  }
  const std::string_view bytes = bytes_of(batch, record);
  if (record.kind == RecordKind::JsonLine) return state_->parse_line(bytes, record, document);
  return state_->parse_text(bytes, record, document);
}

}  // namespace textmill::host
