#include "captions.hpp"

#include <string_view>

#include "signs.hpp"

namespace textmill::text::sentences {
namespace {

/// End of "Figure", "Table" and the like at the begin of the passage; 0 if something else stands there.
std::size_t caption_name_end(const Passage& passage) {
  const std::string_view text = passage.text;
  const std::size_t begin = passage.begin;
  if (begin >= text.size() || std::string_view("FTBCPL").find(text[begin]) == std::string_view::npos)
    return 0;
  for (const std::string_view name : {"Figure", "Fig.", "Table", "Box", "Chart", "Plate", "Listing"}) {
    if (text.compare(begin, name.size(), name) == 0) return begin + name.size();
  }
  return 0;
}

}  // namespace

std::size_t bare_caption_number_end(const Passage& passage) {
  const std::string_view text = passage.text;
  const std::size_t name = caption_name_end(passage);
  if (name == 0) return 0;
  const std::size_t begin = skip_spaces(text, name);
  std::size_t at = begin;
  while (at < text.size() && (is_ascii_digit(text[at]) || (text[at] == '.' && begins_digit(text, at + 1))))
    ++at;
  if (at == begin || at + 1 >= text.size() || text[at] != ' ') return 0;
  return is_upper(sign_at(text, at + 1).code_point) || text[at + 1] == '(' ? at : 0;
}

bool is_caption_number(const Passage& passage, std::size_t number) {
  const std::size_t name = caption_name_end(passage);
  return name > 0 && skip_spaces(passage.text, name) == number;
}

}  // namespace textmill::text::sentences
