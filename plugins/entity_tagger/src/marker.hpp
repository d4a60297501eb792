// What the tagger asks of every piece of a text, told when the piece is made: whether a number or a name may
// begin with it. Most pieces begin nothing, and "no" is sure.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "gazetteer.hpp"
#include "grammar.hpp"
#include "name_rules.hpp"
#include "piece.hpp"
#include "splitter.hpp"
#include "word_hash.hpp"
#include "word_pairs.hpp"

namespace textmill::entity_tagger {

/// What a piece is, a bit each.
enum Mark : std::uint8_t {
  kCapital = 1,           ///< a word with a capital
  kLongWord = 2,          ///< a word of four bytes or more
  kLongCapital = 4,       ///< both
  kBracket = 8,           ///< an opening one
  kNumberStart = 16,      ///< an expression of the grammar may begin with it
  kListedStart = 32,      ///< a name of a list the plugin ships may begin with it
  kUserListedStart = 64,  ///< a name of a user's list may
  kRuleWord = 128         ///< name rules may know it
};

class Marker {
 public:
  /// For the expressions of a grammar, which must outlive the marker; null: none.
  explicit Marker(const Grammar* grammar);

  /// For the names of a list, too; `start` is the mark of what they begin with.
  void add(const Gazetteer& list, Mark start) { add(list.plain_starts(), start); }

  /// For the words of name rules.
  void add(const NameRules& rules) { add(rules.words(), kRuleWord); }

  /// Sets the marks of a piece that is no plain word, and its word_kind.
  void mark(Piece& piece) const;

  /// Sets all of the pieces of plain words but where they stand.
  void read(const PlainWords& words) const { read(words, most_at_once()); }
  /// The same with 8, 4 or 1 at once.
  void read(const PlainWords& words, std::size_t at_once) const;
  /// How many the processor can do.
  static std::size_t most_at_once();

  /// A piece of one mark of ASCII, but for its place.
  Piece piece_of(unsigned char mark) const {
    Piece piece{{}, kCharacterHashes[mark]};
    const Marks marks = marks_of_word(piece.hash, Shape::Lower, 0);
    piece.marks = marks.marks | (mark == '(' ? kBracket : 0);
    piece.word_kind = marks.word_kind;
    return piece;
  }

  struct Marks {
    std::uint8_t marks;
    std::uint16_t word_kind;
  };
  /// Those of a word. No jumps, which nobody could foresee.
  Marks marks_of_word(std::uint64_t hash, Shape shape, std::uint32_t size) const {
    const unsigned entry = words_[WordPairs::slot_of(hash, shape == Shape::Upper)];
    const unsigned which = static_cast<unsigned>(shape) * 2 + (size >= 4);
    return {static_cast<std::uint8_t>(entry << kWordMarks | kMarksOfShapes >> (8 * which)),
            static_cast<std::uint16_t>(entry >> kWordMarks)};
  }

 private:
  static constexpr unsigned kWordMarks = 4;  ///< the upper marks, which depend on the word alone
  /// All words with a capital may begin a listed name: they are few, and the lists hold most of them.
  static constexpr unsigned kAnyList = kListedStart | kUserListedStart, kOfCapitals = kCapital | kAnyList;
  /// The lower marks of short and long words of each shape, a byte each: a shift is no jump.
  static constexpr std::uint64_t kMarksOfShapes = [] {
    std::uint64_t marks = 0;
    for (const Shape shape : {Shape::Lower, Shape::Title, Shape::Upper, Shape::Mixed}) {
      const std::uint64_t capital = shape == Shape::Lower ? 0 : kOfCapitals;
      const std::uint64_t long_word = capital | kLongWord | (capital ? kLongCapital : 0);
      marks |= (capital | long_word << 8) << (16 * static_cast<unsigned>(shape));
    }
    return marks;
  }();
  static_assert(WordPairs::kMostKinds << kWordMarks == 1 << 16);

  void add(const WordBits& words, Mark mark);
  void read_one_by_one(const PlainWords& words, std::size_t first) const;
  /// Read the first words and give their number, a multiple of how many they read at once.
  template <int count>
  std::size_t read_lanes(const PlainWords& words) const;
  std::size_t read_fours(const PlainWords& words) const;   ///< with AVX2
  std::size_t read_eights(const PlainWords& words) const;  ///< with AVX-512

  /// What the pieces of each slot are, in one look: the kind, and below it the marks of words. Behind the
  /// last slot something may be read.
  std::array<std::uint16_t, WordPairs::kSlots + 2> words_;
  std::uint16_t digits_ = 0;  ///< the same of all numbers
};

/// split_pieces with marks.
void split_pieces(std::string_view text, const std::vector<Token>& tokens, const Marker& marker,
                  std::vector<Piece>& pieces);

/// The marks of pieces as PieceSet::fill wants them. Memory stays.
void collect_marks(const std::vector<Piece>& pieces, std::vector<std::uint8_t>& marks);

}  // namespace textmill::entity_tagger
