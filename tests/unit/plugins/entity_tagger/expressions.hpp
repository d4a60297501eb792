// Finds the expressions of a grammar in a text of one sentence.
#pragma once

#include <string_view>
#include <vector>

#include "marker.hpp"
#include "number_finder.hpp"

namespace textmill::entity_tagger {

/// Their norms live as long as the next document of `finder` is not read.
inline std::vector<Expression> expressions_in(std::string_view text, const Grammar& grammar,
                                              NumberFinder& finder, Day reference = {}) {
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), Marker(&grammar), pieces);
  std::vector<std::uint8_t> marks;
  collect_marks(pieces, marks);
  PieceSet starts;
  starts.fill(marks, kNumberStart);
  finder.read(grammar, reference, text, pieces, starts);
  std::vector<Expression> expressions;
  finder.find({{0, static_cast<std::uint32_t>(pieces.size())}}, expressions);
  return expressions;
}

inline std::vector<Expression> expressions_in(std::string_view text, const Grammar& grammar) {
  static NumberFinder finder;
  finder = {};
  return expressions_in(text, grammar, finder);
}

}  // namespace textmill::entity_tagger
