#include "grammar.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "grammar_reader.hpp"
#include "matcher.hpp"

namespace textmill::entity_tagger {

void Values::merge(const Values& other) {
  for (std::size_t i = 0; i < kFields; ++i) {
    if (other.set >> i & 1u) value[i] = other.value[i];
  }
  set |= other.set;
  if (!other.code.empty()) code = other.code;
}

Grammar::Grammar(std::string_view text, const std::string& name, std::string_view shared) {
  GrammarReader reader(*this, name);
  reader.read(shared);
  reader.read(text);
  reader.finish();
}

void Grammar::find(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t begin,
                   std::uint32_t end, std::vector<Match>& matches) const {
  Matcher matcher(*this, text, pieces, begin, end);
  for (std::uint32_t at = begin; at < end;) {
    Match match;
    if (matcher.may_start(at) && matcher.best(at, match)) {
      if (match.emits) matches.push_back(match);
      at = match.emits ? match.end : at + 1;
    } else {
      ++at;
    }
  }
}

double Grammar::likeness(const std::vector<Piece>& pieces) const {
  const std::size_t count = std::min<std::size_t>(pieces.size(), 2000);
  std::size_t hits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    hits += std::binary_search(markers_.begin(), markers_.end(), pieces[i].hash);
  }
  return count ? static_cast<double>(hits) / static_cast<double>(count) : 0;
}

}  // namespace textmill::entity_tagger
