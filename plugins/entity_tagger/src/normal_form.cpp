#include "normal_form.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace textmill::entity_tagger {
namespace {

std::string padded(double number, int width) {
  if (number >= 0 && number < 1e9) {
    std::string digits = std::to_string(static_cast<int>(number));
    if (digits.size() < static_cast<std::size_t>(width))
      digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
    return digits;
  }
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%0*d", width, static_cast<int>(number));
  return buffer;
}

constexpr const char* kSeasons[] = {"SP", "SU", "FA", "WI"};
constexpr const char* kParts[] = {"MO", "MI", "AF", "EV", "NI", "DT"};

std::chrono::sys_days to_days(Day day) {
  using namespace std::chrono;
  return sys_days(year(day.year) / month(static_cast<unsigned>(day.month)) /
                  std::chrono::day(static_cast<unsigned>(day.day)));
}

Day from_days(std::chrono::sys_days days) {
  const std::chrono::year_month_day date(days);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::string iso(Day day) {
  return padded(day.year, 4) + "-" + padded(day.month, 2) + "-" + padded(day.day, 2);
}

/// ISO 8601 week: 2024-W05.
std::string iso_week(std::chrono::sys_days days) {
  using namespace std::chrono;
  const sys_days thursday = days - (weekday(days) - Monday) + std::chrono::days(3);
  const year_month_day date(thursday);
  const auto first = sys_days(date.year() / January / 1);
  return padded(static_cast<int>(date.year()), 4) + "-W" +
         padded(static_cast<double>((thursday - first).count() / 7 + 1), 2);
}

/// "30" and "TM" give PT30M; "2" and "M" give P2M; without end, "several", gives PXM.
std::string duration(double count, std::string_view unit) {
  const bool clock = unit.size() == 2;
  if (!std::isfinite(count))
    return (clock ? "PTX" : "PX") + (unit == "D10" ? "DE"
                                     : unit == "C" ? "CE"
                                                   : std::string(unit.substr(clock ? 1 : 0)));
  if (unit == "D10" || unit == "C") {
    count *= unit == "C" ? 100 : 10;
    unit = "Y";
  } else if (unit == "Q") {
    count *= 3;
    unit = "M";
  } else if (unit == "WE") {
    return "P" + plain_number(count) + "WE";
  }
  return (clock ? "PT" : "P") + plain_number(count) + std::string(unit.substr(clock ? 1 : 0));
}

/// `offset` units from the reference: 2024-04-02, 2024-W14, 2024-05, 2025.
std::string shifted(Day reference, double offset, std::string_view unit) {
  using namespace std::chrono;
  const auto steps = static_cast<int>(std::lround(offset));
  if (unit == "D") return iso(from_days(to_days(reference) + days(steps)));
  if (unit == "W") return iso_week(to_days(reference) + days(7 * steps));
  if (unit == "WE") return iso_week(to_days(reference) + days(7 * steps)) + "-WE";
  if (unit == "M" || unit == "Q") {
    const int months = reference.year * 12 + reference.month - 1 + steps * (unit == "Q" ? 3 : 1);
    if (unit == "Q") return padded(months / 12, 4) + "-Q" + plain_number(months % 12 / 3 + 1);
    return padded(months / 12, 4) + "-" + padded(months % 12 + 1, 2);
  }
  if (unit == "Y") return padded(reference.year + steps, 4);
  if (unit == "D10") return padded(reference.year / 10 + steps, 3) + "X";
  if (unit == "C") return padded(reference.year / 100 + steps, 2) + "XX";
  return {};
}

std::string relative(const Values& v, Day reference) {
  // "a year and a half ago" has the half as its amount.
  const double offset = v.get(Field::Offset) * (v.get(Field::Count, 1) + v.get(Field::Amount));
  if (reference.year && std::isfinite(offset)) {
    const bool part_of_year = v.code == "Y" && offset != std::floor(offset);
    if (std::string day =
            part_of_year ? shifted(reference, offset * 12, "M") : shifted(reference, offset, v.code);
        !day.empty())
      return day;
  }
  if (offset == 0) return v.code.empty() || v.code == "D" ? "REF" : "REF:" + duration(1, v.code);
  return (offset < 0 ? "REF-" : "REF+") + duration(std::fabs(offset), v.code);
}

/// A weekday as a date: the one nearest the reference in the direction of the offset.
std::string weekday_form(const Values& v, Day reference) {
  using namespace std::chrono;
  const auto wanted = static_cast<int>(v.get(Field::Weekday));
  if (!reference.year || !v.has(Field::Offset)) return "XXXX-WXX-" + plain_number(wanted);
  const sys_days today = to_days(reference);
  const int now = static_cast<int>(weekday(today).iso_encoding());
  int step = wanted - now;
  const double offset = v.get(Field::Offset);
  if (offset > 0 && step <= 0) step += 7;
  if (offset < 0 && step >= 0) step -= 7;
  return iso(from_days(today + days(step)));
}

/// Moves the hundreds of `both` into `large`.
void part_hundreds(Field large, Field both, Values& v) {
  const double whole = v.get(both);
  v.put(large, std::floor(whole / 100));
  v.put(both, std::fmod(whole, 100));
}

/// "0915 GMT": hour and minute in one.
Values with_hour(Values v) {
  if (!v.has(Field::Hour) && v.has(Field::Minute)) part_hundreds(Field::Hour, Field::Minute, v);
  return v;
}

/// "three in the afternoon", "eleven at night", but "three at night"; "twelve at night" is midnight.
double at_part_of_day(double hour, int part) {
  constexpr int kAfternoon = 2, kNight = 4;
  if (part == kNight && hour == 12) return 0;
  const bool past_noon = part == kNight ? hour >= 6 : part >= kAfternoon;
  return past_noon && hour < 12 ? hour + 12 : hour;
}

std::string clock_form(const Values& written) {
  const Values v = with_hour(written);
  if (!v.has(Field::Hour)) {
    if (v.has(Field::Part)) return std::string("T") + kParts[static_cast<int>(v.get(Field::Part))];
    return {};
  }
  double hour = v.get(Field::Hour);
  if (v.has(Field::Ampm)) {
    hour = std::fmod(hour, 12) + v.get(Field::Ampm);
  } else if (v.has(Field::Part)) {
    hour = at_part_of_day(hour, static_cast<int>(v.get(Field::Part)));
  }
  if (v.has(Field::Edge)) {  // "ten past nine": minutes before or after the hour
    double minutes = hour * 60 + v.get(Field::Edge) * v.get(Field::Minute);
    if (minutes < 0) minutes += 24 * 60;
    return "T" + padded(std::floor(minutes / 60), 2) + ":" + padded(std::fmod(minutes, 60), 2);
  }
  std::string form = "T" + padded(hour, 2);
  if (v.has(Field::Minute) || v.has(Field::Second)) form += ":" + padded(v.get(Field::Minute), 2);
  if (v.has(Field::Second)) form += ":" + padded(v.get(Field::Second), 2);
  if (!v.has(Field::Minute)) form += ":00";
  return form;
}

/// "9-5": of two hours on the dial without more, the later one that is smaller is past noon.
bool ends_past_noon(const Values& from, const Values& to) {
  const auto on_dial = [](const Values& v) {
    return v.has(Field::Hour) && v.get(Field::Hour) >= 1 && v.get(Field::Hour) <= 12 && !v.has(Field::Ampm) &&
           !v.has(Field::Part);
  };
  return on_dial(from) && on_dial(to) && to.get(Field::Hour) < from.get(Field::Hour) && !to.has(Field::Day);
}

double full_year(const Values& v) {
  const double year = v.get(Field::Year);
  if (year >= 100) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

/// "Christmas" is 1225: month and day in one.
Values with_month(Values v) {
  if (!v.has(Field::Month) && v.get(Field::Day) > 31) part_hundreds(Field::Month, Field::Day, v);
  return v;
}

std::string calendar_form(const Values& written, Day reference) {
  const Values v = with_month(written);
  const std::string year = v.has(Field::Year) ? padded(full_year(v), 4)
                           : v.has(Field::Offset) && reference.year
                               ? padded(reference.year + v.get(Field::Offset), 4)
                               : "XXXX";
  if (v.has(Field::Month)) {
    const std::string month = year + "-" + padded(v.get(Field::Month), 2);
    return v.has(Field::Day) ? month + "-" + padded(v.get(Field::Day), 2) : month;
  }
  if (v.has(Field::Half)) return year + "-H" + plain_number(v.get(Field::Half));
  if (v.has(Field::Quarter)) return year + "-Q" + plain_number(v.get(Field::Quarter));
  if (v.has(Field::Season)) return year + "-" + kSeasons[static_cast<int>(v.get(Field::Season))];
  if (v.has(Field::Week)) return year + "-W" + padded(v.get(Field::Week), 2);
  if (v.has(Field::Day)) return "XXXX-XX-" + padded(v.get(Field::Day), 2);
  if (v.has(Field::Year)) return year;
  return {};
}

std::string date_form(const Values& v, Day reference) {
  std::string date;
  if (v.has(Field::Decade)) {
    const double decade = v.get(Field::Decade);
    date = (decade >= 100 ? padded(decade / 10, 3) : "19" + padded(decade / 10, 1)) + "X";
  } else if (v.has(Field::Century)) {
    date = padded(v.get(Field::Century) - 1, 2) + "XX";
  } else if (v.has(Field::Weekday) && !v.has(Field::Day)) {
    date = weekday_form(v, reference);
  } else {
    date = calendar_form(v, reference);
  }
  if (date.empty() && (v.has(Field::Offset) || v.has(Field::Now))) date = relative(v, reference);
  return date + clock_form(v);
}

std::string one_date(const Values& v, Day reference) {
  if (v.has(Field::Every)) {
    const std::string date = date_form(v, {});
    return date.empty() ? duration(v.get(Field::Count, 1), v.code) : date;
  }
  return date_form(v, reference);
}

/// Amount and unit, either of a plain amount or of one end of a range.
struct Measured {
  double number = 0;
  std::string_view code;
};

Measured measure(const Values& v) {
  return {v.get(Field::Amount, 1) * v.get(Field::Factor, 1) * v.get(Field::Count, 1), v.code};
}

/// "5 to 10 million": the first number has the scale of the second, unless it would be the larger one then.
double with_scale_of(double number, double end) {
  for (const double scale : {1e12, 1e9, 1e6}) {
    if (end >= scale && number < 1000 && number * scale < end) return number * scale;
  }
  return number;
}

/// The ends of a range: what one of them lacks, the other one has.
std::pair<Measured, Measured> ends_of(const Match& match) {
  Values end = match.first;
  end.merge(match.second);
  Measured from = measure(match.first);
  const Measured to = measure(end);
  if (from.code.empty()) from.code = to.code;
  from.number = with_scale_of(from.number, to.number);
  return {from, to};
}

std::string amount_in(const Match& match) {
  const Values& v = match.first;
  if (v.has(Field::Range)) {
    const auto [from, to] = ends_of(match);
    return plain_number(from.number) + ".." + plain_number(to.number) + " " + std::string(to.code);
  }
  if (match.second.has(Field::Amount) && match.second.code == v.code) {  // "5 ft 2 in"
    return plain_number(measure(v).number + measure(match.second).number) + " " + std::string(v.code);
  }
  std::string number = plain_number(measure(v).number);
  return v.code.empty() ? number : number + " " + std::string(v.code);
}

std::string money_in(const Match& match) {
  const Values& v = match.first;
  const std::string code(v.code.empty() ? std::string_view("XXX") : v.code);
  if (v.has(Field::Range)) {
    const auto [from, to] = ends_of(match);
    return std::string(from.code) + " " + plain_number(from.number) + ".." +
           (to.code == from.code ? "" : std::string(to.code) + " ") + plain_number(to.number);
  }
  const double coins = match.second.get(Field::Amount) * 0.01;  // "10 dollars and 30 cents"
  return code + " " + plain_number(measure(v).number + coins);
}

std::string percent_in(const Match& match) {
  const double from = match.first.get(Field::Amount) * match.first.get(Field::Factor, 1);
  const double to = match.second.get(Field::Amount) * match.second.get(Field::Factor, 1);
  return plain_number(from) + (match.first.has(Field::Range) ? ".." + plain_number(to) : "") + "%";
}

std::string duration_in(const Match& match) {
  const Values &v = match.first, &w = match.second;
  if (w.has(Field::Minute))  // "2h30"
    return "PT" + plain_number(v.get(Field::Amount)) + "H" + plain_number(w.get(Field::Minute)) + "M";
  const double rest_of_unit = w.has(Field::Amount) && w.code.empty() && !v.has(Field::Range)
                                  ? w.get(Field::Amount)  // "two hours and a half"
                                  : 0;
  std::string form = duration(v.get(Field::Amount, 1) + rest_of_unit, v.code);
  if (v.has(Field::Range))
    return form + ".." + duration(w.get(Field::Amount), w.code.empty() ? v.code : w.code);
  if (w.has(Field::Amount) && !w.code.empty()) {
    const std::string rest = duration(w.get(Field::Amount), w.code);
    form += rest.substr(rest.rfind("PT", 0) == 0 && form.find('T') != std::string::npos ? 2 : 1);
  }
  return form;
}

}  // namespace

Day read_day(std::string_view text) {
  Day day;
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return {};
  const auto read = [&](std::size_t at, std::size_t size, int& out) {
    return std::from_chars(text.data() + at, text.data() + at + size, out).ptr == text.data() + at + size;
  };
  if (!read(0, 4, day.year) || !read(5, 2, day.month) || !read(8, 2, day.day)) return {};
  const bool valid = day.year > 0 && day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= 31;
  return valid ? day : Day{};
}

std::string plain_number(double value) {
  if (!std::isfinite(value)) return {};
  if (value > 0 && value < 1e12 && value == std::floor(value))
    return std::to_string(static_cast<std::int64_t>(value));
  // Factors such as 0.01 leave digits of noise behind; twelve significant ones are kept.
  constexpr std::ptrdiff_t kMostDigits = 12;
  char buffer[400];
  const auto written = [&] {
    return std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (char* const end = written(); std::count_if(buffer, end, is_digit) <= kMostDigits) return {buffer, end};
  std::snprintf(buffer, sizeof buffer, "%.*g", static_cast<int>(kMostDigits), value);
  std::from_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, written()};
}

std::string normal_form(const Match& match, Day reference) {
  const Values& v = match.first;
  switch (match.label) {
    case Label::Money: return money_in(match);
    case Label::Percent: return percent_in(match);
    case Label::Quantity: return amount_in(match);
    case Label::Duration: return duration_in(match);
    case Label::Date:
    case Label::Time: {
      std::string form = one_date(v, reference);
      if (match.second.set == 0) return form;
      Values to = match.second;  // "3-5 May 2024": the end lends the start what it lacks, and back
      Values from = match.second;
      from.merge(v);
      if (match.label == Label::Date && !v.has(Field::Offset)) form = one_date(from, reference);
      if (to.has(Field::Day) && !to.has(Field::Month) && v.has(Field::Month))
        to.put(Field::Month, v.get(Field::Month));
      if (!to.has(Field::Year) && v.has(Field::Year)) to.put(Field::Year, v.get(Field::Year));
      if (ends_past_noon(v, to)) to.put(Field::Hour, to.get(Field::Hour) + 12);
      return form + "/" + one_date(to, reference);
    }
    default: return plain_number((v.get(Field::Count) + v.get(Field::Amount)) * v.get(Field::Factor, 1));
  }
}

}  // namespace textmill::entity_tagger
