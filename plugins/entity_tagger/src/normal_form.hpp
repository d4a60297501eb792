// What a match means, in a form programs can use.
//
//   DATE      ISO 8601, as far as it is known: 2024-04, 2024-04-01, 2025-H1, 2024-Q3, 2024-SU, 199X,
//             XXXX-04-01 without a year, XXXX-WXX-1 for a Monday, FROM/TO for a range, 2024-04-01T15:30
//             for a day with a time. Relative dates are resolved against the reference date; without
//             one they read REF-P1D (yesterday), REF+P2W (in two weeks), REF (now).
//   TIME      T15:30, TNI for night (TIMEX3's MO, AF, EV, NI)
//   DURATION  P2M, PT30M, P1.5Y
//   MONEY     USD 3000000000    PERCENT  75%    QUANTITY  value and SI unit: 10000 m
//   CARDINAL, ORDINAL  the number
//   Ranges of amounts read USD 5000000..10000000, 8..12%, 2..7 m, P5Y..P7Y.
#pragma once

#include <string>

#include "grammar.hpp"

namespace textmill::entity_tagger {

/// A day; year 0 means there is none.
struct Day {
  int year = 0, month = 0, day = 0;
};

/// Another number for each day.
constexpr std::uint64_t number_of(Day day) {
  return static_cast<std::uint64_t>((std::int64_t{day.year} * 16 + day.month) * 32 + day.day);
}

/// Reads 2024-04-01 at the start of `text`; year 0 if it is no date.
Day read_day(std::string_view text);

/// The normal form of `match`; `reference` is the day relative dates count from.
std::string normal_form(const Match& match, Day reference);

/// A number without needless zeros or exponent: 3000000000, 0.5, 2.12.
std::string plain_number(double value);

}  // namespace textmill::entity_tagger
