#include "answer.hpp"

#include <simdjson.h>

#include <algorithm>

#include "textmill/options.hpp"

namespace textmill::exec {
namespace {

using simdjson::dom::element;

[[noreturn]] void refuse(const std::string& what) { throw Error("the program's answer: " + what); }

std::string text_of(element value, std::string_view key) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) refuse("'" + std::string(key) + "' is no string");
  return std::string(text);
}

double number_of(element value, std::string_view key) {
  double number = 0;
  if (value.get(number) != simdjson::SUCCESS) refuse("'" + std::string(key) + "' is no number");
  return number;
}

simdjson::dom::object object_of(element value, std::string_view what) {
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) refuse(std::string(what) + " is no object");
  return object;
}

std::uint32_t position_of(element value, std::string_view key, const Offsets& offsets) {
  std::int64_t position = 0;
  if (value.get(position) != simdjson::SUCCESS) refuse("'" + std::string(key) + "' is no whole number");
  const auto byte = offsets.to_byte(position);
  if (!byte) refuse("'" + std::string(key) + "' " + std::to_string(position) + " is no position in the text");
  return *byte;
}

/// Reads begin and end; hands every other field to `take`, which says whether it knows it.
template <class Take>
Span read_row(element row, const Offsets& offsets, Take take) {
  std::optional<std::uint32_t> begin, end;
  for (const auto& [key, value] : object_of(row, "a row")) {
    if (key == "begin") {
      begin = position_of(value, key, offsets);
    } else if (key == "end") {
      end = position_of(value, key, offsets);
    } else if (!take(key, value)) {
      refuse("a row has the unknown field '" + std::string(key) + "'");
    }
  }
  if (!begin || !end) refuse("a row needs 'begin' and 'end'");
  if (*begin >= *end) refuse("a row ends where it begins, or before");
  return {*begin, *end};
}

Mark read_mark(element row, const Offsets& offsets) {
  Mark mark;
  mark.span = read_row(row, offsets, [&](std::string_view key, element value) {
    if (key == "label") return mark.label = text_of(value, key), true;
    if (key == "score") return mark.score = number_of(value, key), true;
    if (key == "value") return mark.value = text_of(value, key), true;
    return false;
  });
  return mark;
}

Finding read_finding(element row, const Offsets& offsets) {
  Finding finding;
  finding.span = read_row(row, offsets, [&](std::string_view key, element value) {
    if (key == "rule") return finding.rule = text_of(value, key), true;
    if (key == "severity") return finding.severity = text_of(value, key), true;
    if (key == "message") return finding.message = text_of(value, key), true;
    if (key == "suggestion") return finding.suggestion = text_of(value, key), true;
    return false;
  });
  if (finding.severity != "error" && finding.severity != "warning" && finding.severity != "note")
    refuse("the severity '" + finding.severity + "' is none of error, warning, note");
  return finding;
}

template <class Row, class Read>
std::vector<Row> read_rows(element value, std::string_view key, Read read) {
  simdjson::dom::array list;
  if (value.get(list) != simdjson::SUCCESS) refuse("'" + std::string(key) + "' is no list");
  std::vector<Row> rows;
  for (const element row : list) rows.push_back(read(row));
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.span < b.span; });
  return rows;
}

void read_attributes(element value, Answer& answer) {
  for (const auto& [key, attribute] : object_of(value, "'attributes'")) {
    bool flag = false;
    if (key == "text") {
      answer.text = text_of(attribute, key);
    } else if (key == "number") {
      answer.number = number_of(attribute, key);
    } else if (key == "flag" && attribute.get(flag) == simdjson::SUCCESS) {
      answer.flag = flag;
    } else {
      refuse("'attributes' may hold text (a string), number and flag (true or false), not '" +
             std::string(key) + "'");
    }
  }
}

}  // namespace

Answer read_answer(const std::string& line, const Offsets& offsets) {
  simdjson::dom::parser parser;
  element root;
  if (const auto error = parser.parse(line).get(root))
    refuse(std::string("is no JSON: ") + simdjson::error_message(error));
  Answer answer;
  for (const auto& [key, value] : object_of(root, "the line")) {
    if (key == "error") throw Error(text_of(value, key));
    if (key == "drop") throw Drop(text_of(value, key));
    if (key == "marks") {
      answer.marks = read_rows<Mark>(value, key, [&](element row) { return read_mark(row, offsets); });
    } else if (key == "findings") {
      answer.findings =
          read_rows<Finding>(value, key, [&](element row) { return read_finding(row, offsets); });
    } else if (key == "attributes") {
      read_attributes(value, answer);
    } else if (key != "id") {
      refuse("has the unknown field '" + std::string(key) + "'");
    }
  }
  return answer;
}

}  // namespace textmill::exec
