#include "token_rules.hpp"

#include <gmock/gmock.h>

#include "tagging.hpp"
#include "textmill/options.hpp"

namespace textmill::entity_tagger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> found(const std::string& yaml, std::string_view text) {
  TaggerOptions options;
  options.builtin_names = options.name_rules = false;
  options.types = {Label::Money, Label::Misc};
  options.rules.push_back({"rules.yaml", yaml, "rules"});
  std::vector<std::string> lines;
  for (const Entity& entity : tagged(text, options)) {
    lines.push_back(std::string(entity.source) + " " + std::string(text_of(text, entity.span)));
  }
  return lines;
}

std::string error_of(const std::string& yaml) {
  try {
    std::vector<std::string> custom;
    const TokenRules rules(yaml, "rules.yaml", custom);
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

TEST(TokenRules, MatchTokensByTextShapeAndLexicon) {
  const std::string yaml =
      "lexicons:\n  vessels: [frigate, cutter]\n"
      "rules:\n"
      "  - {id: ship, label: VESSEL, tokens: [{lexicon: vessels}, {shape: title, repeat: '+'}]}\n"
      "  - {id: case, label: CASE, tokens: [case, {text: No, repeat: '?'}, {kind: number}]}\n";
  EXPECT_THAT(found(yaml, "the Frigate Sea Eagle and a cutter in case 12 or Case No 13"),
              ElementsAre("rule:ship Frigate Sea Eagle", "rule:case case 12", "rule:case Case No 13"));
}

TEST(TokenRules, SeeTheLabelsOfOtherSources) {
  const std::string yaml =
      "rules:\n  - {id: fine, label: FINE, tokens: [fine, of, {label: MONEY, repeat: '+'}]}\n";
  EXPECT_THAT(found(yaml, "a fine of $5 million was paid"), ElementsAre("rule:fine fine of $5 million"));
}

TEST(TokenRules, MatchRegularExpressionsOverTheText) {
  const std::string yaml = "rules:\n  - {id: flight, label: FLIGHT, regex: '\\b[A-Z]{2}\\d{3,4}\\b'}\n";
  EXPECT_THAT(found(yaml, "flights MH370, XX12 and BA1234."),
              ElementsAre("rule:flight MH370", "rule:flight BA1234"));
}

TEST(TokenRules, SayWhereAndWhatIsWrong) {
  struct Row {
    std::string yaml, want;
  };
  for (const Row& row : {
           Row{"[]", "rules.yaml:1:1: expected a map"},
           Row{"rules:\n  - {label: X}", "rules.yaml:2:5: the rule has no 'id'"},
           Row{"rules:\n  - {id: a, label: X}", "rules.yaml:2:5: rule 'a' needs either 'tokens' or 'regex'"},
           Row{"rules:\n  - {id: a, label: X, regex: '('}",
               "rules.yaml:2:30: bad regular expression: missing )"},
           Row{"rules:\n  - {id: a, label: X, regex: '(a)\\1'}",
               "bad regular expression: invalid escape sequence"},
           Row{"rules:\n  - {id: a, label: X, tokens: [{shpe: title}]}",
               "unknown key 'shpe'; expected one of text, lower"},
           Row{"rules:\n  - {id: a, label: X, tokens: [{shape: big}]}",
               "unknown shape 'big'; expected one of lower"},
           Row{"rules:\n  - {id: a, label: X, tokens: [{lexicon: l}]}",
               "there is no lexicon 'l' in this file"},
           Row{"rules:\n  - {id: a, label: X, tokens: [{lower: b, repeat: '*'}]}",
               "rule 'a' could match nothing at all"},
           Row{"rules: [", "rules.yaml:"},
       }) {
    EXPECT_THAT(error_of(row.yaml), HasSubstr(row.want)) << row.yaml;
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
