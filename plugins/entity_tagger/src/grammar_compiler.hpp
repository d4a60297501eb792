// Works out from the rules of a grammar what the matcher asks for: how entities may begin, and one tree of
// elements for the rules that make entities and one for each block.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "grammar.hpp"
#include "grammar_draft.hpp"

namespace textmill::entity_tagger {

/// Numbers sets of classes, as most occur many times.
class SetNumbers {
 public:
  static constexpr std::size_t kMost = 1 << 16;
  std::uint16_t number_of(const ClassSet& classes);
  const std::vector<ClassSet>& sets() const { return sets_; }

 private:
  std::vector<ClassSet> sets_;
  std::map<ClassSet, std::uint16_t> known_;
};

class GrammarCompiler {
 public:
  /// Puts into `grammar` what it makes of `draft`, into whose spellings it writes their sets.
  GrammarCompiler(Grammar& grammar, GrammarDraft& draft);
  ~GrammarCompiler();
  /// Call once, when all words and rules are read.
  void run();

 private:
  using Elements = std::vector<Grammar::Element>;
  struct Tree;
  struct Look;

  static bool may_match(const Grammar::Element& element, std::uint32_t kind);
  GrammarDraft::Start start_of(const Grammar::Element& element) const;
  GrammarDraft::Start start_of(const Grammar::Element& element, const Tree& behind) const;
  GrammarDraft::Follow what_begins(const Tree& behind) const;
  void add_root(std::size_t first, std::size_t end);
  void put_beginnings(const std::vector<std::vector<Grammar::Beginning>>& by_class);
  void grow_trees();
  void find_block_starts();
  void lay_out();
  void mark_number_words();
  Look look_of(const ClassSet& classes) const;
  static void add_look(const GrammarDraft::Spelling& spelling, bool upper, Look look,
                       std::map<std::uint32_t, Look>& slots);
  void allow_pairs(const std::vector<Look>& looks, std::size_t plain, WordPairs& pairs) const;
  void add_pieces(WordPairs& pairs) const;
  void fill_pairs();
  void number_sets();
  void fill_follows();

  Grammar& grammar_;
  GrammarDraft& draft_;
  std::vector<Tree> trees_;
  SetNumbers firsts_, follows_;  ///< of nodes and branches; of beginnings
};

}  // namespace textmill::entity_tagger
