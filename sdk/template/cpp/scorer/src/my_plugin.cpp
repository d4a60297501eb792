#include "my_plugin.hpp"

#include <algorithm>

namespace my_plugin {

std::uint32_t letters(std::string_view word) {
  const auto begins_code_point = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return static_cast<std::uint32_t>(std::count_if(word.begin(), word.end(), begins_code_point));
}

double share_of_long(const std::vector<std::string_view>& words, std::int64_t long_letters) {
  if (words.empty()) return 0;
  const auto is_long = [&](std::string_view word) { return letters(word) >= long_letters; };
  return static_cast<double>(std::count_if(words.begin(), words.end(), is_long)) /
         static_cast<double>(words.size());
}

}  // namespace my_plugin
