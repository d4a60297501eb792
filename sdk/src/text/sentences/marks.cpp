#include "marks.hpp"

#include <string_view>

#include "signs.hpp"
#include "textmill/text/ascii.hpp"

namespace textmill::text::sentences {
namespace {

/// "Did you just — Yes, I did.": a dash between blanks before a capitalised function word breaks a sentence
/// off. "I" has its capital anywhere.
bool breaks_off(const Passage& passage, std::size_t dash) {
  const std::string_view text = passage.text;
  if (passage.options.language != "en" || dash <= passage.start + 1 || text[dash - 1] != ' ') return false;
  const std::size_t next = dash + sign_at(text, dash).length;
  if (next + 1 >= text.size() || text[next] != ' ' || !is_upper(sign_at(text, next + 1).code_point))
    return false;
  const std::string_view word = passage.word_after(next + 1);
  return word.size() > 1 && word[1] != '\'' && word[1] != '\xE2' && passage.is_starter(word);
}

/// " ." that is followed by a blank, a closing mark or the end.
bool is_spaced_stop(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size() || text[at] != ' ' || text[at + 1] != '.') return false;
  if (at + 2 >= text.size() || text[at + 2] == ' ') return true;
  return is_closing(sign_at(text, at + 2).code_point);
}

}  // namespace

std::size_t find_mark(const Passage& passage, std::size_t at) {
  const std::string_view text = passage.text;
  for (; (at = find_sentence_end_byte(text, at)) < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' || c == '!' || c == '?') return at;
    if (std::size_t length = unmarked_length(text, at); length > 0) {
      do at += length;
      while (at < text.size() && (length = unmarked_length(text, at)) > 0);
      --at;
      continue;
    }
    const char32_t code_point = sign_at(text, at).code_point;
    const bool native = code_point == ':' || code_point == ';' || code_point == 0x037E;
    if (!native && is_end_mark(code_point)) return at;
    if (native && at > passage.start && is_end_mark_of(code_point, decode_before(text, at).code_point))
      return at;
    if (c == ';' && text.compare(at + 1, 1, " ") == 0) return at;
    if (is_dash(code_point) && breaks_off(passage, at)) return at;
  }
  return at;
}

Mark read_mark(const Passage& passage, std::size_t at) {
  const std::string_view text = passage.text;
  Mark mark;
  mark.begin = mark.end = at;
  while (mark.end < text.size()) {
    const Decoded next = sign_at(text, mark.end);
    if (mark.count > 0 && !is_end_mark(next.code_point)) break;
    if (mark.count == 0) mark.first = next.code_point;
    mark.last = next.code_point;
    mark.end += next.length;
    ++mark.count;
    if (mark.count == 1 && mark.last == '.' && ends_before_omission(passage, mark)) break;
    // ". . ." is one mark written with blanks
    if (mark.last == '.' && is_spaced_stop(text, mark.end)) ++mark.end;
  }
  return mark;
}

bool ends_before_omission(const Passage& passage, const Mark& mark) {
  constexpr std::string_view kOmission = " . . . ";
  const std::string_view text = passage.text;
  if (!text.substr(mark.end).starts_with(kOmission) || mark.begin == passage.start) return false;
  const char32_t before = decode_before(text, mark.begin).code_point;
  const std::size_t next = mark.end + kOmission.size();
  return is_any_letter(before) && next < text.size() && is_upper(sign_at(text, next).code_point);
}

}  // namespace textmill::text::sentences
