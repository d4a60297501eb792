#include "grammar_compiler.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

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

std::uint16_t SetNumbers::number_of(const ClassSet& classes) {
  const auto [at, is_new] = known_.emplace(classes, static_cast<std::uint16_t>(sets_.size()));
  if (is_new) sets_.push_back(classes);
  if (sets_.size() > kMost)
    throw std::length_error("a grammar tells more than " + std::to_string(kMost) +
                            " sets of word classes apart");
  return at->second;
}

GrammarCompiler::GrammarCompiler(Grammar& grammar, GrammarDraft& draft) : grammar_(grammar), draft_(draft) {}

GrammarCompiler::~GrammarCompiler() = default;

void GrammarCompiler::run() {
  grow_trees();
  find_block_starts();
  lay_out();
  mark_number_words();
  number_sets();
  fill_follows();
  fill_pairs();
}

/// True if an element that wants digits may match those of a kind.
bool GrammarCompiler::may_match(const Grammar::Element& element, std::uint32_t kind) {
  const DigitKind& k = kDigitKinds[kind];
  if (element.digits < 0) return kind == (element.digits == kCompactDay ? kEightDigits : kSeparatedDigits);
  const auto size = static_cast<std::uint32_t>(element.digits);
  return kind != kSeparatedDigits && element.low <= k.high && k.low <= element.high &&
         (size == 0 || (k.min_size <= size && size <= k.max_size));
}

GrammarDraft::Start GrammarCompiler::start_of(const Grammar::Element& element) const {
  GrammarDraft::Start start;
  const auto put = [&](std::uint32_t member) { start[member].one = true; };
  switch (element.kind) {
    case Grammar::Element::Kind::Block: return draft_.blocks[element.id].start;
    case Grammar::Element::Kind::Class: put(ClassSet::member(element.id)); break;
    case Grammar::Element::Kind::Digits:
      for (std::uint32_t kind = 0; kind < kDigitKindCount; ++kind) {
        if (may_match(element, kind)) put(ClassSet::kDigits + kind);
      }
      break;
    case Grammar::Element::Kind::Number: put(ClassSet::kNumber); break;
    case Grammar::Element::Kind::YearWords:
      for (const NumberClass which : {kUnits, kTens}) put(ClassSet::member(grammar_.num_classes_[which]));
      break;
  }
  return start;
}

/// How what stands behind an element may begin, whatever its first word.
GrammarDraft::Follow GrammarCompiler::what_begins(const Tree& behind) const {
  GrammarDraft::Follow next;  // its second word is the first here
  for (std::size_t i = 0; i < behind.elements.size(); ++i) {
    for (const auto& [member, follow] : start_of(behind.elements[i], behind.behind[i])) {
      next.second.add(member);
      next.third.add(follow.second);
      next.two |= follow.one;
    }
  }
  next.one = !behind.endings.empty();
  return next;
}

/// How `element` may begin what goes on with `behind`.
GrammarDraft::Start GrammarCompiler::start_of(const Grammar::Element& element, const Tree& behind) const {
  GrammarDraft::Start start = start_of(element);
  // Years in words are several pieces: what is behind the first of them is not known.
  if (element.kind == Grammar::Element::Kind::YearWords) return start;
  const GrammarDraft::Follow next = what_begins(behind);
  for (auto& [member, follow] : start) {
    GrammarDraft::Follow whole{follow.second, follow.third, follow.one && next.one, follow.two && next.one};
    if (follow.one) {
      whole.second.add(next.second);
      whole.third.add(next.third);
      whole.two |= next.two;
    }
    if (follow.two) whole.third.add(next.second);
    follow = whole;
  }
  return start;
}

/// The tree of the rules that make entities, then one for each block.
void GrammarCompiler::grow_trees() {
  trees_.resize(draft_.blocks.size() + 1);
  const auto grow = [&](Tree& tree, std::uint32_t index, bool with_before) {
    const GrammarDraft::Rule& rule = draft_.rules[index];
    tree.grow(rule.elements, 0, {index, with_before ? rule.before : NameTrie::kNoValue});
  };
  for (const std::uint32_t rule : draft_.top) grow(trees_[0], rule, true);
  for (std::size_t b = 0; b < draft_.blocks.size(); ++b) {
    for (const std::uint32_t rule : draft_.blocks[b].rules) grow(trees_[b + 1], rule, false);
  }
}

/// Blocks begin as the blocks do that they begin with, so this is done again until nothing is new.
void GrammarCompiler::find_block_starts() {
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (std::size_t b = 0; b < draft_.blocks.size(); ++b) {
      const Tree& tree = trees_[b + 1];
      GrammarDraft::Start start;
      for (std::size_t i = 0; i < tree.elements.size(); ++i) {
        for (const auto& [member, follow] : start_of(tree.elements[i], tree.behind[i]))
          start[member].add(follow);
      }
      GrammarDraft::Start& known = draft_.blocks[b].start;
      is_new |= start != known;
      known = std::move(start);
    }
  }
}

/// Lays the trees out side by side, the branches of roots first.
void GrammarCompiler::lay_out() {
  std::vector<const Tree*> behind;  // each branch
  const auto add_branches = [&](const Tree& tree) {
    for (std::size_t i = 0; i < tree.elements.size(); ++i) {
      ClassSet first;
      for (const auto& [member, follow] : start_of(tree.elements[i])) first.add(member);
      grammar_.branches_.push_back({tree.elements[i], firsts_.number_of(first)});
      behind.push_back(&tree.behind[i]);
    }
  };
  std::vector<std::size_t> ends;
  for (const Tree& tree : trees_) {
    add_branches(tree);
    ends.push_back(behind.size());
  }
  if (ends.back() > SetNumbers::kMost)
    throw std::length_error("a grammar has more ways to begin than " + std::to_string(SetNumbers::kMost));
  std::vector<std::vector<Grammar::Beginning>> beginnings(256);
  for (std::uint32_t i = 0; i < ends.back(); ++i) {
    for (const auto& [member, follow] : start_of(grammar_.branches_[i].element, *behind[i]))
      beginnings[member].push_back({follows_.number_of(follow.second), follows_.number_of(follow.third),
                                    static_cast<std::uint16_t>(i), follow.one, follow.two});
  }
  put_beginnings(beginnings);
  grammar_.row_words_ = (ends.back() + 63) / 64;
  add_root(0, ends[0]);
  for (std::size_t b = 0; b < draft_.blocks.size(); ++b) add_root(ends[b], ends[b + 1]);
  for (std::size_t i = 0; i < behind.size(); ++i) {
    const Tree& tree = *behind[i];
    Grammar::Node node;
    node.branch = static_cast<std::uint32_t>(behind.size());
    node.branches = static_cast<std::uint16_t>(tree.elements.size());
    add_branches(tree);
    ClassSet first;
    for (std::uint32_t b = node.branch; b < behind.size(); ++b)
      first.add(firsts_.sets()[grammar_.branches_[b].first]);
    node.first = firsts_.number_of(first);
    node.ending = static_cast<std::uint32_t>(grammar_.endings_.size());
    node.endings = static_cast<std::uint16_t>(tree.endings.size());
    grammar_.endings_.append(tree.endings);
    grammar_.nodes_.push_back(node);
  }
  grammar_.firsts_.append(firsts_.sets());
}

void GrammarCompiler::fill_follows() {
  grammar_.follow_words_ = (follows_.sets().size() + 63) / 64;
  std::vector<std::uint64_t> row(grammar_.follow_words_);
  for (const ClassSet& set : grammar_.sets_) {
    std::fill(row.begin(), row.end(), 0);
    for (std::size_t i = 0; i < follows_.sets().size(); ++i) {
      if (set.overlaps(follows_.sets()[i])) set_bit(row.data(), i);
    }
    grammar_.follows_.append(row);
  }
}

void GrammarCompiler::put_beginnings(const std::vector<std::vector<Grammar::Beginning>>& by_class) {
  for (const auto& beginnings : by_class) {
    grammar_.beginning_starts_.push_back(static_cast<std::uint32_t>(grammar_.beginnings_.size()));
    grammar_.beginnings_.append(beginnings);
  }
  grammar_.beginning_starts_.push_back(static_cast<std::uint32_t>(grammar_.beginnings_.size()));
}

/// The root whose branches are [first, end).
void GrammarCompiler::add_root(std::size_t first, std::size_t end) {
  std::vector<std::uint64_t> bits(grammar_.row_words_);
  for (std::size_t i = first; i < end; ++i) set_bit(bits.data(), i);
  grammar_.root_bits_.append(bits);
  grammar_.roots_.push_back(
      {static_cast<std::uint32_t>(first / 64), static_cast<std::uint32_t>((end + 63) / 64)});
}

/// A word that numbers are built from may begin one.
void GrammarCompiler::mark_number_words() {
  for (GrammarDraft::Spelling& spelling : draft_.spellings) {
    for (const std::uint32_t id : grammar_.num_classes_) {
      if (spelling.classes.has(ClassSet::member(id))) spelling.classes.add(ClassSet::kNumber);
      if (spelling.upper_classes.has(ClassSet::member(id))) spelling.upper_classes.add(ClassSet::kNumber);
    }
  }
}

/// What the pieces of a slot are to the grammar.
struct GrammarCompiler::Look {
  ClassSet classes;          ///< of words that begin with them
  ClassSet seconds;          ///< what may stand behind words that are one piece and begin an entity
  bool alone = false;        ///< anything may
  bool inside = false;       ///< a word goes on with them
  std::uint64_t pairs = 0;   ///< second pieces of words that begin an entity, as bits by their hashes
  std::uint64_t second = 0;  ///< these bits of pieces that are second pieces

  bool begins() const { return alone || pairs != 0 || !seconds.empty(); }
  auto operator<=>(const Look&) const = default;
};

/// What may stand behind a word of one of the sets where it begins an entity.
GrammarCompiler::Look GrammarCompiler::look_of(const ClassSet& classes) const {
  const auto number = [&](NumberClass which) { return ClassSet::member(grammar_.num_classes_[which]); };
  const auto has = [&](NumberClass which) { return classes.has(number(which)); };
  Look look;
  classes.each([&](std::uint32_t member) {
    for (const Grammar::Beginning& beginning : grammar_.beginnings_of(member)) {
      if (beginning.branch >= trees_[0].elements.size()) break;
      look.seconds.add(follows_.sets()[beginning.second]);
      look.alone |= beginning.one != 0;
    }
  });
  // A number in words may go on in many ways; an article begins one only before "hundred" or "million".
  look.alone |= has(kUnits) || has(kTens) || has(kHalves) || has(kHundreds);
  if (has(kArticle)) {
    look.seconds.add(number(kHundred));
    look.seconds.add(number(kScale));
  }
  return look;
}

void GrammarCompiler::fill_pairs() {
  std::vector<Look> of_sets;
  for (const ClassSet& set : grammar_.sets_) of_sets.push_back(look_of(set));
  std::map<std::uint32_t, Look> slots;
  for (const GrammarDraft::Spelling& spelling : draft_.spellings) {
    add_look(spelling, false, of_sets[spelling.made.set], slots);
    add_look(spelling, true, of_sets[spelling.made.upper_set], slots);
  }
  Look& minus = slots[WordPairs::slot_of(hash_folded("-"), false)];
  minus.classes.add(ClassSet::kNumber);
  minus.seconds.add(ClassSet::kNumber);
  std::vector<Look> looks(2);  // WordPairs::kOther and kDigits
  std::map<Look, WordPairs::Kind> known;
  WordPairs& pairs = grammar_.pairs_;
  pairs.make_slots();
  std::size_t plain = 0;  // the first kind that begins nothing
  for (const bool begins : {true, false}) {
    for (const auto& [slot, look] : slots) {
      if (look.begins() != begins) continue;
      const auto [at, is_new] = known.emplace(look, static_cast<WordPairs::Kind>(looks.size()));
      if (is_new) looks.push_back(look);
      pairs.set_kind(slot, at->second);
    }
    if (begins) plain = looks.size();
  }
  allow_pairs(looks, plain, pairs);
  add_pieces(pairs);
}

void GrammarCompiler::add_pieces(WordPairs& pairs) const {
  std::set<std::uint64_t> hashes = {hash_folded("-")};
  for (const GrammarDraft::Spelling& spelling : draft_.spellings) {
    hashes.insert(spelling.first_hash);
    if (spelling.second_hash != 0) hashes.insert(spelling.second_hash);
    hashes.insert(spelling.further_hashes.begin(), spelling.further_hashes.end());
  }
  for (const std::uint64_t hash : hashes) pairs.add_piece(hash);
}

/// Puts down what the pieces of a word are.
void GrammarCompiler::add_look(const GrammarDraft::Spelling& spelling, bool upper, Look look,
                               std::map<std::uint32_t, Look>& slots) {
  const std::uint64_t second = 1ull << (spelling.second_hash % 64);
  if (spelling.second_hash != 0) {
    look.pairs = look.begins() ? second : 0;
    look.seconds = {};
    look.alone = false;
    slots[WordPairs::slot_of(spelling.second_hash, upper)].second |= second;
  }
  for (const std::uint64_t hash : spelling.further_hashes)
    slots[WordPairs::slot_of(hash, upper)].inside = true;
  Look& known = slots[WordPairs::slot_of(spelling.first_hash, upper)];
  known.classes.add(upper ? spelling.upper_classes : spelling.classes);
  known.seconds.add(look.seconds);
  known.alone |= look.alone;
  known.pairs |= look.pairs;
}

/// Lets a kind go on with all kinds that may stand behind it.
void GrammarCompiler::allow_pairs(const std::vector<Look>& looks, std::size_t plain, WordPairs& pairs) const {
  ClassSet before;
  for (const std::uint32_t rule : draft_.top) {
    const std::uint32_t word_class = draft_.rules[rule].before;
    if (word_class != NameTrie::kNoValue) before.add(ClassSet::member(word_class));
  }
  pairs.set_kinds(looks.size(), plain);
  std::vector<std::vector<WordPairs::Kind>> with_class(256), with_second(64);
  for (std::size_t kind = 0; kind < looks.size(); ++kind) {
    looks[kind].classes.each(
        [&](std::uint32_t id) { with_class[id].push_back(static_cast<WordPairs::Kind>(kind)); });
    for (std::uint64_t rest = looks[kind].second; rest; rest &= rest - 1)
      with_second[static_cast<std::size_t>(std::countr_zero(rest))].push_back(
          static_cast<WordPairs::Kind>(kind));
  }
  for (std::size_t i = 0; i < looks.size(); ++i) {
    const auto kind = static_cast<WordPairs::Kind>(i);
    if (looks[i].alone || kind == WordPairs::kDigits) pairs.allow_all(kind);
    // Words may hold digits, and what digits stand for depends on how many there are.
    if (looks[i].begins()) pairs.allow(kind, {WordPairs::kDigits});
    looks[i].seconds.each([&](std::uint32_t id) { pairs.allow(kind, with_class[id]); });
    if (looks[i].classes.overlaps(before)) pairs.ask_for_before(kind);
    for (std::uint64_t rest = looks[i].pairs; rest; rest &= rest - 1)
      pairs.allow(kind, with_second[static_cast<std::size_t>(std::countr_zero(rest))]);
  }
}

void GrammarCompiler::number_sets() {
  auto& sets = grammar_.sets_;
  sets.push_back({});
  for (std::uint32_t kind = 0; kind < kDigitKindCount; ++kind)
    sets.push_back(ClassSet(ClassSet::kDigits + kind));
  sets.push_back(ClassSet(ClassSet::kNumber));
  std::map<ClassSet, std::uint32_t> known;
  const auto set_of = [&](ClassSet classes) {
    classes.remove(ClassSet::kNumber);  // a number that begins with the word ends elsewhere
    const auto [at, is_new] = known.emplace(classes, sets.size());
    if (is_new) sets.push_back(classes);
    return at->second;
  };
  for (GrammarDraft::Spelling& spelling : draft_.spellings) {
    spelling.made.set = set_of(spelling.classes);
    spelling.made.upper_set = set_of(spelling.upper_classes);
    spelling.made.number = spelling.classes.has(ClassSet::kNumber);
    spelling.made.upper_number = spelling.upper_classes.has(ClassSet::kNumber);
  }
}

}  // namespace textmill::entity_tagger
