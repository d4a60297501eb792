#include "textmill/packed.hpp"

#include <gtest/gtest.h>

namespace textmill {
namespace {

TEST(Packed, ComesBackInOrder) {
  Packer packer;
  packer.number(0).string("").number(4294967295u).string(std::string("a\0b", 3));
  Unpacker rest(packer.bytes());
  EXPECT_EQ(rest.number(), 0u);
  EXPECT_EQ(rest.string(), "");
  EXPECT_EQ(rest.number(), 4294967295u);
  EXPECT_FALSE(rest.empty());
  EXPECT_EQ(rest.string(), std::string_view("a\0b", 3));
  EXPECT_TRUE(rest.empty());
}

TEST(Packed, ThatIsCutIsRefusedAtEveryPlace) {
  Packer packer;
  packer.number(7).string("tea");
  for (std::size_t size = 0; size < packer.bytes().size(); ++size) {
    Unpacker rest(std::string_view(packer.bytes()).substr(0, size));
    EXPECT_THROW((rest.number(), rest.string()), Error) << size;
  }
}

}  // namespace
}  // namespace textmill
