#include "behind_mark.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "signs.hpp"
#include "textmill/text/abbreviations.hpp"

namespace textmill::text::sentences {
namespace {

/// Length of a closing quotation mark that has a blank before it: "»" and, with a blank behind, the
/// straight one.
std::size_t spaced_quote(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size() || is_ascii_letter(text[at])) return 0;
  if (text.compare(at, 2, "»") == 0 && !begins_word(text, at + 2)) return 2;
  return text[at] == '"' && text[at + 1] == ' ' ? 1 : 0;
}

std::size_t skip_closing(std::string_view text, std::size_t at, Mark& mark) {
  while (at < text.size()) {
    const Decoded next = sign_at(text, at);
    const std::size_t end = at + next.length;
    if (is_closing(next.code_point)) {
      if (is_ambiguous(next.code_point) && begins_word(text, end)) return at;
      mark.quoted |= is_quote(next.code_point);
      mark.closed = true;
      at = end;
      continue;
    }
    const std::size_t spaced = is_space(next.code_point) ? spaced_quote(text, end) : 0;
    if (spaced == 0) return at;
    mark.quoted = mark.closed = true;
    at = end + spaced;
  }
  return at;
}

/// "[12]", "[a]", "[12, 13]", "[...]", "[citation needed]": `open` is where the bracket is.
std::size_t bracket_reference_end(std::string_view text, std::size_t open) {
  constexpr std::size_t kLongest = 24;
  const std::string_view inside = text.substr(open + 1, kLongest);
  const std::size_t close = inside.find(']');
  if (close == std::string_view::npos || close == 0) return 0;
  const std::string_view content = inside.substr(0, close);
  const bool number = content.find_first_not_of("0123456789,-\xE2\x80\x93 ") == std::string_view::npos;
  const bool note =
      content == "..." || content == "\u2026" || content.size() == 1 || content.ends_with(" needed");
  return number || note ? open + close + 2 : 0;
}

/// "word.4 Next", "word. 4 Next", "word.”4": a footnote number between a stop and a capitalised word. `digit`
/// is where it begins, `glued` tells that no blank stands before it.
std::size_t footnote_end(const Passage& passage, const Mark& mark, std::size_t digit, bool glued) {
  const std::string_view text = passage.text;
  if (mark.last != '.' || mark.begin == passage.start || mark.cited) return 0;
  const char before = text[mark.begin - 1];
  if (is_ascii_digit(before) || (is_ascii(before) && !is_ascii_letter(before) && before != ')')) return 0;
  std::size_t end = digit;
  while (end < text.size() &&
         (is_ascii_digit(text[end]) || (glued && text[end] == ' ' && begins_digit(text, end + 1))))
    ++end;
  if (end - digit > (glued ? 12U : 2U) || end >= text.size() || text[end] != ' ') return 0;
  const std::string_view next = passage.word_after(skip_spaces(text, end));
  if (next.empty() || !is_upper(sign_at(next, 0).code_point)) return 0;
  if (abbreviation(passage.word_before(mark.begin), passage.options.language) != Abbreviation::None) return 0;
  return glued || passage.is_starter(next) ? end : 0;
}

/// ":)" ";-)" and the like: `eyes` is where they begin.
std::size_t emoticon_end(std::string_view text, std::size_t eyes) {
  constexpr std::string_view kMouths = ")(DPpO/|]";
  const auto is_mouth = [&](std::size_t at) {
    return at < text.size() && kMouths.find(text[at]) != std::string_view::npos;
  };
  std::size_t face = eyes + 1;
  if (face < text.size() && (text[face] == '-' || text[face] == '\'')) ++face;
  if (!is_mouth(face)) return 0;
  while (is_mouth(face)) ++face;
  return face >= text.size() || is_ascii_space(text[face]) ? face : 0;
}

/// End of the reference, footnote number or face at `at` or behind blanks there; 0 if there is none.
std::size_t reference_end(const Passage& passage, const Mark& mark, std::size_t at) {
  const std::string_view text = passage.text;
  const std::size_t begin = skip_spaces(text, at);
  if (begin >= text.size()) return 0;
  const char sign = text[begin];
  if (is_ascii_digit(sign)) return footnote_end(passage, mark, begin, begin == at);
  if (sign == '[' && begin - at <= 2) return bracket_reference_end(text, begin);
  const bool eyes = sign == ':' || sign == ';' || sign == '=';
  return eyes && begin > at ? emoticon_end(text, begin) : 0;
}

/// References, footnote numbers and faces behind a mark belong to the sentence before.
std::size_t skip_references(const Passage& passage, std::size_t at, Mark& mark) {
  for (;;) {
    const std::size_t end = reference_end(passage, mark, at);
    if (end <= at) return at;
    mark.cited = true;
    at = end;
  }
}

/// Blanks and opening marks, up to the word.
void read_begin_of_next(std::string_view text, Mark& mark) {
  std::size_t at = mark.close;
  while (at < text.size()) {
    const Decoded next = sign_at(text, at);
    const bool blank = is_blank(next.code_point);
    if (blank && !mark.opening) mark.space = true;
    if (!blank) {
      if (!mark.opening) mark.next = at;
      if (!is_opening(next.code_point)) {
        mark.letter = next.code_point;
        break;
      }
      mark.opening = true;
    }
    at += next.length;
  }
  mark.word = at;
  if (mark.next == 0) mark.next = at;
}

}  // namespace

void read_behind(const Passage& passage, Mark& mark) {
  mark.close = skip_references(passage, skip_closing(passage.text, mark.end, mark), mark);
  read_begin_of_next(passage.text, mark);
}

}  // namespace textmill::text::sentences
