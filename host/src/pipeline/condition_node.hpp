// A condition as a tree: what the parser makes and the evaluation walks. Only for the two.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/condition.hpp"

namespace textmill::host {

struct Condition::Node {
  enum class Kind {
    Or,
    And,
    Not,
    Compare,
    Constant,
    TextBytes,
    TextCodepoints,
    Id,
    Meta,
    Attribute,
    Count,
    Has
  };
  /// What a node gives; Any is known only with the document.
  enum class Type { Bool, Number, String, Any };
  enum class Comparison { Equal, Unequal, Less, LessEqual, Greater, GreaterEqual };

  Kind kind = Kind::Constant;
  Type type = Type::Bool;
  std::vector<std::unique_ptr<Node>> children;
  Comparison comparison = Comparison::Equal;
  Value constant;          ///< of a Constant; a string is in `name`
  std::string name;        ///< of a meta field
  std::uint32_t slot = 0;  ///< of a layer or attribute
  std::size_t begin = 0;   ///< where it stands in the expression, bytes
};

}  // namespace textmill::host
