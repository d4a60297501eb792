// Sizes as a message says them.
#pragma once

#include <cstdint>
#include <string>

namespace textmill::host {

enum class SizeStyle {
  Prose,   ///< "2 GiB"
  Option,  ///< "2GiB", as the command line and pipeline files take it
};

/// The largest binary unit that divides `bytes`: "64 MiB", "2 GiB", "1000 bytes".
inline std::string byte_size(std::uint64_t bytes, SizeStyle style = SizeStyle::Prose) {
  static constexpr const char* kUnits[] = {"bytes", "KiB", "MiB", "GiB"};
  std::size_t unit = 0;
  for (; unit + 1 < std::size(kUnits) && bytes != 0 && bytes % 1024 == 0; ++unit) bytes /= 1024;
  const std::string number = std::to_string(bytes);
  if (style == SizeStyle::Prose) return number + " " + kUnits[unit];
  return unit == 0 ? number : number + kUnits[unit];
}

}  // namespace textmill::host
