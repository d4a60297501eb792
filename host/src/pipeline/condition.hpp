// The `when:` expression of a stage: a small typed language, checked before the first document.
//
//   text.bytes > 200 and attributes["segmenter.language"] == "en"
//   meta.kind == "news" or not has(entities)
//
// Values: numbers, "strings" or 'strings', true, false, text.bytes, text.codepoints, id, meta.NAME or
// meta["NAME"], attributes["NAME"], count(LAYER), has(LAYER): it has a span. Operators, loosest first: or;
// and; not; == != < <= > >=; ( ). Numbers and strings are compared among themselves, strings byte by byte. A
// meta field or attribute the document does not have makes every comparison with it false. A meta field's
// type is known only with the document: one of another type is unequal to a value and neither less nor
// greater.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "document/document.hpp"

namespace textmill::host {

/// What is wrong with a condition.
struct ConditionFault {
  std::uint32_t column = 1;  ///< in the expression, from 1, in code points
  std::string what;
};

class Condition {
 public:
  struct Node;

  /// Checks `text` against `schema`, the layers and attributes that stages before this one write; documents
  /// may have more. Nothing, and `fault` set, if the text is wrong.
  static std::optional<Condition> parse(std::string_view text, const DocumentSchema& schema,
                                        ConditionFault& fault);

  bool holds(const Document& document) const;

 private:
  explicit Condition(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

  std::shared_ptr<const Node> root_;
};

}  // namespace textmill::host
