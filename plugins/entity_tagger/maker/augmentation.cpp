#include "augmentation.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <stdexcept>
#include <unordered_map>

namespace textmill::entity_tagger {
namespace {

constexpr int kMadeForVocabulary = 3000;

float uniform(std::mt19937& random) { return static_cast<float>(random() >> 8) * (1.0f / 16777216.0f); }

const std::string& pick(const std::vector<std::string>& list, std::mt19937& random) {
  return list[random() % list.size()];
}

/// Calls `use` with each line that is not empty and no comment.
template <class Use>
void read_lines(const std::string& path, Use use) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line[0] != '#') use(line);
  }
}

/// A copy with its letters' case changed: all lower, all upper, or every word capitalised.
Example case_variant(const Example& example, std::mt19937& random) {
  Example variant = example;
  const float choice = uniform(random);
  if (choice < 0.4f || choice >= 0.8f) fold_case(example.text, variant.text);
  bool start = true;
  for (char& c : variant.text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && c >= 'a' && (choice >= 0.8f ? start : choice >= 0.4f)) c = static_cast<char>(c - 32);
    start = c == ' ' || c == '-';
  }
  prepare(variant);
  return variant;
}

void append_name(Example& example, const std::string& name, NameType type) {
  const auto begin = static_cast<std::uint32_t>(example.text.size());
  example.text += name;
  example.gold.push_back({{begin, static_cast<std::uint32_t>(example.text.size())}, type});
}

/// The type of what a slot of a sentence is filled with, or nothing for a number or a day.
std::optional<NameType> type_of(std::string_view slot) {
  if (slot == "person" || slot == "first" || slot == "last") return kPerson;
  if (slot == "organization" || slot == "team") return kOrganization;
  if (slot == "place") return kLocation;
  return std::nullopt;
}

/// Cuts `pattern` at its slots: `text` gets what stands between them, `slot` their names.
template <class Text, class Slot>
void walk(std::string_view pattern, Text text, Slot slot) {
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    text(pattern.substr(0, open));
    if (open == std::string_view::npos) return;
    const auto close = pattern.find('}', open);
    if (close == std::string_view::npos)
      throw std::runtime_error("a { without } in: " + std::string(pattern));
    slot(pattern.substr(open + 1, close - open - 1));
    pattern.remove_prefix(close + 1);
  }
}

}  // namespace

void Augmentation::read(const std::vector<std::string>& names, const std::string& texts) {
  const TypeMap types = default_types();
  for (const std::string& path : names) {
    read_lines(path, [&](const std::string& line) {
      const auto tab = line.find('\t');
      const auto type = types.find(line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1));
      if (type != types.end() && type->second != kPerson) names_[type->second].push_back(line.substr(0, tab));
      if (path.ends_with("teams.tsv")) teams_.push_back(line.substr(0, tab));
    });
  }
  const std::pair<const char*, List*> files[] = {{"organizations.txt", &names_[kOrganization]},
                                                 {"places.txt", &names_[kLocation]},
                                                 {"first_names.txt", &first_names_},
                                                 {"last_names.txt", &last_names_},
                                                 {"trades.txt", &trades_},
                                                 {"others.txt", &others_},
                                                 {"organization_patterns.txt", &patterns_[kOrganization]},
                                                 {"place_patterns.txt", &patterns_[kLocation]},
                                                 {"sentences.txt", &sentences_}};
  for (const auto& [name, list] : files) {
    read_lines(texts + "/" + name, [&, to = list](const std::string& line) { to->push_back(line); });
    if (list->empty()) throw std::runtime_error(texts + "/" + name + " is empty");
  }
  for (const List* list : {&names_[kOrganization], &names_[kLocation], &teams_}) {
    if (list->empty())
      throw std::runtime_error("--names needs organisations, places, and teams in a teams.tsv");
  }
}

void Augmentation::drop_common_words(const std::vector<Example>& examples) {
  std::unordered_map<std::string, std::array<int, 2>> uses;  // as a common word, in a name
  for (const Example& example : examples) {
    for (std::size_t i = 0; i < example.pieces.size(); ++i)
      ++uses[std::string(text_of(example.text, example.pieces[i].span))][example.tags[i] != 0];
  }
  for (List* list : {&names_[kOrganization], &names_[kLocation], &first_names_, &last_names_}) {
    std::erase_if(*list, [&](const std::string& name) {
      const auto use = uses.find(name);
      return use != uses.end() && use->second[0] >= 2 && use->second[0] > use->second[1];
    });
  }
}

std::vector<Example> Augmentation::vocabulary() const {
  std::vector<Example> examples;
  if (sentences_.empty()) return examples;
  const std::pair<const List*, NameType> lists[] = {{&names_[kOrganization], kOrganization},
                                                    {&names_[kLocation], kLocation},
                                                    {&first_names_, kPerson},
                                                    {&last_names_, kPerson}};
  for (const auto& [list, type] : lists) {
    for (const std::string& name : *list) {
      Example& example = examples.emplace_back();
      example.text = "the ";
      append_name(example, name, type);
      prepare(example);
    }
  }
  const std::vector<Example> once = examples;
  examples.insert(examples.end(), once.begin(), once.end());  // seen twice, features are kept
  std::mt19937 random(7);
  for (int i = 0; i < kMadeForVocabulary; ++i) examples.push_back(make(random));
  return examples;
}

std::optional<Example> Augmentation::variant(const Example& example, std::mt19937& random) const {
  const bool other_case = uniform(random) < options_.case_share;
  const bool other_names =
      !sentences_.empty() && !example.gold.empty() && uniform(random) < options_.exchange_share;
  if (!other_names) return other_case ? std::optional(case_variant(example, random)) : std::nullopt;
  Example variant = with_other_names(example, random);
  return other_case ? case_variant(variant, random) : variant;
}

Example Augmentation::with_other_names(const Example& example, std::mt19937& random) const {
  Example variant;
  variant.source = example.source;
  std::uint32_t at = 0;
  for (const GoldSpan& gold : example.gold) {
    if (gold.span.begin < at) continue;
    variant.text.append(example.text, at, gold.span.begin - at);
    std::string name(text_of(example.text, gold.span));
    at = gold.span.end;
    if (uniform(random) >= options_.exchange_rate) {
      append_name(variant, name, gold.type);
    } else if (gold.type != kPerson) {
      append_name(variant, name_of(gold.type, options_.pattern_share, random), gold.type);
    } else if (name.find(' ') == std::string::npos) {
      append_name(variant, pick(random() % 2 ? first_names_ : last_names_, random), kPerson);
    } else {
      append_name(variant, name_of(kPerson, 0, random), kPerson);
    }
  }
  variant.text.append(example.text, at, std::string::npos);
  prepare(variant);
  return variant;
}

std::optional<Example> Augmentation::made_up(std::mt19937& random) const {
  if (sentences_.empty() || uniform(random) >= options_.made_share) return std::nullopt;
  const Example example = make(random);
  return uniform(random) < options_.case_share ? case_variant(example, random) : example;
}

Example Augmentation::make(std::mt19937& random) const {
  Example example;
  example.source = "made";
  walk(
      pick(sentences_, random), [&](std::string_view text) { example.text += text; },
      [&](std::string_view slot) {
        const std::string filling = filler(slot, random);
        if (const auto type = type_of(slot)) {
          append_name(example, filling, *type);
        } else {
          example.text += filling;
        }
      });
  prepare(example);
  return example;
}

std::string Augmentation::name_of(NameType type, float pattern_share, std::mt19937& random) const {
  if (type != kPerson)
    return uniform(random) < pattern_share ? fill(pick(patterns_[type], random), random)
                                           : pick(names_[type], random);
  std::string name = pick(first_names_, random) + " ";
  if (uniform(random) < 0.1f) name += std::string(1, static_cast<char>('A' + random() % 26)) + ". ";
  return name + pick(last_names_, random);
}

std::string Augmentation::fill(const std::string& pattern, std::mt19937& random) const {
  std::string name;
  walk(
      pattern, [&](std::string_view text) { name += text; },
      [&](std::string_view slot) {
        name += slot == "place" ? pick(names_[kLocation], random) : filler(slot, random);
      });
  return name;
}

std::string Augmentation::filler(std::string_view slot, std::mt19937& random) const {
  static const List days = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  static const List months = {"January", "February", "March",     "April",   "May",      "June",
                              "July",    "August",   "September", "October", "November", "December"};
  // A team is often named by its town alone.
  if (slot == "team") return pick(uniform(random) < 0.4f ? names_[kLocation] : teams_, random);
  if (slot == "person") return name_of(kPerson, 0, random);
  if (slot == "organization") return name_of(kOrganization, options_.pattern_share / 2, random);
  if (slot == "place") return name_of(kLocation, options_.pattern_share / 3, random);
  if (slot == "first") return pick(first_names_, random);
  if (slot == "last") return pick(last_names_, random);
  if (slot == "trade") return pick(trades_, random);
  if (slot == "other") return pick(others_, random);
  if (slot == "day") return pick(days, random);
  if (slot == "month") return pick(months, random);
  if (slot == "digit") return std::to_string(random() % 10);
  if (slot == "number") return std::to_string(1 + random() % (random() % 3 ? 100 : 3000));
  throw std::runtime_error("unknown slot {" + std::string(slot) + "} in a pattern");
}

std::string Augmentation::description() const {
  if (sentences_.empty()) return "";
  return ", names exchanged for " + std::to_string(names_[kOrganization].size()) + " organisations and " +
         std::to_string(names_[kLocation].size()) + " places, " + std::to_string(sentences_.size()) +
         " sentence patterns";
}

}  // namespace textmill::entity_tagger
