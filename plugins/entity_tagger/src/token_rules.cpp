#include "token_rules.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace textmill::entity_tagger {
namespace {

constexpr std::uint32_t kLongestMatch = 64;  ///< pieces; bounds the work at each place

re2::StringPiece to_re2(std::string_view text) { return {text.data(), text.size()}; }

/// States reachable without reading a token: an optional constraint can be passed over.
std::uint64_t closure(const TokenRule& rule, std::uint64_t states) {
  for (std::size_t i = 0; i < rule.tokens.size(); ++i) {
    if ((states >> i & 1) && rule.tokens[i].optional) states |= 1ull << (i + 1);
  }
  return states;
}

}  // namespace

struct TokenRules::Place {
  std::string_view text;
  const std::vector<Piece>& pieces;
  std::uint32_t end;
  const std::vector<std::int8_t>& labels;
};

bool TokenRules::fits(const TokenConstraint& c, const Place& place, std::uint32_t at) const {
  const Piece& piece = place.pieces[at];
  const std::string_view written = text_of(place.text, piece.span);
  if (c.shape >= 0 && (piece.kind != PieceKind::Word || static_cast<int>(piece.shape) != c.shape))
    return false;
  if (c.kind >= 0 && static_cast<int>(piece.kind) != c.kind) return false;
  if (c.label >= 0 && place.labels[at] != c.label) return false;
  if (!c.text.empty() && written != c.text) return false;
  if (!c.lower.empty() && piece.hash != hash_folded(c.lower)) return false;
  if (c.lexicon != 0xFFFFFFFF) {
    const auto& words = lexicons_[c.lexicon];
    if (!std::binary_search(words.begin(), words.end(), piece.hash)) return false;
  }
  return !c.regex || re2::RE2::FullMatch(to_re2(written), *c.regex);
}

/// Runs the pattern as an automaton, a bit a state; the end of the longest match, or `begin`.
std::uint32_t TokenRules::match(const TokenRule& rule, const Place& place, std::uint32_t begin) const {
  const std::uint64_t accept = 1ull << rule.tokens.size();
  std::uint64_t states = closure(rule, 1);
  std::uint32_t best = begin;
  const std::uint32_t limit = std::min(place.end, begin + kLongestMatch);
  for (std::uint32_t at = begin; at < limit; ++at) {
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < rule.tokens.size(); ++i) {
      if (!(states >> i & 1) || !fits(rule.tokens[i], place, at)) continue;
      next |= 1ull << (i + 1);
      if (rule.tokens[i].repeated) next |= 1ull << i;
    }
    if (next == 0) break;
    states = closure(rule, next);
    if (states & accept) best = at + 1;
  }
  return best;
}

void TokenRules::find(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t begin,
                      std::uint32_t end, const std::vector<std::int8_t>& labels,
                      std::vector<RuleHit>& hits) const {
  if (begin == end) return;
  const Place place{text, pieces, end, labels};
  const std::size_t from = pieces[begin].span.begin, to = pieces[end - 1].span.end;
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    const TokenRule& rule = rules_[r];
    if (rule.regex) {
      re2::StringPiece found;
      std::size_t at = from;
      while (at < to &&
             rule.regex->Match(to_re2(text.substr(0, to)), at, to, re2::RE2::UNANCHORED, &found, 1)) {
        const auto start = static_cast<std::size_t>(found.data() - text.data());
        if (!found.empty())
          hits.push_back(
              {{static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(start + found.size())}, r});
        at = start + std::max<std::size_t>(found.size(), 1);
      }
      continue;
    }
    for (std::uint32_t at = begin; at < end;) {
      const std::uint32_t reached = match(rule, place, at);
      if (reached > at) hits.push_back({{pieces[at].span.begin, pieces[reached - 1].span.end}, r});
      at = std::max(reached, at + 1);
    }
  }
}

}  // namespace textmill::entity_tagger
