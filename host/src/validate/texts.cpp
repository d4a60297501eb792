#include "validate/texts.hpp"

#include <array>
#include <string_view>

namespace textmill::host {
namespace {

constexpr std::array<std::string_view, 8> kParagraphs = {
    "The ferry left Harwich at 6.40 a.m. with 312 passengers aboard. Dr. Maria Olsen, who had waited since "
    "Tuesday, sat near the window and counted gulls.",
    "\"We never expected the price to reach $4.5 million,\" said J. P. Hartley of Northgate Trust Ltd. on 3 "
    "March 2021; the auction house had guessed less than half.",
    "Harvest figures\n\n- wheat: 7,100 tonnes (up 3.2%)\n- barley: 2,450 tonnes\n- oats: not counted",
    "Rivers bend because water on the outside of a curve is faster. It cuts the bank there, drops sand on "
    "the "
    "inside, and so the bend grows until the river takes a short cut.",
    "Write to lighthouse@example.org or see https://example.org/keepers?year=1911#list for the names, e.g. "
    "of "
    "the three who stayed through the winter.",
    "Der Zug nach Görlitz fährt um 9 Uhr ab. La lumière baisse, et l’on ferme déjà les volets. Ждали весь "
    "день, "
    "но паром не пришёл. 船は朝に着いた。",
    "Nobody in the U.S. office knew Prof. Lindqvist's number, so they asked again: was it 0.75 or .57? It "
    "was "
    "neither...",
    "At noon the square was empty. A dog crossed it. The clock on the town hall, which had stopped in 1954, "
    "was right for the second time that day!",
};

void append_utf8(char32_t c, std::string& out) {
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

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

struct Range {
  char32_t first;
  char32_t last;
  int weight;
};
constexpr std::array<Range, 14> kRanges = {{{'a', 'z', 30},
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

}  // namespace

std::string sample_text(std::size_t least_bytes) {
  std::string text;
  for (std::size_t i = 0; text.empty() || text.size() < least_bytes; ++i) {
    if (i > 0) text += "\n\n";
    if (i >= kParagraphs.size()) text += "Entry " + std::to_string(i) + ". ";
    text += kParagraphs[i * 5 % kParagraphs.size()];
  }
  return text;
}

std::vector<std::string> nasty_texts() {
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
      "\xCC\x81\xCC\x81\xCC\x81",              // marks without a letter
      "e" + repeated("\xCC\x81", 5000),        // one letter with 5000 marks
      "\xF4\x8F\xBF\xBF",                      // U+10FFFF
      "\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xB7\x90",  // noncharacters
      "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",  // replacement characters
      "\xE2\x80\xAEtxet desrever\xE2\x80\xAC \xE2\x81\xA6isolated\xE2\x81\xA9",
      "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",  // a family
      repeated("\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", 501) + "\xF0\x9F\x87\xA9",      // flags and half a flag
      repeated("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", 300),                       // Hangul from parts
      repeated("\xE0\xB8\x97\xE0\xB8\x94\xE0\xB8\xAA", 700),                       // Thai without spaces
      repeated("\xE2\x80\x8B", 3000),                                              // zero-width spaces
      repeated("a", 65536),
      repeated("(", 20000),
      repeated("\"'", 10000),
      repeated("\n", 20000),
      repeated(".", 20000),
      repeated("1.", 10000),
      repeated("A. ", 10000),
      repeated("Mr. ", 5000),
      repeated("https://", 3000),
      repeated("@#", 5000),
      repeated("-", 10000),
      repeated("a b\t", 8000),
      "Zalgo: " + repeated("h\xCC\xB5\xCD\x8E\xCD\x87 ", 400),
  };
}

std::string random_text(std::mt19937& random, std::size_t code_points) {
  int total = 0;
  for (const Range& range : kRanges) total += range.weight;
  std::string text;
  for (std::size_t i = 0; i < code_points; ++i) {
    int pick = static_cast<int>(random() % static_cast<unsigned>(total));
    const Range* range = kRanges.data();
    while (pick >= range->weight) pick -= (range++)->weight;
    append_utf8(range->first + static_cast<char32_t>(random() % (range->last - range->first + 1)), text);
  }
  return text;
}

std::vector<std::size_t> code_point_bounds(const std::string& text) {
  std::vector<std::size_t> bounds;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) bounds.push_back(i);
  }
  bounds.push_back(text.size());
  return bounds;
}

std::string excerpt(const std::string& text) {
  constexpr std::size_t kShown = 60;
  static constexpr const char* kHex = "0123456789abcdef";
  std::string shown = "'";
  for (const char c : text) {
    if (shown.size() > kShown) return shown + "...' (" + std::to_string(text.size()) + " bytes)";
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      shown += c;
    } else {
      shown += std::string("\\x") + kHex[byte >> 4] + kHex[byte & 15];
    }
  }
  return shown + "'";
}

}  // namespace textmill::host
