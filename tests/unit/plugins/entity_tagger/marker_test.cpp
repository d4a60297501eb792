#include "marker.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <tuple>

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

void expect_alike(const Piece& a, const Piece& b) {
  EXPECT_EQ(a.span, b.span);
  EXPECT_EQ(a.hash, b.hash);
  EXPECT_EQ(std::tie(a.kind, a.shape, a.glued, a.sentence_start, a.marks, a.word_kind),
            std::tie(b.kind, b.shape, b.glued, b.sentence_start, b.marks, b.word_kind));
}

TEST(Marker, ReadsWordsSideBySideAsItDoesOneByOne) {
  const BuiltinGrammars grammars("en");
  const Marker marker(grammars.grammar_of("en"));
  constexpr std::string_view kWords[] = {"in", "May", "MAY", "million", "March", "a",      "I",
                                         "US", "of",  "the", "January", "NATO",  "iPhone", "Acknowledgments"};
  std::mt19937 random(11);
  for (std::size_t count = 0; count <= PlainWords::kMost; ++count) {
    std::vector<Piece> side_by_side(count), one_by_one(count);
    PlainWords words;
    words.count = count;
    for (std::size_t i = 0; i < count; ++i) {
      std::string word(kWords[random() % std::size(kWords)]);
      if (random() % 4 == 0) word = word.substr(0, 1 + random() % word.size());
      if (random() % 8 == 0) word[random() % word.size()] ^= 0x20;
      const std::string behind = word + " ,x9\xC3\xA9 and more letters";
      std::copy_n(behind.data(), 16, words.text[i]);
      const LetterRun letters = letters_at(words.text[i]);
      ASSERT_EQ(letters.size, word.size());
      words.size[i] = letters.size;
      words.no_small[i] = letters.no_small;
      words.glued[i] = random() % 2;
      const auto begin = static_cast<std::uint32_t>(random() % 1000);
      one_by_one[i].span = {begin, begin + letters.size};
      words.piece[i] = &one_by_one[i];
    }
    marker.read(words, 1);
    for (const std::size_t at_once : {4u, 8u}) {
      if (at_once > Marker::most_at_once()) break;
      for (std::size_t i = 0; i < count; ++i) {
        side_by_side[i] = {};
        side_by_side[i].span = one_by_one[i].span;
        words.piece[i] = &side_by_side[i];
      }
      marker.read(words, at_once);
      for (std::size_t i = 0; i < count; ++i) expect_alike(side_by_side[i], one_by_one[i]);
    }
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
