#include "textmill/text/sentences.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "textmill/text/abbreviations.hpp"
#include "textmill/text/fold.hpp"
#include "textmill/text/stopwords.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text {
namespace {

using SB = SentenceBreak;

// ---- UAX #29 ----

bool is_paragraph_end(SB s) { return s == SB::Sep || s == SB::CR || s == SB::LF; }
bool is_terminator(SB s) { return s == SB::ATerm || s == SB::STerm; }
bool is_ignored(SB s) { return s == SB::Extend || s == SB::Format; }

/// One code point together with what SB5 skips behind it.
struct Unit {
  SB kind = SB::Other;
  std::size_t end = 0;
};

Unit unit_at(std::string_view text, std::size_t at) {
  const Decoded first = decode(text, at);
  Unit unit{properties(first.code_point).sentence, at + first.length};
  if (is_paragraph_end(unit.kind)) {
    if (unit.kind == SB::CR && text.substr(unit.end, 1) == "\n") ++unit.end;
    return unit;
  }
  while (unit.end < text.size()) {
    const Decoded next = decode(text, unit.end);
    if (!is_ignored(properties(next.code_point).sentence)) break;
    unit.end += next.length;
  }
  return unit;
}

/// SB8: a small letter comes before anything that could begin a sentence.
bool lower_follows(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const Unit unit = unit_at(text, at);
    if (unit.kind == SB::Lower) return true;
    if (unit.kind == SB::OLetter || unit.kind == SB::Upper || is_paragraph_end(unit.kind) ||
        is_terminator(unit.kind)) {
      return false;
    }
    at = unit.end;
  }
  return false;
}

constexpr std::size_t kNoEnd = std::string_view::npos;

/// The boundary a terminator of kind `mark` makes that ends at `at`, or kNoEnd (SB6 to SB11).
std::size_t end_after(std::string_view text, std::size_t at, SB mark, SB before) {
  Unit next = at < text.size() ? unit_at(text, at) : Unit{};
  if (mark == SB::ATerm && at < text.size()) {
    if (next.kind == SB::Numeric) return kNoEnd;
    if (next.kind == SB::Upper && (before == SB::Upper || before == SB::Lower)) return kNoEnd;
  }
  for (const SB skipped : {SB::Close, SB::Sp}) {
    while (at < text.size() && next.kind == skipped) {
      at = next.end;
      if (at < text.size()) next = unit_at(text, at);
    }
  }
  if (at >= text.size()) return at;
  if (is_paragraph_end(next.kind)) return next.end;
  if (next.kind == SB::SContinue || is_terminator(next.kind)) return kNoEnd;
  return mark == SB::ATerm && lower_follows(text, at) ? kNoEnd : at;
}

// ---- rules for running text ----

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_ascii_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

bool is_blank(char32_t c) {
  if (c < 0x80) return c <= 32 || c == 127;
  const Category category = properties(c).category;
  return is_space(c) || category == Category::Cf || category == Category::Cc;
}

bool is_end_mark(char32_t c) {
  if (c < 0x80) return c == '.' || c == '!' || c == '?';
  return c == 0x2026 || c == 0x037E ||
         is_terminator(properties(c).sentence);  // … and the Greek question mark
}

bool is_full_width_end(char32_t c) { return c >= 0x3000 && is_end_mark(c); }

/// Closing quotation marks and brackets; straight ones can be either.
bool is_closing(char32_t c) {
  if (c < 0x80) return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}';
  const Category category = properties(c).category;
  return category == Category::Pe || category == Category::Pf || category == Category::Pi;
}

bool is_opening(char32_t c) {
  if (c < 0x80) return c == '"' || c == '\'' || c == '(' || c == '[' || c == '{' || c == '`';
  const Category category = properties(c).category;
  return category == Category::Ps || category == Category::Pi || category == Category::Pf || c == 0xBF ||
         c == 0xA1;
}

bool is_quote(char32_t c) {
  return c == '"' || c == '\'' ||
         (c >= 0x80 &&
          (properties(c).category == Category::Pf || properties(c).category == Category::Pi || c == 0x300D));
}

/// True for bytes that can begin an end mark, so that all others are passed over quickly.
constexpr std::array<bool, 256> kMayEnd = [] {
  std::array<bool, 256> table{};
  for (const unsigned c : {0x21, 0x2E, 0x3F}) table[c] = true;
  for (unsigned c = 0xCD; c < 0xF5; ++c) table[c] = true;
  return table;
}();

/// The function words of a language; made once, on first use.
const FunctionWords& function_words(std::string_view language) {
  static const std::vector<FunctionWords> lists = [] {
    std::vector<FunctionWords> made;
    for (const std::string_view code : function_word_languages()) made.emplace_back(code);
    made.emplace_back("");
    return made;
  }();
  const auto& codes = function_word_languages();
  return lists[static_cast<std::size_t>(std::find(codes.begin(), codes.end(), language) - codes.begin())];
}

class Splitter {
 public:
  Splitter(std::string_view text, Span range, const SentenceOptions& options, std::vector<Span>& out)
      : text_(text.substr(0, range.end)),
        options_(options),
        out_(out),
        begin_(range.begin),
        start_(range.begin) {}

  void run() {
    std::size_t at = start_;
    while ((at = next_mark(at)) < text_.size()) at = mark(at);
    emit(text_.size());
  }

 private:
  /// What stands behind a mark.
  struct After {
    std::size_t closers_end = 0;   // behind closing quotation marks and brackets
    std::size_t next = 0;          // first byte of the word that follows, past opening marks; or the end
    char32_t next_code_point = 0;  // 0 at the end
    bool space = false;            // there is white space in between
    bool quoted = false;           // a closing quotation mark was passed
    bool closed = false;           // a closing mark was passed
    bool opening = false;          // the next sentence begins with an opening mark
  };

  std::size_t next_mark(std::size_t at) const {
    for (; at < text_.size(); ++at) {
      const char c = text_[at];
      if (!kMayEnd[static_cast<unsigned char>(c)]) continue;
      if (is_ascii(c) || is_end_mark(decode(text_, at).code_point)) return at;
    }
    return at;
  }

  /// Handles the run of end marks at `at`; returns where to go on.
  std::size_t mark(std::size_t at) {
    std::size_t end = at;
    char32_t last = 0;
    std::size_t count = 0;
    while (end < text_.size()) {
      const Decoded next = decode(text_, end);
      if (!is_end_mark(next.code_point)) break;
      last = next.code_point;
      end += next.length;
      ++count;
    }
    const After after = look_behind_mark(end);
    if (after.next_code_point != 0 && ends_sentence(at, end, last, count, after)) emit(after.closers_end);
    return end;
  }

  After look_behind_mark(std::size_t end) const {
    After after;
    std::size_t at = end;
    while (at < text_.size()) {
      const Decoded next = decode(text_, at);
      if (!is_closing(next.code_point)) break;
      if (is_ambiguous(next.code_point) && opens_here(at, next.length)) break;
      after.quoted |= is_quote(next.code_point);
      after.closed = true;
      at += next.length;
    }
    after.closers_end = at;
    for (bool opening = false; at < text_.size();) {
      const Decoded next = decode(text_, at);
      const bool blank = is_blank(next.code_point);
      if (!blank && !is_opening(next.code_point)) {
        after.next_code_point = next.code_point;
        break;
      }
      if (blank && !opening) after.space = true;
      opening |= !blank;
      after.opening = opening;
      at += next.length;
    }
    after.next = at;
    return after;
  }

  static bool is_ambiguous(char32_t c) {
    return c == '"' || c == '\'' || properties(c).category == Category::Pi;
  }

  /// A straight quotation mark directly behind a stop opens something if a letter follows it directly.
  bool opens_here(std::size_t at, std::size_t length) const {
    if (at + length >= text_.size()) return false;
    const Category category = properties(decode(text_, at + length).code_point).category;
    return is_letter(category) || is_number(category);
  }

  bool ends_sentence(std::size_t at, std::size_t end, char32_t last, std::size_t count,
                     const After& after) const {
    const char32_t next = after.next_code_point;
    if (is_full_width_end(last)) return !after.quoted || is_letter(next);
    if (!after.space) return ends_without_space(at, end, last, after);
    if (count > 1 || last == 0x2026) return ends_after_run(at, last, count, after);
    if (last == '.') return ends_after_stop(at, after);
    return begins_sentence(next) || !(is_lower(next) || is_weak(next));
  }

  /// Signs that carry a sentence on.
  static bool is_weak(char32_t c) {
    return c == ',' || c == ';' || c == ':' || c == ')' || c == '-' || c == 0x2013 || c == 0x2014 || c == '|';
  }

  bool begins_sentence(char32_t c) const {
    return is_upper(c) || is_digit(c) || (is_letter(c) && (options_.lower_case || !is_lower(c)));
  }

  /// "word.Next": a stop with a word on both sides and no space.
  bool ends_without_space(std::size_t at, std::size_t end, char32_t last, const After& after) const {
    const char32_t next = after.next_code_point;
    if (properties(last).sentence == SB::STerm && last > 0x80) return true;
    if (after.next != after.closers_end && !after.opening) return false;
    if (last == '.' && !is_upper(next)) return false;
    if (!is_upper(next)) return false;
    const std::string_view word = word_before(at);
    const std::string_view following = word_after(after.next);
    const bool words = word.size() > 1 && is_lower(decode_before(text_, at).code_point) &&
                       following.size() > 1 && (after.closed || end == after.next);
    return words && !in_address(at, after.next) && has_lower_second(following);
  }

  static bool has_lower_second(std::string_view word) {
    const Decoded first = decode(word, 0);
    return first.length < word.size() && is_lower(decode(word, first.length).code_point);
  }

  /// The chunk around looks like an address or file name rather than two sentences.
  bool in_address(std::size_t at, std::size_t next) const {
    constexpr std::size_t kFar = 80;
    std::size_t begin = at;
    while (begin > begin_ && at - begin < kFar && !is_ascii_space(text_[begin - 1])) --begin;
    std::size_t end = next;
    while (end < text_.size() && end - next < kFar && !is_ascii_space(text_[end])) ++end;
    const std::string_view chunk = text_.substr(begin, end - begin);
    return chunk.find('/') != std::string_view::npos || chunk.find('@') != std::string_view::npos ||
           chunk.find("www.") != std::string_view::npos || chunk.find('_') != std::string_view::npos;
  }

  bool ends_after_run(std::size_t, char32_t last, std::size_t count, const After& after) const {
    const bool dots = last == '.' || last == 0x2026;
    if (!dots) return begins_sentence(after.next_code_point) || !is_lower(after.next_code_point);
    if (is_lower(after.next_code_point)) return options_.lower_case && count != 3;
    return begins_sentence(after.next_code_point);
  }

  bool ends_after_stop(std::size_t at, const After& after) const {
    const char32_t next = after.next_code_point;
    if (!begins_sentence(next) && (is_lower(next) || is_weak(next))) return false;
    const std::string_view word = word_before(at);
    if (word.empty() || after.closed) return true;
    const std::string_view following = word_after(after.next);
    switch (abbreviation(word, options_.language)) {
      case Abbreviation::Title:
        return false;
      case Abbreviation::Inner:
        return false;
      case Abbreviation::Reference:
        return !is_digit(next) && !is_roman(following) && is_starter(following);
      case Abbreviation::Final:
        return is_starter(following);
      case Abbreviation::None:
        break;
    }
    if (is_dotted_acronym(word)) return is_starter(following);
    if (is_initial(word)) return word == "I" && is_starter(following);
    if (is_ascii_digit(word.front()) && !ends_after_number(at, word, following)) return false;
    return true;
  }

  /// "1." at the begin of the range is a list number; "3. Oktober" an ordinal where a language has them.
  bool ends_after_number(std::size_t at, std::string_view word, std::string_view following) const {
    const bool digits = std::all_of(word.begin(), word.end(), is_ascii_digit);
    if (!digits) return true;
    if (at - word.size() ==
        trimmed(text_, {static_cast<std::uint32_t>(start_), static_cast<std::uint32_t>(at)}).begin) {
      return word.size() > 3;
    }
    return !(has_ordinals() && word.size() <= 2) || is_starter(following);
  }

  bool has_ordinals() const {
    const std::string_view l = options_.language;
    return l == "de" || l == "pl" || l == "tr" || l == "cs" || l == "da" || l == "fi" || l == "hu";
  }

  static bool is_roman(std::string_view word) {
    return !word.empty() && word.find_first_not_of("IVXLC") == std::string_view::npos;
  }

  static bool is_initial(std::string_view word) {
    const Decoded first = decode(word, 0);
    return first.length == word.size() && is_upper(first.code_point);
  }

  /// A capitalised function word: hardly ever the second part of a name.
  bool is_starter(std::string_view word) const {
    if (word.empty() || word.size() > 24) return false;
    return function_words(options_.language).contains(fold(word));
  }

  /// Letters, digits and inner stops directly before `at`; at most a few dozen bytes.
  std::string_view word_before(std::size_t at) const {
    constexpr std::size_t kLongest = 40;
    std::size_t begin = at;
    while (begin > start_ && at - begin < kLongest) {
      const char c = text_[begin - 1];
      if (is_ascii(c)) {
        const bool inner = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_ascii_digit(c) || c == '.';
        if (!inner) break;
        --begin;
        continue;
      }
      const Decoded before = decode_before(text_, begin);
      const Category category = properties(before.code_point).category;
      if (!is_letter(category) && !is_mark(category)) break;
      begin -= before.length;
    }
    while (begin < at && text_[begin] == '.') ++begin;
    return text_.substr(begin, at - begin);
  }

  std::string_view word_after(std::size_t at) const {
    constexpr std::size_t kLongest = 40;
    std::size_t end = at;
    while (end < text_.size() && end - at < kLongest) {
      const Decoded next = decode(text_, end);
      const Category category = properties(next.code_point).category;
      if (!is_letter(category) && !is_mark(category) && next.code_point != '\'' && next.code_point != 0x2019)
        break;
      end += next.length;
    }
    return text_.substr(at, end - at);
  }

  void emit(std::size_t end) {
    const Span span = trimmed(text_, {static_cast<std::uint32_t>(start_), static_cast<std::uint32_t>(end)});
    if (!span.empty()) out_.push_back(span);
    start_ = end;
  }

  std::string_view text_;
  const SentenceOptions& options_;
  std::vector<Span>& out_;
  std::size_t begin_;
  std::size_t start_;
};

}  // namespace

std::size_t sentence_end(std::string_view text, std::size_t at) {
  SB before = SB::Other;
  while (at < text.size()) {
    const Unit unit = unit_at(text, at);
    at = unit.end;
    if (is_paragraph_end(unit.kind)) return at;
    if (is_terminator(unit.kind)) {
      const std::size_t end = end_after(text, at, unit.kind, before);
      if (end != kNoEnd) return end;
    }
    before = unit.kind;
  }
  return at;
}

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
  Splitter(text, range, options, out).run();
}

}  // namespace textmill::text
