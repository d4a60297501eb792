// Works out from the rules of a grammar what the matcher asks for: how entities may begin, and one tree of
// elements for the rules that make entities and one for each block.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "grammar.hpp"

namespace textmill::entity_tagger {

class GrammarCompiler {
 public:
  /// `top`: indices of the rules that make entities, in order.
  GrammarCompiler(Grammar& grammar, const std::vector<std::uint32_t>& top);
  ~GrammarCompiler();
  /// Call once, when all words and rules are read.
  void run();

 private:
  using Elements = std::vector<Grammar::Element>;
  struct Tree;
  struct Look;

  static bool may_match(const Grammar::Element& element, std::uint32_t kind);
  Grammar::Start start_of(const Grammar::Element& element) const;
  Grammar::Start start_of(const Grammar::Element& element, const Tree& behind) const;
  Grammar::Follow what_begins(const Tree& behind) const;
  Grammar::Root root_of(std::size_t first, std::size_t end) const;
  void grow_trees();
  void find_block_starts();
  void lay_out();
  void mark_number_words();
  Look look_of(const ClassSet& classes) const;
  static void add_look(const Grammar::Spelling& spelling, bool upper, Look look,
                       std::map<std::uint32_t, Look>& slots);
  static void allow_pairs(const std::vector<Look>& looks, std::size_t plain, WordPairs& pairs);
  void fill_pairs();
  void number_sets();

  Grammar& grammar_;
  const std::vector<std::uint32_t>& top_;
  std::vector<Tree> trees_;
};

}  // namespace textmill::entity_tagger
