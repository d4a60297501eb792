#include "matcher.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "grammar_reader.hpp"

namespace textmill::entity_tagger {
namespace {

bool is_count(Label label) { return label == Label::Cardinal || label == Label::Quantity; }

void put(Values& values, Field field, double number) {
  if (field != Field::Unset) values.put(field, number);
}

}  // namespace

void Matcher::read(const Grammar& grammar, std::string_view text, const std::vector<Piece>& pieces,
                   PieceSet& starts) {
  if (grammar_ != &grammar) take_up(grammar);
  text_ = text;
  pieces_ = pieces.data();
  const WordPairs& pairs = grammar.pairs_;
  // Most go by what stands behind them, and those that are left cost more to ask about.
  starts.keep([&pairs, all = pieces.data(), count = pieces.size()](std::uint32_t at) {
    const WordPairs::Kind next = at + 1 < count ? all[at + 1].word_kind : WordPairs::kOther;
    return pairs.may_begin(all[at].word_kind, next);
  });
  starts.keep([&pairs, all = pieces.data()](std::uint32_t at) { return pairs.knows(all[at]); });
}

void Matcher::take_up(const Grammar& grammar) {
  grammar_ = &grammar;
  branch_rows_ = &rows_of_.try_emplace(&grammar, grammar).first->second;
  number_starts_ = {};
  for (const NumberClass which : {kUnits, kTens, kHundreds, kArticle, kHalves})
    number_starts_.add(ClassSet::member(grammar.num_classes_[which]));
}

void Matcher::open(std::uint32_t begin, std::uint32_t end) {
  begin_ = begin;
  end_ = end;
  place_of_.assign(end - begin, kUnseen);
  places_.clear();
  places_.reserve(end - begin);  // places do not move while one is looked at
  words_.clear();
  memo_.clear();
  rows_.clear();
}

/// Looks up the words of the grammar that start at a piece.
std::uint32_t Matcher::find_place(std::uint32_t at) {
  const Piece& piece = pieces_[at];
  const bool digits = piece.kind == PieceKind::Number;
  const bool minus = piece.kind == PieceKind::Punctuation && is_mark(at, '-') && glued(at + 1);
  if (!digits && !minus && !grammar_->words_.may_start(piece.hash)) return kNoPlace;
  Place& place = places_.emplace_back();
  place.first_word = static_cast<std::uint32_t>(words_.size());
  grammar_->words_.walk(pieces_, at, end_, [&](std::uint32_t reached, std::uint32_t id) {
    const Grammar::Spelling& spelling = grammar_->spellings_[id];
    const bool upper = piece.shape == Shape::Upper;
    place.classes.add(grammar_->sets_[upper ? spelling.upper_set : spelling.set]);
    if (upper ? spelling.upper_number : spelling.number) place.classes.add(ClassSet::kNumber);
    words_.push_back({reached, id});
  });
  place.word_end = static_cast<std::uint32_t>(words_.size());
  if (digits) {
    const std::uint32_t kind = digit_kind_of(written(at));
    place.classes.add(ClassSet::kDigits + kind);
    place.digits = Grammar::kDigitSets + kind;
  }
  if (digits || minus) place.classes.add(ClassSet::kNumber);
  if (!place.classes.empty()) return static_cast<std::uint32_t>(places_.size() - 1);
  places_.pop_back();
  return kNoPlace;
}

/// Calls `use(set, end)` for the words, digits and numbers at a place.
template <class Use>
void Matcher::each_start(std::uint32_t at, Use use) {
  const Place* const place = place_at(at);
  if (!place) return;
  for (std::uint32_t w = place->first_word; w < place->word_end; ++w) {
    const Grammar::Spelling& spelling = grammar_->spellings_[words_[w].spelling];
    use(pieces_[at].shape == Shape::Upper ? spelling.upper_set : spelling.set, words_[w].end);
  }
  if (place->digits != Grammar::kNoSet) use(place->digits, at + 1);
  if (!place->classes.has(ClassSet::kNumber)) return;
  if (const std::uint32_t end = number_at(at).end) use(Grammar::kNumberSet, end);
}

const std::uint64_t* Matcher::branches_at(std::uint32_t at) {
  Place& place = *place_at(at);
  if (place.row != kUnknown) return rows_.data() + place.row;
  const std::size_t words = grammar_->row_words_, row = rows_.size();
  place.row = static_cast<std::uint32_t>(row);
  rows_.resize(row + words);
  const auto add = [&](std::uint32_t first, std::uint32_t second, std::uint32_t third) {
    const BranchRows::Row branches = branch_rows_->row(first, second, third);
    for (std::size_t i = 0; i < words; ++i) rows_[row + i] |= branches.bits[i];
    return branches.open;
  };
  each_start(at, [&](std::uint32_t first, std::uint32_t end) {
    bool last = true;
    each_start(end, [&](std::uint32_t second, std::uint32_t next_end) {
      last = false;
      if (!add(first, second, Grammar::kNoSet)) return;
      each_start(next_end, [&](std::uint32_t third, std::uint32_t) { add(first, second, third); });
    });
    if (last) add(first, Grammar::kNoSet, Grammar::kNoSet);
  });
  return rows_.data() + row;
}

/// True if a branch of the root may match at a place that has words.
bool Matcher::may_match(std::uint32_t which, std::uint32_t at) {
  const Grammar::Root& root = grammar_->roots_[which];
  const std::uint64_t* const bits = grammar_->bits_of(which);
  const std::uint64_t* const row = branches_at(at);
  std::uint64_t common = 0;
  for (std::size_t i = root.begin; i < root.end; ++i) common |= row[i] & bits[i];
  return common != 0;
}

Matcher::Longest Matcher::from_root(std::uint32_t which, std::uint32_t at) {
  const Grammar::Root& root = grammar_->roots_[which];
  const std::uint64_t* const bits = grammar_->bits_of(which);
  Longest longest{at, 0, 0};
  const auto row = static_cast<std::size_t>(branches_at(at) - rows_.data());
  for (std::size_t i = root.begin; i < root.end; ++i) {
    // Other places are looked at on the way, which moves the rows.
    for (std::uint64_t rest = rows_[row + i] & bits[i]; rest; rest &= rest - 1)
      take(static_cast<std::uint32_t>(64 * i) + static_cast<std::uint32_t>(std::countr_zero(rest)), at,
           longest);
  }
  return longest;
}

void Matcher::take(std::uint32_t branch, std::uint32_t at, Longest& longest) {
  const Element& element = grammar_->branches_[branch].element;
  if (element.glued && !glued(at)) return;
  const Grammar::Node& node = grammar_->nodes_[branch];
  if (element.kind == Element::Kind::Class) {
    // A class may hold words of several lengths: "per cent", "per cent of".
    each_word(at, element.id, [&](std::uint32_t end, const Grammar::Entry&) { go_on(node, end, longest); });
  } else if (const std::uint32_t end = one_end(element, at)) {
    go_on(node, end, longest);
  }
}

void Matcher::go_on(const Grammar::Node& node, std::uint32_t at, Longest& longest) {
  for (std::uint32_t i = node.ending, end = i + node.endings; i < end; ++i) {
    const Grammar::Ending& ending = grammar_->endings_[i];
    if (at < longest.end || (at == longest.end && ending.rule >= longest.rule)) break;
    if (ending.before != NameTrie::kNoValue && !stands_before(ending.before, longest.begin)) continue;
    longest.end = at;
    longest.rule = ending.rule;
  }
  if (node.branches == 0) return;
  const Place* const place = place_at(at);
  const ClassSet* const firsts = grammar_->firsts_.data();
  if (!place || !place->classes.overlaps(firsts[node.first])) return;
  for (std::uint32_t i = node.branch, end = i + node.branches; i < end; ++i) {
    if (place->classes.overlaps(firsts[grammar_->branches_[i].first])) take(i, at, longest);
  }
}

/// Where the entity that begins at `at` ends; `at` if there is none.
std::uint32_t Matcher::match_at(std::uint32_t at, std::vector<Match>& matches) {
  if (!place_at(at)) return at;
  const Longest longest = from_root(Grammar::kTopRoot, at);
  if (longest.end == 0) return at;
  const Grammar::Rule& rule = grammar_->rules_[longest.rule];
  const auto label = static_cast<Label>(rule.label);
  if (is_count(label) && ends_an_identifier(at)) return at;
  if (!rule.emits) return longest.end;
  Match& match = matches.emplace_back();
  match.begin = at;
  match.end = longest.end;
  match.label = label;
  match.source = grammar_->text(rule.source);
  read_sequence(rule, at, longest.end, {match.first, match.second});
  return longest.end;
}

/// "covid-19", "SCP-173m": the number is part of a name.
bool Matcher::ends_an_identifier(std::uint32_t at) const {
  return at >= begin_ + 2 && glued(at) && is_mark(at - 1, '-') && glued(at - 1) &&
         pieces_[at].kind == PieceKind::Number && pieces_[at - 2].kind == PieceKind::Word;
}

bool Matcher::stands_before(std::uint32_t word_class, std::uint32_t at) {
  bool stands = false;
  if (at > begin_)
    each_word(at - 1, word_class, [&](std::uint32_t end, const Grammar::Entry&) { stands |= end == at; });
  return stands;
}

std::uint32_t Matcher::sequence_end(Elements elements, std::uint32_t at) {
  if (elements.empty()) return at;
  const std::uint32_t end = element_end(elements, at);
  if (!elements[0].optional) return end;
  return std::max(end, sequence_end(elements.subspan(1), at));
}

/// The longest way to match the elements if the first is not left out; 0 if there is none.
std::uint32_t Matcher::element_end(Elements elements, std::uint32_t at) {
  const Element& element = elements[0];
  if (at >= end_ || (element.glued && !glued(at))) return 0;
  if (element.kind != Element::Kind::Class) {
    const std::uint32_t end = one_end(element, at);
    return end == 0 ? 0 : sequence_end(elements.subspan(1), end);
  }
  std::uint32_t end = 0;
  each_word(at, element.id, [&](std::uint32_t reached, const Grammar::Entry&) {
    end = std::max(end, sequence_end(elements.subspan(1), reached));
  });
  return end;
}

/// The end of an element that is no word; 0 if it does not match.
std::uint32_t Matcher::one_end(const Element& element, std::uint32_t at) {
  switch (element.kind) {
    case Element::Kind::Class: break;
    case Element::Kind::Block: return block_at(element.id, at).end;
    case Element::Kind::Digits: {
      Values ignored;
      double value = 0;
      const bool fits = element.digits < 0 ? digit_form(element, at, ignored) : digits(element, at, value);
      return fits ? at + 1 : 0;
    }
    case Element::Kind::Number: return number_at(at).end;
    case Element::Kind::YearWords: {
      double year = 0;
      return year_in_words(at, year);
    }
  }
  return 0;
}

/// The longest rule of a block. It is asked for again and again by the rules that use the block, so each
/// place keeps the answers.
Matcher::Longest Matcher::block_at(std::uint32_t id, std::uint32_t at) {
  const std::uint32_t root = Grammar::kTopRoot + 1 + id;
  Place* const place = place_at(at);
  if (!place || !may_match(root, at)) return {};
  for (std::uint32_t i = place->memo; i != kNoMemo; i = memo_[i].next) {
    if (memo_[i].block == id) return memo_[i].longest;
  }
  const Longest longest = from_root(root, at);
  memo_.push_back({id, place->memo, longest});
  place->memo = static_cast<std::uint32_t>(memo_.size() - 1);
  return longest;
}

/// Takes the values along the way that sequence_end found: the first that reaches `end`.
void Matcher::read_sequence(const Grammar::Rule& rule, std::uint32_t at, std::uint32_t end,
                            const Sides& sides) {
  for (Elements rest = grammar_->elements_of(rule); !rest.empty(); rest = rest.subspan(1)) {
    if (element_end(rest, at) == end) at = read_element(rest, at, end, sides);
  }
  for (const Grammar::Action& action : grammar_->actions_of(rule))
    sides.first.put(static_cast<Field>(action.field), std::bit_cast<double>(action.value_bits));
}

/// Reads the first of the elements and gives its end.
std::uint32_t Matcher::read_element(Elements elements, std::uint32_t at, std::uint32_t end,
                                    const Sides& sides) {
  const Element& element = elements[0];
  Values& target = element.second ? sides.second : sides.first;
  double value = 0;
  switch (element.kind) {
    case Element::Kind::Class: {
      const Grammar::Entry* taken = nullptr;
      std::uint32_t reached = at;
      each_word(at, element.id, [&](std::uint32_t word_end, const Grammar::Entry& entry) {
        if (taken || sequence_end(elements.subspan(1), word_end) != end) return;
        taken = &entry;
        reached = word_end;
      });
      if (taken) read_word(element, *taken, target);
      return reached;
    }
    case Element::Kind::Block: {
      Values first, second;
      const std::uint32_t reached = read_block(element.id, at, {first, second});
      if (!element.silent) target.merge(first);
      if (second.set && !element.silent) sides.second.merge(second);
      if (element.field != Field::Unset) put(target, element.field, first.get(Field::Amount));
      return reached;
    }
    case Element::Kind::Digits:
      if (element.digits < 0) {
        digit_form(element, at, target);
      } else {
        digits(element, at, value);
        put(target, element.field, value);
      }
      return at + 1;
    case Element::Kind::YearWords: {
      const std::uint32_t reached = year_in_words(at, value);
      put(target, element.field, value);
      return reached;
    }
    case Element::Kind::Number: break;
  }
  const Number number = number_at(at);
  put(target, element.field == Field::Unset ? Field::Amount : element.field, number.value);
  return number.end;
}

void Matcher::read_word(const Element& element, const Grammar::Entry& entry, Values& target) const {
  const Field own = element.field != Field::Unset ? element.field : grammar_->class_fields_[element.id];
  if (entry.has_value) put(target, own == Field::Unset ? Field::Factor : own, entry.value());
  if (entry.code.size != 0) target.code = grammar_->text(entry.code);
}

std::uint32_t Matcher::read_block(std::uint32_t id, std::uint32_t at, const Sides& sides) {
  const Longest longest = block_at(id, at);
  if (longest.end != 0) read_sequence(grammar_->rules_[longest.rule], at, longest.end, sides);
  return longest.end;
}

/// 8.30, 23.4.2022 and 20220423: one piece that fills several fields.
bool Matcher::digit_form(const Element& element, std::uint32_t at, Values& target) const {
  if (pieces_[at].kind != PieceKind::Number) return false;
  const std::string_view text = written(at);
  int parts[3] = {}, sizes[3] = {};
  int count = 0;
  for (const char c : text) {
    if (c == ',' || (c == '.' && ++count > 2)) return false;
    if (c == '.') continue;
    if (++sizes[count] > 8) return false;
    parts[count] = parts[count] * 10 + (c - '0');
  }
  const auto put_day = [&](int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1000 || year > 2999) return false;
    target.put(Field::Year, year);
    target.put(Field::Month, month);
    target.put(Field::Day, day);
    return true;
  };
  if (element.digits == kDottedDay)
    return count == 2 && sizes[2] == 4 && put_day(parts[2], parts[1], parts[0]);
  if (element.digits == kCompactDay)
    return count == 0 && sizes[0] == 8 && put_day(parts[0] / 10000, parts[0] / 100 % 100, parts[0] % 100);
  if (element.digits == kDayAndMonth) {
    if (count != 1 || sizes[0] > 2 || sizes[1] > 2 || parts[0] < 1 || parts[0] > 31 || parts[1] < 1 ||
        parts[1] > 12)
      return false;
    target.put(Field::Day, parts[0]);
    target.put(Field::Month, parts[1]);
    return true;
  }
  if (count != 1 || sizes[1] != 2 || parts[0] > 24 || parts[1] > 59) return false;
  target.put(Field::Hour, parts[0]);
  target.put(Field::Minute, parts[1]);
  return true;
}

bool Matcher::digits(const Element& element, std::uint32_t at, double& value) const {
  if (pieces_[at].kind != PieceKind::Number) return false;
  const std::string_view text = written(at);
  if (text.size() > 9 || text.find_first_of(".,") != std::string_view::npos) return false;
  if (element.digits && static_cast<int>(text.size()) != element.digits) return false;
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  value = number;
  return number >= element.low && number <= element.high;
}

}  // namespace textmill::entity_tagger
