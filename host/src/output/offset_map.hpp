// Byte offsets in the unit an export asks for.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/plan.hpp"

namespace textmill::host {

/// The name of a unit in files: byte, codepoint, utf16.
std::string_view name_of(OffsetUnit unit);

/// Turns byte offsets of one text into another unit. Costs one pass over the text (nothing for bytes); an
/// ASCII text needs no table, others one number per 64 bytes; a conversion looks at 64 bytes at most.
class OffsetMap {
 public:
  /// `text` is valid UTF-8 and must outlive the map.
  OffsetMap(std::string_view text, OffsetUnit unit);

  /// `byte` is at most the text's size and on a code-point boundary.
  std::uint32_t operator()(std::uint32_t byte) const { return checkpoints_.empty() ? byte : counted(byte); }

 private:
  std::uint32_t counted(std::uint32_t byte) const;

  std::string_view text_;
  bool utf16_;
  std::vector<std::uint32_t> checkpoints_;  ///< units before each kStep bytes; empty: units are bytes
};

}  // namespace textmill::host
