#include "yaml/plain.hpp"

#include <algorithm>
#include <utility>

namespace textmill::host::yaml {
namespace {

constexpr std::size_t kDeepest = 16;
constexpr std::size_t kMostKeys = 128;  // of a map: each is compared with those before it
constexpr std::size_t kUsualKeys = 6;  // growing to as many moves each entry twice
constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`~";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-' || c == '.';
}

bool ends_in_brackets(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

bool is_odd_in_brackets(char c) { return c == ':' || c == '#' || c == '?'; }

/// What yaml-cpp takes for nothing rather than for a text.
bool is_null_word(std::string_view text) { return text == "null" || text == "Null" || text == "NULL"; }

/// Whether a plain text may begin so. More is allowed; this is what is common.
bool begins_plain(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] == '-') return text.size() > 1 && is_digit(text[1]);
  return kIndicators.find(text[0]) == std::string_view::npos;
}

/// Whether the text is what a list's item begins with.
bool begins_item(std::string_view text) { return text.starts_with("- "); }

/// A line without its indentation; never empty, never a comment.
struct Line {
  std::string_view text;
  std::size_t indent = 0;
  std::uint32_t number = 0;
};

class PlainReader {
 public:
  explicit PlainReader(std::string_view text) : rest_(text) { next_line(); }

  std::optional<Node> read() {
    if (!has_line_ || line_.indent != 0) return std::nullopt;
    Node root = read_block(0);
    if (given_up_ || has_line_) return std::nullopt;
    return root;
  }

 private:
  Node give_up() {
    given_up_ = true;
    return {};
  }

  /// Goes to the next line that holds anything.
  void next_line() {
    has_line_ = false;
    while (!rest_.empty() && !has_line_) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      const std::string_view whole = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      const std::size_t indent = std::min(whole.find_first_not_of(' '), whole.size());
      line_ = {whole.substr(indent), indent, ++lines_};
      has_line_ = !line_.text.empty() && line_.text[0] != '#';
    }
    at_ = 0;
    columns_ = {0, has_line_ ? line_.indent : 0};
    const bool is_marker =
        has_line_ && line_.indent == 0 && (line_.text.starts_with("---") || line_.text.starts_with("..."));
    given_up_ |= is_marker;
  }

  std::string_view rest_of_line() const { return line_.text.substr(at_); }

  void skip_blanks() {
    while (at_ < line_.text.size() && line_.text[at_] == ' ') ++at_;
  }

  /// Where the reader is; it only ever goes forward in a line.
  Mark here() {
    const auto [counted, column] = columns_;
    const std::string_view passed = line_.text.substr(counted, at_ - counted);
    const auto hidden =
        static_cast<std::size_t>(std::count_if(passed.begin(), passed.end(), is_continuation));
    columns_ = {at_, column + passed.size() - hidden};
    return {line_.number, static_cast<std::uint32_t>(columns_.second + 1)};
  }

  /// A value in a line of its own ends with it, but for a comment.
  bool end_line() {
    const std::size_t end = at_;
    skip_blanks();
    const bool ends = at_ == line_.text.size() || (line_.text[at_] == '#' && at_ > end);
    if (!ends) given_up_ = true;
    next_line();
    return ends;
  }

  /// The map or list whose first line is this one, at column `indent`.
  Node read_block(std::size_t indent) {
    if (++depth_ > kDeepest) return give_up();
    Node node = begins_item(rest_of_line()) ? read_list(indent) : read_map(indent);
    --depth_;
    return node;
  }

  bool stands_at(std::size_t indent) const { return !given_up_ && has_line_ && line_.indent == indent; }

  void add(Node key, Node value, Node& map) {
    if (map.entries.size() == kMostKeys || map.find(key.scalar)) given_up_ = true;
    map.entries.push_back({std::move(key), std::move(value)});
  }

  Node read_map(std::size_t indent) {
    Node map;
    map.kind = Kind::Map;
    map.mark = here();
    map.entries.reserve(kUsualKeys);
    do {
      Node key = read_key();
      Node value = read_value_of(key, indent);
      add(std::move(key), std::move(value), map);
    } while (stands_at(indent) && !begins_item(line_.text));
    return map;
  }

  Node read_list(std::size_t indent) {
    Node list;
    list.kind = Kind::Sequence;
    list.mark = here();
    do {
      ++at_;
      skip_blanks();
      list.items.push_back(is_key_ahead() ? read_block(indent + at_) : read_ending_value(indent));
    } while (stands_at(indent) && begins_item(line_.text));
    return list;
  }

  std::size_t key_length() const {
    const std::string_view rest = rest_of_line();
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_key_character);
    return static_cast<std::size_t>(end - rest.begin());
  }

  bool is_key_ahead() const {
    const std::size_t end = at_ + key_length();
    const bool colon = end > at_ && end < line_.text.size() && line_.text[end] == ':';
    return colon && (end + 1 == line_.text.size() || line_.text[end + 1] == ' ');
  }

  /// A key and its colon.
  Node read_key() {
    const bool is_plain = is_key_ahead() && begins_plain(rest_of_line());
    if (!is_plain) return give_up();
    Node key;
    key.kind = Kind::Scalar;
    key.mark = here();
    key.scalar = line_.text.substr(at_, key_length());
    at_ += key.scalar.size() + 1;
    return is_null_word(key.scalar) ? give_up() : key;
  }

  /// In the rest of the line, or indented below it.
  Node read_value_of(const Node& key, std::size_t indent) {
    skip_blanks();
    if (at_ < line_.text.size() && line_.text[at_] != '#') return read_ending_value(indent);
    next_line();
    const bool is_below =
        has_line_ && (line_.indent > indent || (line_.indent == indent && begins_item(line_.text)));
    if (is_below) return read_block(line_.indent);
    Node nothing;
    nothing.mark = key.mark;
    return nothing;
  }

  /// A value that ends in its line; what follows does not go on with it.
  Node read_ending_value(std::size_t indent) {
    Node value = read_value(false);
    if (!end_line() || (has_line_ && line_.indent > indent)) return give_up();
    return value;
  }

  Node read_value(bool in_brackets) {
    const std::string_view rest = rest_of_line();
    if (rest.empty()) return give_up();
    switch (rest[0]) {
      case '[': return read_bracketed_list();
      case '{': return read_bracketed_map();
      case '"':
      case '\'': return read_quoted();
      default: return read_text(in_brackets);
    }
  }

  Node read_quoted() {
    Node node;
    node.kind = Kind::Scalar;
    node.mark = here();
    node.quoted = true;
    const char quote = line_.text[at_];
    for (++at_; at_ < line_.text.size(); ++at_) {
      char c = line_.text[at_];
      const char next = at_ + 1 < line_.text.size() ? line_.text[at_ + 1] : '\0';
      const bool is_doubled = c == '\'' && quote == '\'' && next == '\'';
      if (c == quote && !is_doubled) {
        ++at_;
        return node;
      }
      const bool is_escape = c == '\\' && quote == '"';
      if (is_escape && next != '"' && next != '\\') return give_up();
      if (is_escape || is_doubled) c = line_.text[++at_];
      node.scalar += c;
    }
    return give_up();
  }

  Node read_text(bool in_brackets) {
    const std::string_view rest = rest_of_line();
    if (!begins_plain(rest)) return give_up();
    const auto in_brackets_end = [&] {
      return static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), ends_in_brackets) -
                                      rest.begin());
    };
    std::string_view text = rest.substr(0, in_brackets ? in_brackets_end() : rest.find(" #"));
    text = text.substr(0, text.find_last_not_of(' ') + 1);
    const bool is_odd = text.ends_with(':') || text.find(": ") != std::string_view::npos ||
                        is_null_word(text) ||
                        (in_brackets && std::any_of(text.begin(), text.end(), is_odd_in_brackets));
    if (is_odd) return give_up();
    Node node;
    node.kind = Kind::Scalar;
    node.mark = here();
    node.scalar = text;
    at_ += text.size();
    return node;
  }

  /// Passes over what separates or closes, with blanks around it; false if it is not there.
  bool pass(char wanted) {
    skip_blanks();
    if (at_ == line_.text.size() || line_.text[at_] != wanted) return false;
    ++at_;
    return true;
  }

  /// From the opening to the closing bracket; `read_one` reads what stands between two commas.
  template <class ReadOne>
  Node read_bracketed(Kind kind, char closing, ReadOne read_one) {
    if (++depth_ > kDeepest) return give_up();
    Node node;
    node.kind = kind;
    node.mark = here();
    if (kind == Kind::Map) node.entries.reserve(kUsualKeys);
    ++at_;
    if (!pass(closing)) {
      do {
        skip_blanks();
        read_one(node);
        if (given_up_) return {};
      } while (pass(','));
      if (!pass(closing)) return give_up();
    }
    --depth_;
    return node;
  }

  Node read_bracketed_list() {
    return read_bracketed(Kind::Sequence, ']',
                          [this](Node& list) { list.items.push_back(read_value(true)); });
  }

  Node read_bracketed_map() {
    return read_bracketed(Kind::Map, '}', [this](Node& map) {
      Node key = read_key();
      skip_blanks();
      Node value = read_value(true);
      add(std::move(key), std::move(value), map);
    });
  }

  std::string_view rest_;  ///< behind the line
  Line line_;
  bool has_line_ = false;
  std::uint32_t lines_ = 0;
  std::size_t at_ = 0;  ///< in the line's text
  std::pair<std::size_t, std::size_t>
      columns_;  ///< up to where in the line columns are counted, and how many
  std::size_t depth_ = 0;
  bool given_up_ = false;
};

}  // namespace

std::optional<Node> read_plain(std::string_view text) {
  if (text.find('\t') != std::string_view::npos || text.find('\r') != std::string_view::npos)
    return std::nullopt;
  return PlainReader(text).read();
}

}  // namespace textmill::host::yaml
