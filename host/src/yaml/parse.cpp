// yaml-cpp's event parser, made strict. Its loader accepts most broken files (an unclosed quote before a
// final newline, a list followed by a map, a second document, duplicate keys) and loses or hides part of
// them; its positions count bytes. Everything that is refused here is refused while its events come in.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include "yaml/node.hpp"
#include "yaml/plain.hpp"
#include "yaml/source.hpp"

namespace textmill::host::yaml {

namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kMostExpandedNodes = 10000;
constexpr std::size_t kMostExpandedBytes = 1 << 20;

/// Thrown through yaml-cpp to end parsing once the rest of the file cannot be understood.
struct Stop {};

/// How large a tree is.
struct Extent {
  std::size_t nodes = 1;
  std::size_t bytes = 0;
  std::size_t depth = 0;
};

Extent extent(const Node& node) {
  Extent all{1, node.scalar.size(), 0};
  const auto add = [&](const Node& child) {
    const Extent one = extent(child);
    all = {all.nodes + one.nodes, all.bytes + one.bytes, std::max(all.depth, one.depth + 1)};
  };
  for (const Node& item : node.items) add(item);
  for (const auto& [key, value] : node.entries) {
    add(key);
    add(value);
  }
  return all;
}

std::string to_text(Mark mark) { return std::to_string(mark.line) + ':' + std::to_string(mark.column); }

/// A list or map whose end has not come yet.
struct Open {
  Node node;
  YAML::anchor_t anchor = 0;
  bool in_brackets = false;  ///< [ ] or { }
  std::optional<Node> key;   ///< of a map: the key whose value comes next
  bool key_refused = false;  ///< that key and its value are left out
  std::unordered_map<std::string, Mark> seen;
};

class Builder : public YAML::EventHandler {
 public:
  Builder(const std::string& file, const Source& source, Problems& problems)
      : file_(file), source_(source), problems_(problems) {}

  std::optional<Node> take_root() { return std::move(root_); }
  void refuse(Mark mark, const std::string& what) { problems_.add(file_, mark, path(), what); }
  /// Explains the parser's complaint in terms of what was read before it.
  void explain(const YAML::Exception& fault);

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(Kind::Sequence, mark, anchor, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(Kind::Map, mark, anchor, style);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Start {
    Mark mark;
    std::size_t content = 0;  ///< where the value itself begins, behind an anchor
  };

  static std::size_t offset(const YAML::Mark& mark) {
    return static_cast<std::size_t>(std::max(mark.pos, 0));
  }
  [[noreturn]] void stop(Mark mark, const std::string& what) {
    refuse(mark, what);
    throw Stop{};
  }
  Start begin(const YAML::Mark& mark);
  void check_tab(std::size_t at, Mark mark);
  std::size_t skip_properties(std::size_t at, Mark mark);
  void open(Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor, YAML::EmitterStyle::value style);
  void close();
  void complete(Node node, YAML::anchor_t anchor);
  void add_to_map(Open& map, Node node);
  bool is_good_key(Open& map, const Node& key);
  bool awaits_key() const { return !open_.empty() && open_.back().node.is_map() && !open_.back().key; }
  Mark place_of_nothing(std::size_t at) const;
  void check_expansion(const Node& node, Mark mark);
  std::string path() const;
  std::string explain_end(const Open& container) const;
  std::string explain_message(const std::string& message, std::size_t at) const;

  const std::string& file_;
  const Source& source_;
  Problems& problems_;
  std::optional<Node> root_;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, Node> anchored_;
  std::size_t expanded_nodes_ = 0;
  std::size_t expanded_bytes_ = 0;
  std::uint32_t checked_line_ = 0;
  Mark quoted_;  ///< the last text in quotes
  std::size_t quoted_end_ = 0;
};

std::string Builder::path() const {
  std::string text;
  for (const Open& container : open_) {
    if (container.node.is_sequence()) {
      text += '[' + std::to_string(container.node.items.size()) + ']';
    } else if (container.key) {
      text += (text.empty() ? "" : ".") + container.key->scalar;
    }
  }
  return text;
}

void Builder::OnDocumentStart(const YAML::Mark& mark) {
  if (!root_) return;
  const std::size_t at = offset(mark);
  if (source_.text().substr(std::min(at, source_.text().size())).starts_with("---")) {
    stop(source_.mark_at(at), "a second document starts here; a file holds one document");
  }
  stop(source_.mark_at(at), "this does not belong to " + root_->describe() + " that began at " +
                                to_text(root_->mark) + " and ends before it; check the indentation");
}

Builder::Start Builder::begin(const YAML::Mark& mark) {
  const std::size_t at = offset(mark);
  const Mark place = source_.mark_at(at);
  check_tab(at, place);
  return {place, skip_properties(at, place)};
}

void Builder::check_tab(std::size_t at, Mark mark) {
  if (mark.line == checked_line_) return;  // only the first value of a line can stand behind its indentation
  checked_line_ = mark.line;
  const auto tab = source_.tab_before(at);
  if (tab) stop(source_.mark_at(*tab), "a tab cannot be used for indentation; use spaces");
}

/// Passes over an anchor; reports a tag.
std::size_t Builder::skip_properties(std::size_t at, Mark mark) {
  while (source_.at(at) == '&' || source_.at(at) == '!') {
    if (source_.at(at) == '!') {
      refuse(mark, "tags are not used here; the option decides the type, and quotes make a text of anything");
    }
    const std::size_t end = source_.text().find_first_of(" \t\r\n,[]{}", at);
    at = source_.skip_blank(std::min(end, source_.text().size()));
  }
  return at;
}

void Builder::open(Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor,
                   YAML::EmitterStyle::value style) {
  const Start start = begin(mark);
  if (open_.size() >= kDeepest) {
    stop(start.mark, "nested deeper than " + std::to_string(kDeepest) + " levels");
  }
  Open container;
  container.node.kind = kind;
  container.node.mark = start.mark;
  container.anchor = anchor;
  container.in_brackets = style == YAML::EmitterStyle::Flow;
  open_.push_back(std::move(container));
}

void Builder::close() {
  Open container = std::move(open_.back());
  open_.pop_back();
  complete(std::move(container.node), container.anchor);
}

void Builder::complete(Node node, YAML::anchor_t anchor) {
  if (anchor != YAML::NullAnchor) anchored_[anchor] = node;
  if (open_.empty()) {
    root_ = std::move(node);
  } else if (open_.back().node.is_sequence()) {
    open_.back().node.items.push_back(std::move(node));
  } else {
    add_to_map(open_.back(), std::move(node));
  }
}

void Builder::add_to_map(Open& map, Node node) {
  if (!map.key) {
    map.key_refused = !is_good_key(map, node);
    map.key = std::move(node);
    return;
  }
  if (!map.key_refused) map.node.entries.push_back({std::move(*map.key), std::move(node)});
  map.key.reset();
}

bool Builder::is_good_key(Open& map, const Node& key) {
  if (!key.is_scalar()) {
    refuse(key.mark, "a key must be a text, not " + key.describe());
    return false;
  }
  if (key.scalar == "<<" && !key.quoted) {
    refuse(key.mark, "merge keys ('<<') are not supported; write the keys out");
    return false;
  }
  const auto [first, is_new] = map.seen.emplace(key.scalar, key.mark);
  if (!is_new) {
    refuse(key.mark,
           "duplicate key '" + key.scalar + "'; first given at " + file_ + ':' + to_text(first->second));
  }
  return is_new;
}

/// A value that was left out has the place of its key or dash, not of whatever comes next.
Mark Builder::place_of_nothing(std::size_t at) const {
  if (!open_.empty() && open_.back().node.is_map() && open_.back().key) return open_.back().key->mark;
  const std::size_t last = source_.text().substr(0, at).find_last_not_of(" \t\r\n");
  return source_.mark_at(last == std::string_view::npos ? at : last);
}

void Builder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Start start = begin(mark);
  Node node;
  const std::string_view rest = source_.text().substr(std::min(start.content, source_.text().size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n,:]}"));
  const bool written = word == "~" || word == "null" || word == "Null" || word == "NULL";
  node.mark = written || awaits_key() ? start.mark : place_of_nothing(offset(mark));
  complete(std::move(node), anchor);
}

void Builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       const std::string& value) {
  const Start start = begin(mark);
  Node node;
  node.kind = Kind::Scalar;
  node.mark = start.mark;
  node.scalar = value;
  node.quoted = tag != "?";
  const char first = source_.at(start.content);
  if (node.quoted && (first == '"' || first == '\'')) {
    const auto end = source_.end_of_quoted(start.content);
    if (!end) stop(start.mark, "the quote that opens here is never closed");
    quoted_ = start.mark;
    quoted_end_ = *end;
  }
  complete(std::move(node), anchor);
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Mark place = begin(mark).mark;
  const auto original = anchored_.find(anchor);
  if (original == anchored_.end()) stop(place, "the alias stands inside its own anchor: it would never end");
  check_expansion(original->second, place);
  complete(original->second, YAML::NullAnchor);
}

void Builder::check_expansion(const Node& node, Mark mark) {
  const Extent size = extent(node);
  expanded_nodes_ += size.nodes;
  expanded_bytes_ += size.bytes;
  if (expanded_nodes_ > kMostExpandedNodes || expanded_bytes_ > kMostExpandedBytes) {
    stop(mark, "the aliases of this file expand to too many values");
  }
  if (open_.size() + size.depth > kDeepest) {
    stop(mark, "with its alias expanded, nested deeper than " + std::to_string(kDeepest) + " levels");
  }
}

void Builder::explain(const YAML::Exception& fault) {
  const std::size_t at = std::min(offset(fault.mark), source_.text().size());
  const Mark mark = source_.mark_at(at);
  const auto tab = source_.tab_before(source_.skip_blank(at));
  if (tab) return refuse(source_.mark_at(*tab), "a tab cannot be used for indentation; use spaces");
  refuse(mark, explain_message(fault.msg, at));
}

std::string Builder::explain_end(const Open& container) const {
  const std::string what = container.node.is_map() ? "map" : "list";
  const std::string began = what + " that began at " + to_text(container.node.mark);
  if (container.in_brackets) {
    return "the " + began + " is not closed with '" + (container.node.is_map() ? '}' : ']') + "' before this";
  }
  return "this does not fit into the " + began +
         "; check indentation, quotes and ':' here and in the line above";
}

std::string Builder::explain_message(const std::string& message, std::size_t at) const {
  using namespace YAML::ErrorMsg;
  const bool follows_quote = quoted_end_ > 0 && quoted_end_ <= at && source_.skip_blank(quoted_end_) >= at;
  if (follows_quote) {
    return "nothing may follow the closing quote of the text that began at " + to_text(quoted_) +
           "; put the whole text in quotes";
  }
  const bool is_end = message == END_OF_MAP || message == END_OF_SEQ || message == END_OF_MAP_FLOW ||
                      message == END_OF_SEQ_FLOW;
  if (is_end && !open_.empty()) return explain_end(open_.back());
  if (message == MAP_VALUE) return "unexpected ':'; a text that contains ': ' needs quotes";
  if (message == FLOW_END) return std::string("'") + source_.at(at) + "' closes nothing";
  if (message == BLOCK_ENTRY) return "unexpected '-'; check the indentation of this list";
  if (message == UNKNOWN_TOKEN)
    return std::string("'") + source_.at(at) + "' cannot begin a value; put the text in quotes";
  if (message == UNKNOWN_ANCHOR)
    return "this alias has no anchor before it; a text that begins with '*' needs quotes";
  if (message.starts_with(INVALID_ESCAPE)) {
    return "unknown escape '\\" + message.substr(std::char_traits<char>::length(INVALID_ESCAPE)) +
           "' in double quotes; use single quotes, or '\\\\' for a backslash";
  }
  if (message == BAD_FILE) return "nested too deeply";
  return "not valid YAML: " + message;
}

}  // namespace

std::optional<Node> parse(const std::string& file, std::string_view text, Problems& problems) {
  const Source source(text);
  if (const auto fault = source.fault()) {
    problems.add(file, fault->mark, "", fault->what);
    return std::nullopt;
  }
  if (auto root = read_plain(source.text())) return root;
  Builder builder(file, source, problems);
  // Without a final newline yaml-cpp reports an unclosed quote at the end of the file instead of where it
  // opens.
  std::istringstream stream(std::string(source.text()) + '\n');
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& fault) {
    builder.explain(fault);
    return std::nullopt;
  } catch (
      const std::exception& fault) {  // from the standard library inside yaml-cpp, such as a number too large
    problems.add(file, {}, "", std::string("not valid YAML: ") + fault.what());
    return std::nullopt;
  }
  auto root = builder.take_root();
  return root ? std::move(root) : Node{};
}

}  // namespace textmill::host::yaml
