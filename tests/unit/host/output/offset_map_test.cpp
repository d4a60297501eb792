#include "output/offset_map.hpp"

#include <gtest/gtest.h>

#include <string>

namespace textmill::host {
namespace {

/// Each kind of character many times, so that they fall on all sides of the checkpoints.
std::string mixed_text() {
  std::string text;
  for (int i = 0; i < 200; ++i)
    text += std::string(static_cast<std::size_t>(i % 7), 'a') + "é" + "→" + (i % 3 ? "🙂" : "x");
  return text;
}

TEST(OffsetMap, AgreesWithCountingOneByOne) {
  const std::string text = mixed_text();
  const OffsetMap bytes(text, OffsetUnit::Byte);
  const OffsetMap code_points(text, OffsetUnit::Codepoint);
  const OffsetMap utf16(text, OffsetUnit::Utf16);
  std::uint32_t points = 0;
  std::uint32_t units = 0;
  for (std::uint32_t at = 0; at <= text.size(); ++at) {
    const auto byte = at < text.size() ? static_cast<unsigned char>(text[at]) : 'x';
    if ((byte & 0xC0) == 0x80) continue;
    ASSERT_EQ(bytes(at), at);
    ASSERT_EQ(code_points(at), points) << at;
    ASSERT_EQ(utf16(at), units) << at;
    ++points;
    units += byte >= 0xF0 ? 2 : 1;
  }
}

TEST(OffsetMap, TakesTheEndOfATextOfWholeSteps) {
  for (const std::size_t size : {0U, 2U, 64U, 128U}) {
    std::string text;
    while (text.size() < size) text += "é";
    EXPECT_EQ(OffsetMap(text, OffsetUnit::Codepoint)(static_cast<std::uint32_t>(size)), size / 2);
  }
}

TEST(OffsetMap, AsciiTextHasOneUnitPerByte) {
  const std::string text(1000, 'x');
  EXPECT_EQ(OffsetMap(text, OffsetUnit::Utf16)(777), 777U);
}

}  // namespace
}  // namespace textmill::host
