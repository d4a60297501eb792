#include "textmill/text/sentences.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "open_quotes.hpp"
#include "sentence_signs.hpp"
#include "textmill/text/abbreviations.hpp"
#include "textmill/text/ascii.hpp"
#include "textmill/text/fold.hpp"
#include "textmill/text/stopwords.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text {
namespace {

/// The function words of a language; made once, on first use. English stands in for Latin-script
/// languages without a list.
const FunctionWords& function_words(std::string_view language) {
  static const std::vector<FunctionWords> lists = [] {
    std::vector<FunctionWords> made;
    for (const std::string_view code : function_word_languages()) made.emplace_back(code);
    return made;
  }();
  const auto& codes = function_word_languages();
  const auto found = std::find(codes.begin(), codes.end(), language);
  return lists[found == codes.end() ? 0 : static_cast<std::size_t>(found - codes.begin())];
}

constexpr std::string_view kEmoticonMouths = ")(DPpO/|]";

/// Walks over one range and reports each place where a sentence could end.
template <class Report>
class Marker {
 public:
  Marker(std::string_view text, Span range, const SentenceOptions& options, Report report)
      : text_(text.substr(0, range.end)),
        options_(options),
        report_(report),
        begin_(range.begin),
        start_(range.begin),
        function_words_(function_words(options.language)) {}

  void run() {
    std::size_t at = begin_;
    begin_list();
    end_caption_number();
    while ((at = next_mark(at)) < text_.size()) at = mark(at);
    list_items_before(text_.size());
  }

 private:
  /// "Figure 2.1 The town hall": the number ends a sentence of its own if no mark stands behind it.
  void end_caption_number() {
    const std::size_t name = caption_name_end();
    if (name == 0) return;
    std::size_t at = skip_spaces(name);
    const std::size_t begin = at;
    while (at < text_.size() && (is_ascii_digit(text_[at]) || (text_[at] == '.' && begins_digit(at + 1))))
      ++at;
    if (at == begin || at + 1 >= text_.size() || text_[at] != ' ') return;
    if (is_upper(decode(text_, at + 1).code_point) || text_[at + 1] == '(')
      emit(at, at + 1, {SentenceRule::Number, true, true});
  }

  /// A run of end marks and what stands behind it.
  struct Mark {
    std::size_t begin = 0;
    std::size_t end = 0;    // behind the marks
    std::size_t count = 0;  // of marks
    char32_t first = 0;
    char32_t last = 0;
    std::size_t close = 0;  // behind closing quotation marks, brackets, references
    std::size_t next = 0;   // first byte of what follows, opening marks included
    std::size_t word = 0;   // first byte of the word that follows, or the end
    char32_t letter = 0;    // its first code point; 0 at the end
    bool space = false;     // white space in between
    bool quoted = false;    // a closing quotation mark was passed
    bool closed = false;    // any closing mark was passed
    bool cited = false;     // a reference was passed
    bool opening = false;   // the next sentence begins with an opening mark
  };

  struct Decision {
    SentenceRule rule;
    bool ends;
    bool sure = false;
  };

  std::size_t next_mark(std::size_t at) const {
    for (; (at = find_sentence_end_byte(text_, at)) < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '.' || c == '!' || c == '?') return at;
      if (std::size_t length = unmarked_length(text_, at); length > 0) {
        do at += length;
        while (at < text_.size() && (length = unmarked_length(text_, at)) > 0);
        --at;
        continue;
      }
      const char32_t code_point = decode(text_, at).code_point;
      const bool native = code_point == ':' || code_point == ';' || code_point == 0x037E;
      if (!native && is_end_mark(code_point)) return at;
      if (native && at > start_ && is_end_mark_of(code_point, decode_before(text_, at).code_point)) return at;
      if (c == ';' && text_.compare(at + 1, 1, " ") == 0) return at;
      if (is_dash(code_point) && breaks_off(at)) return at;
    }
    return at;
  }

  /// "Did you just — Yes, I did.": a dash between blanks before a capitalised function word breaks a sentence
  /// off. "I" has its capital anywhere.
  bool breaks_off(std::size_t dash) const {
    if (options_.language != "en" || dash <= start_ + 1 || text_[dash - 1] != ' ') return false;
    const std::size_t next = dash + decode(text_, dash).length;
    if (next + 1 >= text_.size() || text_[next] != ' ' || !is_upper(decode(text_, next + 1).code_point))
      return false;
    const std::string_view word = word_after(next + 1);
    return word.size() > 1 && word[1] != '\'' && word[1] != '\xE2' && is_starter(word);
  }

  /// Handles the marks at `at`; returns where to go on.
  std::size_t mark(std::size_t at) {
    Mark m = read_mark(at);
    list_items_before(m.begin);
    look_behind(m);
    const bool inside = options_.quotes == Quotes::Whole ? quotes_.holds(text_, m.close)
                                                         : is_wide(m.last) && in_wide_bracket(m.end);
    if (m.letter != 0 && !inside) {
      const Decision d = decide(m);
      emit(m.close, m.next, d);
    }
    return m.end;
  }

  /// Between "（" and "）": Chinese and Japanese put whole sentences in brackets without ending the one
  /// around.
  bool in_wide_bracket(std::size_t at) const {
    constexpr std::string_view kOpen = "（";
    constexpr std::string_view kClose = "）";
    constexpr std::size_t kSoon = 1500;
    const std::size_t begin = std::max(start_, at - std::min(at, kSoon));
    const std::string_view before = text_.substr(begin, at - begin);
    const std::size_t open = before.rfind(kOpen);
    if (open == std::string_view::npos || begin + open == first_of_sentence() ||
        before.find(kClose, open) != std::string_view::npos)
      return false;
    return text_.substr(at, kSoon).find(kClose) != std::string_view::npos;
  }

  Mark read_mark(std::size_t at) const {
    Mark m;
    m.begin = m.end = at;
    while (m.end < text_.size()) {
      const Decoded next = decode(text_, m.end);
      if (m.count > 0 && !is_end_mark(next.code_point)) break;
      if (m.count == 0) m.first = next.code_point;
      m.last = next.code_point;
      m.end += next.length;
      ++m.count;
      if (m.count == 1 && m.last == '.' && ends_before_omission(m)) break;
      // ". . ." is one mark written with blanks
      if (m.last == '.' && is_spaced_stop(m.end)) ++m.end;
    }
    return m;
  }

  /// "word. . . . Next": the first of four stops ends the sentence if it is glued to a word; the three with
  /// blanks tell of an omission before the next one.
  bool ends_before_omission(const Mark& m) const {
    constexpr std::string_view kOmission = " . . . ";
    if (m.begin == start_ || text_.compare(m.end, kOmission.size(), kOmission) != 0) return false;
    const char32_t before = decode_before(text_, m.begin).code_point;
    const std::size_t next = m.end + kOmission.size();
    return is_any_letter(before) && next < text_.size() && is_upper(decode(text_, next).code_point);
  }

  /// " ." that is followed by a blank, a closing mark or the end.
  bool is_spaced_stop(std::size_t at) const {
    if (at + 1 >= text_.size() || text_[at] != ' ' || text_[at + 1] != '.') return false;
    if (at + 2 >= text_.size() || text_[at + 2] == ' ') return true;
    return is_closing(decode(text_, at + 2).code_point);
  }

  // ---- what stands behind a mark ----

  void look_behind(Mark& m) const {
    std::size_t at = skip_closing(m, m.end);
    at = skip_references(m, at);
    m.close = at;
    m.next = 0;
    for (; at < text_.size();) {
      const Decoded next = decode(text_, at);
      const bool blank = is_blank(next.code_point);
      if (blank && !m.opening) m.space = true;
      if (!blank) {
        if (!m.opening) m.next = at;
        if (!is_opening(next.code_point)) {
          m.letter = next.code_point;
          break;
        }
        m.opening = true;
      }
      at += next.length;
    }
    m.word = at;
    if (m.next == 0) m.next = at;
  }

  std::size_t skip_closing(Mark& m, std::size_t at) const {
    while (at < text_.size()) {
      const Decoded next = decode(text_, at);
      const std::size_t end = at + next.length;
      if (is_closing(next.code_point)) {
        if (is_ambiguous(next.code_point) && begins_word(end)) return at;
        m.quoted |= is_quote(next.code_point);
        m.closed = true;
        at = end;
        continue;
      }
      const std::size_t spaced = is_space(next.code_point) ? spaced_quote(end) : 0;
      if (spaced == 0) return at;
      m.quoted = m.closed = true;
      at = end + spaced;
    }
    return at;
  }

  /// Length of a closing quotation mark that has a blank before it: "»" and, with a blank behind, the
  /// straight one.
  std::size_t spaced_quote(std::size_t at) const {
    if (at + 1 >= text_.size() || is_ascii_letter(text_[at])) return 0;
    if (text_.compare(at, 2, "»") == 0 && !begins_word(at + 2)) return 2;
    return text_[at] == '"' && text_[at + 1] == ' ' ? 1 : 0;
  }

  bool begins_word(std::size_t at) const {
    if (at >= text_.size()) return false;
    const Category category = properties(decode(text_, at).code_point).category;
    return is_letter(category) || is_number(category);
  }

  /// Passes "[4] [5]", "[...]", footnote numbers and faces: they belong to the sentence before.
  std::size_t skip_references(Mark& m, std::size_t at) const {
    for (;;) {
      const std::size_t end = std::max({bracket_reference_end(at), footnote_end(m, at), emoticon_end(at)});
      if (end <= at) return at;
      m.cited = true;
      at = end;
    }
  }

  std::size_t skip_spaces(std::size_t at) const {
    while (at < text_.size() && text_[at] == ' ') ++at;
    return at;
  }

  /// "[12]", "[a]", "[12, 13]", "[...]", "[citation needed]".
  std::size_t bracket_reference_end(std::size_t at) const {
    constexpr std::size_t kLongest = 24;
    const std::size_t open = skip_spaces(at);
    if (open >= text_.size() || text_[open] != '[' || open - at > 2) return 0;
    const std::string_view inside = text_.substr(open + 1, kLongest);
    const std::size_t close = inside.find(']');
    if (close == std::string_view::npos || close == 0) return 0;
    const std::string_view content = inside.substr(0, close);
    const bool number = content.find_first_not_of("0123456789,-\xE2\x80\x93 ") == std::string_view::npos;
    const bool note =
        content == "..." || content == "\u2026" || content.size() == 1 || content.ends_with(" needed");
    return number || note ? open + close + 2 : 0;
  }

  /// "word.4 Next", "word. 4 Next", "word.”4": a footnote number between a stop and a capitalised word.
  std::size_t footnote_end(const Mark& m, std::size_t at) const {
    if (m.last != '.' || m.begin == start_ || m.cited) return 0;
    const char before = text_[m.begin - 1];
    if (is_ascii_digit(before) || (is_ascii(before) && !is_ascii_letter(before) && before != ')')) return 0;
    const bool glued = at < text_.size() && is_ascii_digit(text_[at]);
    std::size_t end = glued ? at : skip_spaces(at);
    const std::size_t begin = end;
    while (end < text_.size() &&
           (is_ascii_digit(text_[end]) || (glued && text_[end] == ' ' && begins_digit(end + 1))))
      ++end;
    if (end == begin || end - begin > (glued ? 12U : 2U) || end >= text_.size() || text_[end] != ' ')
      return 0;
    const std::string_view next = word_after(skip_spaces(end));
    if (next.empty() || !is_upper(decode(next, 0).code_point)) return 0;
    if (abbreviation(word_before(m.begin), options_.language) != Abbreviation::None) return 0;
    return glued || is_starter(next) ? end : 0;
  }

  bool begins_digit(std::size_t at) const { return at < text_.size() && is_ascii_digit(text_[at]); }

  /// ":)" ";-)" and the like behind a blank.
  std::size_t emoticon_end(std::size_t at) const {
    std::size_t face = skip_spaces(at);
    if (face == at || face + 1 >= text_.size()) return 0;
    if (text_[face] != ':' && text_[face] != ';' && text_[face] != '=') return 0;
    ++face;
    if (text_[face] == '-' || text_[face] == '\'') ++face;
    if (face >= text_.size() || kEmoticonMouths.find(text_[face]) == std::string_view::npos) return 0;
    while (face < text_.size() && kEmoticonMouths.find(text_[face]) != std::string_view::npos) ++face;
    return face >= text_.size() || is_ascii_space(text_[face]) ? face : 0;
  }

  // ---- the decision ----

  Decision decide(const Mark& m) const {
    if (m.first == ';' && m.begin > begin_ &&
        !is_end_mark_of(';', decode_before(text_, m.begin).code_point)) {
      const bool ends = options_.language != "en" && is_upper(m.letter) && is_starter(word_after(m.word));
      return {SentenceRule::Clause, ends};
    }
    if (is_dash(m.first)) return {SentenceRule::Dash, true};
    if (is_bracketed_ellipsis(m)) {
      return {SentenceRule::Ellipsis, is_upper(m.letter) && is_starter(word_after(m.word))};
    }
    if (is_wide(m.last)) return decide_wide(m);
    if (m.last < 0x80 && m.last != '.' && (is_wide_script(m.letter) || follows_wide_script(m)))
      return {SentenceRule::Wide, true};
    if (m.cited) return {SentenceRule::Citation, begins_sentence(m.letter) || m.opening, true};
    if (!m.space) return decide_without_space(m);
    if (m.letter == '.' && ends_before_omission(m)) return {SentenceRule::Stop, true, true};
    if (is_dash(m.letter)) return {SentenceRule::Dash, begins_speech(m), begins_speech(m)};
    if (m.letter == '.')
      return {SentenceRule::Ellipsis, text_.compare(m.word, 3, "...") == 0 && begins_word(m.word + 3)};
    if (m.count > 1 || m.last == 0x2026) return decide_run(m);
    if (m.last == '.') return decide_stop(m);
    if (is_weak(m.letter)) return {SentenceRule::Small, false};
    if (is_name_with_mark(m)) return {SentenceRule::Small, false, true};
    if (is_lower(m.letter))
      return {m.quoted ? SentenceRule::Quoted : SentenceRule::Small, options_.lower_case && !m.quoted};
    if (text_[m.next] == '(' && is_digit(m.letter)) return {SentenceRule::Question, false};
    if (options_.language == "en" && says_who(m)) return {SentenceRule::Quoted, false, true};
    return {SentenceRule::Question, true};
  }

  /// "the Yahoo! in the valley": a capitalised word inside a sentence keeps its exclamation mark before a
  /// small letter.
  bool is_name_with_mark(const Mark& m) const {
    if (m.last != '!' || m.closed || options_.lower_case || !is_lower(m.letter)) return false;
    const std::string_view word = word_before(m.begin);
    return has_lower_second(word) && is_upper(decode(word, 0).code_point) &&
           m.begin - word.size() > first_of_sentence();
  }

  /// "“Why?” Anna asked, ...", and without quotation marks, as novels have it, "Why? I asked."
  bool says_who(const Mark& m) const {
    constexpr std::string_view kVerbs[] = {"asked",       "asks",     "said",   "says",    "cried",
                                           "answered",    "replied",  "added",  "shouted", "whispered",
                                           "wondered",    "demanded", "called", "yelled",  "insisted",
                                           "interrupted", "exclaimed"};
    const std::string_view who = word_after(m.word);
    const std::size_t after = m.word + who.size();
    const bool someone = who == "I" || !(is_starter(who) || who.ends_with("body") || who.ends_with("one"));
    if (!someone || who.empty() || m.opening || after >= text_.size() || text_[after] != ' ') return false;
    const std::string_view verb = word_after(after + 1);
    if (std::find(std::begin(kVerbs), std::end(kVerbs), verb) == std::end(kVerbs)) return false;
    const std::size_t end = after + 1 + verb.size();
    return m.quoted || (end < text_.size() && (text_[end] == '.' || text_[end] == ','));
  }

  bool is_bracketed_ellipsis(const Mark& m) const {
    return m.begin > start_ && text_[m.begin - 1] == '[' && m.end < text_.size() && text_[m.end] == ']' &&
           (m.count == 3 || m.last == 0x2026);
  }

  /// "日本語?2008年": no blank is needed before a number either.
  bool follows_wide_script(const Mark& m) const {
    if (!is_digit(m.letter) || m.begin == begin_) return false;
    const char32_t before = decode_before(text_, m.begin).code_point;
    return is_wide_script(before) || properties(before).word == WordBreak::Katakana;
  }

  Decision decide_wide(const Mark& m) const {
    const bool decimal = m.last == 0xFF0E && is_digit(m.letter);
    return {SentenceRule::Wide, !decimal && !is_closing(m.letter) && (!m.quoted || is_any_letter(m.letter)),
            true};
  }

  bool begins_sentence(char32_t c) const {
    return is_upper(c) || is_digit(c) || (is_any_letter(c) && (options_.lower_case || !is_lower(c)));
  }

  /// A dash and a capital behind the end of a sentence: the next speaker.
  bool begins_speech(const Mark& m) const {
    const std::size_t after = m.next + decode(text_, m.next).length;
    if (after + 1 >= text_.size() || text_[after] != ' ') return false;
    return is_upper(decode(text_, after + 1).code_point) && m.next < text_.size();
  }

  /// "word.Next": a mark with a word on both sides and no space.
  Decision decide_without_space(const Mark& m) const {
    if (m.last > 0x80 && properties(m.last).sentence == SentenceBreak::STerm)
      return {SentenceRule::Wide, true};
    const Decision no{SentenceRule::NoSpace, false, true};
    if (!is_upper(m.letter) || m.begin == start_ || options_.language == "hy") return no;
    if (m.word != m.close && !m.opening) return no;
    const char32_t before = decode_before(text_, m.begin).code_point;
    const std::string_view following = word_after(m.word);
    const std::string_view word_here = word_before(m.begin);
    const bool word =
        is_lower(before) || is_digit(before) ? word_here.size() > (is_digit(before) ? 2 : 1) : m.closed;
    if (!word || !has_lower_second(following) || in_address(m.begin, m.word)) return no;
    return {SentenceRule::NoSpace, true};
  }

  /// The chunk around looks like an address or file name rather than two sentences.
  bool in_address(std::size_t at, std::size_t next) const {
    constexpr std::size_t kFar = 80;
    std::size_t begin = at;
    while (begin > begin_ && at - begin < kFar && !is_ascii_space(text_[begin - 1])) --begin;
    std::size_t end = next;
    while (end < text_.size() && end - next < kFar && !is_ascii_space(text_[end])) ++end;
    return text_.substr(begin, end - begin).find_first_of("/@_\\") != std::string_view::npos ||
           text_.compare(begin, 4, "www.") == 0;
  }

  Decision decide_run(const Mark& m) const {
    const bool dots = m.last == '.' || m.last == 0x2026;
    const bool spaced = dots && m.end - m.begin > m.count && m.last == '.';
    if (!dots) {
      const SentenceRule rule = SentenceRule::Question;
      if (is_lower(m.letter))
        return {m.quoted ? SentenceRule::Quoted : rule, options_.lower_case && !m.quoted};
      return {rule, !is_weak(m.letter)};
    }
    if (is_weak(m.letter) || is_lower(m.letter))
      return {SentenceRule::Ellipsis, options_.lower_case && m.count > 3};
    if (spaced && m.count == 3) return {SentenceRule::Ellipsis, false};
    return {SentenceRule::Ellipsis, begins_sentence(m.letter) || m.opening};
  }

  Decision decide_stop(const Mark& m) const {
    if (is_weak(m.letter)) return {SentenceRule::Small, false};
    const std::string_view word = word_before(m.begin);
    const std::string_view following = word_after(m.word);
    if (is_lower(m.letter) && !has_inner_capital(following)) return decide_before_small(m, word);
    if (!word.empty() && m.begin - word.size() == first_of_sentence() && is_list_label(word)) {
      return {SentenceRule::ListMark, false, true};
    }
    if (word.empty() || m.closed) return {SentenceRule::Stop, true};
    if (is_caption_number(m.begin - word.size(), word)) return {SentenceRule::Number, false, true};
    const Decision by_list = decide_abbreviation(m, word, following);
    if (by_list.rule != SentenceRule::Stop) return by_list;
    if (is_dotted_acronym(word)) return {SentenceRule::Acronym, is_starter(following)};
    if (is_short_devanagari(word)) return {SentenceRule::Initial, false};
    if (is_single(word)) return decide_single(m, word, following);
    if (is_ascii_digit(word.front())) return decide_number(word, following);
    return {SentenceRule::Stop, true};
  }

  Decision decide_before_small(const Mark& m, std::string_view word) const {
    if (begins_list(m.word)) return {SentenceRule::ListMark, true};
    const bool known = word.size() < 3 || abbreviation(word, options_.language) != Abbreviation::None;
    if (options_.lower_case && !known && !m.quoted) return {SentenceRule::Small, true};
    if (m.opening && text_[m.next] == '(' && !known && !m.closed) return {SentenceRule::Small, true};
    if (known) return {SentenceRule::Inner, false, true};
    return {m.quoted ? SentenceRule::Quoted : SentenceRule::Small, false};
  }

  Decision decide_abbreviation(const Mark& m, std::string_view word, std::string_view following) const {
    if (options_.language == "ru" && is_upper(m.letter) && ends_russian_sentence(m.begin, word))
      return {SentenceRule::Final, true};
    switch (abbreviation(word, options_.language)) {
      case Abbreviation::Title: return {SentenceRule::Title, false, true};
      case Abbreviation::Inner: return {SentenceRule::Inner, false, true};
      case Abbreviation::Reference: {
        const bool number = is_digit(m.letter) || is_roman(following);
        const bool answer = word == "No" && m.begin - word.size() == first_of_sentence();
        return {SentenceRule::Reference, !number && (answer || is_starter(following)), number};
      }
      case Abbreviation::Final:
        return {SentenceRule::Final,
                !m.opening && (is_starter(following) || ends_at_time(m, word, following) ||
                               (ends_lists(word) && is_upper(m.letter)))};
      case Abbreviation::None: break;
    }
    return {SentenceRule::Stop, true};
  }

  /// "We met at 6 p.m. Dr. Lee was late.": a title behind a time of day begins a sentence, but not if the
  /// time came first: "At 6 p.m. Dr. Lee was late."
  bool ends_at_time(const Mark& m, std::string_view word, std::string_view following) const {
    constexpr std::string_view kFronting[] = {
        "At",    "On",        "By",    "In",    "From", "Around", "About", "Until",   "Since", "Before",
        "After", "Yesterday", "Today", "Every", "This", "Last",   "Next",  "Tonight", "Kl"};
    if (word.size() != 3 || word[1] != '.' || (word[2] | 0x20) != 'm' || following.empty()) return false;
    if (abbreviation(following, options_.language) != Abbreviation::Title) return false;
    const std::size_t begin = first_of_sentence();
    const std::string_view first = word_after(begin);
    if (std::find(std::begin(kFronting), std::end(kFronting), first) != std::end(kFronting)) return false;
    const std::string_view before = text_.substr(begin, m.begin - begin);
    return std::count(before.begin(), before.end(), ' ') > 2;
  }

  /// "в 1930 г.", "200 мм." and "и т. п." before a capital: years and measures behind a number come last in
  /// what they belong to, and nouns have no capitals.
  bool ends_russian_sentence(std::size_t at, std::string_view word) const {
    constexpr std::string_view kMeasures[] = {"г",  "гг", "в",  "вв", "м",   "мм",  "см",  "км",
                                              "мл", "кг", "га", "ч",  "мин", "сек", "руб", "коп"};
    const std::string_view before = text_.substr(begin_, at - word.size() - begin_);
    if (word == "п" || word == "д") return before.ends_with("т. ") || before.ends_with("т.\u00A0");
    if (std::find(std::begin(kMeasures), std::end(kMeasures), word) == std::end(kMeasures)) return false;
    const std::size_t last = before.find_last_not_of(" ,\xC2\xA0");
    return last != std::string_view::npos && is_ascii_digit(before[last]);
  }

  /// "etc." closes what it stands in, so a capital behind it mostly begins a sentence; not where all nouns
  /// have one.
  bool ends_lists(std::string_view word) const {
    constexpr std::string_view kWords[] = {"etc", "enz", "itd", "itp", "др", "пр", "т.д", "т.п", "ecc"};
    return options_.language != "de" &&
           std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
  }

  /// "Figure 2." at the begin of the range.
  bool is_caption_number(std::size_t begin, std::string_view word) const {
    if (!is_ascii_digit(word.front())) return false;
    const std::size_t name = caption_name_end();
    return name > 0 && skip_spaces(name) == begin;
  }

  /// End of "Figure", "Table" and the like at the begin of the range; 0 if something else stands there.
  std::size_t caption_name_end() const {
    if (begin_ >= text_.size() || std::string_view("FTBCPL").find(text_[begin_]) == std::string_view::npos)
      return 0;
    for (const std::string_view name : {"Figure", "Fig.", "Table", "Box", "Chart", "Plate", "Listing"}) {
      if (text_.compare(begin_, name.size(), name) == 0) return begin_ + name.size();
    }
    return 0;
  }

  /// A single letter: an initial, a list letter, or one half of "a. C.".
  Decision decide_single(const Mark& m, std::string_view word, std::string_view following) const {
    const char32_t letter = decode(word, 0).code_point;
    const std::size_t begin = m.begin - word.size();
    const bool in_compound = begin > begin_ + 1 && text_[begin - 1] == '-' &&
                             is_lower(decode_before(text_, begin - 1).code_point);  // "Objective-C."
    if (in_compound) return {SentenceRule::Stop, true};
    if (is_lower(letter)) {
      return {SentenceRule::Initial, !(is_single(following) && is_stop(m.word + following.size()))};
    }
    const bool second_half =
        begin >= 3 && is_stop(begin - 2) && text_[begin - 3] >= 'a' && text_[begin - 3] <= 'z';
    if (second_half || (word == "I" && options_.language == "en"))
      return {SentenceRule::Initial, is_starter(following), !is_starter(following)};
    return {SentenceRule::Initial, false, true};
  }

  bool is_stop(std::size_t at) const { return at < text_.size() && text_[at] == '.'; }

  /// "3. Oktober" is an ordinal where a language has them.
  Decision decide_number(std::string_view word, std::string_view following) const {
    const bool plain = std::all_of(word.begin(), word.end(), is_ascii_digit);
    const bool ordinal = plain && has_ordinals() && word.size() <= 2 && !is_starter(following);
    return {SentenceRule::Number, !ordinal};
  }

  bool has_ordinals() const {
    constexpr std::string_view kLanguages[] = {"de", "pl", "tr", "cs", "da", "fi",
                                               "hu", "no", "nb", "sk", "hr", "sl"};
    return std::find(std::begin(kLanguages), std::end(kLanguages), options_.language) != std::end(kLanguages);
  }

  /// A capitalised function word: hardly ever the second part of a name.
  bool is_starter(std::string_view word) const {
    constexpr std::size_t kLongest = 24;
    if (word.empty() || word.size() > kLongest) return false;
    return function_words_.contains(fold(word));
  }

  // ---- lists inside a paragraph ----

  bool begins_list(std::size_t at) const {
    const auto mark = list_mark_at(text_, at);
    return mark && mark->letter && mark->close == ")";
  }

  /// If the sentence that begins here begins with a list mark, the next of its kind is looked for.
  void begin_list() { list_ = list_mark_at(text_, first_of_sentence()); }

  /// Ends the sentence before list marks that continue the list and come before `limit`.
  void list_items_before(std::size_t limit) {
    while (list_) {
      const std::size_t from = list_->end;
      std::optional<ListMark> next;
      std::size_t at = text_.find(' ', from);
      for (; at != std::string_view::npos && at < limit; at = text_.find(' ', at + 1)) {
        std::size_t item = at + 1;
        for (const std::string_view bullet : {"• ", "⁃", "- "})
          item += text_.compare(item, bullet.size(), bullet) == 0 ? bullet.size() : 0;
        next = list_mark_at(text_, item);
        if (next && follows(*list_, *next)) break;
        next.reset();
      }
      if (!next) {
        list_->end = std::max(from, std::min(limit, text_.size()));
        return;
      }
      emit(at, at + 1, {SentenceRule::ListMark, true, true});
      list_ = next;
    }
  }

  std::size_t first_of_sentence() const {
    std::size_t at = start_;
    while (at < text_.size()) {
      const Decoded next = decode(text_, at);
      if (!is_blank(next.code_point) && next.code_point != 0x2022 && next.code_point != 0x2043) break;
      at += next.length;
    }
    return at;
  }

  // ---- words around ----

  /// Letters, digits and inner stops directly before `at`; at most a few dozen bytes.
  std::string_view word_before(std::size_t at) const {
    constexpr std::size_t kLongest = 40;
    std::size_t begin = at;
    while (begin > start_ && at - begin < kLongest) {
      const char c = text_[begin - 1];
      if (is_ascii(c)) {
        if (!is_ascii_letter(c) && !is_ascii_digit(c) && c != '.') break;
        --begin;
        continue;
      }
      const Decoded before = decode_before(text_, begin);
      const Category category = properties(before.code_point).category;
      if (!is_letter(category) && !is_mark(category) && before.code_point != 0xB0) break;
      begin -= before.length;
    }
    while (begin < at && text_[begin] == '.') ++begin;
    return text_.substr(begin, at - begin);
  }

  std::string_view word_after(std::size_t at) const {
    constexpr std::size_t kLongest = 40;
    std::size_t end = at;
    while (end < text_.size() && end - at < kLongest) {
      if (is_ascii_letter(text_[end])) {
        ++end;
        continue;
      }
      const Decoded next = decode(text_, end);
      const Category category = properties(next.code_point).category;
      if (!is_letter(category) && !is_mark(category) && !is_apostrophe(next.code_point)) break;
      end += next.length;
    }
    return text_.substr(std::min(at, text_.size()), end - std::min(at, text_.size()));
  }

  void emit(std::size_t end, std::size_t next, const Decision& d) {
    report_(SentenceMark{static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(next), d.rule, d.ends,
                         d.sure});
    if (!d.ends) return;
    start_ = next;
    begin_list();
    quotes_.restart(end);
  }

  std::string_view text_;
  const SentenceOptions& options_;
  Report report_;
  std::size_t begin_;
  std::size_t start_;
  const FunctionWords& function_words_;
  std::optional<ListMark> list_;
  OpenQuotes quotes_{begin_};
};

template <class Report>
void walk(std::string_view text, Span range, const SentenceOptions& options, Report report) {
  Marker<Report>(text, range, options, report).run();
}

}  // namespace

Span trimmed(std::string_view text, Span span) {
  while (span.begin < span.end) {
    const Decoded next = decode(text, span.begin);
    if (!is_blank(next.code_point)) break;
    span.begin += next.length;
  }
  while (span.end > span.begin) {
    const Decoded last = decode_before(text, span.end);
    if (!is_blank(last.code_point)) break;
    span.end -= last.length;
  }
  return span;
}

void split_sentences(std::string_view text, Span range, const SentenceOptions& options,
                     std::vector<Span>& out) {
  std::uint32_t begin = range.begin;
  const auto cut = [&](std::uint32_t end) {
    const Span sentence = trimmed(text, {begin, end});
    if (!sentence.empty()) out.push_back(sentence);
    begin = end;
  };
  walk(text, range, options, [&](const SentenceMark& mark) {
    if (mark.ends) cut(mark.end);
  });
  cut(range.end);
}

void find_sentence_marks(std::string_view text, Span range, const SentenceOptions& options,
                         std::vector<SentenceMark>& out) {
  walk(text, range, options, [&](const SentenceMark& mark) { out.push_back(mark); });
}

}  // namespace textmill::text
