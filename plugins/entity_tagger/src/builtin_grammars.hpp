// The grammars that are compiled into the plugin, and which of them a document gets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar.hpp"
#include "piece.hpp"

namespace textmill::entity_tagger {

/// Any thread.
class BuiltinGrammars {
 public:
  /// `language` is a code, or "auto" for that of each document.
  explicit BuiltinGrammars(std::string language);

  /// The grammar for a document with this language code; null if there is none or the code is empty.
  const Grammar* grammar_of(std::string_view language) const;

  /// The grammar of English.
  const Grammar& first() const { return grammars_.front(); }

  /// The grammar for a document of unknown language: the one whose function words it has most of, if they
  /// are enough to tell; else the first.
  const Grammar& likeliest(const std::vector<Piece>& pieces) const;

 private:
  std::string language_;
  std::vector<Grammar> grammars_;
};

}  // namespace textmill::entity_tagger
