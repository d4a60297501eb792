// What a program answers about a document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "offsets.hpp"
#include "textmill/span.hpp"

namespace textmill::exec {

struct Mark {
  Span span;
  std::string label;
  double score = 0;
  std::string value;
};

struct Finding {
  Span span;
  std::string rule;
  std::string severity = "warning";
  std::string message;
  std::string suggestion;
};

struct Answer {
  std::vector<Mark> marks;        ///< in layer order
  std::vector<Finding> findings;  ///< in layer order
  std::optional<std::string> text;
  std::optional<double> number;
  std::optional<bool> flag;
};

/// Reads
/// {"marks":[{"begin":..,"end":..,"label":..,"score":..,"value":..}],"findings":[{"begin":..,"end":..,"rule":..,
/// "severity":..,"message":..,"suggestion":..}],"attributes":{"text":..,"number":..,"flag":..}}, all of it
/// optional. Throws textmill::Drop for {"drop":"why"}, and textmill::Error for {"error":"why"} and for
/// anything else, saying what.
Answer read_answer(const std::string& line, const Offsets& offsets);

}  // namespace textmill::exec
