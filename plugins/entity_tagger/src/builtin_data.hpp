// The lists and grammars that are compiled into the plugin.
#pragma once

#include <string_view>
#include <vector>

namespace textmill::entity_tagger {

struct BuiltinFile {
  std::string_view name;
  std::string_view text;
};

/// Grammars, English first.
const std::vector<BuiltinFile>& builtin_grammars();

/// Our own names, which win over those of iso-codes.
BuiltinFile builtin_names();

/// Sports teams.
BuiltinFile builtin_teams();

/// Countries and their parts, from iso-codes.
BuiltinFile builtin_places();

/// Currency codes and names from iso-codes, as classes of a grammar.
BuiltinFile builtin_currencies();

/// Titles, organisation words, first names.
BuiltinFile builtin_name_words();

}  // namespace textmill::entity_tagger
