// One line of JSON Lines as fields. The only file of the input room, with encoding.cpp, that knows simdjson.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/value.hpp"

namespace textmill::host {

struct JsonField {
  std::string_view name;
  std::string_view json;  ///< the value as it stands in the line
  Value value;            ///< as MetaField's
};

/// What a line says. Views are valid until the next `parse`, and `json` as long as the line.
struct JsonRecord {
  std::string_view id;  ///< empty: it has none
  std::string_view text;
  std::vector<JsonField> others;

  bool has_id = false;
  bool has_text = false;
  std::string problem;     ///< not empty: why this is no document; the rest is as far as it was understood
  std::size_t column = 0;  ///< of the problem, code points from 1; 0: the whole line
};

class JsonRecordParser {
 public:
  JsonRecordParser(std::string text_field, std::string id_field);
  ~JsonRecordParser();

  /// `line` is valid UTF-8 and followed by kBatchPadding readable bytes.
  const JsonRecord& parse(std::string_view line);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace textmill::host
