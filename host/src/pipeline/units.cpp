#include "pipeline/units.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

#include "yaml/node.hpp"

namespace textmill::host {

namespace {

struct Unit {
  std::string_view name;
  std::int64_t factor;
};

constexpr std::int64_t kKibi = 1024;
constexpr std::int64_t kKilo = 1000;
// Largest first: the first that divides a value evenly is the one it is shown in.
constexpr std::array<Unit, 9> kSizes{{{"TiB", kKibi* kKibi* kKibi* kKibi},
                                      {"TB", kKilo* kKilo* kKilo* kKilo},
                                      {"GiB", kKibi* kKibi* kKibi},
                                      {"GB", kKilo* kKilo* kKilo},
                                      {"MiB", kKibi* kKibi},
                                      {"MB", kKilo* kKilo},
                                      {"KiB", kKibi},
                                      {"kB", kKilo},
                                      {"B", 1}}};
constexpr std::array<Unit, 6> kDurations{{{"h", 3600 * kKilo* kKilo* kKilo},
                                          {"m", 60 * kKilo* kKilo* kKilo},
                                          {"s", kKilo* kKilo* kKilo},
                                          {"ms", kKilo* kKilo},
                                          {"us", kKilo},
                                          {"ns", 1}}};

std::string found(std::string_view text) {
  yaml::Node node;
  node.kind = yaml::Kind::Scalar;
  node.scalar = text;
  return ", found " + node.describe();
}

Status out_of_range(std::string_view text) { return {Code::Invalid, std::string(text) + " is out of range"}; }

std::size_t count_digits(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789");
  return end == std::string_view::npos ? text.size() : end;
}

/// A decimal number in front of something else.
struct Decimal {
  std::string_view integral;  ///< digits
  std::string_view number;    ///< with sign, fraction and exponent
  std::string_view rest;      ///< what follows
};

std::optional<Decimal> split_decimal(std::string_view text, bool with_exponent) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t integral = count_digits(text.substr(at));
  if (integral == 0) return std::nullopt;
  Decimal decimal;
  decimal.integral = text.substr(at, integral);
  at += integral;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = count_digits(text.substr(at + 1));
    if (fraction == 0) return std::nullopt;
    at += 1 + fraction;
  }
  if (with_exponent && at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+') ? 1 : 0;
    const std::size_t exponent = count_digits(text.substr(at + 1 + sign));
    if (exponent == 0) return std::nullopt;
    at += 1 + sign + exponent;
  }
  decimal.number = text.substr(0, at);
  decimal.rest = text.substr(at);
  return decimal;
}

Status leading_zero(std::string_view text, std::string_view digits) {
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return failure("a leading zero makes " + std::string(text) +
                 " an octal number to some readers of YAML; write it as " +
                 (text.starts_with('-') ? "-" : "") + std::string(digits.substr(first)) +
                 std::string(text.substr((text.starts_with('-') ? 1 : 0) + digits.size())));
}

bool has_leading_zero(std::string_view digits) { return digits.size() > 1 && digits[0] == '0'; }

Result<double> to_double(const Decimal& decimal, std::string_view text) {
  if (has_leading_zero(decimal.integral)) return leading_zero(text, decimal.integral);
  double value = 0;
  const auto [end, fault] =
      std::from_chars(decimal.number.data(), decimal.number.data() + decimal.number.size(), value);
  if (fault == std::errc::result_out_of_range || !std::isfinite(value)) {
    return out_of_range(text);
  }
  return value;
}

/// `factor` times the decimal number, exactly; nothing if it is no whole number or does not fit.
std::optional<std::int64_t> scale(const Decimal& decimal, std::int64_t factor) {
  const std::size_t point = decimal.number.find('.');
  std::int64_t whole = 0;
  const char* const begin = decimal.number.data();
  const auto read = std::from_chars(begin, begin + std::min(point, decimal.number.size()), whole);
  if (read.ec != std::errc{} || __builtin_mul_overflow(whole, factor, &whole)) return std::nullopt;
  if (point == std::string_view::npos) return whole;
  long double part = 0;
  long double digit = 0.1L;
  for (const char c : decimal.number.substr(point + 1)) {
    part += digit * static_cast<long double>(c - '0');
    digit /= 10;
  }
  const long double scaled = part * static_cast<long double>(factor);
  const long double rounded = std::round(scaled);
  if (std::fabs(scaled - rounded) > 1e-6L) return std::nullopt;
  if (__builtin_add_overflow(whole, static_cast<std::int64_t>(rounded), &whole)) return std::nullopt;
  return whole;
}

struct Quantity {
  std::string expected;  ///< "a size such as 64MiB"
  std::span<const Unit> units;
  std::optional<std::int64_t> without_unit;
};

std::vector<std::string> names(std::span<const Unit> units) {
  std::vector<std::string> all;
  for (const Unit& unit : units) all.emplace_back(unit.name);
  return all;
}

Result<std::int64_t> parse_quantity(std::string_view text, const Quantity& kind) {
  const auto decimal = split_decimal(text, false);
  if (!decimal || text.starts_with('-')) return failure("expected " + kind.expected + found(text));
  if (has_leading_zero(decimal->integral)) return leading_zero(text, decimal->integral);
  std::optional<std::int64_t> factor;
  if (decimal->rest.empty()) factor = kind.without_unit;
  for (const Unit& unit : kind.units) {
    if (unit.name == decimal->rest) factor = unit.factor;
  }
  if (!factor && decimal->rest.empty()) {
    return failure("'" + std::string(text) + "' has no unit; expected " + kind.expected);
  }
  if (!factor) {
    return failure("'" + std::string(decimal->rest) + "' is no unit here; expected " + kind.expected +
                   yaml::did_you_mean(decimal->rest, names(kind.units)));
  }
  const auto value = scale(*decimal, *factor);
  if (value) return *value;
  const bool fraction = decimal->number.find('.') != std::string_view::npos;
  if (!fraction) return out_of_range(text);
  return failure(std::string(text) + " is not a whole number of " + std::string(kind.units.back().name));
}

std::string quantity_text(std::int64_t value, std::span<const Unit> units) {
  for (const Unit& unit : units) {
    if (value != 0 && value % unit.factor == 0)
      return std::to_string(value / unit.factor) + std::string(unit.name);
  }
  return std::to_string(value) + std::string(units.back().name);
}

}  // namespace

Result<std::int64_t> parse_integer(std::string_view text) {
  const auto decimal = split_decimal(text, true);
  const bool whole = decimal && decimal->rest.empty() &&
                     decimal->number.size() == decimal->integral.size() + (text.starts_with('-') ? 1 : 0);
  if (!whole) return failure("expected a whole number" + found(text));
  if (has_leading_zero(decimal->integral)) return leading_zero(text, decimal->integral);
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{}) return out_of_range(text);
  return value;
}

Result<double> parse_number(std::string_view text) {
  const auto decimal = split_decimal(text, true);
  if (!decimal || !decimal->rest.empty()) return failure("expected a number" + found(text));
  return to_double(*decimal, text);
}

Result<double> parse_percentage(std::string_view text) {
  const auto decimal = split_decimal(text, true);
  if (!decimal || (decimal->rest != "%" && !decimal->rest.empty())) {
    return failure("expected a percentage, a number such as 3%" + found(text));
  }
  return to_double(*decimal, text);
}

Result<std::int64_t> parse_size(std::string_view text) {
  return parse_quantity(text, {"a size such as 64MiB, 10kB or 512", kSizes, 1});
}

Result<std::int64_t> parse_duration(std::string_view text) {
  return parse_quantity(text, {"a duration such as 2s, 150ms or 1m", kDurations, std::nullopt});
}

std::string number_text(double number) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, number).ptr;
  return {text, end};
}

std::string size_text(std::int64_t bytes) { return quantity_text(bytes, kSizes); }

std::string duration_text(std::int64_t nanoseconds) {
  return nanoseconds == 0 ? "0s" : quantity_text(nanoseconds, kDurations);
}

}  // namespace textmill::host
