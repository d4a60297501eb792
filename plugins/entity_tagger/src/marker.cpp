#include "marker.hpp"

#include <algorithm>

#include "splitter.hpp"
#include "word_hash.hpp"

namespace textmill::entity_tagger {
namespace {

/// Splitter's pieces with their marks.
class MarkedPieces {
 public:
  MarkedPieces(const Marker& marker, std::vector<Piece>& pieces) : marker_(marker), pieces_(pieces) {}

  void add(Piece piece) {
    marker_.mark(piece);
    pieces_.push_back(piece);
  }
  void add_word(Span span, std::uint64_t hash, Shape shape, bool glued) {
    const Marker::Marks marks = marker_.marks_of_word(hash, shape, span.size());
    pieces_.push_back({span, hash, PieceKind::Word, shape, glued, false, marks.marks, marks.word_kind});
  }
  void lengthen() {
    ++pieces_.back().span.end;
    marker_.mark(pieces_.back());
  }
  const Piece* last() const { return pieces_.empty() ? nullptr : &pieces_.back(); }

 private:
  const Marker& marker_;
  std::vector<Piece>& pieces_;
};

}  // namespace

Marker::Marker(const Grammar* grammar) : words_{} {
  if (!grammar) return;
  const WordPairs& pairs = grammar->pairs();
  const auto entry_of = [&](WordPairs::Kind kind) {
    const unsigned start = pairs.may_begin(kind) ? kNumberStart : 0;
    return static_cast<std::uint16_t>(kind << kWordMarks | start >> kWordMarks);
  };
  for (std::uint32_t slot = 0; slot < WordPairs::kSlots; ++slot) words_[slot] = entry_of(pairs.kind_at(slot));
  digits_ = entry_of(WordPairs::kDigits);
}

void Marker::add(const WordBits& words, Mark mark) {
  static_assert(WordBits::kBits % WordPairs::kSlots == 0, "the end of a hash tells its slot");
  words.each([&](std::uint32_t hash_end) {
    for (const bool upper : {false, true})
      words_[WordPairs::slot_of(hash_end, upper)] |= static_cast<std::uint16_t>(mark >> kWordMarks);
  });
}

void Marker::mark(Piece& piece) const {
  const bool is_word = piece.kind == PieceKind::Word;
  const Marks of_word = marks_of_word(piece.hash, piece.shape, is_word ? piece.span.size() : 0);
  unsigned marks = of_word.marks;
  piece.word_kind = of_word.word_kind;
  if (piece.kind == PieceKind::Number) {
    marks = (marks & ~unsigned{kNumberStart}) | (digits_ << kWordMarks & kNumberStart);
    piece.word_kind = static_cast<std::uint16_t>(digits_ >> kWordMarks);
  }
  if (piece.kind == PieceKind::Opaque) marks |= kAnyList;
  if (piece.hash == kCharacterHashes['(']) marks |= kBracket;
  piece.marks = static_cast<std::uint8_t>(marks);
}

void split_pieces(std::string_view text, const std::vector<Token>& tokens, const Marker& marker,
                  std::vector<Piece>& pieces) {
  pieces.clear();
  pieces.reserve(tokens.size() + tokens.size() / 8);
  MarkedPieces marked(marker, pieces);
  Splitter<MarkedPieces> splitter(text, marked);
  for (const Token& token : tokens) splitter.add(token);
}

void collect_marks(const std::vector<Piece>& pieces, std::vector<std::uint8_t>& marks) {
  marks.resize(pieces.size() / 64 * 64 + 64);
  // A mark might be anything to a compiler, even the place where the next goes, if that were no local.
  std::uint8_t* next = marks.data();
  for (const Piece *piece = pieces.data(), *end = piece + pieces.size(); piece != end; ++piece)
    *next++ = piece->marks;
  std::fill(next, marks.data() + marks.size(), 0);
}

}  // namespace textmill::entity_tagger
