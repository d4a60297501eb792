#include "matcher.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "grammar_reader.hpp"

namespace textmill::entity_tagger {
namespace {

enum NumberClass { kUnits, kTens, kHundred, kScale, kGluedScale, kAnd, kHalves, kArticle };

constexpr int kMaxDepth = 24;  ///< blocks within blocks; rules cannot recurse, this only guards the stack

void put(Values& values, Field field, double number) {
  if (field != Field::Unset) values.put(field, number);
}

/// "2.12", "1,000" or, with a decimal comma, "2,12" and "1.000".
double read_digits(std::string_view written, char decimal) {
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

}  // namespace

std::uint64_t Matcher::classes_at(std::uint32_t at) const {
  std::uint64_t bits = pieces_[at].kind == PieceKind::Number ? kNumberBit : 0;
  if (is_mark(at, '-') && glued(at + 1)) bits |= kNumberBit;  // a minus sign
  grammar_.words_.walk(pieces_, at, end_, [&](std::uint32_t, std::uint32_t entry) {
    for (; entry != NameTrie::kNoValue; entry = grammar_.entries_[entry].next)
      bits |= class_bit(grammar_.entries_[entry].word_class);
  });
  return bits;
}

bool Matcher::best(std::uint32_t at, Match& match) {
  const std::uint64_t classes = classes_at(at);
  if (classes == 0) return false;
  match.end = at;
  for (const std::uint32_t index : grammar_.top_) {
    const Grammar::Rule& rule = grammar_.rules_[index];
    if ((rule.first & classes) == 0) continue;
    if (rule.before != NameTrie::kNoValue && !stands_before(rule.before, at)) continue;
    Side side;
    const std::uint32_t end = sequence(rule, 0, at, {}, side);
    if (end <= match.end) continue;
    match = {at, end, rule.label, rule.emits, rule.name, side.first, side.second};
  }
  return match.end > at;
}

bool Matcher::stands_before(std::uint32_t word_class, std::uint32_t at) const {
  bool stands = false;
  if (at == begin_) return false;
  grammar_.words_.walk(pieces_, at - 1, at, [&](std::uint32_t, std::uint32_t id) {
    for (; id != NameTrie::kNoValue; id = grammar_.entries_[id].next)
      stands |= grammar_.entries_[id].word_class == word_class;
  });
  return stands;
}

std::uint32_t Matcher::sequence(const Grammar::Rule& rule, std::size_t index, std::uint32_t at,
                                const Side& so_far, Side& result) {
  if (index == rule.elements.size()) {
    result = so_far;
    for (const auto& [field, value] : rule.actions) result.first.put(field, value);
    return at;
  }
  std::uint32_t end = 0;
  if (at < end_ && (!rule.elements[index].glued || glued(at))) end = element(rule, index, at, so_far, result);
  if (!rule.elements[index].optional) return end;
  Side without;
  const std::uint32_t other = sequence(rule, index + 1, at, so_far, without);
  if (other <= end) return end;
  result = without;
  return other;
}

std::uint32_t Matcher::element(const Grammar::Rule& rule, std::size_t index, std::uint32_t at,
                               const Side& so_far, Side& result) {
  const Element& element = rule.elements[index];
  if (element.kind == Element::Kind::Class) return class_element(rule, index, at, so_far, result);
  Side next = so_far;
  Values& target = element.second ? next.second : next.first;
  std::uint32_t end = 0;
  double value = 0;
  if (element.kind == Element::Kind::Block) {
    Side inner;
    end = block(element.id, at, inner);
    if (end == 0) return 0;
    if (!element.silent) target.merge(inner.first);
    if (inner.second.set && !element.silent) next.second.merge(inner.second);
    if (element.field != Field::Unset) put(target, element.field, inner.first.get(Field::Amount));
  } else if (element.kind == Element::Kind::Digits && element.digits < 0) {
    if (!digit_form(element, at, target)) return 0;
    end = at + 1;
  } else if (element.kind == Element::Kind::Digits) {
    if (!digits(element, at, value)) return 0;
    end = at + 1;
    put(target, element.field, value);
  } else {
    end = number(at, value);
    if (end == 0) return 0;
    put(target, element.field == Field::Unset ? Field::Amount : element.field, value);
  }
  return sequence(rule, index + 1, end, next, result);
}

/// A class may hold words of several lengths ("per cent", "per cent of"): the longest that leads to a match.
std::uint32_t Matcher::class_element(const Grammar::Rule& rule, std::size_t index, std::uint32_t at,
                                     const Side& so_far, Side& result) {
  const Element& element = rule.elements[index];
  std::uint32_t best_end = 0;
  grammar_.words_.walk(pieces_, at, end_, [&](std::uint32_t end, std::uint32_t id) {
    for (; id != NameTrie::kNoValue; id = grammar_.entries_[id].next) {
      const Grammar::Entry& entry = grammar_.entries_[id];
      if (entry.word_class != element.id || (entry.upper && pieces_[at].shape != Shape::Upper)) continue;
      Side next = so_far;
      Values& target = element.second ? next.second : next.first;
      const Field own = element.field != Field::Unset ? element.field : grammar_.class_fields_[element.id];
      if (entry.has_value) put(target, own == Field::Unset ? Field::Factor : own, entry.value);
      if (!entry.code.empty()) target.code = entry.code;
      Side found;
      const std::uint32_t reached = sequence(rule, index + 1, end, next, found);
      if (reached <= best_end) continue;
      best_end = reached;
      result = found;
    }
  });
  return best_end;
}

std::uint32_t Matcher::block(std::uint32_t id, std::uint32_t at, Side& result) {
  const Grammar::Block& block = grammar_.blocks_[id];
  const std::uint64_t classes = classes_at(at);
  if ((block.first & classes) == 0 || depth_ >= kMaxDepth) return 0;
  ++depth_;
  std::uint32_t best_end = 0;
  for (const std::uint32_t index : block.rules) {
    const Grammar::Rule& rule = grammar_.rules_[index];
    if ((rule.first & classes) == 0) continue;
    Side side;
    const std::uint32_t end = sequence(rule, 0, at, {}, side);
    if (end <= best_end) continue;
    best_end = end;
    result = side;
  }
  --depth_;
  return best_end;
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

bool Matcher::value_of(std::uint32_t at, int number_class, double& value, std::uint32_t& end) const {
  if (at >= end_) return false;
  bool found = false;
  grammar_.words_.walk(pieces_, at, end_, [&](std::uint32_t reached, std::uint32_t id) {
    for (; id != NameTrie::kNoValue; id = grammar_.entries_[id].next) {
      if (grammar_.entries_[id].word_class != grammar_.num_classes_[number_class]) continue;
      value = grammar_.entries_[id].value;
      end = reached;
      found = true;
    }
  });
  return found;
}

std::uint32_t Matcher::number(std::uint32_t at, double& value) const {
  if (is_mark(at, '-') && !glued(at) && glued(at + 1) && pieces_[at + 1].kind == PieceKind::Number) {
    const std::uint32_t end = number_in_digits(at + 1, value);
    value = -value;
    return end;
  }
  return pieces_[at].kind == PieceKind::Number ? number_in_digits(at, value) : number_in_words(at, value);
}

std::uint32_t Matcher::number_in_digits(std::uint32_t at, double& value) const {
  value = read_digits(written(at), grammar_.decimal_);
  std::uint32_t end = fraction(at, value);
  if (end == 0) {
    end = at + 1;
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
    }
  }
  return scales(end, value);
}

/// "3/4", and nothing that goes on like a date: "3/4/2020". 0 if there is none.
std::uint32_t Matcher::fraction(std::uint32_t at, double& value) const {
  if (!is_mark(at + 1, '/') || at + 2 >= end_ || !glued(at + 1) || !glued(at + 2)) return 0;
  if (pieces_[at + 2].kind != PieceKind::Number || is_mark(at + 3, '/')) return 0;
  const double below = read_digits(written(at + 2), grammar_.decimal_);
  if (below == 0) return 0;
  value = read_digits(written(at), grammar_.decimal_) / below;
  return at + 3;
}

/// Multiplies by the scales that follow: "million", "bn", a glued "k".
std::uint32_t Matcher::scales(std::uint32_t at, double& value) const {
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

/// "two hundred and fifty thousand", "a dozen", "one and a half million", "half a billion".
std::uint32_t Matcher::number_in_words(std::uint32_t begin, double& value) const {
  double total = 0, current = 0, word = 0;
  std::uint32_t at = begin, end = 0, next = 0;
  int last = -1;  ///< class of the last word
  for (;;) {
    std::uint32_t here = at;
    if (last == kTens && is_mark(at, '-') && glued(at) && glued(at + 1)) here = at + 1;
    if (here != at && !value_of(here, kUnits, word, next)) break;
    if (last != -1 && last != kUnits && value_of(here, kAnd, word, next) &&
        (value_of(next, kUnits, word, end) || value_of(next, kTens, word, end)) && last != kTens) {
      here = next;
    }
    if (value_of(here, kUnits, word, next) &&
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
  // "one and a half"
  if (value_of(at, kAnd, word, next) && value_of(next, kArticle, word, next) &&
      value_of(next, kHalves, word, next)) {
    value += word;
    at = next;
    return scales(at, value);
  }
  return at;
}

}  // namespace textmill::entity_tagger
