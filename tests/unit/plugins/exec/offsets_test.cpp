#include "offsets.hpp"

#include <gtest/gtest.h>

namespace textmill::exec {
namespace {

TEST(Offsets, CountInEachUnit) {
  const std::string_view text = "aé𝄞z";  // 1, 2, 4 and 1 bytes
  struct Row {
    Unit unit;
    std::int64_t position;
    std::uint32_t byte;
  };
  for (const Row& row : {Row{Unit::Byte, 3, 3}, Row{Unit::CodePoint, 0, 0}, Row{Unit::CodePoint, 2, 3},
                         Row{Unit::CodePoint, 3, 7}, Row{Unit::CodePoint, 4, 8}, Row{Unit::Utf16, 2, 3},
                         Row{Unit::Utf16, 4, 7}, Row{Unit::Utf16, 5, 8}}) {
    const Offsets offsets(text, row.unit);
    EXPECT_EQ(offsets.to_byte(row.position), row.byte) << row.position;
    EXPECT_EQ(offsets.from_byte(row.byte), row.position) << row.byte;
  }
}

TEST(Offsets, RefuseWhatIsNoPosition) {
  EXPECT_FALSE(Offsets("é", Unit::CodePoint).to_byte(2));
  EXPECT_FALSE(Offsets("é", Unit::CodePoint).to_byte(-1));
  EXPECT_FALSE(Offsets("𝄞", Unit::Utf16).to_byte(1)) << "between surrogates";
  EXPECT_FALSE(Offsets("abc", Unit::Utf16).to_byte(4));
  EXPECT_EQ(Offsets("", Unit::Utf16).to_byte(0), 0U);
}

}  // namespace
}  // namespace textmill::exec
