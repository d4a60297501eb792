// Recursive descent over the expression; every rule checks the types of what it combines.
#include <algorithm>

#include "pipeline/condition_node.hpp"
#include "pipeline/units.hpp"
#include "yaml/node.hpp"

namespace textmill::host {

namespace {

using Node = Condition::Node;
using NodePtr = std::unique_ptr<Node>;
using Type = Node::Type;

constexpr int kDeepest = 32;  // of parentheses and `not`; a condition for people is never near it

struct Token {
  enum class Kind { End, Word, Number, String, Symbol };
  Kind kind = Kind::End;
  std::string text;  ///< of a string: without quotes
  std::size_t begin = 0;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Thrown inside this file to leave the descent; the public function returns it.
struct Fault {
  std::size_t at;
  std::string what;
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
    const std::size_t begin = at_;
    if (at_ == text_.size()) return {Token::Kind::End, "", begin};
    const char c = text_[at_];
    if (is_letter(c))
      return taken(Token::Kind::Word, begin, [](char x) { return is_letter(x) || is_digit(x) || x == '-'; });
    if (is_digit(c) || (c == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
      ++at_;
      return taken(Token::Kind::Number, begin,
                   [](char x) { return is_letter(x) || is_digit(x) || x == '.'; });
    }
    if (c == '"' || c == '\'') return string_token();
    return symbol_token();
  }

 private:
  template <class Belongs>
  Token taken(Token::Kind kind, std::size_t begin, Belongs belongs) {
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    return {kind, std::string(text_.substr(begin, at_ - begin)), begin};
  }

  Token string_token() {
    const std::size_t begin = at_;
    const char quote = text_[at_++];
    std::string content;
    for (; at_ < text_.size() && text_[at_] != quote; ++at_) {
      const bool escaped =
          text_[at_] == '\\' && at_ + 1 < text_.size() && (text_[at_ + 1] == quote || text_[at_ + 1] == '\\');
      if (escaped) ++at_;
      content += text_[at_];
    }
    if (at_ == text_.size()) throw Fault{begin, "the quote that opens here is never closed"};
    ++at_;
    return {Token::Kind::String, content, begin};
  }

  Token symbol_token() {
    const std::size_t begin = at_;
    for (const std::string_view symbol : {"==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", "."}) {
      if (!text_.substr(at_).starts_with(symbol)) continue;
      at_ += symbol.size();
      return {Token::Kind::Symbol, std::string(symbol), begin};
    }
    const std::string_view rest = text_.substr(begin);
    if (rest.starts_with('=')) throw Fault{begin, "'=' is no operator; did you mean '=='?"};
    if (rest.starts_with("&&")) throw Fault{begin, "'&&' is no operator; did you mean 'and'?"};
    if (rest.starts_with("||")) throw Fault{begin, "'||' is no operator; did you mean 'or'?"};
    if (rest.starts_with('!')) throw Fault{begin, "'!' is no operator; did you mean 'not' or '!='?"};
    std::size_t length = 1;
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80) ++length;
    throw Fault{begin, "unexpected '" + std::string(rest.substr(0, length)) + "'"};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string type_name(Type type) {
  switch (type) {
    case Type::Bool:
      return "true or false";
    case Type::Number:
      return "a number";
    case Type::String:
      return "a text";
    case Type::Any:
      return "anything";
  }
  return {};
}

Type type_of(textmill_type type) {
  switch (type) {
    case TEXTMILL_BOOL:
      return Type::Bool;
    case TEXTMILL_INTEGER:
    case TEXTMILL_NUMBER:
      return Type::Number;
    case TEXTMILL_STRING:
      return Type::String;
    default:
      return Type::Any;
  }
}

template <class Specs>
std::vector<std::string> names_of(const Specs& specs) {
  std::vector<std::string> names;
  for (const auto& spec : specs) names.push_back(spec.name);
  return names;
}

class Parser {
 public:
  Parser(std::string_view text, const DocumentSchema& schema) : lexer_(text), schema_(schema) { advance(); }

  NodePtr whole() {
    if (token_.kind == Token::Kind::End) throw Fault{0, "the condition is empty"};
    NodePtr root = disjunction();
    if (token_.kind != Token::Kind::End) refuse_token("expected 'and', 'or' or the end");
    must_be_bool(*root);
    return root;
  }

 private:
  // ---- tokens ----

  void advance() { token_ = lexer_.next(); }
  bool is(std::string_view text) const {
    return (token_.kind == Token::Kind::Word || token_.kind == Token::Kind::Symbol) && token_.text == text;
  }
  bool take(std::string_view text) {
    if (!is(text)) return false;
    advance();
    return true;
  }
  void expect(std::string_view text) {
    if (!take(text)) refuse_token("expected '" + std::string(text) + "'");
  }
  [[noreturn]] void refuse_token(const std::string& expected,
                                 const std::vector<std::string>& known = {}) const {
    const std::string found = token_.kind == Token::Kind::End ? "the end" : "'" + token_.text + "'";
    throw Fault{token_.begin, expected + ", found " + found + yaml::did_you_mean(token_.text, known)};
  }

  // ---- rules, loosest first ----

  NodePtr disjunction() {
    return chain(Node::Kind::Or, "or", [this] { return conjunction(); });
  }
  NodePtr conjunction() {
    return chain(Node::Kind::And, "and", [this] { return negation(); });
  }

  template <class Rule>
  NodePtr chain(Node::Kind kind, std::string_view word, Rule operand) {
    NodePtr first = operand();
    if (!is(word)) return first;
    NodePtr all = make(kind, Type::Bool, first->begin);
    must_be_bool(*first);
    all->children.push_back(std::move(first));
    while (take(word)) {
      all->children.push_back(operand());
      must_be_bool(*all->children.back());
    }
    return all;
  }

  NodePtr negation() {
    const std::size_t begin = token_.begin;
    if (!take("not")) return comparison();
    deeper(begin);
    NodePtr node = make(Node::Kind::Not, Type::Bool, begin);
    node->children.push_back(negation());
    --depth_;
    must_be_bool(*node->children[0]);
    return node;
  }

  NodePtr comparison() {
    NodePtr left = primary();
    const Token sign = token_;
    const auto comparison = comparison_sign();
    if (!comparison) return left;
    NodePtr node = make(Node::Kind::Compare, Type::Bool, left->begin);
    node->comparison = *comparison;
    node->children.push_back(std::move(left));
    node->children.push_back(primary());
    check_comparison(*node, sign);
    return node;
  }

  std::optional<Node::Comparison> comparison_sign() {
    using C = Node::Comparison;
    const std::pair<std::string_view, C> signs[] = {{"==", C::Equal},  {"!=", C::Unequal},
                                                    {"<", C::Less},    {"<=", C::LessEqual},
                                                    {">", C::Greater}, {">=", C::GreaterEqual}};
    for (const auto& [text, comparison] : signs) {
      if (take(text)) return comparison;
    }
    return std::nullopt;
  }

  NodePtr primary() {
    const Token token = token_;
    if (take("(")) {
      deeper(token.begin);
      NodePtr inside = disjunction();
      --depth_;
      expect(")");
      return inside;
    }
    if (token.kind == Token::Kind::Number) return number();
    if (token.kind == Token::Kind::String) return string();
    if (token.kind == Token::Kind::Word) return named_value();
    refuse_token("expected a value");
  }

  NodePtr number() {
    NodePtr node = make(Node::Kind::Constant, Type::Number, token_.begin);
    if (const auto integer = parse_integer(token_.text)) {
      node->constant = Value::of(*integer);
    } else {
      const auto value = parse_number(token_.text);
      if (!value) throw Fault{token_.begin, value.error().message()};
      node->constant = Value::of(*value);
    }
    advance();
    return node;
  }

  NodePtr string() {
    NodePtr node = make(Node::Kind::Constant, Type::String, token_.begin);
    node->constant.type = TEXTMILL_STRING;
    node->name = token_.text;
    advance();
    return node;
  }

  NodePtr named_value() {
    const Token word = token_;
    advance();
    if (word.text == "true" || word.text == "false") {
      NodePtr node = make(Node::Kind::Constant, Type::Bool, word.begin);
      node->constant = Value::of(word.text == "true");
      return node;
    }
    if (word.text == "id") return make(Node::Kind::Id, Type::String, word.begin);
    if (word.text == "text") return text_property(word.begin);
    if (word.text == "meta") return meta(word.begin);
    if (word.text == "attributes") return attribute(word.begin);
    if (word.text == "count") return layer(Node::Kind::Count, Type::Number, word.begin);
    if (word.text == "has") return layer(Node::Kind::Has, Type::Bool, word.begin);
    if (word.text == "and" || word.text == "or")
      throw Fault{word.begin, "expected a value, found '" + word.text + "'"};
    const std::string hint = yaml::did_you_mean(
        word.text, {"true", "false", "id", "text", "meta", "attributes", "count", "has", "not"});
    throw Fault{word.begin, "unknown value '" + word.text + "'" +
                                (hint.empty() ? "; a text needs quotes: \"" + word.text + '"' : hint)};
  }

  NodePtr text_property(std::size_t begin) {
    expect(".");
    if (take("bytes")) return make(Node::Kind::TextBytes, Type::Number, begin);
    if (take("codepoints")) return make(Node::Kind::TextCodepoints, Type::Number, begin);
    refuse_token("expected 'bytes' or 'codepoints' after 'text.'", {"bytes", "codepoints"});
  }

  NodePtr meta(std::size_t begin) {
    NodePtr node = make(Node::Kind::Meta, Type::Any, begin);
    if (take("[")) {
      node->name = string_in_brackets("a field's name in quotes");
      return node;
    }
    expect(".");
    if (token_.kind != Token::Kind::Word) refuse_token("expected a field's name after 'meta.'");
    node->name = token_.text;
    advance();
    return node;
  }

  NodePtr attribute(std::size_t begin) {
    expect("[");
    const std::size_t name_begin = token_.begin;
    const std::string name = string_in_brackets("an attribute's name in quotes");
    for (std::size_t i = 0; i < schema_.attributes.size(); ++i) {
      if (schema_.attributes[i].name != name) continue;
      NodePtr node = make(Node::Kind::Attribute, type_of(schema_.attributes[i].type), begin);
      node->slot = static_cast<std::uint32_t>(i);
      return node;
    }
    throw Fault{name_begin, "no earlier stage writes the attribute '" + name + "'" +
                                yaml::did_you_mean(name, names_of(schema_.attributes))};
  }

  std::string string_in_brackets(const std::string& expected) {
    if (token_.kind != Token::Kind::String) refuse_token("expected " + expected);
    std::string name = token_.text;
    advance();
    expect("]");
    return name;
  }

  NodePtr layer(Node::Kind kind, Type type, std::size_t begin) {
    expect("(");
    const std::size_t name_begin = token_.begin;
    const std::string name = layer_name();
    expect(")");
    for (std::size_t i = 0; i < schema_.layers.size(); ++i) {
      if (schema_.layers[i].name != name) continue;
      NodePtr node = make(kind, type, begin);
      node->slot = static_cast<std::uint32_t>(i);
      return node;
    }
    throw Fault{name_begin, "no earlier stage writes the layer '" + name + "'" +
                                yaml::did_you_mean(name, names_of(schema_.layers))};
  }

  /// In quotes, or words joined by dots.
  std::string layer_name() {
    if (token_.kind != Token::Kind::Word && token_.kind != Token::Kind::String)
      refuse_token("expected a layer's name");
    std::string name = token_.text;
    const bool is_word = token_.kind == Token::Kind::Word;
    advance();
    while (is_word && take(".")) {
      name += '.' + token_.text;
      advance();
    }
    return name;
  }

  // ---- types ----

  static NodePtr make(Node::Kind kind, Type type, std::size_t begin) {
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->type = type;
    node->begin = begin;
    return node;
  }

  static void must_be_bool(const Node& node) {
    if (node.type == Type::Bool || node.type == Type::Any) return;
    throw Fault{node.begin, "expected a condition, which is true or false, found " + type_name(node.type)};
  }

  static void check_comparison(const Node& node, const Token& sign) {
    const Node& left = *node.children[0];
    const Node& right = *node.children[1];
    const bool same = left.type == right.type || left.type == Type::Any || right.type == Type::Any;
    if (!same) {
      throw Fault{sign.begin,
                  "'" + sign.text + "' compares " + type_name(left.type) + " with " + type_name(right.type)};
    }
    const bool orders =
        node.comparison != Node::Comparison::Equal && node.comparison != Node::Comparison::Unequal;
    if (orders && (left.type == Type::Bool || right.type == Type::Bool)) {
      throw Fault{sign.begin, "'" + sign.text + "' compares numbers or texts, not true and false"};
    }
  }

  void deeper(std::size_t begin) {
    if (++depth_ > kDeepest) throw Fault{begin, "nested deeper than " + std::to_string(kDeepest) + " levels"};
  }

  Lexer lexer_;
  const DocumentSchema& schema_;
  Token token_;
  int depth_ = 0;
};

}  // namespace

std::optional<Condition> Condition::parse(std::string_view text, const DocumentSchema& schema,
                                          ConditionFault& fault) {
  try {
    return Condition(std::shared_ptr<const Node>(Parser(text, schema).whole()));
  } catch (const Fault& found) {
    const std::string_view before = text.substr(0, found.at);
    const auto code_points = std::count_if(
        before.begin(), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    fault = {static_cast<std::uint32_t>(code_points + 1), found.what};
    return std::nullopt;
  }
}

}  // namespace textmill::host
