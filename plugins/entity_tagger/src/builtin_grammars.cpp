#include "builtin_grammars.hpp"

#include <algorithm>

#include "builtin_data.hpp"

namespace textmill::entity_tagger {
namespace {

/// A grammar other than the first claims a document of unknown language only if so many of the pieces are
/// its function words, and clearly more than of any other's: short texts say little.
constexpr double kLeastLikeness = 0.1;
constexpr double kClearly = 1.5;
constexpr std::size_t kLeastPieces = 12;

std::string_view language_of(const BuiltinFile& file) { return file.name.substr(0, 2); }

/// The place of a language among the grammars; their number if there is none for it.
std::size_t index_of(std::string_view language) {
  const auto& files = builtin_grammars();
  const auto found = std::find_if(files.begin(), files.end(), [&](const BuiltinFile& file) {
    return language_of(file) == language.substr(0, 2);
  });
  return static_cast<std::size_t>(found - files.begin());
}

}  // namespace

BuiltinGrammars::BuiltinGrammars(std::string language)
    : language_(std::move(language)), slots_(std::make_unique<Slot[]>(builtin_grammars().size())) {}

void BuiltinGrammars::prepare() const {
  const std::size_t index = index_of(language_);
  read(index < builtin_grammars().size() ? index : 0);
}

const Grammar& BuiltinGrammars::read(std::size_t index) const {
  Slot& slot = slots_[index];
  std::call_once(slot.once, [&] {
    const BuiltinFile& file = builtin_grammars()[index];
    slot.grammar = std::make_unique<Grammar>(file.text, std::string(file.name), builtin_currencies().text);
  });
  return *slot.grammar;
}

const Grammar& BuiltinGrammars::grammar_for(std::string_view language,
                                            const std::vector<Piece>& pieces) const {
  const std::size_t count = builtin_grammars().size();
  const std::size_t index = index_of(language_ == "auto" ? language : std::string_view(language_));
  if (index < count) return read(index);
  const Grammar* best = &read(0);
  if (pieces.size() < kLeastPieces) return *best;
  double likeness = std::max(kLeastLikeness, best->likeness(pieces) * kClearly);
  for (std::size_t i = 1; i < count; ++i) {
    const Grammar& grammar = read(i);
    const double one = grammar.likeness(pieces);
    if (one <= likeness) continue;
    likeness = one;
    best = &grammar;
  }
  return *best;
}

}  // namespace textmill::entity_tagger
