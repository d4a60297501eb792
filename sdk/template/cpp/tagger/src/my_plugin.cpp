#include "my_plugin.hpp"

#include <algorithm>

namespace my_plugin {

std::uint32_t letters(std::string_view word) {
  const auto begins_code_point = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return static_cast<std::uint32_t>(std::count_if(word.begin(), word.end(), begins_code_point));
}

}  // namespace my_plugin
