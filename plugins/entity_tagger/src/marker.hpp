// What the tagger asks of every piece of a text, told when the piece is made: whether a number or a name may
// begin with it. Most pieces begin nothing, and "no" is sure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gazetteer.hpp"
#include "grammar.hpp"
#include "name_rules.hpp"
#include "piece.hpp"
#include "word_hash.hpp"
#include "word_pairs.hpp"

namespace textmill::entity_tagger {

/// What a piece is, a bit each.
enum Mark : std::uint8_t {
  kCapital = 1,       ///< a word with a capital
  kLongWord = 2,      ///< a word of four bytes or more
  kLongCapital = 4,   ///< both
  kNumberStart = 8,   ///< an expression of the grammar may begin with it
  kListedStart = 16,  ///< a name of a list may begin with it
  kRuleWord = 32,     ///< name rules may know it
  kBracket = 64       ///< an opening one
};

class Marker {
 public:
  /// For the expressions of a grammar, which must outlive the marker; null: none.
  explicit Marker(const Grammar* grammar);

  /// For the names of a list, too.
  void add(const Gazetteer& list) { list.add_plain_starts(plain_starts_); }

  /// For the words of name rules.
  void add(const NameRules& rules) { rule_words_.add(rules.words()); }

  /// Sets the piece's marks and its word_kind.
  void mark(Piece& piece) const {
    const bool is_word = piece.kind == PieceKind::Word;
    const Marks marks = piece.kind == PieceKind::Number
                            ? marks_of(piece.hash, WordPairs::kDigits, piece.shape, 0)
                            : marks_of(piece.hash, pairs_.kind_of(piece.hash, piece.shape), piece.shape,
                                       is_word ? piece.span.size() : 0);
    piece.word_kind = marks.word_kind;
    const bool bracket = piece.hash == kCharacterHashes['('];
    piece.marks = static_cast<std::uint8_t>(marks.marks | (is_word ? 0 : kListedStart) | bracket * kBracket);
  }

  struct Marks {
    std::uint8_t marks;
    std::uint16_t word_kind;
  };
  /// Those of a word. No jumps, which nobody could foresee.
  Marks marks_of_word(std::uint64_t hash, Shape shape, std::uint32_t size) const {
    return marks_of(hash, pairs_.kind_of(hash, shape), shape, size);
  }

 private:
  Marks marks_of(std::uint64_t hash, WordPairs::Kind kind, Shape shape, std::uint32_t size) const {
    const unsigned capital = shape != Shape::Lower, is_long = size >= 4, number = pairs_.may_begin(kind);
    const unsigned listed = capital | plain_starts_.may_have(hash);
    return {static_cast<std::uint8_t>(capital * kCapital | is_long * kLongWord |
                                      (capital & is_long) * kLongCapital | number * kNumberStart |
                                      listed * kListedStart | rule_words_.may_have(hash) * kRuleWord),
            kind};
  }

  const WordPairs& pairs_;
  WordBits plain_starts_, rule_words_;
};

/// split_pieces with marks.
void split_pieces(std::string_view text, const std::vector<Token>& tokens, const Marker& marker,
                  std::vector<Piece>& pieces);

/// The marks of pieces as PieceSet::fill wants them. Memory stays.
void collect_marks(const std::vector<Piece>& pieces, std::vector<std::uint8_t>& marks);

}  // namespace textmill::entity_tagger
