// The algorithm: plain functions over text and spans, so that it can be tested without a host.
#pragma once

#include <cstdint>
#include <string_view>

namespace my_plugin {

/// Counts the letters (code points) of a UTF-8 word.
std::uint32_t letters(std::string_view word);

}  // namespace my_plugin
