#include "lists.hpp"

#include <algorithm>

#include "signs.hpp"

namespace textmill::text::sentences {
namespace {

bool follows(const ListMark& mark, const ListMark& next) {
  return next.letter == mark.letter && next.value == mark.value + 1 && next.close == mark.close;
}

std::size_t skip_bullets(std::string_view text, std::size_t at) {
  for (const std::string_view bullet : {"• ", "⁃", "- "})
    at += text.compare(at, bullet.size(), bullet) == 0 ? bullet.size() : 0;
  return at;
}

}  // namespace

std::optional<ListMark> list_mark_at(std::string_view text, std::size_t at) {
  ListMark mark;
  std::size_t end = at;
  while (end < text.size() && end - at < 2 && is_ascii_digit(text[end]))
    mark.value = 10 * mark.value + (text[end++] - '0');
  if (end == at && end < text.size() && text[end] >= 'a' && text[end] <= 'z') {
    mark.letter = true;
    mark.value = text[end++] - 'a' + 1;
  }
  if (end == at || end >= text.size() || (text[end] != '.' && text[end] != ')')) return std::nullopt;
  const bool both = text[end] == '.' && end + 1 < text.size() && text[end + 1] == ')';
  mark.close = text.substr(end, both ? 2 : 1);
  mark.end = end + mark.close.size();
  if (mark.end >= text.size() || !is_ascii_space(text[mark.end])) return std::nullopt;
  return mark;
}

bool is_lettered_item(std::string_view text, std::size_t at) {
  const auto mark = list_mark_at(text, at);
  return mark && mark->letter && mark->close == ")";
}

std::optional<RunningList::Item> RunningList::find_next(std::string_view text, std::size_t limit) {
  std::size_t blank = text.find(' ', last_->end);
  for (; blank != std::string_view::npos && blank < limit; blank = text.find(' ', blank + 1)) {
    const auto mark = list_mark_at(text, skip_bullets(text, blank + 1));
    if (mark && follows(*last_, *mark)) return Item{blank, *mark};
  }
  last_->end = std::max(last_->end, std::min(limit, text.size()));
  return std::nullopt;
}

}  // namespace textmill::text::sentences
