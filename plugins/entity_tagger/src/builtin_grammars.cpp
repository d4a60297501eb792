#include "builtin_grammars.hpp"

#include <algorithm>
#include <span>

#include "builtin_images.hpp"

namespace textmill::entity_tagger {
namespace {

/// A grammar other than the first claims a document of unknown language only if so many of the pieces are
/// its function words, and clearly more than of any other's: short texts say little.
constexpr double kLeastLikeness = 0.1;
constexpr double kClearly = 1.5;
constexpr std::size_t kLeastPieces = 12;

}  // namespace

BuiltinGrammars::BuiltinGrammars(std::string language)
    : language_(std::move(language)), grammars_(builtin_grammars()) {}

const Grammar* BuiltinGrammars::grammar_of(std::string_view language) const {
  if (language_ != "auto") language = language_;
  const auto found = std::find_if(grammars_.begin(), grammars_.end(), [&](const Grammar& grammar) {
    return grammar.language() == language.substr(0, 2);
  });
  return found == grammars_.end() ? nullptr : &*found;
}

const Grammar& BuiltinGrammars::likeliest(const std::vector<Piece>& pieces) const {
  const Grammar* best = &first();
  if (pieces.size() < kLeastPieces) return *best;
  double likeness = std::max(kLeastLikeness, best->likeness(pieces) * kClearly);
  for (const Grammar& grammar : std::span(grammars_).subspan(1)) {
    const double one = grammar.likeness(pieces);
    if (one <= likeness) continue;
    likeness = one;
    best = &grammar;
  }
  return *best;
}

}  // namespace textmill::entity_tagger
