// What the names model sees of a piece: hashed feature keys. The program that makes the model and the
// tagger call the same functions, so they cannot disagree.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "piece.hpp"

namespace textmill::entity_tagger {

/// True if a code point starts with this byte.
bool is_code_point_start(char c);

/// One feature of a piece. `identity` marks those that name the very word; training hides them at times.
struct Feature {
  std::uint64_t key = 0;
  bool identity = false;
};

/// Features that depend on the written word alone, so their sum can be kept: the word, prefixes,
/// suffixes, letter trigrams, shapes, length. `features` is cleared first.
void word_features(std::string_view written, PieceKind kind, std::vector<Feature>& features);

/// Features that depend on where `pieces[at]` stands. A sentence is [begin, end) of `pieces`.
struct SentenceContext {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool mostly_capitals = false;
};
SentenceContext sentence_context(const std::vector<Piece>& pieces, std::uint32_t begin, std::uint32_t end);
/// The same where the words of four bytes or more, and those of them with a capital, are counted already.
SentenceContext sentence_context(std::uint32_t begin, std::uint32_t end, std::uint32_t words,
                                 std::uint32_t capitals);
void position_features(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t at,
                       const SentenceContext& context, std::vector<std::uint64_t>& keys);

/// The hash under which the vector of a word is kept. Numbers share the vectors of "10" and "2000".
std::uint64_t vector_key(std::string_view written, const Piece& piece);

}  // namespace textmill::entity_tagger
