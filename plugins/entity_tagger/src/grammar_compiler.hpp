// Works out from the rules of a grammar what the matcher asks for: how entities may begin, and one tree of
// elements for the rules that make entities and one for each block.
#pragma once

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

  Grammar::Start start_of(const Grammar::Element& element) const;
  Grammar::Start start_of(const Grammar::Element& element, const Tree& behind) const;
  Grammar::Root root_of(std::size_t first, std::size_t end) const;
  void grow_trees();
  void find_block_starts();
  void lay_out();
  void fill_seconds();
  void fill_rows();
  void add_rows(const ClassSet& word, const ClassSet& next);

  Grammar& grammar_;
  const std::vector<std::uint32_t>& top_;
  std::vector<Tree> trees_;
  std::vector<Grammar::Start> root_starts_;  ///< of the branches of roots
};

}  // namespace textmill::entity_tagger
