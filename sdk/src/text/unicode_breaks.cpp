// Word and sentence boundaries exactly as UAX #29 has them.
#include "textmill/text/sentences.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"
#include "textmill/text/words.hpp"

namespace textmill::text {
namespace {

// ---- words ----

bool is_ignored(WordBreak w) {
  return w == WordBreak::Extend || w == WordBreak::Format || w == WordBreak::ZWJ;
}
bool is_newline(WordBreak w) { return w == WordBreak::CR || w == WordBreak::LF || w == WordBreak::Newline; }
bool is_word_letter(WordBreak w) { return w == WordBreak::ALetter || w == WordBreak::HebrewLetter; }
bool is_mid_letter(WordBreak w) {
  return w == WordBreak::MidLetter || w == WordBreak::MidNumLet || w == WordBreak::SingleQuote;
}
bool is_mid_number(WordBreak w) {
  return w == WordBreak::MidNum || w == WordBreak::MidNumLet || w == WordBreak::SingleQuote;
}
bool takes_connector(WordBreak w) {
  return is_word_letter(w) || w == WordBreak::Numeric || w == WordBreak::Katakana;
}

/// The class of the first code point at or behind `at` that WB4 does not skip; Other at the end.
WordBreak next_class(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const Decoded next = decode(text, at);
    const WordBreak word = properties(next.code_point).word;
    if (!is_ignored(word)) return word;
    at += next.length;
  }
  return WordBreak::Other;
}

/// What has been read of a word.
struct WordState {
  WordBreak last = WordBreak::Other;      // code point before the boundary in question, whatever it is
  WordBreak previous = WordBreak::Other;  // the last one WB4 does not skip
  WordBreak before = WordBreak::Other;    // the one before that
  bool paired = false;                    // an even number of regional indicators has been read

  void take(WordBreak word) {
    last = word;
    if (is_ignored(word)) return;
    paired = word == WordBreak::RegionalIndicator && previous == WordBreak::RegionalIndicator && !paired;
    before = previous;
    previous = word;
  }
};

/// WB5 to WB16: true if no boundary is between the state and `next`, which ends at `after`.
bool joins(const WordState& s, WordBreak next, std::string_view text, std::size_t after) {
  const WordBreak p = s.previous;
  if (is_word_letter(p)) {
    if (is_word_letter(next) || next == WordBreak::Numeric) return true;
    if (p == WordBreak::HebrewLetter && next == WordBreak::SingleQuote) return true;
    if (is_mid_letter(next)) return is_word_letter(next_class(text, after));
    if (p == WordBreak::HebrewLetter && next == WordBreak::DoubleQuote) {
      return next_class(text, after) == WordBreak::HebrewLetter;
    }
  }
  if (is_word_letter(next)) {
    if (p == WordBreak::Numeric || p == WordBreak::ExtendNumLet) return true;
    if (is_mid_letter(p) && is_word_letter(s.before)) return true;
    return p == WordBreak::DoubleQuote && s.before == WordBreak::HebrewLetter &&
           next == WordBreak::HebrewLetter;
  }
  if (p == WordBreak::Numeric && is_mid_number(next)) return next_class(text, after) == WordBreak::Numeric;
  if (next == WordBreak::Numeric) {
    return p == WordBreak::Numeric || p == WordBreak::ExtendNumLet ||
           (is_mid_number(p) && s.before == WordBreak::Numeric);
  }
  if (next == WordBreak::Katakana) return p == WordBreak::Katakana || p == WordBreak::ExtendNumLet;
  if (next == WordBreak::ExtendNumLet) return takes_connector(p) || p == WordBreak::ExtendNumLet;
  return next == WordBreak::RegionalIndicator && p == WordBreak::RegionalIndicator && !s.paired;
}

// ---- sentences ----

using SB = SentenceBreak;

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

}  // namespace

std::size_t word_end(std::string_view text, std::size_t at) {
  Decoded next = decode(text, at);
  WordState state;
  state.take(properties(next.code_point).word);
  at += next.length;
  if (is_newline(state.last)) return state.last == WordBreak::CR && text.substr(at, 1) == "\n" ? at + 1 : at;
  for (; at < text.size(); at += next.length) {
    next = decode(text, at);
    const Properties& p = properties(next.code_point);
    if (is_newline(p.word)) break;
    const bool joined = (state.last == WordBreak::ZWJ && p.pictographic) ||
                        (state.last == WordBreak::WSegSpace && p.word == WordBreak::WSegSpace) ||
                        is_ignored(p.word) || joins(state, p.word, text, at + next.length);
    if (!joined) break;
    state.take(p.word);
  }
  return at;
}

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

}  // namespace textmill::text
