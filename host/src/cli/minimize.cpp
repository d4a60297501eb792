#include "cli/minimize.hpp"

#include <algorithm>
#include <vector>

namespace textmill::host {
namespace {

using Pieces = std::vector<std::string>;

Pieces lines_of(std::string_view text) {
  Pieces pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return pieces;
}

/// Each with the spaces behind it.
Pieces words_of(std::string_view text) {
  Pieces pieces;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find_first_of(" \n\t"), text.size());
    const std::size_t end = std::min(text.find_first_not_of(" \n\t", space), text.size());
    pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return pieces;
}

Pieces characters_of(std::string_view text) {
  Pieces pieces;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (continues && !pieces.empty()) {
      pieces.back() += c;
    } else {
      pieces.emplace_back(1, c);
    }
  }
  return pieces;
}

/// All pieces but those of [begin, end).
std::string without(const Pieces& pieces, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i < begin || i >= end) text += pieces[i];
  }
  return text;
}

/// Leaves out runs of pieces, half of them at first, then ever smaller ones.
void reduce(Pieces& pieces, const std::function<bool(std::string_view)>& keeps,
            const std::function<bool()>& give_up) {
  for (std::size_t run = std::max<std::size_t>(pieces.size() / 2, 1); run > 0;) {
    bool is_smaller = false;
    for (std::size_t begin = 0; begin < pieces.size();) {
      if (give_up()) return;
      const std::size_t end = std::min(begin + run, pieces.size());
      if (!keeps(without(pieces, begin, end))) {
        begin = end;
        continue;
      }
      pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(begin),
                   pieces.begin() + static_cast<std::ptrdiff_t>(end));
      is_smaller = true;
    }
    if (run > 1) {
      run /= 2;
    } else if (!is_smaller) {
      run = 0;
    }
  }
}

}  // namespace

std::string minimize(std::string_view text, const std::function<bool(std::string_view)>& keeps,
                     const std::function<bool()>& give_up) {
  std::string best(text);
  for (const auto split : {lines_of, words_of, characters_of}) {
    Pieces pieces = split(best);
    reduce(pieces, keeps, give_up);
    best = without(pieces, 0, 0);
  }
  return best;
}

}  // namespace textmill::host
