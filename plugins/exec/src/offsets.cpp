#include "offsets.hpp"

#include <algorithm>

namespace textmill::exec {
namespace {

constexpr std::uint32_t kInside = UINT32_MAX;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

}  // namespace

Offsets::Offsets(std::string_view text, Unit unit) : size_(static_cast<std::uint32_t>(text.size())) {
  if (unit == Unit::Byte || is_ascii(text)) return;
  to_unit_.reserve(text.size() + 1);
  for (std::uint32_t byte = 0; byte < size_; ++byte) {
    const auto lead = static_cast<unsigned char>(text[byte]);
    if ((lead & 0xC0) == 0x80) {  // within a character stands for its beginning
      to_unit_.push_back(to_unit_.back());
      continue;
    }
    to_unit_.push_back(static_cast<std::uint32_t>(to_byte_.size()));
    to_byte_.push_back(byte);
    if (unit == Unit::Utf16 && lead >= 0xF0) to_byte_.push_back(kInside);
  }
  to_unit_.push_back(static_cast<std::uint32_t>(to_byte_.size()));
  to_byte_.push_back(size_);
}

std::optional<std::uint32_t> Offsets::to_byte(std::int64_t position) const {
  if (position < 0) return std::nullopt;
  const auto at = static_cast<std::size_t>(position);
  if (to_byte_.empty()) return at <= size_ ? std::optional(static_cast<std::uint32_t>(at)) : std::nullopt;
  if (at >= to_byte_.size() || to_byte_[at] == kInside) return std::nullopt;
  return to_byte_[at];
}

}  // namespace textmill::exec
