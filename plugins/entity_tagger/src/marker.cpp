#include "marker.hpp"

#include <algorithm>

#include "splitter.hpp"

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

const WordPairs& no_words() {
  static const WordPairs kNoWords = [] {
    WordPairs words;
    words.make_slots();
    return words;
  }();
  return kNoWords;
}

}  // namespace

Marker::Marker(const Grammar* grammar) : pairs_(grammar ? grammar->pairs() : no_words()) {}

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
  for (std::size_t i = 0; i < pieces.size(); ++i) marks[i] = pieces[i].marks;
  std::fill(marks.begin() + static_cast<std::ptrdiff_t>(pieces.size()), marks.end(), 0);
}

}  // namespace textmill::entity_tagger
