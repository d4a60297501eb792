// Positions in a text in the unit a program counts in.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace textmill::exec {

enum class Unit { Byte, CodePoint, Utf16 };

class Offsets {
 public:
  /// `text` is valid UTF-8. Costs memory only for text that is not ASCII, in another unit than bytes.
  Offsets(std::string_view text, Unit unit);

  std::uint32_t from_byte(std::uint32_t byte) const { return to_unit_.empty() ? byte : to_unit_[byte]; }
  /// Nothing for a position outside the text or inside a character.
  std::optional<std::uint32_t> to_byte(std::int64_t position) const;

 private:
  std::uint32_t size_;
  std::vector<std::uint32_t> to_unit_;  ///< by byte
  std::vector<std::uint32_t> to_byte_;  ///< by unit; kInside within a surrogate pair
};

}  // namespace textmill::exec
