#include "decision.hpp"

#include <string_view>

#include "quotations.hpp"
#include "signs.hpp"
#include "stops.hpp"
#include "word_shapes.hpp"

namespace textmill::text::sentences {
namespace {

constexpr char32_t kEllipsis = 0x2026;
constexpr char32_t kWideStop = 0xFF0E;

bool begins_sentence(const Passage& passage, char32_t c) {
  return is_upper(c) || is_digit(c) || (is_any_letter(c) && (passage.options.lower_case || !is_lower(c)));
}

bool starter_follows(const Passage& passage, const Mark& mark) {
  return is_upper(mark.letter) && passage.is_starter(passage.word_after(mark.word));
}

/// A semicolon that is not the Greek question mark.
bool is_clause_mark(const Passage& passage, const Mark& mark) {
  return mark.first == ';' && mark.begin > passage.begin &&
         !is_end_mark_of(';', decode_before(passage.text, mark.begin).code_point);
}

bool is_bracketed_ellipsis(const Passage& passage, const Mark& mark) {
  return mark.begin > passage.start && passage.text[mark.begin - 1] == '[' &&
         mark.end < passage.text.size() && passage.text[mark.end] == ']' &&
         (mark.count == 3 || mark.last == kEllipsis);
}

/// "日本語?2008年": no blank is needed before a number either.
bool follows_wide_script(const Passage& passage, const Mark& mark) {
  if (!is_digit(mark.letter) || mark.begin == passage.begin) return false;
  const char32_t before = decode_before(passage.text, mark.begin).code_point;
  return is_wide_script(before) || properties(before).word == WordBreak::Katakana;
}

/// "。Next": no blank is needed, so little speaks against an end.
Decision decide_wide(const Mark& mark) {
  const bool decimal = mark.last == kWideStop && is_digit(mark.letter);
  const bool ends = !decimal && !is_closing(mark.letter) && (!mark.quoted || is_any_letter(mark.letter));
  return {SentenceRule::Wide, ends, true};
}

/// The chunk around looks like an address or file name rather than two sentences.
bool in_address(const Passage& passage, const Mark& mark) {
  constexpr std::size_t kFar = 80;
  const std::string_view text = passage.text;
  std::size_t begin = mark.begin;
  while (begin > passage.begin && mark.begin - begin < kFar && !is_ascii_space(text[begin - 1])) --begin;
  std::size_t end = mark.word;
  while (end < text.size() && end - mark.word < kFar && !is_ascii_space(text[end])) ++end;
  return text.substr(begin, end - begin).find_first_of("/@_\\") != std::string_view::npos ||
         text.compare(begin, 4, "www.") == 0;
}

/// A word of more than a letter stands before the mark, a number of more than two digits, or a closed
/// quotation or bracket.
bool closes_word(const Passage& passage, const Mark& mark) {
  const char32_t before = decode_before(passage.text, mark.begin).code_point;
  const bool digit = is_digit(before);
  if (!digit && !is_lower(before)) return mark.closed;
  return passage.word_before(mark.begin).size() > (digit ? 2 : 1);
}

/// "word.Next": a mark with a word on both sides and no space.
Decision decide_without_space(const Passage& passage, const Mark& mark) {
  if (mark.last > 0x80 && properties(mark.last).sentence == SentenceBreak::STerm)
    return {SentenceRule::Wide, true};
  const Decision no{SentenceRule::NoSpace, false, true};
  if (!is_upper(mark.letter) || mark.begin == passage.start || passage.options.language == "hy") return no;
  if (mark.word != mark.close && !mark.opening) return no;
  if (!closes_word(passage, mark) || !has_lower_second(passage.word_after(mark.word)) ||
      in_address(passage, mark))
    return no;
  return {SentenceRule::NoSpace, true};
}

/// "the Yahoo! in the valley": a capitalised word inside a sentence keeps its exclamation mark before a
/// small letter.
bool is_name_with_mark(const Passage& passage, const Mark& mark) {
  if (mark.last != '!' || mark.closed || passage.options.lower_case || !is_lower(mark.letter)) return false;
  const std::string_view word = passage.word_before(mark.begin);
  return has_lower_second(word) && is_upper(sign_at(word, 0).code_point) &&
         mark.begin - word.size() > passage.first_of_sentence();
}

/// Before a small letter a sentence ends only in texts without capitals, and never with a quotation.
Decision decide_before_small(const Passage& passage, const Mark& mark, SentenceRule rule) {
  return {mark.quoted ? SentenceRule::Quoted : rule, passage.options.lower_case && !mark.quoted};
}

/// "...", "…" and ". . .".
Decision decide_ellipsis(const Passage& passage, const Mark& mark) {
  if (is_weak(mark.letter) || is_lower(mark.letter))
    return {SentenceRule::Ellipsis, passage.options.lower_case && mark.count > 3};
  const bool spaced = mark.last == '.' && mark.end - mark.begin > mark.count;
  if (spaced && mark.count == 3) return {SentenceRule::Ellipsis, false};
  return {SentenceRule::Ellipsis, begins_sentence(passage, mark.letter) || mark.opening};
}

/// "?!", "!!!".
Decision decide_run(const Passage& passage, const Mark& mark) {
  if (is_lower(mark.letter)) return decide_before_small(passage, mark, SentenceRule::Question);
  return {SentenceRule::Question, !is_weak(mark.letter)};
}

/// "?", "!" and the end marks of other scripts.
Decision decide_single(const Passage& passage, const Mark& mark) {
  if (is_weak(mark.letter)) return {SentenceRule::Small, false};
  if (is_name_with_mark(passage, mark)) return {SentenceRule::Small, false, true};
  if (is_lower(mark.letter)) return decide_before_small(passage, mark, SentenceRule::Small);
  if (passage.text[mark.next] == '(' && is_digit(mark.letter)) return {SentenceRule::Question, false};
  if (passage.options.language == "en" && says_who(passage, mark)) return {SentenceRule::Quoted, false, true};
  return {SentenceRule::Question, true};
}

/// Marks with white space behind them.
Decision decide_spaced(const Passage& passage, const Mark& mark) {
  if (mark.letter == '.' && ends_before_omission(passage, mark)) return {SentenceRule::Stop, true, true};
  if (is_dash(mark.letter)) {
    const bool speech = begins_speech(passage.text, mark);
    return {SentenceRule::Dash, speech, speech};
  }
  if (mark.letter == '.') {
    const bool omission = passage.text.compare(mark.word, 3, "...") == 0;
    return {SentenceRule::Ellipsis, omission && begins_word(passage.text, mark.word + 3)};
  }
  if (mark.last == kEllipsis || (mark.last == '.' && mark.count > 1)) return decide_ellipsis(passage, mark);
  if (mark.count > 1) return decide_run(passage, mark);
  if (mark.last == '.') return decide_stop(passage, mark);
  return decide_single(passage, mark);
}

}  // namespace

Decision decide(const Passage& passage, const Mark& mark) {
  if (is_clause_mark(passage, mark))
    return {SentenceRule::Clause, passage.options.language != "en" && starter_follows(passage, mark)};
  if (is_dash(mark.first)) return {SentenceRule::Dash, true};
  if (is_bracketed_ellipsis(passage, mark)) return {SentenceRule::Ellipsis, starter_follows(passage, mark)};
  if (is_wide(mark.last)) return decide_wide(mark);
  if (mark.last < 0x80 && mark.last != '.' &&
      (is_wide_script(mark.letter) || follows_wide_script(passage, mark)))
    return {SentenceRule::Wide, true};
  if (mark.cited)
    return {SentenceRule::Citation, begins_sentence(passage, mark.letter) || mark.opening, true};
  return mark.space ? decide_spaced(passage, mark) : decide_without_space(passage, mark);
}

}  // namespace textmill::text::sentences
