#include "my_plugin.hpp"

#include <algorithm>
#include <sstream>

namespace my_plugin {

std::uint32_t letters(std::string_view word) {
  const auto begins_code_point = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return static_cast<std::uint32_t>(std::count_if(word.begin(), word.end(), begins_code_point));
}

std::string pack(const Lengths& lengths) {
  std::string packed;
  for (const auto& [length, words] : lengths)
    packed += std::to_string(length) + ' ' + std::to_string(words) + '\n';
  return packed;
}

void add(std::string_view packed, Lengths& total) {
  std::istringstream in{std::string(packed)};
  std::uint32_t length = 0;
  std::uint64_t words = 0;
  while (in >> length >> words) total[length] += words;
}

std::string to_json(const Lengths& lengths) {
  std::string json = "{";
  for (const auto& [length, words] : lengths) {
    if (json.size() > 1) json += ',';
    json += '"' + std::to_string(length) + "\":" + std::to_string(words);
  }
  return json + '}';
}

}  // namespace my_plugin
