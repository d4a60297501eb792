// The text of a YAML file before it is parsed: whether it can be one at all, and where its bytes stand.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.hpp"

namespace textmill::host::yaml {

/// A file's text, without a byte order mark in front. The text must outlive this. One thread.
class Source {
 public:
  explicit Source(std::string_view text);

  struct Fault {
    Mark mark;
    std::string what;
  };
  /// Says why the text cannot be YAML: too large, not UTF-8, characters that YAML does not allow.
  std::optional<Fault> fault() const;

  std::string_view text() const { return text_; }
  /// The place of a byte; `offset` may be the end of the text.
  Mark mark_at(std::size_t offset) const;
  /// The offset of the first tab among the blanks that start the line of `offset`, if only blanks stand
  /// between the start of the line and `offset`.
  std::optional<std::size_t> tab_before(std::size_t offset) const;
  /// The offset behind the closing quote of the quoted text that starts at `offset`; nothing if it is not
  /// closed.
  std::optional<std::size_t> end_of_quoted(std::size_t offset) const;
  /// The offset of the first byte at or after `offset` that is not a blank, a line break or a comment.
  std::size_t skip_blank(std::size_t offset) const;
  /// '\0' behind the end.
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }

 private:
  /// Where places are found from; few texts are asked for one.
  struct Index {
    std::vector<std::size_t> line_starts;
    std::vector<std::size_t>
        counts;  ///< code points before every kCountEvery-th byte: places in long lines stay cheap
  };
  const Index& index() const;
  std::size_t line_of(std::size_t offset) const;
  std::size_t code_points_before(std::size_t offset) const;

  std::string_view text_;
  bool utf16_ = false;
  mutable std::optional<Index> index_;  ///< made when it is asked for
};

}  // namespace textmill::host::yaml
