// Reads rule files. yaml-cpp stays in this file.
#include <re2/re2.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>

#include "textmill/options.hpp"
#include "token_rules.hpp"

namespace textmill::entity_tagger {

class TokenRulesReader {
 public:
  TokenRulesReader(TokenRules& rules, const std::string& file, std::vector<std::string>& custom)
      : rules_(rules), file_(file), custom_(custom) {}

  void read(const YAML::Node& root) {
    if (!root.IsMap()) fail(root, "expected a map with the keys rules and lexicons");
    check_keys(root, {"rules", "lexicons"});
    if (const YAML::Node lexicons = root["lexicons"]) read_lexicons(lexicons);
    const YAML::Node rules = root["rules"];
    if (!rules || !rules.IsSequence()) fail(root, "expected a list under 'rules'");
    for (const YAML::Node& rule : rules) read_rule(rule);
  }

 private:
  [[noreturn]] void fail(const YAML::Node& node, const std::string& what) const {
    const YAML::Mark mark = node.Mark();
    throw Error(file_ + ":" + std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1) + ": " +
                what);
  }

  void check_keys(const YAML::Node& map, std::initializer_list<std::string_view> known) const {
    for (const auto& entry : map) {
      const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      std::string list;
      for (const std::string_view one : known) list += (list.empty() ? "" : ", ") + std::string(one);
      fail(entry.first, "unknown key '" + key + "'; expected one of " + list);
    }
  }

  std::string text_of_key(const YAML::Node& map, const char* key) const {
    const YAML::Node node = map[key];
    if (!node) return {};
    if (!node.IsScalar()) fail(node, std::string("'") + key + "' must be a text");
    return node.Scalar();
  }

  void read_lexicons(const YAML::Node& lexicons) {
    if (!lexicons.IsMap()) fail(lexicons, "expected lexicons as NAME: [WORD, ...]");
    for (const auto& entry : lexicons) {
      if (!entry.second.IsSequence()) fail(entry.second, "expected a list of words");
      std::vector<std::uint64_t> hashes;
      for (const YAML::Node& word : entry.second) {
        const auto pieces = word.IsScalar() ? piece_hashes(word.Scalar()) : std::vector<std::uint64_t>();
        if (pieces.size() != 1) fail(word, "a lexicon holds single words; use a gazetteer for longer names");
        hashes.push_back(pieces[0]);
      }
      std::sort(hashes.begin(), hashes.end());
      lexicon_ids_[entry.first.Scalar()] = static_cast<std::uint32_t>(rules_.lexicons_.size());
      rules_.lexicons_.push_back(std::move(hashes));
    }
  }

  void read_rule(const YAML::Node& node) {
    if (!node.IsMap()) fail(node, "expected a rule as a map with id, label and tokens or regex");
    check_keys(node, {"id", "label", "tokens", "regex", "entity_id"});
    TokenRule rule;
    rule.id = text_of_key(node, "id");
    rule.source = "rule:" + rule.id;
    if (rule.id.empty()) fail(node, "the rule has no 'id'");
    const bool again = std::any_of(rules_.rules_.begin(), rules_.rules_.end(),
                                   [&](const TokenRule& r) { return r.id == rule.id; });
    if (again) fail(node["id"], "there is a rule '" + rule.id + "' already");
    const std::string label = text_of_key(node, "label");
    if (label.empty()) fail(node, "rule '" + rule.id + "' has no 'label'");
    if (!find_label(label, rule.label)) rule.custom_label = custom_label(label);
    rule.entity_id = text_of_key(node, "entity_id");
    const YAML::Node tokens = node["tokens"], regex = node["regex"];
    if (tokens.IsDefined() == regex.IsDefined())
      fail(node, "rule '" + rule.id + "' needs either 'tokens' or 'regex'");
    if (regex) {
      rule.regex = compile(regex);
    } else {
      read_tokens(tokens, rule);
    }
    rules_.rules_.push_back(std::move(rule));
  }

  std::uint32_t custom_label(const std::string& label) {
    const auto found = std::find(custom_.begin(), custom_.end(), label);
    if (found != custom_.end()) return static_cast<std::uint32_t>(found - custom_.begin());
    custom_.push_back(label);
    return static_cast<std::uint32_t>(custom_.size() - 1);
  }

  std::shared_ptr<re2::RE2> compile(const YAML::Node& node) const {
    if (!node.IsScalar()) fail(node, "'regex' must be a text");
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto regex = std::make_shared<re2::RE2>(node.Scalar(), options);
    if (!regex->ok()) fail(node, "bad regular expression: " + regex->error());
    return regex;
  }

  void read_tokens(const YAML::Node& tokens, TokenRule& rule) {
    if (!tokens.IsSequence() || tokens.size() == 0) fail(tokens, "'tokens' must be a list of at least one");
    if (tokens.size() > 63) fail(tokens, "a rule may have 63 tokens at most");
    for (const YAML::Node& token : tokens) rule.tokens.push_back(read_constraint(token));
    const bool empty = std::all_of(rule.tokens.begin(), rule.tokens.end(),
                                   [](const TokenConstraint& c) { return c.optional; });
    if (empty) fail(tokens, "rule '" + rule.id + "' could match nothing at all");
  }

  TokenConstraint read_constraint(const YAML::Node& node) {
    TokenConstraint constraint;
    if (node.IsScalar()) {
      constraint.lower = node.Scalar();
      return constraint;
    }
    if (!node.IsMap()) fail(node, "expected a word or a map of constraints");
    check_keys(node, {"text", "lower", "regex", "shape", "kind", "lexicon", "label", "repeat"});
    constraint.text = text_of_key(node, "text");
    constraint.lower = text_of_key(node, "lower");
    if (node["regex"]) constraint.regex = compile(node["regex"]);
    constraint.shape = choice(node, "shape", {"lower", "title", "upper", "mixed"});
    constraint.kind = choice(node, "kind", {"word", "number", "punctuation"});
    if (const std::string name = text_of_key(node, "lexicon"); !name.empty()) {
      const auto found = lexicon_ids_.find(name);
      if (found == lexicon_ids_.end())
        fail(node["lexicon"], "there is no lexicon '" + name + "' in this file");
      constraint.lexicon = found->second;
    }
    if (const std::string name = text_of_key(node, "label"); !name.empty()) {
      Label label{};
      if (!find_label(name, label)) fail(node["label"], "unknown label '" + name + "'");
      constraint.label = static_cast<int>(label);
      rules_.uses_labels_ = true;
    }
    const int repeat = choice(node, "repeat", {"?", "+", "*"});
    constraint.optional = repeat == 0 || repeat == 2;
    constraint.repeated = repeat == 1 || repeat == 2;
    return constraint;
  }

  int choice(const YAML::Node& map, const char* key, std::initializer_list<std::string_view> choices) const {
    const std::string value = text_of_key(map, key);
    if (value.empty()) return -1;
    const auto found = std::find(choices.begin(), choices.end(), value);
    if (found != choices.end()) return static_cast<int>(found - choices.begin());
    std::string list;
    for (const std::string_view one : choices) list += (list.empty() ? "" : ", ") + std::string(one);
    fail(map[key], std::string("unknown ") + key + " '" + value + "'; expected one of " + list);
  }

  TokenRules& rules_;
  const std::string& file_;
  std::vector<std::string>& custom_;
  std::map<std::string, std::uint32_t> lexicon_ids_;
};

TokenRules::TokenRules(const std::string& yaml, const std::string& file, std::vector<std::string>& custom) {
  try {
    TokenRulesReader(*this, file, custom).read(YAML::Load(yaml));
  } catch (const YAML::Exception& e) {
    throw Error(file + ":" + std::to_string(e.mark.line + 1) + ":" + std::to_string(e.mark.column + 1) +
                ": " + e.msg);
  }
}

}  // namespace textmill::entity_tagger
