#include "vocabulary.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "textmill/text/fold.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::keyword_density {
namespace {

constexpr std::size_t kMaxBytes = 32u << 20;  // reached with 260,000 spellings
constexpr std::uint32_t kLongestAcronym = 4;
constexpr unsigned kKeyKind = 1;  // keys may be empty, which spellings of kind 0 may not

/// Where a word with hyphens or slashes comes apart.
bool splits_word(char32_t c) { return c == '-' || c == '/' || (c >= 0x2010 && c <= 0x2015); }

bool is_ideographic(char32_t c) {
  if (c < 0xE00) return false;
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xE00 && c <= 0xEFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

struct Letter {
  bool any;
  bool upper;
  bool lower;
};
Letter ascii_letter(char32_t c) {
  const bool any = (c | 0x20) - 'a' < 26;
  return {any, any && !(c & 0x20), any && (c & 0x20)};
}
Letter wide_letter(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  return {u_isalpha(c) != 0, u_isupper(c) != 0, u_islower(c) != 0};
}

Shape shape_of(std::string_view word) {
  Shape shape;
  for (std::size_t at = 0; at < word.size();) {
    const text::Decoded d = text::decode(word, at);
    at += d.length;
    const Letter letter = d.code_point < 0x80 ? ascii_letter(d.code_point) : wide_letter(d.code_point);
    if (!letter.any) continue;
    if (shape.letters++ == 0) shape.capital = letter.upper;
    shape.upper += letter.upper;
    shape.lower += letter.lower;
  }
  return shape;
}

/// What becomes of a byte of a word of ASCII letters and digits when it is folded; 0 of all other bytes.
constexpr auto kFolded = [] {
  std::array<char, 256> table{};
  for (unsigned char c = '0'; c <= '9'; ++c) table[c] = static_cast<char>(c);
  for (unsigned char c = 'a'; c <= 'z'; ++c) table[c] = table[c - 'a' + 'A'] = static_cast<char>(c);
  return table;
}();

/// "u.s." or "u.s" without the stops; empty if it is not of this kind.
std::string undotted(std::string_view folded) {
  std::string letters;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (i % 2 == 0 ? !(folded[i] >= 'a' && folded[i] <= 'z') : folded[i] != '.') return {};
    if (i % 2 == 0) letters += folded[i];
  }
  return letters.size() >= 2 ? letters : std::string();
}

/// Bytes of a possessive ending, in folded form: "'s", or "'" behind an s.
std::size_t possessive(std::string_view folded) {
  if (folded.size() > 2 && folded.ends_with("'s")) return 2;
  return folded.size() > 2 && folded.ends_with("s'") ? 1 : 0;
}

/// The same ending in the text as written, where the apostrophe may take three bytes.
std::uint32_t without_ending(std::string_view token, std::uint32_t begin, std::uint32_t end) {
  std::uint32_t stop = end;
  while (stop > begin) {
    const text::Decoded d = text::decode_before(token, stop);
    stop -= d.length;
    if (text::is_apostrophe(d.code_point)) return stop;
  }
  return end;
}

/// Drops controls behind a word and a full stop the phrase may not have; one of several (U.S.) stays.
std::uint32_t without_invisible_end(std::string_view token, std::uint32_t begin, std::uint32_t end) {
  while (end > begin) {
    const text::Decoded last = text::decode_before(token, end);
    const bool lone_stop =
        last.code_point == '.' && token.substr(begin, end - begin - 1).find('.') == std::string_view::npos;
    if (!text::is_ignorable(last.code_point) && !lone_stop) break;
    end -= last.length;
  }
  return end;
}

/// No stemmer takes anything from it.
bool is_plain_number(std::string_view folded) {
  return folded.find_first_not_of("0123456789.,") == std::string_view::npos;
}

/// English function words that mostly stand before a verb.
bool is_before_verb(std::string_view folded) {
  constexpr std::string_view kWords[] = {"to",  "can",   "could", "will", "would", "shall", "should",
                                         "may", "might", "must",  "we",   "i",     "they",  "you",
                                         "he",  "she",   "it",    "who",  "not",   "cannot"};
  return std::find(std::begin(kWords), std::end(kWords), folded) != std::end(kWords);
}

/// Russian stems that differ only in a last vowel belong together; the stemmer leaves some.
std::string_view without_last_vowel(std::string_view stem) {
  constexpr std::string_view kVowels = "аеиоуыэюяьй";
  if (stem.size() < 10) return stem;
  const std::string_view last = stem.substr(stem.size() - 2);
  for (std::size_t i = 0; i < kVowels.size(); i += 2) {
    if (kVowels.substr(i, 2) == last) return stem.substr(0, stem.size() - 2);
  }
  return stem;
}

/// Arabic "and the" without the "and", which the stemmer leaves before the article.
std::string_view without_conjunction(std::string_view word) {
  constexpr std::string_view kArticle = "ال";
  const bool conjunction = word.starts_with("و") || word.starts_with("ف");
  return conjunction && word.size() >= 12 && word.substr(2).starts_with(kArticle) ? word.substr(2) : word;
}

constexpr std::string_view kElided[] = {"l",   "d",    "j",      "m",      "t",     "s",      "n",
                                        "c",   "qu",   "lorsqu", "puisqu", "jusqu", "quoiqu", "dell",
                                        "all", "nell", "dall",   "sull",   "un",    "quest",  "quell"};

}  // namespace

Key KeyTable::intern(std::string_view text) {
  const Key next = end();
  const auto [key, is_new] = keys_.at(text, kKeyKind);
  if (is_new) key = next;
  return key;
}

Key KeyTable::find(std::string_view text) const {
  const Key* key = keys_.find(text, kKeyKind);
  return key ? *key : kNoKey;
}

Vocabulary::Vocabulary(std::string_view language, const KeyTable* base)
    : language_(language),
      stemmer_(language),
      function_words_(language),
      elides_(language == "fr" || language == "it" || language == "ca"),
      base_(base),
      first_key_(base ? base->end() : 1),
      own_(first_key_) {
  if (Dictionary::serves(language)) dictionary_.emplace(language);
}

void Vocabulary::use(const Lexicon& lexicon) {
  assert(own_.empty() && "keys are given out already");
  lexicon_ = &lexicon;
  own_ = KeyTable(first_key_ + lexicon.stems());
}

Key Vocabulary::learn_key(std::string_view folded_word) {
  const bool before = std::exchange(intern_all_, true);
  const Key key = key_of(stem_of(folded_word));
  intern_all_ = before;
  return key;
}

void Vocabulary::trim() {
  if (entries_.bytes() < kMaxBytes) return;
  entries_.clear();
  composed_.clear();
  pieces_.clear();
  own_.clear();
}

Key Vocabulary::key_of(std::string_view text) {
  if (base_ && !base_->empty()) {
    if (const Key key = base_->find(text)) return key;
  }
  if (!intern_all_) return own_.find(text);
  const std::uint32_t number = lexicon_ ? lexicon_->number_of_stem(text) : 0;
  return number > 0 ? key_of_stem(number) : own_.intern(text);
}

std::string_view Vocabulary::stem_of(std::string_view folded) {
  return function_words_.contains(folded) ? folded : stem_of_content(folded);
}

std::string_view Vocabulary::stem_of_content(std::string_view folded) {
  if (language_ == "en") return english_stem(folded, stemmer_);
  const std::string_view stem = stemmer_.stem(language_ == "ar" ? without_conjunction(folded) : folded);
  return language_ == "ru" ? without_last_vowel(stem) : stem;
}

Entry Vocabulary::analyse(std::string_view token, TokenKind kind) {
  const auto first = static_cast<std::uint32_t>(pieces_.size());
  if (kind != TokenKind::Word || !add_ascii_word(token)) add_pieces(token, kind);
  const std::span<const Piece> pieces(pieces_.data() + first, pieces_.size() - first);
  if (pieces.size() == 1 && pieces[0].begin == 0 && pieces[0].end == token.size() &&
      pieces[0].acronym == pieces[0].key) {
    const Entry plain{{pieces[0].key, pieces[0].flags, pieces[0].lexeme}, Entry::kPlain};
    pieces_.pop_back();
    return plain;
  }
  const Key joined =
      pieces.size() > 1 && !(pieces.back().flags & kInner) ? joined_key(token, pieces) : kNoKey;
  composed_.push_back({first, static_cast<std::uint32_t>(pieces.size()), joined});
  return {{}, static_cast<std::uint32_t>(composed_.size() - 1)};
}

Key Vocabulary::joined_key(std::string_view token, std::span<const Piece> pieces) {
  std::string whole;
  for (const Piece& piece : pieces)
    text::fold_append(token.substr(piece.begin, piece.end - piece.begin), whole);
  return key_of(stem_of(whole));
}

void Vocabulary::add_pieces(std::string_view token, TokenKind kind) {
  const auto size = static_cast<std::uint32_t>(token.size());
  if (kind == TokenKind::Opaque) {
    Piece piece{0, size, key_of(text::fold(token)), kNoKey, kLower, {}};
    piece.acronym = piece.key;
    pieces_.push_back(piece);
    return;
  }
  // The mark in front may be a wide one, or whatever another tokenizer takes for one.
  std::uint32_t begin = kind == TokenKind::Tag ? text::decode(token, 0).length : 0;
  for (std::uint32_t at = begin; at < size;) {
    const text::Decoded d = text::decode(token, at);
    const bool number =
        begin > 0 || at == 0 ? false : d.code_point == '/' && token[at - 1] >= '0' && token[at - 1] <= '9';
    if (splits_word(d.code_point) && !number) {
      add_word(token, begin, at);
      begin = at + d.length;
    }
    at += d.length;
  }
  add_word(token, begin, size);
}

std::uint32_t Vocabulary::elided(std::string_view token, std::uint32_t begin, std::uint32_t end) const {
  if (!elides_) return begin;
  std::string front;
  for (std::uint32_t at = begin; at < end && at - begin < 8;) {
    const text::Decoded d = text::decode(token, at);
    at += d.length;
    if (text::is_apostrophe(d.code_point)) {
      const bool known = std::find(std::begin(kElided), std::end(kElided), front) != std::end(kElided);
      return known && at < end ? at : begin;
    }
    text::fold_append(token.substr(at - d.length, d.length), front);
  }
  return begin;
}

void Vocabulary::add_word(std::string_view token, std::uint32_t begin, std::uint32_t end) {
  begin = elided(token, begin, end);
  end = without_invisible_end(token, begin, end);
  folded_.clear();
  text::fold_append(token.substr(begin, end - begin), folded_);
  if (const std::size_t ending = possessive(folded_); ending && language_ != "fr") {
    folded_.resize(folded_.size() - ending);
    end = without_ending(token, begin, end);
  }
  if (folded_.empty()) return;
  if (is_ideographic(text::decode(token, begin).code_point)) return add_ideographs(token, begin, end);
  const Shape shape = shape_of(token.substr(begin, end - begin));
  if (const std::string letters = undotted(folded_); !letters.empty() && shape.upper == shape.letters) {
    folded_ = letters;
  }
  add_folded({begin, end}, shape);
}

bool Vocabulary::add_ascii_word(std::string_view token) {
  folded_.resize(token.size());
  char* const folded = folded_.data();
  Shape shape;
  bool seen = true;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const char c = token[i];
    folded[i] = kFolded[static_cast<unsigned char>(c)];
    const bool letter = folded[i] >= 'a';
    const bool upper = letter && c != folded[i];
    seen &= folded[i] != 0;
    shape.capital |= upper && shape.letters == 0;
    shape.letters += letter;
    shape.upper += upper;
  }
  shape.lower = shape.letters - shape.upper;
  if (seen) add_folded({0, static_cast<std::uint32_t>(token.size())}, shape);
  return seen;
}

/// Of the word that folded_ holds. `is_stem`: no stemmer need be asked.
Key Vocabulary::key_of(const LexiconWord& known, bool is_stem) {
  const bool numbered = known.stem_number > 0 && intern_all_ && (!base_ || base_->empty());
  if (numbered) return key_of_stem(known.stem_number);
  if (known.stem.is_known()) return key_of(known.stem.apply(folded_, stem_));
  return key_of(is_stem ? std::string_view(folded_) : stem_of_content(folded_));
}

void Vocabulary::add_folded(Span span, const Shape& shape) {
  Piece piece;
  piece.begin = span.begin;
  piece.end = span.end;
  const text::WordClass word_class = function_words_.classify(folded_);
  const bool upper = shape.upper >= 2 && shape.lower == 0;
  const bool function = word_class != text::WordClass::Content;
  if (function) piece.flags |= is_before_verb(folded_) ? kFunction | kBeforeVerb : kFunction;
  if (word_class == text::WordClass::Determiner) piece.flags |= kDeterminer;
  if (shape.letters == 0) piece.flags |= kNumber;
  if (shape.capital) piece.flags |= kCapital;
  if (upper) piece.flags |= kUpper;
  if (shape.lower) piece.flags |= kLower;
  LexiconWord known;
  if (lexicon_ && !(piece.flags & (kFunction | kNumber))) known = lexicon_->look_up(folded_);
  piece.lexeme = known.lexeme;
  piece.key = key_of(known, function || (shape.letters == 0 && is_plain_number(folded_)));
  piece.acronym = piece.key;
  if (upper && function) {
    piece.acronym = key_of("^" + folded_);
  } else if (upper && shape.letters <= kLongestAcronym) {
    piece.acronym = key_of(folded_);  // AIDS are no aid; a longer word is only written loud
  }
  pieces_.push_back(piece);
}

void Vocabulary::add_ideographs(std::string_view token, std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t at = begin; at < end;) {
    const text::Decoded d = text::decode(token, at);
    Piece piece{at, at + d.length, key_of(text::fold(token.substr(at, d.length))), kNoKey, 0, {}};
    piece.acronym = piece.key;
    if (at > begin) piece.flags |= kInner;
    pieces_.push_back(piece);
    at += d.length;
  }
}

}  // namespace textmill::keyword_density
