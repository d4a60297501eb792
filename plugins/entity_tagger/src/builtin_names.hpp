// The lists of names the plugin ships: our own, sports teams, and countries and their parts from iso-codes.
#pragma once

#include "gazetteer.hpp"

namespace textmill::entity_tagger {

/// Costs next to nothing: maker/names_image.cpp has read the lists when the plugin was built, and the image
/// it made is a constant of the plugin.
Gazetteer builtin_names();

}  // namespace textmill::entity_tagger
