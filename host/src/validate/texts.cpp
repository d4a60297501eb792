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
