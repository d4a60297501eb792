// Grammars of numbers, dates and money, read from data: one file per language, no language in the code.
//
// A grammar file has settings, word classes and rules:
//
//   language en
//   [class month]
//   january|jan. = 1
//   [class unit]
//   kilometre|km = 1000 m            # a factor and the unit it leads to
//   [class code upper]               # words that count in capitals only
//   USD = USD
//   [rules]
//   date: month #1-31:day ","? #1000-2999:year
//   DATE day-month: date
//   MONEY amount: num currency
//   [common rules]                   # those of data/common.grammar, about classes this file has
//
// A rule named in lower case is a building block; one that starts with a label of the layer makes
// entities, one that starts with NONE matches what is none ("one of"). Elements of a rule:
//   month          a word of that class, or a building block; it hands over its fields
//   "of|in"        one of these words
//   num            a number in digits or words, with its scale ("2.12 trillion")
//   yearwords      a year in words, "nineteen ninety six"
//   #1-31          a number written in digits, in this range; ## two digits, #### four
//   element:field  puts the element's value into that field
//   element?       may be missing
//   #.##           an hour and its minutes, 8.30; ##.## a day of a month, 23.04; ##.##.#### a day, 23.4.2022;
//                  ######## a day, 20220423
//   !element       matched, but its fields are not taken
//   ~element       without white space before it
//   <"of|in"       one of these words stands before the match, which starts behind it
//   >element       its fields describe the end of a range
//   => half=1      sets fields when the rule matches; amount=inf: several, PXY as a duration
//
// At a place the longest match counts, and of equally long ones the rule that stands first.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "digits.hpp"
#include "entity.hpp"
#include "flat_array.hpp"
#include "name_trie.hpp"
#include "piece.hpp"
#include "word_pairs.hpp"

namespace textmill::entity_tagger {

/// What a match knows. Missing fields are not set.
enum class Field : std::uint8_t {
  Amount,
  Factor,
  Year,
  Month,
  Day,
  Weekday,
  Hour,
  Minute,
  Second,
  Ampm,
  Part,
  Season,
  Quarter,
  Half,
  Decade,
  Century,
  Week,
  Offset,
  Count,
  Now,
  Every,
  Edge,
  Range,  ///< of amounts: from the first values to the second
  Unset,
};
inline constexpr std::size_t kFields = static_cast<std::size_t>(Field::Unset);

struct Values {
  std::uint32_t set = 0;  ///< bit per field
  std::array<double, kFields> value{};
  std::string_view code;  ///< currency, unit or time unit; lives in the grammar

  bool has(Field field) const { return set >> static_cast<unsigned>(field) & 1u; }
  double get(Field field, double missing = 0) const {
    return has(field) ? value[static_cast<std::size_t>(field)] : missing;
  }
  void put(Field field, double number) {
    set |= 1u << static_cast<unsigned>(field);
    value[static_cast<std::size_t>(field)] = number;
  }
  /// Takes over the fields of `other`, which win.
  void merge(const Values& other);
};

/// A set of word classes, of kinds of digits (see digits.hpp), and of numbers in digits or words.
class ClassSet {
 public:
  static constexpr std::uint32_t kNumber = 255, kDigits = kNumber - kDigitKindCount, kOthers = kDigits - 1;
  ClassSet() = default;
  explicit ClassSet(std::uint32_t id) { add(id); }
  /// The member a word class is: those beyond the 238th share one, which costs time but no match.
  static std::uint32_t member(std::uint32_t word_class) { return std::min(word_class, kOthers); }
  void add(std::uint32_t id) { bits_[id / 64] |= 1ull << (id % 64); }
  void add(const ClassSet& other) {
    for (std::size_t i = 0; i < 4; ++i) bits_[i] |= other.bits_[i];
  }
  void remove(std::uint32_t id) { bits_[id / 64] &= ~(1ull << (id % 64)); }
  bool has(std::uint32_t id) const { return bits_[id / 64] >> (id % 64) & 1; }
  bool overlaps(const ClassSet& other) const {
    return ((bits_[0] & other.bits_[0]) | (bits_[1] & other.bits_[1]) | (bits_[2] & other.bits_[2]) |
            (bits_[3] & other.bits_[3])) != 0;
  }
  bool empty() const { return (bits_[0] | bits_[1] | bits_[2] | bits_[3]) == 0; }
  friend auto operator<=>(const ClassSet&, const ClassSet&) = default;
  /// Calls `use(id)` for each member.
  template <class Use>
  void each(Use use) const {
    for (std::uint32_t i = 0; i < 4; ++i) {
      for (std::uint64_t rest = bits_[i]; rest; rest &= rest - 1)
        use(64 * i + static_cast<std::uint32_t>(std::countr_zero(rest)));
    }
  }

 private:
  std::array<std::uint64_t, 4> bits_{};
};

struct Match {
  std::uint32_t begin = 0, end = 0;  ///< pieces
  Label label = Label::Cardinal;
  std::string_view source;  ///< "rule:" and the name of the rule
  Values first;             ///< the match, or the start of a range
  Values second;            ///< the end of a range
};

class Grammar {
 public:
  /// Reads a grammar. Throws textmill::Error naming `name`, the line and what is wrong.
  /// `shared` is read first: classes that do not depend on the language. `common` are the rules of several
  /// languages, read where the text says so.
  Grammar(std::string_view text, const std::string& name, std::string_view shared = {},
          std::string_view common = {});
  /// The grammar that image() was made of: at once, for the price of a look. See ImageReader.
  explicit Grammar(std::string_view image);
  std::string image() const;

  /// Short words by which the language is recognised; 0 to 1: their share in the pieces.
  double likeness(const std::vector<Piece>& pieces) const;

  std::string_view language() const { return {language_.data(), language_.size()}; }
  /// What pieces are to the grammar.
  const WordPairs& pairs() const { return pairs_; }
  /// Word classes, each literal of a rule being one.
  std::size_t class_count() const { return class_fields_.size(); }

 private:
  friend class GrammarReader;
  friend class BranchRows;
  friend class GrammarCompiler;
  friend struct GrammarDraft;
  friend class Matcher;

  /// A part of texts_.
  struct Text {
    std::uint32_t begin = 0, size = 0;
  };
  struct Entry {  ///< a word of a class
    std::uint64_t value_bits = 0;
    Text code;
    std::uint32_t has_value = 0;
    std::uint32_t upper = 0;  ///< only in capitals

    double value() const { return std::bit_cast<double>(value_bits); }
  };
  struct Spelling {  ///< of words: its entries, one for each class it is in
    std::uint32_t entry = 0, entry_end = 0;
    std::uint32_t set = 0, upper_set = 0;        ///< of entries that count in any case; of all; in sets_
    std::uint32_t number = 0, upper_number = 0;  ///< 1 if numbers begin with it
  };
  struct Element {
    enum class Kind : std::uint8_t { Class, Block, Number, Digits, YearWords };

    std::uint32_t id = 0;  ///< of the class or block
    std::int32_t low = 0, high = 0;
    std::int16_t digits = 0;
    Kind kind = Kind::Class;
    Field field = Field::Unset;
    bool optional = false, glued = false, second = false, silent = false;

    /// True if both match the same, whatever becomes of it.
    bool matches_like(const Element& o) const {
      return kind == o.kind && id == o.id && low == o.low && high == o.high && digits == o.digits &&
             glued == o.glued;
    }
  };
  /// Sets a field when a rule matches.
  struct Action {
    std::uint64_t value_bits = 0;
    std::uint64_t field = 0;
  };
  struct Rule {
    std::uint32_t element = 0, element_end = 0;
    std::uint32_t action = 0, action_end = 0;
    Text source;  ///< "rule:day-month"
    std::uint16_t label = 0;
    std::uint16_t emits = 1;
  };
  /// Rules merged by what they begin with, so that what many share is looked at once. An element that may be
  /// missing makes two ways.
  struct Node {
    std::uint32_t branch = 0, ending = 0;     ///< the first of each
    std::uint16_t branches = 0, endings = 0;  ///< those that lead on from here; rules that end here
    std::uint16_t first = 0, unused = 0;      ///< what the branches may begin with, in firsts_
  };
  /// The node behind it has the same number.
  struct Branch {
    Element element;
    std::uint16_t first = 0, unused = 0;  ///< what the element may begin with, in firsts_
  };
  struct Ending {
    std::uint32_t rule = 0;
    std::uint32_t before = NameTrie::kNoValue;
  };
  /// The branches of a root: words [begin, end) of a row of bits, zero elsewhere.
  struct Root {
    std::uint32_t begin = 0, end = 0;
  };
  static constexpr std::uint32_t kTopRoot = 0;  ///< of the rules that make entities; then come the blocks'
  /// A branch of a root, and how it may go on behind a word of some class, where a number counts as one.
  struct Beginning {
    std::uint16_t second = 0, third = 0;  ///< what the next words may be, as columns of follows_
    std::uint16_t branch = 0;
    std::uint8_t one = 0, two = 0;  ///< it may end with the first or the second word
  };

  template <class Self, class Image>
  static void pass(Self& self, Image& image);
  char decimal() const { return static_cast<char>(decimal_); }
  std::string_view text(Text part) const { return {texts_.data() + part.begin, part.size}; }
  std::span<const Beginning> beginnings_of(std::uint32_t word_class) const {
    return {beginnings_.data() + beginning_starts_[word_class],
            beginnings_.data() + beginning_starts_[word_class + 1]};
  }
  /// A bit for each set of classes that words may be to go on: it overlaps the set of number `set`.
  const std::uint64_t* follows_of(std::uint32_t set) const { return follows_.data() + set * follow_words_; }
  std::span<const Element> elements_of(const Rule& rule) const {
    return {elements_.data() + rule.element, elements_.data() + rule.element_end};
  }
  std::span<const Action> actions_of(const Rule& rule) const {
    return {actions_.data() + rule.action, actions_.data() + rule.action_end};
  }
  const std::uint64_t* bits_of(std::uint32_t root) const { return root_bits_.data() + root * row_words_; }

  FlatArray<char> language_;
  std::uint64_t decimal_ = '.';
  FlatArray<char> texts_;
  FlatArray<Field> class_fields_;
  FlatArray<Spelling> spellings_;
  FlatArray<Entry> entries_;
  FlatArray<std::uint32_t> entry_classes_;  ///< of the entries: what is looked through
  NameTrie words_;
  WordPairs pairs_;
  FlatArray<Rule> rules_;
  FlatArray<Element> elements_;
  FlatArray<Action> actions_;
  FlatArray<Node> nodes_;
  FlatArray<Branch> branches_;   ///< those of roots first
  FlatArray<Ending> endings_;    ///< of a node, the first to win first
  FlatArray<ClassSet> firsts_;   ///< what nodes and branches may begin with; few, so that they stay at hand
  std::uint64_t row_words_ = 0;  ///< of a bit for each branch of a root
  FlatArray<Root> roots_;
  FlatArray<std::uint64_t> root_bits_;  ///< a row for each
  /// Classes that words have together. The first is empty, then come the kinds of digits, then kNumber.
  FlatArray<ClassSet> sets_;
  static constexpr std::uint32_t kNoSet = 0, kDigitSets = 1, kNumberSet = kDigitSets + kDigitKindCount;
  std::uint64_t follow_words_ = 0;
  FlatArray<std::uint64_t> follows_;           ///< a row for each of the sets
  FlatArray<Beginning> beginnings_;            ///< by class
  FlatArray<std::uint32_t> beginning_starts_;  ///< of each class, and behind the last
  FlatArray<std::uint64_t> markers_;
  FlatArray<std::uint32_t> num_classes_;  ///< classes the number words use, see kNumberClasses
};

}  // namespace textmill::entity_tagger
