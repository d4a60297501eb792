// Takes tokens apart into pieces; what more a piece knows is up to `Marks`.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "characters.hpp"
#include "piece.hpp"
#include "word_hash.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace textmill::entity_tagger {

/// The ASCII letters at the start of 16 bytes.
struct LetterRun {
  std::uint32_t size = 0;
  std::uint32_t no_small = 0;  ///< bit per letter that is a capital, and anything above

  /// Told without jumps: nobody could foresee where capitals stand.
  Shape shape() const {
    static_assert(static_cast<int>(Shape::Lower) == 0 && static_cast<int>(Shape::Title) == 1 &&
                  static_cast<int>(Shape::Upper) == 2 && static_cast<int>(Shape::Mixed) == 3);
    const unsigned letters = (1u << size) - 1, capitals = no_small & letters;
    const unsigned several = capitals > 1, all = capitals == letters;
    return static_cast<Shape>((capitals != 0) + several + (several & ~all));
  }
};

inline LetterRun letters_at(const char* data) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data));
  const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
  const __m128i place = _mm_sub_epi8(small, _mm_set1_epi8('a'));
  const __m128i letters = _mm_cmpeq_epi8(place, _mm_min_epu8(place, _mm_set1_epi8(25)));
  const auto size =
      static_cast<std::uint32_t>(std::countr_zero(~static_cast<std::uint32_t>(_mm_movemask_epi8(letters))));
  return {size, ~static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_slli_epi16(bytes, 2)))};
#else
  LetterRun run;
  for (; run.size < 16 && (is_upper_ascii(data[run.size]) || is_lower_ascii(data[run.size])); ++run.size)
    run.no_small |= static_cast<std::uint32_t>(is_upper_ascii(data[run.size])) << run.size;
  return run;
#endif
}

/// What an ASCII letter is followed by.
enum class Behind : std::uint8_t {
  Other,  ///< it may go on: a digit, an apostrophe, a character beyond ASCII
  End,    ///< nothing that could belong to the word
  Stop    ///< a full stop, which some words keep
};
inline constexpr std::array<Behind, 256> kBehind = [] {
  std::array<Behind, 256> behind{};
  for (std::size_t c = 0; c < 128; ++c) {
    if (kAsciiClasses[c] == CharacterClass::Space || kAsciiClasses[c] == CharacterClass::Mark)
      behind[c] = c == '.' ? Behind::Stop : Behind::End;
  }
  return behind;
}();

/// Words that keep the full stop behind them: "Corp.", "Gen.". Single letters do so anyway.
bool keeps_full_stop(std::uint64_t hash);
inline constexpr std::uint32_t kLongestWithStop = 6;  ///< bytes of the longest of them

/// Plain words of which nothing is told yet but where they stand.
struct PlainWords {
  static constexpr std::size_t kMost = 64;

  LetterRun letters_of(std::size_t i) const { return {size[i], no_small[i]}; }
  std::uint64_t hash_of(std::size_t i) const { return hash_letters(text[i], size[i]); }

  alignas(16) char text[kMost][16];                        ///< their letters, and what stands behind
  alignas(16) std::uint32_t size[kMost], no_small[kMost];  ///< see LetterRun
  alignas(16) std::uint32_t glued[kMost];                  ///< 1 if there is no white space before them
  Piece* piece[kMost];
  std::size_t count;
};

/// `Marks` has
///   void read(const PlainWords&) const  sets all of their pieces but the spans
///   void mark(Piece&) const             sets what it knows of other pieces
///   Piece piece_of(unsigned char) const  the piece of a mark of ASCII
template <class Marks>
class Splitter {
 public:
  /// Puts into `pieces` what the tokens are taken apart into. What was there is written over, as to make
  /// elements costs about as much as to set them.
  Splitter(std::string_view text, const Marks& marks, std::vector<Piece>& pieces)
      : text_(text), marks_(marks), pieces_(pieces), next_(pieces.data()), end_(next_) {
    words_.count = 0;
    make_room();
  }

  /// Most tokens are plain words. Where they end is looked for first, and what they are when dozens have been
  /// found, side by side.
  void add(const std::vector<Token>& tokens) {
    const Token *token = tokens.data(), *const end = token + tokens.size();
    const Token* with_sixteen = end;  // bytes to read wherever they go on
    while (with_sixteen != token && with_sixteen[-1].span.end + std::size_t{16} > text_.size())
      --with_sixteen;
    add_quickly(token, with_sixteen);
    for (token = with_sixteen; token != end; ++token) add_slowly(*token);
    read_words();
    pieces_.resize(static_cast<std::size_t>(next_ - pieces_.data()));
    if (!pieces_.empty() && pieces_[0].span.begin == 0) pieces_[0].glued = false;
  }

 private:
  void add_quickly(const Token* token, const Token* const end) {
    const char* const data = text_.data();
    std::uint32_t done = done_;
    Piece* next = next_;
    std::size_t word = words_.count;
    for (; token != end; ++token) {
      std::uint32_t at = token->span.begin;
      const auto slowly = [&](auto step) {
        done_ = done, next_ = next, words_.count = word;
        at = step();
        done = done_, next = next_, word = words_.count;
      };
      if (token->kind == TokenKind::Opaque || at < done) {
        slowly([&] { return add_slowly(*token); });
        continue;
      }
      while (at < token->span.end) {
        const LetterRun run = letters_at(data + at);
        const Behind behind = is_short(run) ? behind_of(data + at, run, at) : Behind::Other;
        if (behind == Behind::Other) {
          if (const auto mark = static_cast<unsigned char>(data[at]); is_plain_mark(mark)) {
            *next = marks_.piece_of(mark);
            next->glued = at == done;
            next++->span = {at, at + 1};
            done = ++at;
            if (next == end_) slowly([&] { return make_room(), done; });
          } else {
            slowly([&] { return take(at, token->span.end); });
          }
          continue;
        }
        std::memcpy(words_.text[word], data + at, 16);
        words_.size[word] = run.size;
        words_.no_small[word] = run.no_small;
        words_.glued[word] = at == done;
        words_.piece[word++] = next;
        next++->span = {at, at + run.size};
        done = at = at + run.size;
        if (behind == Behind::Stop && run.size <= kLongestWithStop) slowly([&] { return take_full_stop(); });
        if (next == end_) slowly([&] { return make_room(), done; });
      }
    }
    done_ = done, next_ = next, words_.count = word;
  }

  /// Most words: up to 15 ASCII letters.
  static bool is_short(const LetterRun& run) { return run.size - 1 < 15; }

  /// What stands behind the letters at `at`; Other if they may not be all of the word.
  Behind behind_of(const char* data, const LetterRun& run, std::uint32_t at) const {
    const Behind behind = kBehind[static_cast<unsigned char>(data[run.size])];
    if (behind == Behind::End) return behind;
    if (behind == Behind::Other) return goes_on(at + run.size) ? Behind::Other : Behind::End;
    return run.size == 1 ? Behind::Other : behind;  // initials
  }

  /// Any token, also one that is no text, or that begins within the piece before.
  [[gnu::noinline]] std::uint32_t add_slowly(const Token& token) {
    if (token.kind == TokenKind::Opaque) {
      if (token.span.begin >= done_) push(token.span.begin, token.span.end, PieceKind::Opaque, Shape::Lower);
      return done_;
    }
    std::uint32_t at = std::max(token.span.begin, done_);
    while (at < token.span.end) at = take(at, token.span.end);
    return at;
  }

  /// Reads the words found, and makes room for more pieces.
  [[gnu::noinline]] void make_room() {
    read_words();
    const auto size = static_cast<std::size_t>(next_ - pieces_.data());
    if (pieces_.size() < size + PlainWords::kMost) {
      pieces_.resize(size + PlainWords::kMost);
      next_ = pieces_.data() + size;
    }
    end_ = next_ + PlainWords::kMost;
  }

  void read_words() {
    marks_.read(words_);
    words_.count = 0;
  }

  /// The last piece, or null.
  const Piece* last() const { return next_ == pieces_.data() ? nullptr : next_ - 1; }

  /// Adds the piece that starts at `at` and gives its end.
  [[gnu::noinline]] std::uint32_t take(std::uint32_t at, std::uint32_t limit) {
    if (const unsigned char mark = byte_at(text_, at); is_plain_mark(mark))
      return push(at, at + 1, PieceKind::Punctuation, Shape::Lower, kCharacterHashes[mark]);
    const Unit unit = unit_at(text_, at);
    if (text_[at] == '#' && is_word_unit(at + 1) && !is_digit(at + 1)) return hashtag(at);
    switch (unit.kind) {
      case CharacterClass::Space: return at + unit.length;
      case CharacterClass::Digit: return number(at);
      case CharacterClass::Letter: return word(at);
      case CharacterClass::Apostrophe:
        if (const std::uint32_t end = possessive(at, unit.length)) return end;
        [[fallthrough]];
      case CharacterClass::Mark: break;
    }
    const std::uint32_t end = std::min(at + unit.length, std::max(limit, at + 1));
    if (static_cast<signed char>(text_[at]) < 0) return push(at, end, PieceKind::Punctuation, Shape::Lower);
    return push(at, end, PieceKind::Punctuation, Shape::Lower, kCharacterHashes[byte_at(text_, at)]);
  }

  /// True for a mark of ASCII that is a piece wherever it stands.
  static bool is_plain_mark(unsigned char c) {
    return c < 0x80 && kAsciiClasses[c] == CharacterClass::Mark && c != '#';
  }

  /// "#Pakistan": one word, which lists and vectors know without its mark.
  std::uint32_t hashtag(std::uint32_t begin) {
    std::uint32_t at = begin + 1;
    while (is_word_unit(at) || (at < text_.size() && text_[at] == '_')) at += unit_at(text_, at).length;
    const std::string_view tag = text_.substr(begin + 1, at - begin - 1);
    return push(begin, at, PieceKind::Word, shape_of(tag), hash_folded(tag));
  }

  std::uint32_t number(std::uint32_t begin) {
    std::uint32_t at = begin;
    for (;;) {
      while (is_digit(at)) ++at;
      const bool separator = at < text_.size() && (text_[at] == '.' || text_[at] == ',');
      if (!separator || !is_digit(at + 1)) break;
      ++at;
    }
    return push(begin, at, PieceKind::Number, Shape::Lower,
                hash_folded_ascii(text_.data() + begin, at - begin));
  }

  /// A run of letters and digits, with apostrophes inside it, but not a possessive 's at its end.
  std::uint32_t word(std::uint32_t begin) {
    if (const std::uint32_t end = initials(begin))
      return push(begin, end, PieceKind::Word, shape_of(text_.substr(begin, end - begin)));
    if (const std::uint32_t end = elided(begin)) return push(begin, end, PieceKind::Word, Shape::Lower);
    std::uint32_t at = begin;
    while (at < text_.size()) {
      if (!goes_on(at)) break;
      const Unit unit = unit_at(text_, at);
      if (unit.kind == CharacterClass::Digit && at == begin + 3 && is_currency_like(begin)) break;
      at += unit.length;
    }
    const std::string_view written = text_.substr(begin, at - begin);
    const bool stop = at < text_.size() && text_[at] == '.' && takes_full_stop(written);
    return push(begin, at + stop, PieceKind::Word, quick_shape(written), hash_folded(written));
  }

  /// True if what stands at `at` is part of a word that began before.
  [[gnu::noinline]] bool goes_on(std::uint32_t at) const {
    const Unit unit = unit_at(text_, at);
    if (unit.kind == CharacterClass::Apostrophe) return continues_word(at + unit.length);
    return unit.kind == CharacterClass::Letter || unit.kind == CharacterClass::Digit;
  }

  /// "U.S.", "p.m.", "e.g.": single letters with full stops. 0 if there is no such thing here.
  std::uint32_t initials(std::uint32_t begin) const {
    std::uint32_t at = begin;
    std::uint32_t letters = 0;
    while (is_letter(at) && at + 1 < text_.size() && text_[at + 1] == '.') {
      at += 2;
      ++letters;
    }
    if (letters >= 2) return at;
    if (letters == 1 && is_letter(at) && !is_word_unit(at + 1)) return at + 1;  // "U.S" without the last stop
    return 0;
  }

  /// The end of "d'" in "d'avril", "jusqu'" in "jusqu'en": before a word in lower case, and as a word of a
  /// grammar. 0 if there is no such thing here: "d'Or" is a name.
  std::uint32_t elided(std::uint32_t begin) const {
    std::uint32_t at = begin;
    while (at < begin + 6 && is_letter(at)) ++at;
    if (at >= text_.size() || !elides(text_.substr(begin, at - begin))) return 0;
    const Unit mark = unit_at(text_, at);
    if (mark.kind != CharacterClass::Apostrophe) return 0;
    at += mark.length;
    return at == text_.size() || is_small_letter(at) ? at : 0;
  }

  static bool elides(std::string_view word) {
    if (word.size() == 1) return (word[0] | 0x20) == 'd' || (word[0] | 0x20) == 'l';
    return word.size() >= 2 && word.substr(word.size() - 2) == "qu";
  }

  bool is_small_letter(std::uint32_t at) const {
    const Unit unit = unit_at(text_, at);
    return unit.kind == CharacterClass::Letter && shape_of(text_.substr(at, unit.length)) == Shape::Lower;
  }

  static bool takes_full_stop(std::string_view written) {
    if (written.size() == 1) return is_upper_ascii(written[0]) && written[0] != 'I';
    return written.size() <= kLongestWithStop && keeps_full_stop(hash_folded(written));
  }

  /// Lengthens the last piece, a plain word, if it keeps the full stop behind it; gives its end.
  [[gnu::noinline]] std::uint32_t take_full_stop() {
    const std::size_t word = words_.count - 1;
    const std::uint64_t hash = words_.hash_of(word);
    if (!keeps_full_stop(hash)) return done_;
    words_.count = word;
    const std::uint32_t begin = (--next_)->span.begin;
    const Shape shape = words_.letters_of(word).shape();
    return push({{begin, done_ + 1}, hash, PieceKind::Word, shape, words_.glued[word] != 0, false});
  }

  /// The end of "'s" if it stands at `at` behind a word and ends one; else 0.
  std::uint32_t possessive(std::uint32_t at, std::uint32_t length) {
    if (!last() || last()->span.end != at) return 0;
    const std::uint32_t s = at + length;
    if (s >= text_.size() || (text_[s] | 0x20) != 's' || is_word_unit(s + 1)) return 0;
    return push(at, s + 1, PieceKind::Punctuation, Shape::Lower);
  }

  /// True if a letter follows an apostrophe and it is no possessive 's.
  bool continues_word(std::uint32_t at) const {
    if (at >= text_.size() || unit_at(text_, at).kind != CharacterClass::Letter) return false;
    return (text_[at] | 0x20) != 's' || is_word_unit(at + 1);
  }

  /// Three capitals: "USD50" is an amount, "MH370" a flight.
  bool is_currency_like(std::uint32_t begin) const {
    return is_upper_ascii(text_[begin]) && is_upper_ascii(text_[begin + 1]) &&
           is_upper_ascii(text_[begin + 2]);
  }

  bool is_digit(std::uint32_t at) const { return at < text_.size() && text_[at] >= '0' && text_[at] <= '9'; }
  bool is_letter(std::uint32_t at) const {
    return at < text_.size() && (is_upper_ascii(text_[at]) || is_lower_ascii(text_[at]));
  }
  bool is_word_unit(std::uint32_t at) const {
    if (at >= text_.size()) return false;
    const CharacterClass kind = unit_at(text_, at).kind;
    return kind == CharacterClass::Letter || kind == CharacterClass::Digit;
  }

  /// shape_of for short ASCII words without a loop over code points.
  static Shape quick_shape(std::string_view word) {
    if (is_lower_ascii(word[0]) && word.size() > 1 && is_lower_ascii(word[1])) {
      if (std::all_of(word.begin(), word.end(), is_lower_ascii)) return Shape::Lower;
    }
    return shape_of(word);
  }

  std::uint32_t push(std::uint32_t begin, std::uint32_t end, PieceKind kind, Shape shape) {
    return push(begin, end, kind, shape, hash_folded(text_.substr(begin, end - begin)));
  }
  std::uint32_t push(std::uint32_t begin, std::uint32_t end, PieceKind kind, Shape shape,
                     std::uint64_t hash) {
    return push({{begin, end}, hash, kind, shape, is_glued(begin), false});
  }
  std::uint32_t push(const Piece& piece) {
    *next_ = piece;
    marks_.mark(*next_);
    if (++next_ == end_) make_room();
    return done_ = piece.span.end;
  }
  bool is_glued(std::uint32_t begin) const { return begin != 0 && begin == done_; }

  std::string_view text_;
  const Marks& marks_;
  std::vector<Piece>& pieces_;
  std::uint32_t done_ = 0;  ///< end of the last piece
  Piece *next_, *end_;      ///< where the next piece goes, and where there is no room for more
  PlainWords words_;        ///< those of the last pieces that are still to be read
};

}  // namespace textmill::entity_tagger
