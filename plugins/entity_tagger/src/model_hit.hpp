// What the names model finds.
#pragma once

#include <cstdint>

namespace textmill::entity_tagger {

/// A name over pieces [begin, end); type 0 PERSON, 1 ORGANIZATION, 2 LOCATION.
struct ModelHit {
  std::uint32_t begin = 0, end = 0;
  int type = 0;
  float score = 0;  ///< the probability the model gives to just this span and type

  bool operator==(const ModelHit&) const = default;
};

}  // namespace textmill::entity_tagger
