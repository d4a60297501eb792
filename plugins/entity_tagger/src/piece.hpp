// Pieces: the tagger's own fine tokens.
//
// The segmenter's tokens follow Unicode's word boundaries; names and numbers need finer and, for
// abbreviations, coarser ones: "Pakistan’s" is "Pakistan" + "’s", "3bn" is "3" + "bn", "U.S." and
// "#Pakistan" are one.
// Pieces come out the same whether the tokens handed in were fine or coarse, so the names model sees in
// production what it saw in training.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::entity_tagger {

enum class PieceKind : std::uint8_t { Word, Number, Punctuation, Opaque };

/// How a word is written. Caseless scripts count as Lower.
enum class Shape : std::uint8_t { Lower, Title, Upper, Mixed };

struct Piece {
  Span span;
  std::uint64_t hash = 0;  ///< of the lower-cased text, or of the text if it is no word
  PieceKind kind = PieceKind::Punctuation;
  Shape shape = Shape::Lower;
  bool glued = false;           ///< no white space before it
  bool sentence_start = false;  ///< first piece of a sentence
  std::uint8_t marks = 0;       ///< see marker.hpp; of pieces split with a marker, like the next
  std::uint16_t word_kind = 0;  ///< what it is to a grammar, see word_pairs.hpp
};

/// Pieces [begin, end).
struct PieceRange {
  std::uint32_t begin = 0, end = 0;
};

/// What a token of the segmenter is to the tagger: text to take apart, or a URL, address, mention or
/// emoji that stays whole and is no part of a name.
enum class TokenKind : std::uint8_t { Text, Opaque };

struct Token {
  Span span;
  TokenKind kind = TokenKind::Text;
};

/// Appends the pieces of `tokens` to `pieces`; tokens are in order and do not overlap. `pieces` keeps its
/// memory from call to call. No piece spans white space; text between tokens is left out.
void split_pieces(std::string_view text, const std::vector<Token>& tokens, std::vector<Piece>& pieces);

/// Tokens of plain text cut at white space, URLs and addresses kept whole: enough for tests and training.
std::vector<Token> plain_tokens(std::string_view text);

/// Lower-cases Latin, Greek and Cyrillic letters one code point at a time; the length never changes.
/// Other text stays as it is.
void fold_case(std::string_view text, std::string& folded);

/// The hash of Piece::hash for `text`.
std::uint64_t hash_folded(std::string_view text);

/// The hash of the text as it is written.
std::uint64_t hash_exact(std::string_view text);

/// Where a piece is cut out of the text from `begin` on, and whether it stays whole, as a number: with the
/// text it stands for the piece.
inline std::uint64_t cut_of(const Piece& piece, std::uint32_t begin) {
  return std::uint64_t{piece.span.begin - begin} << 32 | (piece.span.end - begin) << 1 |
         (piece.kind == PieceKind::Opaque);
}

/// True for a word in lower case: most of a text.
inline bool is_plain(const Piece& piece) {
  return piece.kind == PieceKind::Word && piece.shape == Shape::Lower;
}

/// True if the first letter is a capital. What is no word has the shape Lower.
inline bool is_capitalised(const Piece& piece) { return piece.shape != Shape::Lower; }

}  // namespace textmill::entity_tagger
