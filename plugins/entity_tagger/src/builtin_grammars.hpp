// The grammars that are compiled into the plugin, each read when a document first needs it: most crawls are
// in one language, and reading the others would be a third of what a short run costs.
#pragma once

#include <memory>
#include <mutex>
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

  /// Reads the grammar of the language, or that of English, now.
  void prepare() const;

  /// The grammar for a document with this language code (empty: unknown) and these pieces. One of unknown
  /// language gets the grammar whose function words it has most of, if they are enough to tell.
  const Grammar& grammar_for(std::string_view language, const std::vector<Piece>& pieces) const;

 private:
  struct Slot {
    std::once_flag once;
    std::unique_ptr<Grammar> grammar;
  };
  const Grammar& read(std::size_t index) const;

  std::string language_;
  std::unique_ptr<Slot[]> slots_;  ///< one for each of builtin_grammars()
};

}  // namespace textmill::entity_tagger
