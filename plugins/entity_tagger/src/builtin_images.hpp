// What was made when the plugin was built and is a constant of it: see maker/builtin_images.cpp and
// flat_array.hpp.
#pragma once

#include <vector>

#include "gazetteer.hpp"
#include "grammar.hpp"

namespace textmill::entity_tagger {

/// The lists of names the plugin ships: our own, sports teams, and countries and their parts from iso-codes.
Gazetteer builtin_names();

/// The grammars of numbers, English first; all know the currencies of iso-codes.
std::vector<Grammar> builtin_grammars();

}  // namespace textmill::entity_tagger
