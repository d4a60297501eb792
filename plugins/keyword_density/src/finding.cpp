#include "finding.hpp"

#include <cstdio>

namespace textmill::keyword_density {

std::string decimal(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f", value);
  return buffer;
}

}  // namespace textmill::keyword_density
