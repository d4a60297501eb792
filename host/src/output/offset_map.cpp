#include "output/offset_map.hpp"

#include <bit>
#include <cstring>

namespace textmill::host {
namespace {

constexpr std::size_t kStep = 64;
constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr std::uint64_t kHighBits = 0x8080808080808080;

std::uint64_t load(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, kWord);
  return word;
}

bool is_ascii(std::string_view s) {
  std::uint64_t all = 0;
  for (; s.size() >= kWord; s.remove_prefix(kWord)) all |= load(s.data());
  for (const char c : s) all |= static_cast<unsigned char>(c);
  return (all & kHighBits) == 0;
}

/// Eight bytes at a time. A code point is every byte but 10xxxxxx; one beyond U+FFFF, which is two units of
/// UTF-16, begins with 1111xxxx.
std::uint32_t count_units(std::string_view s, bool utf16) {
  std::uint32_t count = 0;
  for (; s.size() >= kWord; s.remove_prefix(kWord)) {
    const std::uint64_t word = load(s.data());
    const std::uint64_t continuations = word & ~(word << 1) & kHighBits;
    count += static_cast<std::uint32_t>(kWord) - static_cast<std::uint32_t>(std::popcount(continuations));
    if (utf16) count += std::popcount(word & (word << 1) & (word << 2) & (word << 3) & kHighBits);
  }
  for (const char c : s) {
    const auto byte = static_cast<unsigned char>(c);
    count += (byte & 0xC0) != 0x80;
    count += utf16 && byte >= 0xF0;
  }
  return count;
}

}  // namespace

std::string_view name_of(OffsetUnit unit) {
  switch (unit) {
    case OffsetUnit::Codepoint:
      return "codepoint";
    case OffsetUnit::Utf16:
      return "utf16";
    case OffsetUnit::Byte:
      break;
  }
  return "byte";
}

OffsetMap::OffsetMap(std::string_view text, OffsetUnit unit)
    : text_(text), utf16_(unit == OffsetUnit::Utf16) {
  if (unit == OffsetUnit::Byte || is_ascii(text)) return;
  checkpoints_.reserve(text.size() / kStep + 1);
  std::uint32_t count = 0;
  for (std::size_t at = 0; at <= text.size(); at += kStep) {
    checkpoints_.push_back(count);
    count += count_units(text.substr(at, kStep), utf16_);
  }
}

std::uint32_t OffsetMap::counted(std::uint32_t byte) const {
  const std::size_t step = byte / kStep;
  return checkpoints_[step] + count_units(text_.substr(step * kStep, byte - step * kStep), utf16_);
}

}  // namespace textmill::host
