// Which phrases a text is about, when nobody says.
//
// Candidates are runs of content words between function words and punctuation, and every group of two to
// six words that comes back three times or more, unless it only ever stands inside a longer one. They are
// ranked by how often, how early and how rare in general they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "phrases.hpp"
#include "words.hpp"

namespace textmill::keyword_density {

struct DiscoveryOptions {
  std::uint32_t top = 10;       ///< phrases to return at most
  std::uint32_t max_words = 6;  ///< of a phrase; 1 to 8
  bool single_words = false;    ///< for tag clouds: words rather than phrases
};

struct Keyphrase {
  std::string label;  ///< the commonest spelling
  double score = 0;   ///< comparable within one text only
  std::uint32_t words = 0;
  std::vector<Occurrence> occurrences;  ///< in order; `phrase` is the place in the list
};

/// The keyphrases of a text, best first. `words` must have been read with a vocabulary that interns
/// everything. The same for the same text, whatever was read before.
std::vector<Keyphrase> discover(const Words& words, std::string_view text, const DiscoveryOptions& options);

}  // namespace textmill::keyword_density
