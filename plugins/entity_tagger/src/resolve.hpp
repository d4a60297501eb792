// What to do when found entities overlap.
#pragma once

#include <string_view>
#include <vector>

#include "entity.hpp"

namespace textmill::entity_tagger {

enum class Resolve : std::uint8_t {
  Longest,   ///< the longer span wins; of equal ones the higher priority
  Score,     ///< the higher score wins, then the higher priority
  Priority,  ///< the source with the higher priority wins, then the longer span
  None       ///< everything stays
};

/// Sorts the entities from `first` on into layer order, those of one span as they were.
void sort_entities(std::vector<Entity>& entities, std::size_t first);

/// Sorts `entities` into layer order and drops those that lose against one they overlap. An entity that
/// stays takes over the id of one with the same span and label. Linear but for the sorting.
void resolve_overlaps(std::vector<Entity>& entities, Resolve mode);

}  // namespace textmill::entity_tagger
