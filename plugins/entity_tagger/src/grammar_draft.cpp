#include "grammar_draft.hpp"

#include <bit>

namespace textmill::entity_tagger {
namespace {

template <class T>
std::uint32_t size_of(const FlatArray<T>& array) {
  return static_cast<std::uint32_t>(array.size());
}

}  // namespace

void GrammarDraft::Follow::add(const Follow& other) {
  second.add(other.second);
  third.add(other.third);
  one |= other.one;
  two |= other.two;
}

void GrammarDraft::lay_out(Grammar& grammar) const {
  const auto keep = [&](const std::string& text) {
    const Grammar::Text part{size_of(grammar.texts_), static_cast<std::uint32_t>(text.size())};
    grammar.texts_.append(text);
    return part;
  };
  for (const Spelling& spelling : spellings) {
    Grammar::Spelling made = spelling.made;
    made.entry = size_of(grammar.entries_);
    for (const Entry& entry : spelling.entries) {
      grammar.entry_classes_.push_back(entry.word_class);
      grammar.entries_.push_back(
          {std::bit_cast<std::uint64_t>(entry.value), keep(entry.code), entry.has_value, entry.upper});
    }
    made.entry_end = size_of(grammar.entries_);
    grammar.spellings_.push_back(made);
  }
  for (const Rule& rule : rules) {
    Grammar::Rule made;
    made.element = size_of(grammar.elements_);
    grammar.elements_.append(rule.elements);
    made.element_end = size_of(grammar.elements_);
    made.action = size_of(grammar.actions_);
    for (const auto& [field, value] : rule.actions)
      grammar.actions_.push_back({std::bit_cast<std::uint64_t>(value), static_cast<std::uint64_t>(field)});
    made.action_end = size_of(grammar.actions_);
    made.source = keep(rule.source);
    made.label = static_cast<std::uint16_t>(rule.label);
    made.emits = rule.emits;
    grammar.rules_.push_back(made);
  }
}

}  // namespace textmill::entity_tagger
