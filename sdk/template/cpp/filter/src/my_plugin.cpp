#include "my_plugin.hpp"

#include <algorithm>
#include <cctype>

namespace my_plugin {

bool is_word(std::string_view token) {
  return std::any_of(token.begin(), token.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
  });
}

}  // namespace my_plugin
