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

/// "2.12", "1,000" or, with a decimal comma, "2,12" and "1.000".
double read_digits(std::string_view written, char decimal) {
  if (std::uint64_t whole = 0; written.size() <= 15) {
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), whole);
    if (error == std::errc() && end == written.data() + written.size()) return static_cast<double>(whole);
  }
  std::string plain;
  const char group = decimal == '.' ? ',' : '.';
  const auto last_group = written.rfind(group);
  // A group mark that does not have three digits behind it is a decimal mark after all: "2,5".
  const bool is_decimal = last_group != std::string_view::npos &&
                          written.find(decimal) == std::string_view::npos &&
                          written.find(group) == last_group && written.size() - last_group - 1 != 3;
  for (const char c : written) {
    if (c == group) {
      if (is_decimal) plain += '.';
    } else {
      plain += c == decimal ? '.' : c;
    }
  }
  double value = 0;
  std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return value;
}

/// True for what fractions are written with: "24/7", "50/50" and "9/11" are none.
bool is_fraction(double above, double below) {
  return above < below &&
         (below <= 10 || below == 12 || below == 16 || below == 32 || below == 64 || below == 100);
}

}  // namespace

void Matcher::read(const Grammar& grammar, std::string_view text, const std::vector<Piece>& pieces,
                   PieceSet& starts) {
  if (grammar_ != &grammar) branch_rows_ = &rows_of_.try_emplace(&grammar, grammar).first->second;
  grammar_ = &grammar;
  text_ = text;
  pieces_ = pieces.data();
  starts.keep([&pairs = grammar.pairs_, all = pieces.data(), count = pieces.size()](std::uint32_t at) {
    const WordPairs::Kind next = at + 1 < count ? all[at + 1].word_kind : WordPairs::kOther;
    const bool known = pairs.knows(all[at]), goes_on = pairs.may_begin(all[at].word_kind, next);
    return known & goes_on;
  });
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
    place.classes.add(piece.shape == Shape::Upper ? spelling.upper_classes : spelling.classes);
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
      take(grammar_->branches_[64 * i + static_cast<std::size_t>(std::countr_zero(rest))], at, longest);
  }
  return longest;
}

void Matcher::take(const Grammar::Branch& branch, std::uint32_t at, Longest& longest) {
  const Element& element = branch.element;
  if (element.glued && !glued(at)) return;
  const Grammar::Node& node = grammar_->nodes_[branch.node];
  if (element.kind == Element::Kind::Class) {
    // A class may hold words of several lengths: "per cent", "per cent of".
    each_word(at, element.id, [&](std::uint32_t end, const Grammar::Entry&) { go_on(node, end, longest); });
  } else if (const std::uint32_t end = one_end(element, at)) {
    go_on(node, end, longest);
  }
}

void Matcher::go_on(const Grammar::Node& node, std::uint32_t at, Longest& longest) {
  for (std::uint32_t i = node.ending; i < node.ending_end; ++i) {
    const Grammar::Ending& ending = grammar_->endings_[i];
    if (at < longest.end || (at == longest.end && ending.rule >= longest.rule)) break;
    if (ending.before != NameTrie::kNoValue && !stands_before(ending.before, longest.begin)) continue;
    longest.end = at;
    longest.rule = ending.rule;
  }
  if (node.branch == node.branch_end) return;
  const Place* const place = place_at(at);
  if (!place || !place->classes.overlaps(node.first)) return;
  for (std::uint32_t i = node.branch; i < node.branch_end; ++i) {
    const Grammar::Branch& branch = grammar_->branches_[i];
    if (place->classes.overlaps(branch.first)) take(branch, at, longest);
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

bool Matcher::value_of(std::uint32_t at, int number_class, double& value, std::uint32_t& end) {
  bool found = false;
  each_word(at, grammar_->num_classes_[number_class],
            [&](std::uint32_t reached, const Grammar::Entry& entry) {
              value = entry.value();
              end = reached;
              found = true;
            });
  return found;
}

/// The number that starts at `at`; each place keeps its own.
Matcher::Number Matcher::number_at(std::uint32_t at) {
  Place* const place = place_at(at);
  if (!place) return {};
  Number& number = place->number;
  if (number.end == kUnknown) number.end = read_number(at, number.value);
  return number;
}

/// "-5", but neither "75 -300" nor "-2020-07-01".
bool Matcher::is_minus(std::uint32_t at) const {
  if (!is_mark(at, '-') || glued(at) || !glued(at + 1) || pieces_[at + 1].kind != PieceKind::Number)
    return false;
  if (at > begin_ && pieces_[at - 1].kind == PieceKind::Number) return false;
  return !(is_mark(at + 2, '-') && glued(at + 2));
}

std::uint32_t Matcher::read_number(std::uint32_t at, double& value) {
  if (is_minus(at)) {
    const std::uint32_t end = number_in_digits(at + 1, value);
    value = -value;
    return end;
  }
  return pieces_[at].kind == PieceKind::Number ? number_in_digits(at, value) : number_in_words(at, value);
}

std::uint32_t Matcher::number_in_digits(std::uint32_t at, double& value) {
  value = read_digits(written(at), grammar_->decimal());
  std::uint32_t end = fraction(at, value);
  if (end == 0) {
    end = at + 1;
    if (grammar_->decimal() == ',') end = spaced_groups(end, value);
    double part = 0;
    if (end < end_ && pieces_[end].kind == PieceKind::Number) {  // 2 1/2
      if (const std::uint32_t after = fraction(end, part)) {
        value += part;
        end = after;
      }
    } else if (std::uint32_t after = 0;
               value_of(end, kHalves, part, after) && pieces_[end].kind != PieceKind::Word) {
      value += part;  // 2½
      end = after;
    } else {
      end = and_a_half(end, 1, value);
    }
  }
  return scaled(end, value);
}

/// "million", "millones y medio": multiplies by the scales that follow, and adds a part of them.
std::uint32_t Matcher::scaled(std::uint32_t at, double& value) {
  const double plain = value;
  const std::uint32_t end = scales(at, value);
  return end == at || plain == 0 ? end : and_a_half(end, value / plain, value);
}

/// "12 500": groups of three digits with blanks between, where a comma is the decimal mark.
std::uint32_t Matcher::spaced_groups(std::uint32_t at, double& value) const {
  const auto plain = [&](std::uint32_t place) {
    return written(place).find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (!plain(at - 1) || written(at - 1).size() > 3) return at;
  for (; at < end_ && pieces_[at].kind == PieceKind::Number && !glued(at); ++at) {
    const std::string_view group = written(at).substr(0, written(at).find(','));
    if (group.size() != 3 || group.find('.') != std::string_view::npos) break;
    value = value * 1000 + read_digits(written(at), ',');
    if (!plain(at)) return at + 1;
  }
  return at;
}

/// "nineteen ninety six", "twenty twenty four", "two thousand and five"; 0 if there is no year.
std::uint32_t Matcher::year_in_words(std::uint32_t at, double& year) {
  double century = 0, rest = 0;
  std::uint32_t next = 0;
  const bool teen = value_of(at, kUnits, century, next) && century >= 16;
  if (teen || (value_of(at, kTens, century, next) && century == 20)) {
    const std::uint32_t end = next < end_ ? number_in_words(next, rest) : 0;
    year = century * 100 + rest;
    if (end != 0 && rest >= 10 && rest < 100) return end;
  }
  const std::uint32_t end = number_in_words(at, year);
  return year > 2000 && year < 2100 ? end : 0;
}

/// "3/4", and nothing that goes on like a date: "3/4/2020". 0 if there is none.
std::uint32_t Matcher::fraction(std::uint32_t at, double& value) const {
  if (!is_mark(at + 1, '/') || at + 2 >= end_ || !glued(at + 1) || !glued(at + 2)) return 0;
  if (pieces_[at + 2].kind != PieceKind::Number || is_mark(at + 3, '/')) return 0;
  const double below = read_digits(written(at + 2), grammar_->decimal());
  const double above = read_digits(written(at), grammar_->decimal());
  if (!is_fraction(above, below)) return 0;
  value = above / below;
  return at + 3;
}

/// Multiplies by the scales that follow: "million", "bn", a glued "k".
std::uint32_t Matcher::scales(std::uint32_t at, double& value) {
  double scale = 0;
  std::uint32_t end = at;
  for (;;) {
    const std::uint32_t word = is_mark(at, '-') && glued(at) && glued(at + 1) ? at + 1 : at;
    if (value_of(word, kScale, scale, end) || value_of(word, kHundred, scale, end) ||
        (glued(at) && value_of(at, kGluedScale, scale, end))) {
      value *= scale;
      at = end;
    } else {
      return at;
    }
  }
}

/// "two hundred and fifty thousand", "a dozen", "mil quinientos treinta y cinco", "one and a half million",
/// "half a billion".
std::uint32_t Matcher::number_in_words(std::uint32_t begin, double& value) {
  double total = 0, current = 0, word = 0;
  std::uint32_t at = begin, end = 0, next = 0;
  int last = -1;     ///< class of the last word
  double scale = 1;  ///< the last word, if it is one
  for (;;) {
    std::uint32_t here = at;
    if (last == kTens && is_mark(at, '-') && glued(at) && glued(at + 1)) here = at + 1;
    if (here != at && !value_of(here, kUnits, word, next)) break;
    if (last == kTens && value_of(here, kTensAnd, word, next) && value_of(next, kUnits, word, end)) {
      here = next;  // "treinta y cinco"
    } else if (last != -1 && last != kUnits && last != kTens && value_of(here, kAnd, word, next) &&
               (value_of(next, kUnits, word, end) || value_of(next, kTens, word, end) ||
                value_of(next, kHundreds, word, end))) {
      here = next;
    }
    if (value_of(here, kHundreds, word, next) && (last == -1 || last == kScale)) {
      (word >= 1000 ? total : current) += word;  // "mil quinientos"
      last = word >= 1000 ? kScale : kHundred;
      scale = word;
    } else if (value_of(here, kUnits, word, next) &&
               (last == -1 || last == kTens || last == kHundred || last == kScale) &&
               !(last == kTens && word >= 10)) {
      current += word;
      last = kUnits;
    } else if (value_of(here, kTens, word, next) && (last == -1 || last == kHundred || last == kScale)) {
      current += word;
      last = kTens;
    } else if (value_of(here, kHundred, word, next) && last != -1 && last != kHundred) {
      current = std::max(current, 1.0) * word;
      last = kHundred;
    } else if (value_of(here, kScale, word, next) && last != -1) {
      total += std::max(current, 1.0) * word;
      current = 0;
      last = kScale;
      scale = word;
    } else if (last == -1 && value_of(here, kArticle, word, next) &&
               (value_of(next, kHundred, word, end) || value_of(next, kScale, word, end))) {
      last = kArticle;
    } else {
      break;
    }
    at = next;
  }
  if (last == kArticle || last == -1) {
    // "half a million"; a lone "half" is no number.
    if (!value_of(begin, kHalves, value, at)) return 0;
    if (value_of(at, kArticle, word, next)) at = next;
    const std::uint32_t reached = scales(at, value);
    if (reached == at && pieces_[begin].kind == PieceKind::Word) return 0;
    return reached;
  }
  value = total + current;
  end = spoken_decimals(at, value);
  if (end == at) end = and_a_half(at, last == kScale ? scale : 1, value);
  return end == at ? at : scales(end, value);
}

/// "two point five", "dos coma veintiocho": adds the decimals behind a number; `at` if there are none.
std::uint32_t Matcher::spoken_decimals(std::uint32_t at, double& value) {
  double word = 0, place = 1;
  std::uint32_t next = 0, end = at;
  if (!value_of(at, kPoint, word, next)) return at;
  while (value_of(next, kUnits, word, next) || value_of(next, kTens, word, next)) {
    place *= word < 10 ? 0.1 : 0.01;
    value += place * word;
    end = next;
    if (word >= 10 && value_of(end, kTensAnd, word, next) && value_of(next, kUnits, word, next)) {
      value += place * word;  // "vinte e oito"
      end = next;
    }
    next = end;
  }
  return end;
}

/// "and a half", "y medio" behind a number: adds this part of `unit`; `at` if there is none.
std::uint32_t Matcher::and_a_half(std::uint32_t at, double unit, double& value) {
  double part = 0;
  std::uint32_t next = 0;
  if (!value_of(at, kAndHalf, part, next)) return at;
  value += part * unit;
  return next;
}

}  // namespace textmill::entity_tagger
