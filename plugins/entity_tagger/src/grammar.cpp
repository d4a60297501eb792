#include "grammar.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "grammar_reader.hpp"

namespace textmill::entity_tagger {

void Values::merge(const Values& other) {
  for (std::uint32_t rest = other.set; rest != 0; rest &= rest - 1) {
    const auto field = static_cast<std::size_t>(std::countr_zero(rest));
    value[field] = other.value[field];
  }
  set |= other.set;
  if (!other.code.empty()) code = other.code;
}

void Grammar::Follow::add(const Follow& other) {
  second.add(other.second);
  third.add(other.third);
  one |= other.one;
  two |= other.two;
}

Grammar::Grammar(std::string_view text, const std::string& name, std::string_view shared) {
  GrammarReader reader(*this, name);
  reader.read(shared);
  reader.read(text);
  reader.finish();
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
