// How the matcher reads numbers, in digits and in words.
#include <algorithm>
#include <charconv>
#include <string>

#include "grammar_reader.hpp"
#include "matcher.hpp"

namespace textmill::entity_tagger {
namespace {

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
  if (const Place* const place = place_at(begin); !place || !place->classes.overlaps(number_starts_))
    return 0;
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
