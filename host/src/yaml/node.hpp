// A YAML file as a tree of values that remember where they stood, with everything wrong with the file
// listed as problems. The rest of the host never sees yaml-cpp.
//
//   Problems problems;
//   std::optional<Node> root = yaml::parse("article.yaml", text, problems);
//   if (!problems.empty()) ... each is "article.yaml:3:5: stages[0].uses: unknown key ..."
//
// Scalars stay text: what a value means is decided by the option or key it belongs to, so `no` stays "no"
// where a string is wanted and 010 is refused where a number is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace textmill::host::yaml {

/// A place in a file: line and column from 1; the column counts code points. Line 0: no place.
struct Mark {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

enum class Kind { Null, Scalar, Sequence, Map };

struct Node {
  struct Entry;

  Kind kind = Kind::Null;
  Mark mark;
  std::string scalar;          ///< text of a scalar
  bool quoted = false;         ///< a scalar in quotes is always a string
  std::vector<Node> items;     ///< of a sequence
  std::vector<Entry> entries;  ///< of a map, in file order; keys are scalars, unique

  bool is_null() const { return kind == Kind::Null; }
  bool is_scalar() const { return kind == Kind::Scalar; }
  bool is_sequence() const { return kind == Kind::Sequence; }
  bool is_map() const { return kind == Kind::Map; }
  /// The value of a key, or null if there is none or this is not a map.
  const Node* find(std::string_view key) const;
  /// "a map", "a list", "nothing", or "'the text'" cut to a readable length.
  std::string describe() const;
};

/// A type of its own because a pair of an incomplete type is too much for clang 14.
struct Node::Entry {
  Node key;
  Node value;
};

/// All that is wrong with one file.
class Problems {
 public:
  /// `path` is where in the tree, such as "stages[2].with.sentences"; may be empty.
  void add(const std::string& file, Mark mark, const std::string& path, const std::string& what);
  bool empty() const { return list_.empty(); }
  /// "file:line:column: path: what", in file order per file; files in the order of their first problem.
  const std::vector<std::string>& list() const { return list_; }

 private:
  struct Place {
    std::size_t file;
    Mark mark;
  };
  std::vector<std::string> files_;
  std::vector<Place> places_;  ///< of the entries of list_
  std::vector<std::string> list_;
};

/// Reads one YAML document. Refuses, each with its place: more than 1 MiB, invalid UTF-8, UTF-16, control
/// characters, tabs as indentation, unclosed quotes, anything after the document's end, a second document,
/// duplicate keys, keys that are not texts, tags, merge keys, aliases that contain themselves or expand
/// beyond 10000 nodes or 1 MiB, more than 32 levels. A BOM in front is passed over. An empty file is a Null
/// node. Nothing if the text cannot be read as a tree. Where only single entries are wrong (a duplicate or
/// impossible key, a tag) the tree is given without them, so that the caller can list what else is wrong: ask
/// `problems.empty()` before using it for anything else.
std::optional<Node> parse(const std::string& file, std::string_view text, Problems& problems);

/// The candidate most like `word` if it is near enough to be a slip of the fingers; else empty.
/// (Damerau-Levenshtein distance of at most a third of the length, letter case ignored.)
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// "; did you mean 'x'?" for the nearest candidate, or an empty string.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace textmill::host::yaml
