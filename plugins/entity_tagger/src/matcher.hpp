// Matches the rules of a Grammar at one place of a text.
#pragma once

#include <map>
#include <span>

#include "branch_rows.hpp"
#include "grammar.hpp"
#include "piece_set.hpp"

namespace textmill::entity_tagger {

class Matcher {
 public:
  /// Takes up a document; all of them must stay while its expressions are looked for. `pieces` know their
  /// word_kind, and `starts` has those where an expression may begin; those where none can because of the
  /// piece behind are dropped from it. Buffers stay from document to document; one thread at a time.
  void read(const Grammar& grammar, std::string_view text, const std::vector<Piece>& pieces,
            PieceSet& starts);

  /// Takes up a sentence, pieces [begin, end).
  void open(std::uint32_t begin, std::uint32_t end);

  /// Appends the expression that begins at a piece of the sentence; gives the end of what was matched, which
  /// may be none, and `at` if nothing was. Time is linear in the length of the sentence for all its pieces.
  std::uint32_t match_at(std::uint32_t at, std::vector<Match>& matches);

 private:
  static constexpr std::uint32_t kNoPlace = 0xFFFFFFFF, kUnknown = 0xFFFFFFFF, kUnseen = 0xFFFFFFFE,
                                 kNoMemo = 0xFFFFFFFF;

  using Element = Grammar::Element;
  struct Sides {  ///< of a range; one that is none has the first
    Values &first, &second;
  };
  struct Word {  ///< of the grammar
    std::uint32_t end = 0;
    std::uint32_t spelling = 0;
  };
  struct Longest {  ///< match from a place: the first of the rules that reach farthest
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  ///< 0: none
    std::uint32_t rule = 0;
  };
  struct Number {
    std::uint32_t end = 0;
    double value = 0;
  };
  struct Memo {  ///< what a block finds at a place
    std::uint32_t block = 0;
    std::uint32_t next = kNoMemo;  ///< of the same place
    Longest longest;
  };
  struct Place {  ///< a piece that a rule may start with
    ClassSet classes;
    std::uint32_t row = kUnknown;  ///< branches that may match here, as an index into rows_
    std::uint32_t first_word = 0, word_end = 0;
    std::uint32_t memo = kNoMemo;            ///< the first of a list
    std::uint32_t digits = Grammar::kNoSet;  ///< the set of the kind of its digits
    Number number = {kUnknown, 0};
  };

  void take_up(const Grammar& grammar);
  std::uint32_t find_place(std::uint32_t at);
  bool stands_before(std::uint32_t word_class, std::uint32_t at);
  template <class Use>
  void each_start(std::uint32_t at, Use use);
  /// The branches of roots that may match at a place, as a row of bits.
  const std::uint64_t* branches_at(std::uint32_t at);
  bool ends_an_identifier(std::uint32_t at) const;

  // First the longest match by the trees, without values; then the values of the one rule that is kept.
  bool may_match(std::uint32_t root, std::uint32_t at);
  Longest from_root(std::uint32_t root, std::uint32_t at);
  void take(std::uint32_t branch, std::uint32_t at, Longest& longest);
  void go_on(const Grammar::Node& node, std::uint32_t at, Longest& longest);
  Longest block_at(std::uint32_t id, std::uint32_t at);
  /// Elements: those of a rule from some element on.
  using Elements = std::span<const Element>;
  std::uint32_t sequence_end(Elements elements, std::uint32_t at);
  std::uint32_t element_end(Elements elements, std::uint32_t at);
  std::uint32_t one_end(const Element& element, std::uint32_t at);
  void read_sequence(const Grammar::Rule& rule, std::uint32_t at, std::uint32_t end, const Sides& sides);
  std::uint32_t read_element(Elements elements, std::uint32_t at, std::uint32_t end, const Sides& sides);
  void read_word(const Element& element, const Grammar::Entry& entry, Values& target) const;
  std::uint32_t read_block(std::uint32_t id, std::uint32_t at, const Sides& sides);

  bool digit_form(const Element& element, std::uint32_t at, Values& target) const;
  bool digits(const Element& element, std::uint32_t at, double& value) const;
  Number number_at(std::uint32_t at);
  std::uint32_t read_number(std::uint32_t at, double& value);
  bool is_minus(std::uint32_t at) const;
  std::uint32_t number_in_digits(std::uint32_t at, double& value);
  std::uint32_t number_in_words(std::uint32_t at, double& value);
  std::uint32_t spaced_groups(std::uint32_t at, double& value) const;
  std::uint32_t year_in_words(std::uint32_t at, double& year);
  std::uint32_t fraction(std::uint32_t at, double& value) const;
  std::uint32_t scales(std::uint32_t at, double& value);
  std::uint32_t scaled(std::uint32_t at, double& value);
  std::uint32_t spoken_decimals(std::uint32_t at, double& value);
  std::uint32_t and_a_half(std::uint32_t at, double unit, double& value);
  bool value_of(std::uint32_t at, int number_class, double& value, std::uint32_t& end);

  Place* place_at(std::uint32_t at) {
    if (at >= end_ || pieces_[at].word_kind == WordPairs::kOther) return nullptr;
    std::uint32_t& which = place_of_[at - begin_];
    if (which == kUnseen) which = find_place(at);
    return which == kNoPlace ? nullptr : &places_[which];
  }
  /// Calls `use(end, entry)` for the words of a class that start at `at`.
  template <class Use>
  void each_word(std::uint32_t at, std::uint32_t word_class, Use use) {
    const Place* place = place_at(at);
    if (!place || !place->classes.has(ClassSet::member(word_class))) return;
    for (std::uint32_t w = place->first_word; w < place->word_end; ++w) {
      const Grammar::Spelling& spelling = grammar_->spellings_[words_[w].spelling];
      for (std::uint32_t i = spelling.entry; i < spelling.entry_end; ++i) {
        const Grammar::Entry& entry = grammar_->entries_[i];
        if (grammar_->entry_classes_[i] == word_class && (!entry.upper || pieces_[at].shape == Shape::Upper))
          use(words_[w].end, entry);
      }
    }
  }
  std::string_view written(std::uint32_t at) const { return text_of(text_, pieces_[at].span); }
  bool is_mark(std::uint32_t at, char mark) const {
    return at < end_ && pieces_[at].span.size() == 1 && text_[pieces_[at].span.begin] == mark;
  }
  bool glued(std::uint32_t at) const { return at > begin_ && at < end_ && pieces_[at].glued; }

  const Grammar* grammar_ = nullptr;
  std::map<const Grammar*, BranchRows> rows_of_;
  BranchRows* branch_rows_ = nullptr;  ///< of the grammar
  ClassSet number_starts_;             ///< words that a number in words may begin with
  std::string_view text_;
  const Piece* pieces_ = nullptr;
  std::uint32_t begin_ = 0, end_ = 0;
  std::vector<std::uint32_t> place_of_;  ///< index of the place of each piece
  std::vector<Place> places_;
  std::vector<Word> words_;
  std::vector<Memo> memo_;
  std::vector<std::uint64_t> rows_;
};

}  // namespace textmill::entity_tagger
