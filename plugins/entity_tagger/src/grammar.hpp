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
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "digits.hpp"
#include "entity.hpp"
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
  /// `shared` is read first: classes that do not depend on the language.
  Grammar(std::string_view text, const std::string& name, std::string_view shared = {});

  /// Short words by which the language is recognised; 0 to 1: their share in the pieces.
  double likeness(const std::vector<Piece>& pieces) const;

  const std::string& language() const { return language_; }

 private:
  friend class GrammarReader;
  friend class BranchRows;
  friend class GrammarCompiler;
  friend class Matcher;

  struct Entry {  ///< a word of a class
    std::uint32_t word_class = 0;
    bool has_value = false;
    bool upper = false;  ///< only in capitals
    double value = 0;
    std::string code;
  };
  struct Spelling {  ///< of words: its entries, one for each class it is in
    std::vector<Entry> entries;
    std::vector<std::uint32_t> entry_classes;       ///< of the entries: what is looked through
    std::uint64_t first_hash = 0, second_hash = 0;  ///< of its pieces; 0: there is but one
    ClassSet classes;                               ///< of entries that count in any case
    ClassSet upper_classes;                         ///< of all, for a word in capitals
    std::uint32_t set = 0, upper_set = 0;           ///< of these classes, but for kNumber, in sets_
  };
  struct Element {
    enum class Kind : std::uint8_t { Class, Block, Number, Digits, YearWords } kind = Kind::Class;
    std::uint32_t id = 0;  ///< of the class or block
    int low = 0, high = 0, digits = 0;
    bool optional = false, glued = false, second = false, silent = false;
    Field field = Field::Unset;

    /// True if both match the same, whatever becomes of it.
    bool matches_like(const Element& o) const {
      return kind == o.kind && id == o.id && low == o.low && high == o.high && digits == o.digits &&
             glued == o.glued;
    }
  };
  /// How a sequence of elements may go on behind its first word, where a number counts as one.
  struct Follow {
    ClassSet second, third;         ///< what the next words may be
    bool one = false, two = false;  ///< it may end with the first or the second word

    void add(const Follow& other);
    friend bool operator==(const Follow&, const Follow&) = default;
  };
  /// How a sequence of elements may begin.
  using Start = std::map<std::uint32_t, Follow>;  // by the class of its first word
  struct Rule {
    std::string name, source;  ///< "day-month", "rule:day-month"
    std::vector<Element> elements;
    std::vector<std::pair<Field, double>> actions;
    std::uint32_t before = NameTrie::kNoValue;  ///< class of the word before it
    Label label = Label::Cardinal;
    bool emits = true;
  };
  /// Rules merged by what they begin with, so that what many share is looked at once. An element that may be
  /// missing makes two ways.
  struct Node {
    std::uint32_t branch = 0, branch_end = 0;  ///< those that lead on from here
    std::uint32_t ending = 0, ending_end = 0;  ///< rules that end here, the first to win first
    ClassSet first;                            ///< what the branches may begin with
  };
  struct Branch {
    Element element;
    ClassSet first;  ///< what the element may begin with
    std::uint32_t node = 0;
  };
  struct Ending {
    std::uint32_t rule = 0;
    std::uint32_t before = NameTrie::kNoValue;
  };
  /// The branches of a root: words [begin, end) of a row of bits, zero elsewhere.
  struct Root {
    std::size_t begin = 0, end = 0;
    std::vector<std::uint64_t> bits;
  };
  struct Block {
    std::string name;
    std::vector<std::uint32_t> rules;
    Start start;
    Root root;
  };
  /// A branch of a root, and how it may go on behind a word of some class.
  struct Beginning {
    std::uint32_t branch = 0;
    Follow how;
  };

  std::string language_;
  char decimal_ = '.';
  std::vector<std::string> classes_;
  std::vector<Field> class_fields_;
  std::vector<Spelling> spellings_;
  NameTrie words_;
  WordPairs pairs_;
  std::vector<Rule> rules_;
  std::vector<Block> blocks_;
  std::vector<Node> nodes_;
  std::vector<Branch> branches_;  ///< those of roots first
  std::vector<Ending> endings_;
  Root top_;                   ///< of the rules that make entities
  std::size_t row_words_ = 0;  ///< of a bit for each branch of a root
  /// Classes that words have together. The first is empty, then come the kinds of digits, then kNumber.
  std::vector<ClassSet> sets_;
  static constexpr std::uint32_t kNoSet = 0, kDigitSets = 1, kNumberSet = kDigitSets + kDigitKindCount;
  std::array<std::vector<Beginning>, 256> beginnings_;  ///< by class
  std::vector<std::uint64_t> markers_;
  std::uint32_t num_classes_[10] = {};  ///< classes the number words use, see kNumberClasses
};

}  // namespace textmill::entity_tagger
