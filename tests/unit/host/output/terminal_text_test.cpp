#include "output/terminal_text.hpp"

#include <gtest/gtest.h>

namespace textmill::host {
namespace {

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("né"), 2U);
  EXPECT_EQ(display_width("ne\u0301"), 2U);
  EXPECT_EQ(display_width("河流"), 4U);
  EXPECT_EQ(display_width("🙂"), 2U);
  EXPECT_EQ(display_width("a\u200Bb\u00ADc"), 4U);  // a soft hyphen is shown by most terminals
}

TEST(OneLine, FoldsWhiteSpace) {
  EXPECT_EQ(one_line("  a \r\n\t b\u00A0\u2028 c  "), "a b c");
  EXPECT_EQ(one_line(" \n"), "");
}

TEST(OneLine, DisarmsWhatSteersTheTerminal) {
  EXPECT_EQ(one_line("a\x1b[31mb"), "a\uFFFD[31mb");
  EXPECT_EQ(one_line(std::string_view("a\0b\x07\x7f", 5)), "a\uFFFDb\uFFFD\uFFFD");
  EXPECT_EQ(one_line("a\u202Eb\u2066c\u200F"), "a\uFFFDb\uFFFDc\uFFFD");
  EXPECT_EQ(one_line("a\u009Bb"), "a\uFFFDb");
}

TEST(Fit, EndsInAnEllipsis) {
  EXPECT_EQ(fit("abcdef", 6), "abcdef");
  EXPECT_EQ(fit("abcdef", 5), "abcd…");
  EXPECT_EQ(fit("河流河流", 5), "河流…");
  EXPECT_EQ(fit("河流河流", 4), "河…");
}

TEST(Pad, FillsWithSpaces) {
  EXPECT_EQ(pad("河", 4), "河  ");
  EXPECT_EQ(pad("abc", 2), "abc");
}

TEST(Wrap, BreaksAtSpacesUnderTheFirstWord) {
  std::string out;
  wrap("one two three four", "- ", 11, out);
  EXPECT_EQ(out, "- one two\n  three\n  four\n");
  out.clear();
  wrap("a incomprehensibilities b", "", 8, out);
  EXPECT_EQ(out, "a\nincomprehensibilities\nb\n");
  out.clear();
  wrap("", "x ", 8, out);
  EXPECT_EQ(out, "x \n");
}

TEST(Paint, ColoursOnlyIfOn) {
  EXPECT_EQ(Paint(false)(Style::Error, "x"), "x");
  EXPECT_EQ(Paint(true)(Style::Error, "x"), "\x1b[1;31mx\x1b[0m");
  EXPECT_EQ(Paint(true)(Style::Error, ""), "");
}

}  // namespace
}  // namespace textmill::host
