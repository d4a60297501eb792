// Numbers and quantities as people write them in a pipeline file: "12", "64MiB", "2s", "3%". Everything is
// decimal. The failures are sentences to put behind a place and a path: "expected a size such as ..., found
// 'x'". What is a number but does not fit into 64 bits fails with Code::Invalid, everything else with
// Code::Error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "textmill/status.hpp"

namespace textmill::host {

/// A whole number with an optional minus. Refuses leading zeros (octal to some readers of YAML), signs,
/// fractions, exponents and what does not fit into 64 bits.
Result<std::int64_t> parse_integer(std::string_view text);
/// "0.5", "-3", "1e-3". Refuses leading zeros, infinities and "not a number".
Result<double> parse_number(std::string_view text);
/// "3%" or "3": percent.
Result<double> parse_percentage(std::string_view text);
/// "512", "10kB", "64MiB", "1.5GiB": bytes. kB, MB, GB, TB are powers of 1000, KiB, MiB, GiB, TiB of 1024.
Result<std::int64_t> parse_size(std::string_view text);
/// "2s", "150ms", "1.5m", "1h": nanoseconds. A unit is required.
Result<std::int64_t> parse_duration(std::string_view text);

// The shortest text that parses to the same value.
std::string number_text(double number);
std::string size_text(std::int64_t bytes);
std::string duration_text(std::int64_t nanoseconds);

}  // namespace textmill::host
