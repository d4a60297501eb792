#include "marker.hpp"

#include <gmock/gmock.h>

#include <map>
#include <string>

#include "builtin_grammars.hpp"

namespace textmill::entity_tagger {
namespace {

TEST(Marker, TellsWhatMayBeginWithAPiece) {
  const BuiltinGrammars grammars("en");
  Gazetteer list("list", CaseMode::Smart);
  std::vector<std::string> labels, warnings;
  list.add_list("Oslo\tLOCATION\nvan Gogh\tPERSON\n", "list.tsv", "MISC", labels, warnings);
  Marker marker(grammars.grammar_of("en"));
  marker.add(list, kListedStart);
  Gazetteer numbers("numbers", CaseMode::Smart);
  numbers.add_list("49 ers\n", "numbers.tsv", "MISC", labels, warnings);
  marker.add(numbers, kUserListedStart);
  const std::string_view text = "Oslo van DER walks in 12 EU, 49";
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), marker, pieces);
  const std::vector<int> want = {
      kCapital | kLongWord | kLongCapital | kListedStart | kUserListedStart,  // Oslo
      kListedStart,                                                           // van
      kCapital | kListedStart | kUserListedStart,                             // DER
      kLongWord,                                                              // walks
      kNumberStart,                                                           // in
      kNumberStart,                                                           // 12
      kCapital | kListedStart | kUserListedStart,                             // EU
      0,                                                                      // ,
      kNumberStart | kUserListedStart};                                       // 49
  ASSERT_EQ(pieces.size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i)
    EXPECT_EQ(pieces[i].marks, want[i]) << text_of(text, pieces[i].span);
}

TEST(WordPairs, TellApartWordsThatShareASlot) {
  const BuiltinGrammars grammars("en");
  const Grammar& english = *grammars.grammar_of("en");
  const Marker marker(&english);
  const auto known = [&](const std::string& word) {
    std::vector<Piece> pieces;
    split_pieces(word, plain_tokens(word), marker, pieces);
    if (pieces[0].word_kind == WordPairs::kOther) return std::string("other");
    return std::string(english.pairs().knows(pieces[0]) ? "known" : "shares a slot");
  };
  for (const std::string word : {"in", "the", "May", "million", "hundred", "12", "3.5", "-"})
    EXPECT_EQ(known(word), "known") << word;
  std::map<std::string, int> of_invented;
  for (int i = 0; i < 2000; ++i) {
    std::string word = "zq";
    for (int rest = i; rest != 0; rest /= 20) word += static_cast<char>('a' + rest % 20);
    ++of_invented[known(word)];
  }
  EXPECT_GT(of_invented["shares a slot"], 100);
  EXPECT_LT(of_invented["known"], of_invented["shares a slot"] / 10);
}

TEST(Marker, LeavesThePiecesAsTheyAre) {
  const Marker marker(nullptr);
  for (const std::string_view text : {"Gen. Munir\u2019s 3bn, \u201cso\u201d U.S. #Oslo and #x",
                                      "antidisestablishmentarianism \u00c9lys\u00e9e isn't 'it'",
                                      "A I. Mrs. Corp.", "5 o'clock; USD50 MH370 a\u2013b", "x"}) {
    std::vector<Piece> plain, marked;
    split_pieces(text, plain_tokens(text), plain);
    split_pieces(text, plain_tokens(text), marker, marked);
    ASSERT_EQ(marked.size(), plain.size()) << text;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_EQ(marked[i].span, plain[i].span) << text;
      EXPECT_EQ(marked[i].hash, plain[i].hash) << text;
      EXPECT_EQ(marked[i].shape, plain[i].shape) << text;
      EXPECT_EQ(marked[i].kind, plain[i].kind) << text;
      EXPECT_EQ(marked[i].glued, plain[i].glued) << text;
    }
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
