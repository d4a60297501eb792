#include "finding.hpp"

#include <charconv>
#include <iterator>
#include <system_error>

namespace textmill::keyword_density {

std::string decimal(double value) {
  char buffer[320];  // the greatest double has 309 digits
  const auto [end, error] = std::to_chars(buffer, std::end(buffer), value, std::chars_format::fixed, 1);
  return error == std::errc() ? std::string(buffer, end) : std::string();
}

}  // namespace textmill::keyword_density
