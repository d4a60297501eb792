#include "stops.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

#include "captions.hpp"
#include "lists.hpp"
#include "signs.hpp"
#include "textmill/text/abbreviations.hpp"
#include "word_shapes.hpp"

namespace textmill::text::sentences {
namespace {

/// "approx. ten", "(see p. 4) and": before a small letter hardly a sentence ends.
Decision decide_before_small(const Passage& passage, const Mark& mark, std::string_view word) {
  if (is_lettered_item(passage.text, mark.word)) return {SentenceRule::ListMark, true};
  const bool known = word.size() < 3 || abbreviation(word, passage.options.language) != Abbreviation::None;
  if (passage.options.lower_case && !known && !mark.quoted) return {SentenceRule::Small, true};
  if (mark.opening && passage.text[mark.next] == '(' && !known && !mark.closed)
    return {SentenceRule::Small, true};
  if (known) return {SentenceRule::Inner, false, true};
  return {mark.quoted ? SentenceRule::Quoted : SentenceRule::Small, false};
}

/// "We met at 6 p.m. Dr. Lee was late.": a title behind a time of day begins a sentence, but not if the
/// time came first: "At 6 p.m. Dr. Lee was late."
bool ends_at_time(const Passage& passage, const Mark& mark, std::string_view word,
                  std::string_view following) {
  constexpr std::string_view kFronting[] = {
      "At",    "On",        "By",    "In",    "From", "Around", "About", "Until",   "Since", "Before",
      "After", "Yesterday", "Today", "Every", "This", "Last",   "Next",  "Tonight", "Kl"};
  if (word.size() != 3 || word[1] != '.' || (word[2] | 0x20) != 'm' || following.empty()) return false;
  if (abbreviation(following, passage.options.language) != Abbreviation::Title) return false;
  const std::size_t begin = passage.first_of_sentence();
  const std::string_view first = passage.word_after(begin);
  if (std::find(std::begin(kFronting), std::end(kFronting), first) != std::end(kFronting)) return false;
  const std::string_view before = passage.text.substr(begin, mark.begin - begin);
  return std::count(before.begin(), before.end(), ' ') > 2;
}

/// "в 1930 г.", "200 мм." and "и т. п." before a capital: years and measures behind a number come last in
/// what they belong to, and nouns have no capitals.
bool ends_russian_sentence(const Passage& passage, const Mark& mark, std::string_view word) {
  constexpr std::string_view kMeasures[] = {"г",  "гг", "в",  "вв", "м",   "мм",  "см",  "км",
                                            "мл", "кг", "га", "ч",  "мин", "сек", "руб", "коп"};
  if (passage.options.language != "ru" || !is_upper(mark.letter)) return false;
  const std::string_view before =
      passage.text.substr(passage.begin, mark.begin - word.size() - passage.begin);
  if (word == "п" || word == "д") return before.ends_with("т. ") || before.ends_with("т.\u00A0");
  if (std::find(std::begin(kMeasures), std::end(kMeasures), word) == std::end(kMeasures)) return false;
  const std::size_t last = before.find_last_not_of(" ,\xC2\xA0");
  return last != std::string_view::npos && is_ascii_digit(before[last]);
}

/// "etc." closes what it stands in, so a capital behind it mostly begins a sentence; not where all nouns
/// have one.
bool ends_lists(std::string_view word, std::string_view language) {
  constexpr std::string_view kWords[] = {"etc", "enz", "itd", "itp", "др", "пр", "т.д", "т.п", "ecc"};
  return language != "de" && std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

/// "No. 5" and "Fig. IV", but "No. He did not."
Decision decide_reference(const Passage& passage, const Mark& mark, std::string_view word,
                          std::string_view following) {
  const bool number = is_digit(mark.letter) || is_roman(following);
  const bool answer = word == "No" && mark.begin - word.size() == passage.first_of_sentence();
  return {SentenceRule::Reference, !number && (answer || passage.is_starter(following)), number};
}

/// Abbreviations that may stand last: "Inc.", "p.m.", "etc."
Decision decide_final(const Passage& passage, const Mark& mark, std::string_view word,
                      std::string_view following) {
  const auto begins_next = [&] {
    return passage.is_starter(following) || ends_at_time(passage, mark, word, following) ||
           (ends_lists(word, passage.options.language) && is_upper(mark.letter));
  };
  return {SentenceRule::Final, !mark.opening && begins_next()};
}

/// "etc. Next". Nothing if `word` is no abbreviation that is known.
std::optional<Decision> decide_abbreviation(const Passage& passage, const Mark& mark, std::string_view word,
                                            std::string_view following) {
  if (ends_russian_sentence(passage, mark, word)) return Decision{SentenceRule::Final, true};
  switch (abbreviation(word, passage.options.language)) {
    case Abbreviation::Title: return Decision{SentenceRule::Title, false, true};
    case Abbreviation::Inner: return Decision{SentenceRule::Inner, false, true};
    case Abbreviation::Reference: return decide_reference(passage, mark, word, following);
    case Abbreviation::Final: return decide_final(passage, mark, word, following);
    case Abbreviation::None: break;
  }
  return std::nullopt;
}

/// "Objective-C."
bool ends_compound(const Passage& passage, std::size_t letter) {
  return letter > passage.begin + 1 && passage.text[letter - 1] == '-' &&
         is_lower(decode_before(passage.text, letter - 1).code_point);
}

/// A single letter: an initial, a list letter, or one half of "a. C.".
Decision decide_letter(const Passage& passage, const Mark& mark, std::string_view word,
                       std::string_view following) {
  const std::string_view text = passage.text;
  const std::size_t begin = mark.begin - word.size();
  if (ends_compound(passage, begin)) return {SentenceRule::Stop, true};
  if (is_lower(sign_at(word, 0).code_point))
    return {SentenceRule::Initial, !(is_single(following) && is_stop(text, mark.word + following.size()))};
  const bool second_half = begin >= passage.begin + 3 && is_stop(text, begin - 2) && text[begin - 3] >= 'a' &&
                           text[begin - 3] <= 'z';
  if (second_half || (word == "I" && passage.options.language == "en")) {
    const bool ends = passage.is_starter(following);
    return {SentenceRule::Initial, ends, !ends};
  }
  return {SentenceRule::Initial, false, true};
}

bool has_ordinals(std::string_view language) {
  constexpr std::string_view kLanguages[] = {"de", "pl", "tr", "cs", "da", "fi",
                                             "hu", "no", "nb", "sk", "hr", "sl"};
  return std::find(std::begin(kLanguages), std::end(kLanguages), language) != std::end(kLanguages);
}

/// "3. Oktober" is an ordinal where a language has them.
Decision decide_number(const Passage& passage, std::string_view word, std::string_view following) {
  const bool plain = std::all_of(word.begin(), word.end(), is_ascii_digit);
  const bool ordinal =
      plain && has_ordinals(passage.options.language) && word.size() <= 2 && !passage.is_starter(following);
  return {SentenceRule::Number, !ordinal};
}

}  // namespace

Decision decide_stop(const Passage& passage, const Mark& mark) {
  if (is_weak(mark.letter)) return {SentenceRule::Small, false};
  const std::string_view word = passage.word_before(mark.begin);
  const std::string_view following = passage.word_after(mark.word);
  const std::size_t begin = mark.begin - word.size();
  if (is_lower(mark.letter) && !has_inner_capital(following)) return decide_before_small(passage, mark, word);
  if (!word.empty() && begin == passage.first_of_sentence() && is_list_label(word))
    return {SentenceRule::ListMark, false, true};
  if (word.empty() || mark.closed) return {SentenceRule::Stop, true};
  if (is_ascii_digit(word.front()) && is_caption_number(passage, begin))
    return {SentenceRule::Number, false, true};
  if (const auto decision = decide_abbreviation(passage, mark, word, following)) return *decision;
  if (is_dotted_acronym(word)) return {SentenceRule::Acronym, passage.is_starter(following)};
  if (is_short_devanagari(word)) return {SentenceRule::Initial, false};
  if (is_single(word)) return decide_letter(passage, mark, word, following);
  if (is_ascii_digit(word.front())) return decide_number(passage, word, following);
  return {SentenceRule::Stop, true};
}

}  // namespace textmill::text::sentences
