// What an editor should change, in the form every stage of the plugin reports it.
#pragma once

#include <string>
#include <string_view>

#include "textmill/span.hpp"

namespace textmill::keyword_density {

struct Finding {
  Span span;
  std::string_view rule;
  std::string_view severity;  ///< error, warning or note
  std::string message;
  std::string suggestion;
};

/// With one digit behind the point.
std::string decimal(double value);

}  // namespace textmill::keyword_density
