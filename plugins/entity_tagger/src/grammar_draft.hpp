// A grammar while it is read and compiled: what has a size of its own still lies by itself, and what only the
// compiler asks for is there.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar.hpp"

namespace textmill::entity_tagger {

struct GrammarDraft {
  struct Entry {  ///< see Grammar::Entry
    std::uint32_t word_class = 0;
    bool has_value = false;
    bool upper = false;
    double value = 0;
    std::string code;
  };
  struct Spelling {
    std::vector<Entry> entries;
    std::uint64_t first_hash = 0, second_hash = 0;  ///< of its pieces; 0: there is but one
    std::vector<std::uint64_t> further_hashes;      ///< of those behind the second
    ClassSet classes;                               ///< of entries that count in any case
    ClassSet upper_classes;                         ///< of all, for a word in capitals
    Grammar::Spelling made;
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
    std::string name, source;
    std::vector<Grammar::Element> elements;
    std::vector<std::pair<Field, double>> actions;
    std::uint32_t before = NameTrie::kNoValue;  ///< class of the word before it
    Label label = Label::Cardinal;
    bool emits = true;
  };
  struct Block {
    std::vector<std::uint32_t> rules;
    Start start;
  };

  std::vector<Spelling> spellings;
  std::vector<Rule> rules;
  std::vector<std::uint32_t> top;  ///< indices of the rules that make entities, in order
  std::vector<Block> blocks;

  /// Lays spellings and rules out side by side. Call once, when all else is done.
  void lay_out(Grammar& grammar) const;
};

}  // namespace textmill::entity_tagger
