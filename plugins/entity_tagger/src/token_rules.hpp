// Rules a user writes: patterns over tokens and regular expressions over the text.
//
//   lexicons:
//     vessels: [frigate, patrol boat]
//   rules:
//     - id: ship
//       label: VESSEL
//       tokens: [{lexicon: vessels}, {shape: title, repeat: "+"}]
//     - id: flight
//       label: FLIGHT
//       regex: '\b[A-Z]{2}\d{3,4}\b'
//
// A token constraint is a text ("Case": any case) or a map of `text` (as written), `lower`, `regex` (the
// whole token), `shape` (lower, title, upper, mixed), `kind` (word, number, punctuation), `lexicon`, `label`
// (of what other sources found there), with `repeat`: "?", "+" or "*". All that is given must hold.
// Regular expressions are RE2's: linear in the text, no back references. Patterns are run as automata; the
// longest match counts.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entity.hpp"
#include "name_trie.hpp"
#include "piece.hpp"

namespace re2 {
class RE2;
}

namespace textmill::entity_tagger {

struct TokenConstraint {
  std::string text, lower;
  std::shared_ptr<re2::RE2> regex;
  int shape = -1, kind = -1;  ///< -1: any
  std::uint32_t lexicon = 0xFFFFFFFF;
  int label = -1;
  bool optional = false, repeated = false;
};

struct TokenRule {
  std::string id, source;  ///< "ship", "rule:ship"
  Label label = Label::Misc;
  std::uint32_t custom_label = 0xFFFFFFFF;
  std::string entity_id;  ///< goes into the id feature
  std::vector<TokenConstraint> tokens;
  std::shared_ptr<re2::RE2> regex;  ///< instead of tokens
};

struct RuleHit {
  Span span;
  std::uint32_t rule = 0;
};

class TokenRules {
 public:
  /// Reads a rule file. Labels that are not the layer's own go into `custom`. Throws textmill::Error with
  /// file, line and column.
  TokenRules(const std::string& yaml, const std::string& file, std::vector<std::string>& custom);

  /// Appends what the rules find in pieces [begin, end). `labels` has the label found at each piece, or -1.
  void find(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t begin, std::uint32_t end,
            const std::vector<std::int8_t>& labels, std::vector<RuleHit>& hits) const;

  const std::vector<TokenRule>& rules() const { return rules_; }
  bool uses_labels() const { return uses_labels_; }

 private:
  friend class TokenRulesReader;
  struct Place;

  bool fits(const TokenConstraint& constraint, const Place& place, std::uint32_t at) const;
  std::uint32_t match(const TokenRule& rule, const Place& place, std::uint32_t begin) const;

  std::vector<TokenRule> rules_;
  std::vector<std::vector<std::uint64_t>> lexicons_;  ///< hashes of one-piece words, sorted
  bool uses_labels_ = false;
};

}  // namespace textmill::entity_tagger
