// Texts that find faults in code that handles text: valid UTF-8 that is rarely thought of. Run your functions
// over them in a unit test; `textmill validate` runs a plugin over them. Standard library only.
//
//   for (const std::string& text : textmill::testkit::nasty_texts()) my_plugin::find(text);  // must not
//   crash
#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace textmill::testkit {
namespace detail {

inline void append_utf8(char32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

inline std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

/// Code points and how often they are drawn.
struct CodePointRange {
  char32_t first;
  char32_t last;
  int weight;
};
inline constexpr std::array<CodePointRange, 14> kRanges = {{{'a', 'z', 30},
                                                            {'A', 'Z', 6},
                                                            {' ', '/', 14},
                                                            {'0', '9', 5},
                                                            {0, 31, 3},
                                                            {0xA0, 0x17F, 5},
                                                            {0x300, 0x36F, 3},
                                                            {0x400, 0x4FF, 5},
                                                            {0x590, 0x6FF, 4},
                                                            {0xE00, 0xE7F, 3},
                                                            {0x2000, 0x206F, 5},
                                                            {0x3000, 0x30FF, 4},
                                                            {0xFE00, 0xFFFD, 3},
                                                            {0x1F300, 0x1FAFF, 3}}};

}  // namespace detail

/// Nothing, one byte, lone marks, the last code points, bidi controls, long runs of one character; the
/// longest has 65536 bytes.
inline std::vector<std::string> nasty_texts() {
  using namespace std::string_literals;
  return {
      "",
      "a",
      " ",
      "\n",
      "\r\n\r\n",
      "\0"s,
      "a\0b\0\0c"s,
      "\x7F\x01\x1F",
      "\xEF\xBB\xBFtext after a byte order mark",
      "\xCC\x81\xCC\x81\xCC\x81",                // marks without a letter
      "e" + detail::repeated("\xCC\x81", 5000),  // one letter with 5000 marks
      "\xF4\x8F\xBF\xBF",                        // U+10FFFF
      "\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xB7\x90",    // noncharacters
      "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",    // replacement characters
      "\xE2\x80\xAEtxet desrever\xE2\x80\xAC \xE2\x81\xA6isolated\xE2\x81\xA9",
      "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",  // a family
      detail::repeated("\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", 501) +
          "\xF0\x9F\x87\xA9",                                         // flags and half a flag
      detail::repeated("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", 300),  // Hangul from parts
      detail::repeated("\xE0\xB8\x97\xE0\xB8\x94\xE0\xB8\xAA", 700),  // Thai without spaces
      detail::repeated("\xE2\x80\x8B", 3000),                         // zero-width spaces
      detail::repeated("a", 65536),
      detail::repeated("(", 20000),
      detail::repeated("\"'", 10000),
      detail::repeated("\n", 20000),
      detail::repeated(".", 20000),
      detail::repeated("1.", 10000),
      detail::repeated("A. ", 10000),
      detail::repeated("Mr. ", 5000),
      detail::repeated("https://", 3000),
      detail::repeated("@#", 5000),
      detail::repeated("-", 10000),
      detail::repeated("a b\t", 8000),
      "Zalgo: " + detail::repeated("h\xCC\xB5\xCD\x8E\xCD\x87 ", 400),
  };
}

/// `code_points` of them drawn from scripts, marks, controls and punctuation; the same for the same state of
/// `random`.
inline std::string random_text(std::mt19937& random, std::size_t code_points) {
  int total = 0;
  for (const detail::CodePointRange& range : detail::kRanges) total += range.weight;
  std::string text;
  for (std::size_t i = 0; i < code_points; ++i) {
    int pick = static_cast<int>(random() % static_cast<unsigned>(total));
    const detail::CodePointRange* range = detail::kRanges.data();
    while (pick >= range->weight) pick -= (range++)->weight;
    detail::append_utf8(range->first + static_cast<char32_t>(random() % (range->last - range->first + 1)),
                        text);
  }
  return text;
}

}  // namespace textmill::testkit
