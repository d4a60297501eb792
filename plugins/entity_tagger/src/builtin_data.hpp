// The texts that are compiled into the plugin; the lists of names are there as an image, see
// builtin_names.hpp.
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

/// Currency codes and names from iso-codes, as classes of a grammar.
BuiltinFile builtin_currencies();

/// Titles, organisation words, first names.
BuiltinFile builtin_name_words();

}  // namespace textmill::entity_tagger
