#include "piece.hpp"

#include <gmock/gmock.h>

namespace textmill::entity_tagger {
namespace {

std::string pieces_of(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<Piece> pieces;
  split_pieces(text, tokens, pieces);
  std::string line;
  for (const Piece& piece : pieces)
    line += (line.empty() ? "" : "|") + std::string(text_of(text, piece.span));
  return line;
}

/// The first piece of `text` and what is behind it.
Piece first_piece(const std::string& text) {
  std::vector<Piece> pieces;
  split_pieces(text, {Token{{0, static_cast<std::uint32_t>(text.size())}}}, pieces);
  return pieces.at(0);
}

TEST(SplitPieces, ReadsAWordAlikeAtTheEndOfTheTextAndBeforeMuchText) {
  for (const char* word :
       {"a", "I", "US", "word", "Title", "iPhone", "McDonald", "eightlet", "ninetters", "fifteen-letters",
        "fifteenletterss", "SIXTEENLETTERSSS", "Corp.", "corp.", "co.", "end."}) {
    const Piece alone = first_piece(word), before = first_piece(word + std::string(" and many more words"));
    EXPECT_EQ(alone.span, before.span) << word;
    EXPECT_EQ(alone.hash, before.hash) << word;
    EXPECT_EQ(alone.shape, before.shape) << word;
    EXPECT_EQ(alone.kind, before.kind) << word;
  }
}

TEST(SplitPieces, TakesApartWhatNamesAndNumbersNeedApart) {
  struct Row {
    std::string_view text, want;
  };
  for (const Row& row : {
           Row{"Pakistan’s army", "Pakistan|’s|army"},
           Row{"the U.S. and U.S–China", "the|U.S.|and|U.S|–|China"},
           Row{"3bn, $3.5m", "3|bn|,|$|3.5|m"},
           Row{"1990s on MH370", "1990|s|on|MH370"},
           Row{"Mr. J. Smith of Acme Corp.", "Mr.|J.|Smith|of|Acme|Corp."},
           Row{"O’Brien didn't", "O’Brien|didn't"},
           Row{"d'avril à l’été, qu'une", "d'|avril|à|l’|été|,|qu'|une"},
           Row{"D'Angelo, l'Oréal", "D'Angelo|,|l'Oréal"},
           Row{"‘frenemy,’ he", "‘|frenemy|,|’|he"},
           Row{"at https://a.example/b, now", "at|https://a.example/b|,|now"},
           Row{"ends here.", "ends|here|."},
           Row{"", ""},
       }) {
    EXPECT_EQ(pieces_of(row.text, plain_tokens(row.text)), row.want) << row.text;
  }
}

TEST(SplitPieces, WritesOverWhatWasThereBefore) {
  const std::string longer(300, '-');
  std::vector<Piece> used;
  for (const std::string& text : {longer, std::string("Anna’s car"), std::string(), longer + " and Corp.",
                                  std::string("(it) costs 5,000 in St. Ives")}) {
    split_pieces(text, plain_tokens(text), used);
    std::vector<Piece> fresh;
    split_pieces(text, plain_tokens(text), fresh);
    ASSERT_EQ(used.size(), fresh.size()) << text;
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      EXPECT_EQ(used[i].span, fresh[i].span) << text;
      EXPECT_EQ(used[i].hash, fresh[i].hash) << text;
      EXPECT_EQ(used[i].glued, fresh[i].glued) << text;
      EXPECT_EQ(used[i].sentence_start, fresh[i].sentence_start) << text;
    }
  }
}

TEST(SplitPieces, DoesNotDependOnHowFineTheTokensAre) {
  const std::string_view text = "U.S. Pakistan’s";
  const std::vector<Token> fine = {{{0, 3}}, {{3, 4}}, {{5, 13}}, {{13, 17}}};
  EXPECT_EQ(pieces_of(text, fine), pieces_of(text, plain_tokens(text)));
}

TEST(FoldCase, KeepsTheLengthOfEveryScript) {
  struct Row {
    std::string_view text, want;
  };
  for (const Row& row : {Row{"ABCz", "abcz"}, Row{"ÉCOLE Ğ", "école ğ"}, Row{"ΑΩ", "αω"},
                         Row{"МОСКВА Ё", "москва ё"}, Row{"中文", "中文"}, Row{"İ", "İ"}}) {
    std::string folded;
    fold_case(row.text, folded);
    EXPECT_EQ(folded, row.want);
    EXPECT_EQ(folded.size(), row.text.size());
    EXPECT_EQ(hash_folded(row.text), hash_folded(row.want)) << row.text;
  }
}

TEST(Shape, TellsHowAWordIsWritten) {
  struct Row {
    std::string_view text;
    Shape want;
  };
  for (const Row& row : {Row{"word", Shape::Lower}, Row{"Word", Shape::Title}, Row{"WORD", Shape::Upper},
                         Row{"HomeWorld", Shape::Mixed}, Row{"Été", Shape::Title}, Row{"A", Shape::Title}}) {
    std::vector<Piece> pieces;
    split_pieces(row.text, plain_tokens(row.text), pieces);
    ASSERT_EQ(pieces.size(), 1u) << row.text;
    EXPECT_EQ(pieces[0].shape, row.want) << row.text;
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
