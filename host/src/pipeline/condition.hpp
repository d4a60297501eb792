// The `when:` expression of a stage: a small typed language, checked before the first document.
//
//   text.bytes > 200 and attributes["segmenter.language"] == "en"
//   meta.kind == "news" or not has(entities)
//
// Values: numbers, "strings", true/false, text.bytes, text.codepoints, id, meta.NAME,
// attributes["NAME"], count(LAYER), has(LAYER). Operators: and or not, == != < <= > >=, ( ).
// A meta field or attribute the document does not have makes every comparison with it false.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

class Condition {
 public:
  struct Node;

  /// Checks `text` against what documents will hold when the stage runs: `schema` is complete, and
  /// `known_layers`, `known_attributes` are the slots that earlier stages write. The error names the
  /// column inside the expression, from 1.
  static Result<Condition> parse(std::string_view text, const DocumentSchema& schema);

  bool holds(const Document& document) const;

 private:
  std::shared_ptr<const Node> root_;
};

}  // namespace textmill::host
