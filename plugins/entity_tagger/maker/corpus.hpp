// Reads annotated sentences: JSON Lines {"id", "text", "entities": [[begin, end, type], ...]} with byte
// offsets.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "names_model.hpp"
#include "piece.hpp"

namespace textmill::entity_tagger {

/// Labels of the names model, in the order of its outputs: O, then begin and inside of each type.
enum NameType : std::uint8_t { kPerson, kOrganization, kLocation };

struct GoldSpan {
  Span span;
  NameType type;
};

struct Example {
  std::string text;
  std::string source;  ///< the id up to its first dash
  std::vector<GoldSpan> gold;
  std::vector<Piece> pieces;
  std::vector<std::uint8_t> tags;  ///< one per piece
};

/// Maps a type of the data to one of ours; types it does not name are left out.
using TypeMap = std::map<std::string, NameType>;

/// PER, ORG, LOC and the names other open sets use for them.
TypeMap default_types();

/// Throws std::runtime_error with file and line if a line cannot be read.
std::vector<Example> read_examples(const std::string& path, const TypeMap& types);

/// Sets pieces and tags from text and gold. Gold that does not start and end with a piece loses its tags.
void prepare(Example& example);

}  // namespace textmill::entity_tagger
