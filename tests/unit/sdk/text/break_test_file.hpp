// Reads the test files of UAX #29: lines of code points with ÷ where there is a boundary and × where not.
#pragma once

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "textmill/text/fold.hpp"

namespace textmill::text {

struct BreakCase {
  std::string line;
  std::string text;
  std::vector<std::size_t> boundaries;  // bytes, without 0, with the end
};

inline std::vector<BreakCase> read_break_cases(const std::string& path) {
  std::vector<BreakCase> cases;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    BreakCase c;
    c.line = line;
    std::istringstream words(line.substr(0, line.find('#')));
    for (std::string word; words >> word;) {
      if (word == "÷" && !c.text.empty()) c.boundaries.push_back(c.text.size());
      if (word == "÷" || word == "×") continue;
      append_utf8(static_cast<char32_t>(std::stoul(word, nullptr, 16)), c.text);
    }
    if (!c.text.empty()) cases.push_back(c);
  }
  return cases;
}

/// The boundaries `next_end` finds, one after the other.
template <class NextEnd>
std::vector<std::size_t> boundaries(std::string_view text, NextEnd next_end) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < text.size();) found.push_back(at = next_end(text, at));
  return found;
}

}  // namespace textmill::text
