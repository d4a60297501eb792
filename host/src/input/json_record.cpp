#include "input/json_record.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <limits>

#include "input/encoding.hpp"
#include "input/reader.hpp"

namespace textmill::host {
namespace {

namespace json = simdjson::ondemand;
using simdjson::error_code;

static_assert(kBatchPadding >= simdjson::SIMDJSON_PADDING);

constexpr int kMaxDepth = 256;                  // of arrays and objects in a field
constexpr std::size_t kKeptCapacity = 4 << 20;  // a parser that has seen a longer line gives its memory back
constexpr std::size_t kNamedFields = 6;         // in the message about a missing field

const char* name_of(json::json_type type) {
  switch (type) {
    case json::json_type::array:
      return "an array";
    case json::json_type::object:
      return "an object";
    case json::json_type::number:
      return "a number";
    case json::json_type::string:
      return "a string";
    case json::json_type::boolean:
      return "a boolean";
    case json::json_type::null:
      return "null";
  }
  return "something else";
}

std::string sentence_for(error_code error) {
  switch (error) {
    case simdjson::UNCLOSED_STRING:
      return "a string is not closed";
    case simdjson::UNESCAPED_CHARS:
      return "a control character in a string is not escaped";
    case simdjson::TAPE_ERROR:
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "a comma, colon, bracket or value is missing or too many";
    case simdjson::STRING_ERROR:
      return "a string has a bad escape";
    case simdjson::NUMBER_ERROR:
      return "a number is malformed";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
      return "expected true, false or null";
    case simdjson::DEPTH_ERROR:
      return "arrays and objects are nested deeper than " + std::to_string(kMaxDepth);
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY:
      return "not enough memory to parse it";
    default:
      return simdjson::error_message(error);
  }
}

std::string_view trim_end(std::string_view s) {
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

bool is_surrogate_escape(std::string_view s, char from, char to) {
  return s.size() >= 6 && s[0] == '\\' && s[1] == 'u' && std::tolower(s[2]) == 'd' &&
         std::tolower(s[3]) >= from && std::tolower(s[3]) <= to;
}

/// Where in a JSON string the first \uD800..DFFF without its other half stands, or npos.
std::size_t lone_surrogate(std::string_view string) {
  for (std::size_t i = 0; i < string.size(); ++i) {
    if (string[i] != '\\') continue;
    const std::string_view rest = string.substr(i);
    const bool high = is_surrogate_escape(rest, '8', 'b');
    if (is_surrogate_escape(rest, 'c', 'f') || (high && !is_surrogate_escape(rest.substr(6), 'c', 'f')))
      return i;
    i += high ? 11 : 1;
  }
  return std::string_view::npos;
}

/// An integer too large for 64 bits is a number all the same.
bool is_integer(std::string_view token) {
  if (token.starts_with('-')) token.remove_prefix(1);
  return !token.empty() && (token[0] != '0' || token.size() == 1) &&
         std::all_of(token.begin(), token.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

textmill_string to_abi(std::string_view s) { return {s.data(), s.size()}; }

error_code read_number(json::value& value, Value& to) {
  const std::string_view token = trim_end(value.raw_json_token());
  json::number number;
  if (const error_code error = value.get_number().get(number))
    return is_integer(token) ? simdjson::SUCCESS : error;
  if (number.is_int64()) {
    to = Value::of(number.get_int64());
  } else if (number.is_uint64()) {
    to = Value::of(static_cast<double>(number.get_uint64()));
  } else {
    to = Value::of(number.get_double());
  }
  return simdjson::SUCCESS;
}

error_code read_string(json::value& value, Value& to) {
  std::string_view string;
  const error_code error = value.get_string().get(string);
  if (error == simdjson::STRING_ERROR)
    return simdjson::SUCCESS;  // nobody can use it, but it is passed on as JSON
  if (!error && is_utf8(string)) to = Value::of(string);
  return error;
}

/// Walks through all of `value`, so that what is passed on as JSON is JSON; fills `to` with a scalar or a
/// list of strings.
error_code read_value(json::value value, Value& to, int depth);

error_code read_array(json::value& value, Value& to, int depth) {
  json::array array;
  if (const error_code error = value.get_array().get(array)) return error;
  bool only_strings = true;
  Value list;
  list.type = TEXTMILL_STRINGS;
  for (auto item : array) {
    json::value element;
    if (const error_code error = item.get(element)) return error;
    Value inner;
    if (const error_code error = read_value(element, inner, depth + 1)) return error;
    only_strings = only_strings && inner.type == TEXTMILL_STRING;
    if (only_strings) list.strings.push_back(to_abi(inner.string));
  }
  if (only_strings) to = std::move(list);
  return simdjson::SUCCESS;
}

error_code read_object(json::value& value, int depth) {
  json::object object;
  if (const error_code error = value.get_object().get(object)) return error;
  for (auto item : object) {
    json::field field;
    if (const error_code error = std::move(item).get(field)) return error;
    Value inner;
    if (const error_code error = read_value(field.value(), inner, depth + 1)) return error;
  }
  return simdjson::SUCCESS;
}

error_code read_value(json::value value, Value& to, int depth) {
  if (depth > kMaxDepth) return simdjson::DEPTH_ERROR;
  json::json_type type;
  if (const error_code error = value.type().get(type)) return error;
  switch (type) {
    case json::json_type::array:
      return read_array(value, to, depth);
    case json::json_type::object:
      return read_object(value, depth);
    case json::json_type::number:
      return read_number(value, to);
    case json::json_type::string:
      return read_string(value, to);
    case json::json_type::boolean: {
      bool boolean = false;
      const error_code error = value.get_bool().get(boolean);
      if (!error) to = Value::of(boolean);
      return error ? simdjson::T_ATOM_ERROR : simdjson::SUCCESS;
    }
    case json::json_type::null: {
      bool is_null = false;
      const error_code error = value.is_null().get(is_null);
      return !error && is_null ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    }
  }
  return simdjson::TAPE_ERROR;
}

}  // namespace

struct JsonRecordParser::State {
  std::string text_field;
  std::string id_field;
  json::parser parser;
  json::document document;
  std::string_view line;
  JsonRecord record;

  void fail(std::string what, const char* at = nullptr) {
    if (!record.problem.empty()) return;
    record.problem = std::move(what);
    if (!at || at < line.data() || at >= line.data() + line.size()) return;
    const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    record.column = 1 + static_cast<std::size_t>(std::count_if(line.data(), at, is_start));
  }

  /// The token that is next; null at the end of the line.
  const char* here() {
    const char* at = nullptr;
    return document.current_location().get(at) ? nullptr : at;
  }

  /// The rest of the line cannot be understood.
  void fail(error_code error) { fail("not valid JSON: " + sentence_for(error), here()); }

  void run() {
    if (const error_code error =
            parser.iterate(line.data(), line.size(), line.size() + kBatchPadding).get(document)) {
      return fail("not valid JSON: " + sentence_for(error));
    }
    json::json_type type;
    if (document.type().get(type)) return fail("expected a JSON object");
    if (type != json::json_type::object)
      return fail(std::string("expected a JSON object, found ") + name_of(type));
    json::object object;
    if (const error_code error = document.get_object().get(object)) return fail(error);
    for (auto item : object) {
      json::field field;
      if (const error_code error = std::move(item).get(field)) return fail(error);
      if (const error_code error = take(field)) return fail(error);
    }
    if (const char* more = here()) return fail("not valid JSON: there is more behind the object", more);
    if (!record.has_text) fail(missing_text());
  }

  error_code take(json::field& field) {
    std::string_view name;
    if (const error_code error = field.unescaped_key().get(name)) return error;
    json::value value = field.value();
    json::json_type type;
    if (const error_code error = value.type().get(type)) return error;
    if (name == text_field) return take_text(value, type);
    if (name == id_field) return take_id(value, type);
    return take_other(name, value);
  }

  error_code take_text(json::value& value, json::json_type type) {
    const std::string_view token = value.raw_json_token();
    if (type != json::json_type::string) {
      fail("field '" + text_field + "' is " + name_of(type) + "; expected a string", token.data());
      Value ignored;
      return read_value(value, ignored, 0);
    }
    record.has_text = true;
    const error_code error = value.get_string().get(record.text);
    if (error && error != simdjson::STRING_ERROR) return error;
    if (error || !is_utf8(record.text)) bad_string(text_field, token);
    return simdjson::SUCCESS;
  }

  void bad_string(const std::string& name, std::string_view token) {
    const std::size_t at = lone_surrogate(token);
    if (at == std::string_view::npos) return fail("field '" + name + "' has a bad escape", token.data());
    fail("field '" + name + "' has a lone surrogate, " + std::string(token.substr(at, 6)) +
             ", which no valid text contains",
         token.data() + at);
  }

  error_code take_id(json::value& value, json::json_type type) {
    const std::string_view token = trim_end(value.raw_json_token());
    if (type == json::json_type::string) {
      std::string_view id;
      const error_code error = value.get_string().get(id);
      if (error && error != simdjson::STRING_ERROR) return error;
      if (error || !is_utf8(id)) {
        bad_string(id_field, token);
      } else {
        record.id = id;
        record.has_id = true;
      }
      return simdjson::SUCCESS;
    }
    if (type == json::json_type::number) {
      record.id = token;
      record.has_id = true;
    } else if (type != json::json_type::null) {
      fail("field '" + id_field + "' is " + name_of(type) + "; expected a string or a number", token.data());
    }
    Value ignored;
    return read_value(value, ignored, 0);
  }

  error_code take_other(std::string_view name, json::value& value) {
    const std::string_view token = value.raw_json_token();
    JsonField field{name, trim_end(token), {}};
    if (const error_code error = read_value(value, field.value, 0)) return error;
    if (token[0] == '[' || token[0] == '{') {
      const char* end = here();
      if (!end) return simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
      field.json = trim_end({token.data(), static_cast<std::size_t>(end - token.data())});
    }
    const auto same = [&](const JsonField& other) { return other.name == name; };
    const auto earlier = std::find_if(record.others.begin(), record.others.end(), same);
    if (earlier != record.others.end()) record.others.erase(earlier);
    record.others.push_back(std::move(field));
    return simdjson::SUCCESS;
  }

  std::string missing_text() const {
    std::string what = "no field '" + text_field + "'";
    for (std::size_t i = 0; i < std::min(record.others.size(), kNamedFields); ++i) {
      what += (i == 0 ? "; there is '" : ", '") + std::string(record.others[i].name) + "'";
    }
    return what;
  }
};

JsonRecordParser::JsonRecordParser(std::string text_field, std::string id_field) : state_(new State) {
  state_->text_field = std::move(text_field);
  state_->id_field = std::move(id_field);
}

JsonRecordParser::~JsonRecordParser() = default;

const JsonRecord& JsonRecordParser::parse(std::string_view line) {
  if (state_->parser.capacity() > kKeptCapacity && line.size() < kKeptCapacity)
    state_->parser = json::parser();
  state_->line = line;
  state_->record = {};
  state_->run();
  return state_->record;
}

}  // namespace textmill::host
