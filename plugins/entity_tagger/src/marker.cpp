#include "marker.hpp"

#include <algorithm>

#include "splitter.hpp"
#include "textmill/text/processor.hpp"
#include "word_hash.hpp"

namespace textmill::entity_tagger {

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

std::size_t Marker::most_at_once() {
  static const std::size_t kMost = text::processor_has_avx512_dq() ? 8 : text::processor_has_avx2() ? 4 : 1;
  return kMost;
}

void Marker::read(const PlainWords& words, [[maybe_unused]] std::size_t at_once) const {
  std::size_t done = 0;
#ifdef __x86_64__
  if (at_once == 8) done = read_eights(words);
  if (at_once == 4) done = read_fours(words);
#endif
  read_one_by_one(words, done);
}

void Marker::read_one_by_one(const PlainWords& words, std::size_t first) const {
  for (std::size_t i = first; i < words.count; ++i) {
    Piece& piece = *words.piece[i];
    const Shape shape = words.letters_of(i).shape();
    piece = {piece.span, words.hash_of(i), PieceKind::Word, shape, words.glued[i] != 0, false};
    const Marks marks = marks_of_word(piece.hash, shape, words.size[i]);
    piece.marks = marks.marks;
    piece.word_kind = marks.word_kind;
  }
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
  pieces.reserve(tokens.size() + tokens.size() / 8);
  Splitter<Marker>(text, marker, pieces).add(tokens);
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
