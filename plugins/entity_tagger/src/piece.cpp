#include "piece.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace textmill::entity_tagger {
namespace {

enum class Class : std::uint8_t { Space, Letter, Digit, Mark, Apostrophe };

constexpr std::array<Class, 128> make_ascii_classes() {
  std::array<Class, 128> classes{};
  for (int c = 0; c < 128; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    classes[c] = c <= ' ' || c == 127     ? Class::Space
                 : letter                 ? Class::Letter
                 : (c >= '0' && c <= '9') ? Class::Digit
                 : c == '\''              ? Class::Apostrophe
                                          : Class::Mark;
  }
  return classes;
}
constexpr std::array<Class, 128> kAscii = make_ascii_classes();

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_upper_ascii(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower_ascii(char c) { return c >= 'a' && c <= 'z'; }

/// Bytes of the code point that starts with `lead`.
std::uint32_t sequence_length(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

struct Unit {
  Class kind;
  std::uint32_t length;
};

/// Classes beyond ASCII: signs of Latin-1, general punctuation, currency and other symbols, CJK
/// punctuation and emoji are marks; white space is white space; all else is a letter.
Unit wide_unit(std::string_view text, std::size_t at, unsigned char lead) {
  const auto length =
      static_cast<std::uint32_t>(std::min<std::size_t>(sequence_length(lead), text.size() - at));
  const unsigned char second = at + 1 < text.size() ? byte_at(text, at + 1) : 0;
  const unsigned char third = at + 2 < text.size() ? byte_at(text, at + 2) : 0;
  if (lead == 0xC2) {
    if (second == 0xA0 || second == 0x85) return {Class::Space, length};
    return {second == 0xAA || second == 0xB5 || second == 0xBA ? Class::Letter : Class::Mark, length};
  }
  if (lead == 0xC3) return {second == 0x97 || second == 0xB7 ? Class::Mark : Class::Letter, length};
  if (lead == 0xE2) {
    if (second == 0x80 && (third == 0x98 || third == 0x99)) return {Class::Apostrophe, length};
    if (second == 0x80 && (third <= 0x8F || third == 0xA8 || third == 0xA9 || third == 0xAF))
      return {Class::Space, length};
    return {second <= 0xAF ? Class::Mark : Class::Letter, length};
  }
  if (lead == 0xE3 && second == 0x80) return {third == 0x80 ? Class::Space : Class::Mark, length};
  if (lead == 0xEF && (second == 0xBC || second == 0xBB)) return {Class::Mark, length};
  if (lead == 0xF0 && second == 0x9F) return {Class::Mark, length};
  return {Class::Letter, length};
}

Unit unit_at(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at);
  return lead < 0x80 ? Unit{kAscii[lead], 1} : wide_unit(text, at, lead);
}

/// Lower case of a two-byte code point, as its second byte; 0 if it is no capital of this table.
std::uint16_t fold_pair(unsigned char lead, unsigned char second) {
  const auto pair = [](unsigned a, unsigned b) { return static_cast<std::uint16_t>(a << 8 | b); };
  if (lead == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97) return pair(lead, second + 0x20);
  if (lead == 0xC4 || lead == 0xC5) {
    const unsigned code = (lead & 0x1Fu) << 6 | (second & 0x3Fu);
    const bool odd_is_capital = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
    if (code == 0x130 || code == 0x131 || code == 0x138 || code == 0x149 || code >= 0x178) {
      if (!odd_is_capital) return 0;
    }
    if ((code & 1u) != (odd_is_capital ? 1u : 0u)) return 0;
    const unsigned lower = code + 1;
    return pair(0xC0 | lower >> 6, 0x80 | (lower & 0x3F));
  }
  if (lead == 0xCE && second >= 0x91 && second <= 0xA9) {
    const unsigned lower = (0x0Eu << 6 | (second & 0x3Fu)) + 0x20;
    return pair(0xC0 | lower >> 6, 0x80 | (lower & 0x3F));
  }
  if (lead == 0xD0 && second >= 0x80 && second <= 0xAF) {
    const unsigned code = 0x10u << 6 | (second & 0x3Fu);
    const unsigned lower = code + (code < 0x410 ? 0x50 : 0x20);
    return pair(0xC0 | lower >> 6, 0x80 | (lower & 0x3F));
  }
  return 0;
}

std::uint64_t mix(std::uint64_t h) {
  h ^= h >> 32;
  h *= 0xD6E8FEB86659FD93ull;
  h ^= h >> 32;
  return h;
}

std::uint64_t hash_bytes(const char* data, std::size_t size) {
  std::uint64_t h = 0x9E3779B97F4A7C15ull ^ size;
  while (size > 8) {
    std::uint64_t word;
    std::memcpy(&word, data, 8);
    h = mix(h ^ word) * 0x9FB21C651E98DF25ull;
    data += 8;
    size -= 8;
  }
  std::uint64_t last = 0;
  std::memcpy(&last, data, size);
  return mix(mix(h ^ last) * 0x9FB21C651E98DF25ull + last);
}

/// Lower-cases ASCII capitals of eight bytes at once; the other bytes stay.
std::uint64_t fold_eight(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ull;
  const std::uint64_t ascii = ~word & 0x8080808080808080ull;
  const std::uint64_t low = word & 0x7F7F7F7F7F7F7F7Full;
  const std::uint64_t at_least_a = low + kOnes * (0x80 - 'A');
  const std::uint64_t above_z = low + kOnes * (0x80 - 'Z' - 1);
  return word | (((at_least_a & ~above_z) & ascii) >> 2);
}

/// hash_bytes of the lower-cased text without storing it; for ASCII text.
std::uint64_t hash_folded_ascii(const char* data, std::size_t size) {
  std::uint64_t h = 0x9E3779B97F4A7C15ull ^ size;
  while (size > 8) {
    std::uint64_t word;
    std::memcpy(&word, data, 8);
    h = mix(h ^ fold_eight(word)) * 0x9FB21C651E98DF25ull;
    data += 8;
    size -= 8;
  }
  std::uint64_t last = 0;
  std::memcpy(&last, data, size);
  last = fold_eight(last);
  return mix(mix(h ^ last) * 0x9FB21C651E98DF25ull + last);
}

/// hash_folded_ascii for `size` letters, 1 to 15, with 16 bytes to read at `data`.
std::uint64_t hash_letters(const char* data, std::uint32_t size) {
  constexpr std::uint64_t kSmall = 0x2020202020202020ull;
  std::uint64_t h = 0x9E3779B97F4A7C15ull ^ size, last;
  if (size > 8) {
    std::memcpy(&last, data, 8);
    h = mix(h ^ (last | kSmall)) * 0x9FB21C651E98DF25ull;
    data += 8;
    size -= 8;
  }
  std::memcpy(&last, data, 8);
  last = (last | kSmall) & ~0ull >> (64 - 8 * size);
  return mix(mix(h ^ last) * 0x9FB21C651E98DF25ull + last);
}

/// Hashes of the ASCII characters: most marks are one of them.
const std::array<std::uint64_t, 128>& ascii_hashes() {
  static const std::array<std::uint64_t, 128> kHashes = [] {
    std::array<std::uint64_t, 128> hashes{};
    for (int c = 0; c < 128; ++c) {
      const auto letter = static_cast<char>(c);
      hashes[static_cast<std::size_t>(c)] = hash_folded_ascii(&letter, 1);
    }
    return hashes;
  }();
  return kHashes;
}

/// The ASCII letters at the start of 16 bytes.
struct LetterRun {
  std::uint32_t size = 0;
  std::uint32_t capitals = 0;  ///< bit per letter
};

LetterRun letters_at(const char* data) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data));
  const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
  const __m128i letters = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)),
                                        _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
  const auto size =
      static_cast<std::uint32_t>(std::countr_one(static_cast<std::uint32_t>(_mm_movemask_epi8(letters))));
  const auto is_small = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_slli_epi16(bytes, 2)));
  return {size, ~is_small & ((1u << size) - 1)};
#else
  LetterRun run;
  for (; run.size < 16 && (is_upper_ascii(data[run.size]) || is_lower_ascii(data[run.size])); ++run.size)
    run.capitals |= static_cast<std::uint32_t>(is_upper_ascii(data[run.size])) << run.size;
  return run;
#endif
}

/// The shape of letters only.
Shape shape_of(LetterRun run) {
  if (run.capitals == 0) return Shape::Lower;
  if (run.capitals == 1) return Shape::Title;
  return std::popcount(run.capitals) == static_cast<int>(run.size) ? Shape::Upper : Shape::Mixed;
}

/// True for ASCII characters behind which letters are no longer part of a word: no digits, no apostrophes.
constexpr std::array<bool, 256> kEndsWord = [] {
  std::array<bool, 256> ends{};
  for (std::size_t c = 0; c < 128; ++c) ends[c] = kAscii[c] == Class::Space || kAscii[c] == Class::Mark;
  return ends;
}();

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

bool starts_with_capital(std::string_view text, std::size_t at) {
  if (is_upper_ascii(text[at])) return true;
  return at + 1 < text.size() && byte_at(text, at) >= 0xC3 && byte_at(text, at) <= 0xD0 &&
         fold_pair(byte_at(text, at), byte_at(text, at + 1)) != 0;
}

Shape shape_of(std::string_view word) {
  std::size_t capitals = 0, smalls = 0;
  for (std::size_t at = 0; at < word.size(); at += sequence_length(byte_at(word, at))) {
    if (starts_with_capital(word, at)) {
      ++capitals;
    } else if (is_lower_ascii(word[at]) || byte_at(word, at) >= 0x80) {
      ++smalls;
    }
  }
  if (capitals == 0) return Shape::Lower;
  if (smalls == 0) return capitals == 1 && word.size() == 1 ? Shape::Title : Shape::Upper;
  return capitals == 1 && starts_with_capital(word, 0) ? Shape::Title : Shape::Mixed;
}

/// Words that keep the full stop behind them: "Corp.", "Gen.". Single letters do so anyway.
bool keeps_full_stop(std::uint64_t hash) {
  static const auto hashes = [] {
    std::vector<std::uint64_t> list;
    for (const char* word :
         {"mr",   "mrs",  "ms",    "dr",   "prof",   "st",     "jr",  "sr",   "inc",  "corp", "co",
          "ltd",  "bros", "gen",   "col",  "lt",     "capt",   "sgt", "maj",  "cmdr", "adm",  "rev",
          "hon",  "sen",  "rep",   "gov",  "pres",   "supt",   "jan", "feb",  "mar",  "apr",  "jun",
          "jul",  "aug",  "sep",   "sept", "oct",    "nov",    "dec", "mon",  "tue",  "tues", "wed",
          "thu",  "thur", "thurs", "fri",  "vs",     "approx", "ave", "blvd", "mt",   "ft",   "univ",
          "dept", "assn", "intl",  "natl", "messrs", "mme",    "mlle"}) {
      list.push_back(hash_folded(word));
    }
    std::sort(list.begin(), list.end());
    return list;
  }();
  return std::binary_search(hashes.begin(), hashes.end(), hash);
}

class Splitter {
 public:
  Splitter(std::string_view text, std::vector<Piece>& pieces) : text_(text), pieces_(pieces) {}

  void add(const Token& token) {
    if (token.kind == TokenKind::Opaque) {
      if (token.span.begin < done_) return;
      push(token.span.begin, token.span.end, PieceKind::Opaque, Shape::Lower);
      return;
    }
    std::uint32_t at = std::max(token.span.begin, done_);
    while (at < token.span.end) {
      const std::uint32_t end = plain_word(at);
      at = end != 0 ? end : take(at, token.span.end);
    }
  }

 private:
  /// Adds the piece that starts at `at` and gives its end.
  std::uint32_t take(std::uint32_t at, std::uint32_t limit) {
    const Unit unit = unit_at(text_, at);
    if (text_[at] == '#' && is_word_unit(at + 1) && !is_digit(at + 1)) return hashtag(at);
    switch (unit.kind) {
      case Class::Space: return at + unit.length;
      case Class::Digit: return number(at);
      case Class::Letter: return word(at);
      case Class::Apostrophe:
        if (const std::uint32_t end = possessive(at, unit.length)) return end;
        [[fallthrough]];
      case Class::Mark: break;
    }
    return push(at, std::min(at + unit.length, std::max(limit, at + 1)), PieceKind::Punctuation,
                Shape::Lower);
  }

  /// "#Pakistan": one word, which lists and vectors know without its mark.
  std::uint32_t hashtag(std::uint32_t begin) {
    std::uint32_t at = begin + 1;
    while (is_word_unit(at) || (at < text_.size() && text_[at] == '_')) at += unit_at(text_, at).length;
    const std::string_view tag = text_.substr(begin + 1, at - begin - 1);
    push(begin, at, PieceKind::Word, shape_of(tag));
    pieces_.back().hash = hash_folded(tag);
    return at;
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

  /// Most words: up to 15 ASCII letters and no full stop, digit or apostrophe behind them. 0 if it is
  /// another.
  std::uint32_t plain_word(std::uint32_t begin) {
    if (begin + 16 > text_.size()) return 0;
    const char* const data = text_.data() + begin;
    const LetterRun run = letters_at(data);
    if (run.size == 0 || run.size == 16 || !kEndsWord[byte_at(text_, begin + run.size)]) return 0;
    const bool stop = data[run.size] == '.';
    if (stop && run.size == 1) return 0;  // initials
    const std::uint32_t end = begin + run.size;
    push(begin, end, PieceKind::Word, shape_of(run), hash_letters(data, run.size));
    if (stop && takes_full_stop({data, run.size})) pieces_.back().span.end = ++done_;
    return done_;
  }

  /// A run of letters and digits, with apostrophes inside it, but not a possessive 's at its end.
  std::uint32_t word(std::uint32_t begin) {
    if (const std::uint32_t end = initials(begin))
      return push(begin, end, PieceKind::Word, shape_of(text_.substr(begin, end - begin)));
    std::uint32_t at = begin;
    while (at < text_.size()) {
      const Unit unit = unit_at(text_, at);
      if (unit.kind == Class::Digit && at == begin + 3 && is_currency_like(begin)) break;
      if (unit.kind == Class::Letter || unit.kind == Class::Digit) {
        at += unit.length;
      } else if (unit.kind == Class::Apostrophe && continues_word(at + unit.length)) {
        at += unit.length;
      } else {
        break;
      }
    }
    const std::string_view written = text_.substr(begin, at - begin);
    push(begin, at, PieceKind::Word, quick_shape(written));
    if (at < text_.size() && text_[at] == '.' && takes_full_stop(written)) {
      pieces_.back().span.end = done_ = ++at;
    }
    return at;
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

  bool takes_full_stop(std::string_view written) const {
    if (written.size() == 1) return is_upper_ascii(written[0]) && written[0] != 'I';
    return written.size() <= 6 && keeps_full_stop(pieces_.back().hash);
  }

  /// The end of "'s" if it stands at `at` behind a word and ends one; else 0.
  std::uint32_t possessive(std::uint32_t at, std::uint32_t length) {
    if (pieces_.empty() || pieces_.back().span.end != at) return 0;
    const std::uint32_t s = at + length;
    if (s >= text_.size() || (text_[s] | 0x20) != 's' || is_word_unit(s + 1)) return 0;
    return push(at, s + 1, PieceKind::Punctuation, Shape::Lower);
  }

  /// True if a letter follows an apostrophe and it is no possessive 's.
  bool continues_word(std::uint32_t at) const {
    if (at >= text_.size() || unit_at(text_, at).kind != Class::Letter) return false;
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
    const Class kind = unit_at(text_, at).kind;
    return kind == Class::Letter || kind == Class::Digit;
  }

  /// shape_of for short ASCII words without a loop over code points.
  static Shape quick_shape(std::string_view word) {
    if (is_lower_ascii(word[0]) && word.size() > 1 && is_lower_ascii(word[1])) {
      if (std::all_of(word.begin(), word.end(), is_lower_ascii)) return Shape::Lower;
    }
    return shape_of(word);
  }

  std::uint32_t push(std::uint32_t begin, std::uint32_t end, PieceKind kind, Shape shape) {
    const bool one = end == begin + 1 && static_cast<signed char>(text_[begin]) >= 0;
    return push(begin, end, kind, shape,
                one ? hashes_[byte_at(text_, begin)] : hash_folded(text_.substr(begin, end - begin)));
  }

  std::uint32_t push(std::uint32_t begin, std::uint32_t end, PieceKind kind, Shape shape,
                     std::uint64_t hash) {
    const bool glued = begin != 0 && begin == done_;
    pieces_.push_back({{begin, end}, hash, kind, shape, glued, false});
    return done_ = end;
  }

  std::string_view text_;
  std::vector<Piece>& pieces_;
  const std::array<std::uint64_t, 128>& hashes_ = ascii_hashes();
  std::uint32_t done_ = 0;  ///< end of the last piece
};

bool contains_at_sign_address(std::string_view chunk) {
  const auto at = chunk.find('@');
  return at != std::string_view::npos && at > 0 && chunk.find('.', at) != std::string_view::npos;
}

bool is_opaque(std::string_view chunk) {
  if (chunk.find("://") != std::string_view::npos || chunk.substr(0, 4) == "www.") return true;
  if (chunk.size() > 1 && chunk[0] == '@') return true;
  return contains_at_sign_address(chunk);
}

}  // namespace

void split_pieces(std::string_view text, const std::vector<Token>& tokens, std::vector<Piece>& pieces) {
  pieces.clear();
  pieces.reserve(tokens.size() + tokens.size() / 8);
  Splitter splitter(text, pieces);
  for (const Token& token : tokens) splitter.add(token);
}

std::vector<Token> plain_tokens(std::string_view text) {
  std::vector<Token> tokens;
  std::uint32_t at = 0;
  const auto size = static_cast<std::uint32_t>(text.size());
  while (at < size) {
    const Unit unit = unit_at(text, at);
    if (unit.kind == Class::Space) {
      at += unit.length;
      continue;
    }
    std::uint32_t end = at;
    while (end < size && unit_at(text, end).kind != Class::Space) end += unit_at(text, end).length;
    std::uint32_t cut = end;
    const bool opaque = is_opaque(text.substr(at, end - at));
    while (opaque && cut > at + 1 && std::strchr(".,;:!?)\"'", text[cut - 1])) --cut;
    tokens.push_back({{at, cut}, opaque ? TokenKind::Opaque : TokenKind::Text});
    if (cut < end) tokens.push_back({{cut, end}, TokenKind::Text});
    at = end;
  }
  return tokens;
}

void fold_case(std::string_view text, std::string& folded) {
  folded.assign(text);
  for (std::size_t at = 0; at < folded.size();) {
    const auto lead = static_cast<unsigned char>(folded[at]);
    if (is_upper_ascii(folded[at])) folded[at] = static_cast<char>(lead | 0x20);
    if (lead >= 0xC3 && lead <= 0xD0 && at + 1 < folded.size()) {
      if (const std::uint16_t pair = fold_pair(lead, static_cast<unsigned char>(folded[at + 1]))) {
        folded[at] = static_cast<char>(pair >> 8);
        folded[at + 1] = static_cast<char>(pair & 0xFF);
      }
    }
    at += sequence_length(lead);
  }
}

std::uint64_t hash_folded(std::string_view text) {
  if (is_ascii(text)) return hash_folded_ascii(text.data(), text.size());
  std::string folded;
  fold_case(text, folded);
  return hash_bytes(folded.data(), folded.size());
}

std::uint64_t hash_exact(std::string_view text) { return hash_bytes(text.data(), text.size()); }

}  // namespace textmill::entity_tagger
