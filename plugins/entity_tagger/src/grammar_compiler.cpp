#include "grammar_compiler.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "grammar_reader.hpp"

namespace textmill::entity_tagger {
namespace {

void set_bit(std::uint64_t* row, std::size_t bit) { row[bit / 64] |= 1ull << (bit % 64); }

}  // namespace

/// A tree while it grows.
struct GrammarCompiler::Tree {
  Elements elements;
  std::vector<Tree> behind;  ///< each element
  std::vector<Grammar::Ending> endings;

  Tree& branch(const Grammar::Element& element) {
    const auto found = std::find_if(elements.begin(), elements.end(),
                                    [&](const Grammar::Element& e) { return e.matches_like(element); });
    const auto at = static_cast<std::size_t>(found - elements.begin());
    if (found == elements.end()) {
      elements.push_back(element);
      behind.emplace_back();
    }
    return behind[at];
  }
  void end(Grammar::Ending ending) {
    if (endings.empty() || endings.back().rule != ending.rule) endings.push_back(ending);
  }
  void grow(const Elements& way, std::size_t index, Grammar::Ending ending) {
    if (index == way.size()) return end(ending);
    branch(way[index]).grow(way, index + 1, ending);
    if (way[index].optional) grow(way, index + 1, ending);
  }
};

GrammarCompiler::GrammarCompiler(Grammar& grammar, const std::vector<std::uint32_t>& top)
    : grammar_(grammar), top_(top) {}

GrammarCompiler::~GrammarCompiler() = default;

void GrammarCompiler::run() {
  grow_trees();
  find_block_starts();
  lay_out();
  fill_seconds();
  fill_rows();
}

Grammar::Start GrammarCompiler::start_of(const Grammar::Element& element) const {
  ClassSet own;
  switch (element.kind) {
    case Grammar::Element::Kind::Block: return grammar_.blocks_[element.id].start;
    case Grammar::Element::Kind::Class: own.add(element.id); break;
    case Grammar::Element::Kind::Digits: own.add(ClassSet::kDigits); break;
    case Grammar::Element::Kind::Number: own.add(ClassSet::kNumber); break;
    case Grammar::Element::Kind::YearWords:
      for (const NumberClass which : {kUnits, kTens}) own.add(grammar_.num_classes_[which]);
      break;
  }
  return {own, {}, own};
}

/// How `element` may begin what goes on with `behind`.
Grammar::Start GrammarCompiler::start_of(const Grammar::Element& element, const Tree& behind) const {
  Grammar::Start start = start_of(element);
  const ClassSet whole = start.alone;
  // Years in words are several pieces: what is behind the first of them is not known.
  const bool known = element.kind != Grammar::Element::Kind::YearWords;
  if (known && behind.endings.empty()) start.alone = {};
  if (whole.empty()) return start;
  for (const Grammar::Element& next : behind.elements) start.second.add(start_of(next).first);
  return start;
}

/// The tree of the rules that make entities, then one for each block.
void GrammarCompiler::grow_trees() {
  trees_.resize(grammar_.blocks_.size() + 1);
  const auto grow = [&](Tree& tree, std::uint32_t index, bool with_before) {
    const Grammar::Rule& rule = grammar_.rules_[index];
    tree.grow(rule.elements, 0, {index, with_before ? rule.before : NameTrie::kNoValue});
  };
  for (const std::uint32_t rule : top_) grow(trees_[0], rule, true);
  for (std::size_t b = 0; b < grammar_.blocks_.size(); ++b) {
    for (const std::uint32_t rule : grammar_.blocks_[b].rules) grow(trees_[b + 1], rule, false);
  }
}

/// Blocks begin as the blocks do that they begin with, so this is done again until nothing is new.
void GrammarCompiler::find_block_starts() {
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (std::size_t b = 0; b < grammar_.blocks_.size(); ++b) {
      const Tree& tree = trees_[b + 1];
      Grammar::Start start;
      for (std::size_t i = 0; i < tree.elements.size(); ++i)
        start.add(start_of(tree.elements[i], tree.behind[i]));
      Grammar::Start& known = grammar_.blocks_[b].start;
      is_new |= !(start == known);
      known = start;
    }
  }
}

/// Lays the trees out side by side, the branches of roots first.
void GrammarCompiler::lay_out() {
  std::vector<const Tree*> behind;  // each branch
  const auto add_branches = [&](const Tree& tree) {
    for (std::size_t i = 0; i < tree.elements.size(); ++i) {
      grammar_.branches_.push_back({tree.elements[i], start_of(tree.elements[i]).first, 0});
      behind.push_back(&tree.behind[i]);
    }
  };
  std::vector<std::size_t> ends;
  for (const Tree& tree : trees_) {
    add_branches(tree);
    ends.push_back(behind.size());
  }
  for (std::size_t i = 0; i < ends.back(); ++i)
    root_starts_.push_back(start_of(grammar_.branches_[i].element, *behind[i]));
  grammar_.row_words_ = (ends.back() + 63) / 64;
  grammar_.top_ = root_of(0, ends[0]);
  for (std::size_t b = 0; b < grammar_.blocks_.size(); ++b)
    grammar_.blocks_[b].root = root_of(ends[b], ends[b + 1]);
  for (std::size_t i = 0; i < behind.size(); ++i) {
    const Tree& tree = *behind[i];
    Grammar::Node node;
    node.branch = static_cast<std::uint32_t>(behind.size());
    add_branches(tree);
    node.branch_end = static_cast<std::uint32_t>(behind.size());
    node.ending = static_cast<std::uint32_t>(grammar_.endings_.size());
    grammar_.endings_.insert(grammar_.endings_.end(), tree.endings.begin(), tree.endings.end());
    node.ending_end = static_cast<std::uint32_t>(grammar_.endings_.size());
    grammar_.branches_[i].node = static_cast<std::uint32_t>(grammar_.nodes_.size());
    grammar_.nodes_.push_back(node);
  }
}

/// The root whose branches are [first, end).
Grammar::Root GrammarCompiler::root_of(std::size_t first, std::size_t end) const {
  Grammar::Root root{first / 64, (end + 63) / 64, std::vector<std::uint64_t>(grammar_.row_words_)};
  for (std::size_t i = first; i < end; ++i) set_bit(root.bits.data(), i);
  return root;
}

/// What may stand behind each word where it begins an entity: one look tells that nothing can match.
void GrammarCompiler::fill_seconds() {
  std::array<ClassSet, 256> seconds;  // by class
  ClassSet alone;
  for (std::size_t i = 0; i < trees_[0].elements.size(); ++i) {
    const Grammar::Start& start = root_starts_[i];
    start.first.each([&](std::uint32_t id) { seconds[id].add(start.second); });
    alone.add(start.alone);
  }
  const auto number = [&](NumberClass which) { return grammar_.num_classes_[which]; };
  for (Grammar::Spelling& spelling : grammar_.spellings_) {
    const ClassSet& classes = spelling.upper_classes;
    classes.each([&](std::uint32_t id) { spelling.seconds.add(seconds[id]); });
    // A number in words may go on in many ways; an article begins one only before "hundred" or "million".
    spelling.alone = classes.overlaps(alone) || classes.has(number(kUnits)) || classes.has(number(kTens)) ||
                     classes.has(number(kHalves)) || classes.has(number(kHundreds));
    if (classes.has(number(kArticle))) {
      spelling.seconds.add(number(kHundred));
      spelling.seconds.add(number(kScale));
    }
    if (spelling.alone || !spelling.seconds.empty()) grammar_.begin_words_.add(spelling.first_hash);
    for (const std::uint32_t id : grammar_.num_classes_) {
      if (spelling.classes.has(id)) spelling.classes.add(ClassSet::kNumber);
      if (spelling.upper_classes.has(id)) spelling.upper_classes.add(ClassSet::kNumber);
    }
  }
}

void GrammarCompiler::fill_rows() {
  add_rows(ClassSet(ClassSet::kDigits), ClassSet(ClassSet::kDigits));
  add_rows(ClassSet(ClassSet::kNumber), ClassSet(ClassSet::kNumber));
  std::map<ClassSet, std::uint32_t> known;
  const auto rows_of = [&](const ClassSet& classes) {
    const auto [at, is_new] = known.emplace(classes, grammar_.rows_.size() / (3 * grammar_.row_words_));
    // The word alone; a number that begins with it is looked at on its own.
    ClassSet word = classes;
    word.remove(ClassSet::kNumber);
    if (is_new) add_rows(word, classes);
    return at->second;
  };
  for (Grammar::Spelling& spelling : grammar_.spellings_) {
    spelling.rows = rows_of(spelling.classes);
    spelling.upper_rows = rows_of(spelling.upper_classes);
  }
}

/// Adds the rows of words that have the classes `word` where they begin something, `next` behind another.
void GrammarCompiler::add_rows(const ClassSet& word, const ClassSet& next) {
  const std::size_t words = grammar_.row_words_, at = grammar_.rows_.size();
  grammar_.rows_.resize(at + 3 * words);
  std::uint64_t* const rows = grammar_.rows_.data() + at;
  for (std::size_t i = 0; i < root_starts_.size(); ++i) {
    if (word.overlaps(root_starts_[i].first)) set_bit(rows + Grammar::kBegin * words, i);
    if (next.overlaps(root_starts_[i].second)) set_bit(rows + Grammar::kGoOn * words, i);
    if (word.overlaps(root_starts_[i].alone)) set_bit(rows + Grammar::kAlone * words, i);
  }
}

}  // namespace textmill::entity_tagger
