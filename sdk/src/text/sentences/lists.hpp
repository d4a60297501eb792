// Lists inside a paragraph: "We need a) bread, b) butter and c) salt."
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace textmill::text::sentences {

/// The numbers and letters lists are counted with: "3.", "3)", "3.)", "c)", "c.".
struct ListMark {
  int value = 0;
  bool letter = false;
  std::string_view close;
  std::size_t end = 0;  // behind it, where a blank stands
};

std::optional<ListMark> list_mark_at(std::string_view text, std::size_t at);

/// "a)" and a blank.
bool is_lettered_item(std::string_view text, std::size_t at);

/// Follows the items of a list through a text, forwards only.
class RunningList {
 public:
  struct Item {
    std::size_t blank = 0;  // that stands before it and its bullet
    ListMark mark;
  };

  /// If a list mark stands at `first`, where a sentence begins, the items behind it are looked for.
  void begin(std::string_view text, std::size_t first) { last_ = list_mark_at(text, first); }

  /// The next item, if it comes before `limit`. Does not go on to it. `limit` must not go back.
  std::optional<Item> next_before(std::string_view text, std::size_t limit) {
    return last_ ? find_next(text, limit) : std::nullopt;
  }

  void go_on(const Item& item) { last_ = item.mark; }

 private:
  std::optional<Item> find_next(std::string_view text, std::size_t limit);

  std::optional<ListMark> last_;  // its end: up to where was looked for the next
};

}  // namespace textmill::text::sentences
