// The algorithm: plain functions over text and values, so that it can be tested without a host.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace my_plugin {

/// Letters of a word -> how many such words there are.
using Lengths = std::map<std::uint32_t, std::uint64_t>;

/// Counts the letters (code points) of a UTF-8 word.
std::uint32_t letters(std::string_view word);

/// One document's counts on their way to the result, "3 2\n11 1\n": two words of 3 letters, one of 11.
std::string pack(const Lengths& lengths);
/// Adds what `pack` made.
void add(std::string_view packed, Lengths& total);

/// {"3":2,"11":1}
std::string to_json(const Lengths& lengths);

}  // namespace my_plugin
