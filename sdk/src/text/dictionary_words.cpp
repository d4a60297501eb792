#include "dictionary_words.hpp"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <string>

#include "east_asian_words.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text {
namespace {

constexpr std::size_t kPiece = 3072;  // bytes given to ICU at once
constexpr std::size_t kSettled = 64;  // words this near to the end of a piece may still change

bool is_east_asian(Script s) { return s == Script::Han || s == Script::Hiragana || s == Script::Katakana; }

/// One iterator a thread: making one costs as much as many thousand words.
icu::BreakIterator* word_iterator() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) made.reset();
    return made;
  }();
  return iterator.get();
}

/// The word ends ICU finds in a text; none if it fails.
void ends_by_icu(UText* text, std::vector<std::size_t>& ends) {
  icu::BreakIterator* iterator = word_iterator();
  UErrorCode status = U_ZERO_ERROR;
  if (iterator) iterator->setText(text, status);
  if (!iterator || U_FAILURE(status)) return;
  iterator->first();
  for (auto end = iterator->next(); end != icu::BreakIterator::DONE; end = iterator->next())
    ends.push_back(static_cast<std::size_t>(end));
}

/// ICU goes to and fro in UTF-16 faster than in UTF-8.
void piece_ends_by_icu(std::string_view piece, std::vector<std::size_t>& ends) {
  thread_local std::u16string units;
  const bool three_bytes = decode_three_bytes(piece, units);
  UErrorCode status = U_ZERO_ERROR;
  UText text = UTEXT_INITIALIZER;
  const std::size_t before = ends.size();
  if (!three_bytes) {
    utext_openUTF8(&text, piece.data(), static_cast<std::int64_t>(piece.size()), &status);
  } else {
    utext_openUChars(&text, units.data(), static_cast<std::int64_t>(units.size()), &status);
  }
  ends_by_icu(&text, ends);
  utext_close(&text);
  if (!three_bytes) return;
  for (std::size_t i = before; i < ends.size(); ++i) ends[i] *= 3;
}

void piece_ends(std::string_view piece, std::vector<std::size_t>& ends) {
  const bool east_asian = is_east_asian(properties(decode(piece, 0).code_point).script);
  const EastAsianDictionary* dictionary = east_asian ? EastAsianDictionary::get() : nullptr;
  if (!dictionary || !dictionary->word_ends(piece, ends)) piece_ends_by_icu(piece, ends);
}

/// U+5000 to U+9FFF, by the first byte.
bool is_ideograph_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte >= 0xE5 && byte <= 0xE9;
}

std::size_t cut_to_boundary(std::string_view text, std::size_t at) {
  while (at < text.size() && at > 0 && !is_boundary(text, at)) --at;
  return std::min(at, text.size());
}

}  // namespace

bool decode_three_bytes(std::string_view text, std::u16string& out) {
  if (text.size() % 3 != 0) return false;
  out.resize(text.size() / 3);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[3 * i + k]); };
    if (byte(0) < 0xE0 || byte(0) > 0xEF) return false;
    out[i] = static_cast<char16_t>((byte(0) & 0xFU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU));
  }
  return true;
}

bool needs_dictionary(Script s) {
  return is_east_asian(s) || s == Script::Thai || s == Script::Lao || s == Script::Khmer ||
         s == Script::Myanmar;
}

/// Thai consonants and vowels, U+0E01 to U+0E2F, U+0E40 to U+0E46: by the first two bytes and the range of
/// the third.
bool is_thai_letter_at(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '\xE0') return false;
  const auto third = static_cast<unsigned char>(text[at + 2]);
  return (text[at + 1] == '\xB8' && third >= 0x81 && third <= 0xAF) ||
         (text[at + 1] == '\xB9' && third >= 0x80 && third <= 0x86);
}

std::size_t dictionary_run_end(std::string_view text, std::size_t at) {
  const Script first = properties(decode(text, at).code_point).script;
  while (at < text.size()) {
    if (is_east_asian(first) ? is_ideograph_at(text, at)
                             : first == Script::Thai && is_thai_letter_at(text, at)) {
      at += 3;
      continue;
    }
    const Decoded next = decode(text, at);
    const Properties& p = properties(next.code_point);
    const bool same = p.script == first || (is_east_asian(p.script) && is_east_asian(first));
    const bool letter = is_letter(p.category) || is_mark(p.category) || p.word == WordBreak::Katakana;
    if (!letter || !(same || p.script == Script::Other)) break;
    at += next.length;
  }
  return at;
}

void dictionary_word_ends(std::string_view run, std::vector<std::size_t>& ends) {
  for (std::size_t begin = 0; begin < run.size();) {
    const bool last = run.size() - begin <= kPiece;
    const std::string_view piece =
        run.substr(begin, last ? run.size() : cut_to_boundary(run.substr(begin), kPiece));
    const std::size_t settled = last ? piece.size() : piece.size() - kSettled;
    const std::size_t before = ends.size();
    piece_ends(piece, ends);
    while (ends.size() > before && ends.back() > settled) ends.pop_back();
    for (std::size_t i = before; i < ends.size(); ++i) ends[i] += begin;
    if (ends.size() == before) ends.push_back(begin + decode(piece, 0).length);
    begin = ends.back();
  }
}

}  // namespace textmill::text
