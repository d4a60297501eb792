#include "word_features.hpp"

#include <algorithm>
#include <string>

namespace textmill::entity_tagger {
namespace {

enum Template : std::uint64_t {
  kLowerWord = 1,
  kExactWord,
  kPrefix,
  kSuffix,
  kTrigram,
  kLongShape,
  kShortShape,
  kLength,
  kFirst,
  kAfterMark,
  kCapitals,
  kGlued,
};

std::uint64_t key_of(std::uint64_t which, std::uint64_t hash) {
  std::uint64_t h = (hash ^ which * 0x9E3779B97F4A7C15ull) * 0xD6E8FEB86659FD93ull;
  return h ^ h >> 29;
}
std::uint64_t key_of(std::uint64_t which, std::string_view content) {
  return key_of(which, hash_exact(content));
}

char shape_letter(std::string_view word, std::size_t at) {
  const char c = word[at];
  if (c >= 'A' && c <= 'Z') return 'X';
  if (c >= 'a' && c <= 'z') return 'x';
  if (c >= '0' && c <= '9') return 'd';
  return static_cast<unsigned char>(c) >= 0x80 ? 'u' : c;
}

void shape_features(std::string_view written, std::vector<Feature>& features) {
  std::string long_shape, short_shape;
  for (std::size_t at = 0; at < written.size(); ++at) {
    if (!is_code_point_start(written[at])) continue;
    const char letter = shape_letter(written, at);
    if (long_shape.size() < 8) long_shape += letter;
    if (short_shape.empty() || short_shape.back() != letter) short_shape += letter;
  }
  features.push_back({key_of(kLongShape, long_shape), false});
  features.push_back({key_of(kShortShape, short_shape), false});
}

/// Starts of the code points of `word`, and its end.
void boundaries(std::string_view word, std::vector<std::uint32_t>& starts) {
  starts.clear();
  for (std::uint32_t at = 0; at < word.size(); ++at) {
    if (is_code_point_start(word[at])) starts.push_back(at);
  }
  starts.push_back(static_cast<std::uint32_t>(word.size()));
}

void affix_features(std::string_view lower, std::vector<Feature>& features) {
  std::vector<std::uint32_t> starts;
  boundaries(lower, starts);
  const std::size_t letters = starts.size() - 1;
  for (std::size_t n = 1; n <= 4 && n < letters; ++n) {
    if (n <= 3) features.push_back({key_of(kPrefix * 16 + n, lower.substr(0, starts[n])), false});
    features.push_back({key_of(kSuffix * 16 + n, lower.substr(starts[letters - n])), false});
  }
  const std::string marked = "^" + std::string(lower) + "$";
  boundaries(marked, starts);
  for (std::size_t i = 0; i + 3 < starts.size() && i < 24; ++i) {
    features.push_back(
        {key_of(kTrigram, std::string_view(marked).substr(starts[i], starts[i + 3] - starts[i])), false});
  }
  features.push_back({key_of(kLength, std::min<std::uint64_t>(letters, 12)), false});
}

std::string digits_as_zero(std::string_view number) {
  std::string zeros(number);
  for (char& c : zeros) {
    if (c >= '0' && c <= '9') c = '0';
  }
  return zeros;
}

/// The mark or word class before a piece: what may make a capital mean nothing.
bool is_opening(std::string_view text, const Piece& before) {
  if (before.kind != PieceKind::Punctuation) return false;
  const char c = text[before.span.begin];
  return c == '"' || c == ':' || c == '.' || c == '?' || c == '!' || c == '-' || c == '(' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_all_caps(const Piece& piece) { return piece.shape == Shape::Upper && piece.span.size() > 1; }

/// Curly quotes and apostrophes as the straight ones most training texts have.
std::string_view plain_mark(std::string_view mark) {
  if (mark == "\u2018" || mark == "\u2019") return "'";
  if (mark == "\u201C" || mark == "\u201D" || mark == "\u201E") return "\"";
  if (mark == "\u2019s" || mark == "\u2019S" || mark == "'S") return "'s";
  if (mark == "\u2013") return "-";
  return mark;
}

}  // namespace

bool is_code_point_start(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

void word_features(std::string_view written, PieceKind kind, std::vector<Feature>& features) {
  features.clear();
  if (kind == PieceKind::Punctuation) written = plain_mark(written);
  if (kind == PieceKind::Number) {
    features.push_back({key_of(kLowerWord, digits_as_zero(written)), false});
    features.push_back({key_of(kExactWord, written), true});
    return;
  }
  std::string lower;
  fold_case(written, lower);
  features.push_back({key_of(kLowerWord, lower), true});
  if (kind != PieceKind::Word) return;
  if (lower != written) features.push_back({key_of(kExactWord, written), true});
  affix_features(lower, features);
  shape_features(written, features);
}

SentenceContext sentence_context(const std::vector<Piece>& pieces, std::uint32_t begin, std::uint32_t end) {
  std::uint32_t words = 0, capitals = 0;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Piece& piece = pieces[i];  // sums instead of jumps nobody can foresee
    const unsigned counts = static_cast<unsigned>(piece.kind == PieceKind::Word) & (piece.span.size() >= 4);
    words += counts;
    capitals += counts & (piece.shape != Shape::Lower);
  }
  return sentence_context(begin, end, words, capitals);
}

SentenceContext sentence_context(std::uint32_t begin, std::uint32_t end, std::uint32_t words,
                                 std::uint32_t capitals) {
  return {begin, end, words >= 3 && capitals * 4 > words * 3};
}

void position_features(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t at,
                       const SentenceContext& context, std::vector<std::uint64_t>& keys) {
  keys.clear();
  const Piece& piece = pieces[at];
  const auto shape = static_cast<std::uint64_t>(piece.shape) + 4 * static_cast<std::uint64_t>(piece.kind);
  if (at == context.begin) {
    keys.push_back(key_of(kFirst, shape));
  } else if (is_opening(text, pieces[at - 1])) {
    keys.push_back(key_of(kAfterMark, shape));
  }
  if (context.mostly_capitals) keys.push_back(key_of(kCapitals, shape + 16 * is_all_caps(piece)));
  if (piece.glued && at != context.begin) keys.push_back(key_of(kGlued, shape));
}

std::uint64_t vector_key(std::string_view written, const Piece& piece) {
  if (piece.kind == PieceKind::Punctuation) return hash_exact(plain_mark(written));
  if (piece.kind != PieceKind::Number) return piece.hash;
  static const std::uint64_t small = hash_folded("10"), year = hash_folded("2000");
  return written.size() == 4 ? year : small;
}

}  // namespace textmill::entity_tagger
