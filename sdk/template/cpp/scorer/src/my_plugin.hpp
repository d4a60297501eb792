// The algorithm: plain functions over text and spans, so that it can be tested without a host.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace my_plugin {

/// Counts the letters (code points) of a UTF-8 word.
std::uint32_t letters(std::string_view word);

/// The share of `words` with at least `long_letters` letters, 0 to 1; 0 without words.
double share_of_long(const std::vector<std::string_view>& words, std::int64_t long_letters);

}  // namespace my_plugin
