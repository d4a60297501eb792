#include "pipeline/condition.hpp"

#include <algorithm>

#include "pipeline/condition_node.hpp"

namespace textmill::host {

namespace {

using Node = Condition::Node;
using Comparison = Node::Comparison;

bool is_number(const Value& value) { return value.type == TEXTMILL_INTEGER || value.type == TEXTMILL_NUMBER; }

double as_number(const Value& value) {
  return value.type == TEXTMILL_INTEGER ? static_cast<double>(value.integer) : value.number;
}

Value whole(std::size_t number) { return Value::of(static_cast<std::int64_t>(number)); }

std::size_t count_codepoints(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Value meta_value(const Document& document, const std::string& name) {
  for (const MetaField& field : document.meta()) {
    if (field.name == name) return field.value;
  }
  return {};
}

bool is_true(const Node& node, const Document& document);

/// Null if the document does not have the value.
Value value_of(const Node& node, const Document& document) {
  switch (node.kind) {
    case Node::Kind::Constant: {
      Value value = node.constant;
      if (value.type == TEXTMILL_STRING) value.string = node.name;
      return value;
    }
    case Node::Kind::TextBytes:
      return whole(document.text().size());
    case Node::Kind::TextCodepoints:
      return whole(count_codepoints(document.text()));
    case Node::Kind::Id:
      return Value::of(document.id());
    case Node::Kind::Meta:
      return meta_value(document, node.name);
    case Node::Kind::Attribute: {
      const Value* value = document.attribute(node.slot);
      return value ? *value : Value{};
    }
    case Node::Kind::Count:
      return whole(document.layer(node.slot).size());
    case Node::Kind::Has:
      return Value::of(document.layer(node.slot).size() > 0);
    default:
      return Value::of(is_true(node, document));
  }
}

template <class T>
bool compare(Comparison comparison, const T& a, const T& b) {
  switch (comparison) {
    case Comparison::Equal:
      return a == b;
    case Comparison::Unequal:
      return a != b;
    case Comparison::Less:
      return a < b;
    case Comparison::LessEqual:
      return a <= b;
    case Comparison::Greater:
      return a > b;
    case Comparison::GreaterEqual:
      return a >= b;
  }
  return false;
}

bool compare_values(Comparison comparison, const Value& a, const Value& b) {
  if (a.type == TEXTMILL_NULL || b.type == TEXTMILL_NULL) return false;
  if (a.type == TEXTMILL_INTEGER && b.type == TEXTMILL_INTEGER)
    return compare(comparison, a.integer, b.integer);
  if (is_number(a) && is_number(b)) return compare(comparison, as_number(a), as_number(b));
  if (a.type == TEXTMILL_STRING && b.type == TEXTMILL_STRING) return compare(comparison, a.string, b.string);
  if (a.type == TEXTMILL_BOOL && b.type == TEXTMILL_BOOL) {
    const bool equal = a.boolean == b.boolean;
    return comparison == Comparison::Equal ? equal : comparison == Comparison::Unequal && !equal;
  }
  return comparison == Comparison::Unequal;
}

bool is_true(const Node& node, const Document& document) {
  const auto holds = [&](const std::unique_ptr<Node>& child) { return is_true(*child, document); };
  switch (node.kind) {
    case Node::Kind::Or:
      return std::any_of(node.children.begin(), node.children.end(), holds);
    case Node::Kind::And:
      return std::all_of(node.children.begin(), node.children.end(), holds);
    case Node::Kind::Not:
      return !holds(node.children[0]);
    case Node::Kind::Compare:
      return compare_values(node.comparison, value_of(*node.children[0], document),
                            value_of(*node.children[1], document));
    default: {  // a single value
      const Value value = value_of(node, document);
      return value.type == TEXTMILL_BOOL && value.boolean;
    }
  }
}

}  // namespace

bool Condition::holds(const Document& document) const { return is_true(*root_, document); }

}  // namespace textmill::host
