#include "characters.hpp"

#include <algorithm>

namespace textmill::entity_tagger {
namespace {

bool starts_with_capital(std::string_view text, std::size_t at) {
  if (is_upper_ascii(text[at])) return true;
  return at + 1 < text.size() && byte_at(text, at) >= 0xC3 && byte_at(text, at) <= 0xD0 &&
         fold_pair(byte_at(text, at), byte_at(text, at + 1)) != 0;
}

}  // namespace

Unit wide_unit_at(std::string_view text, std::size_t at) {
  using Class = CharacterClass;
  const unsigned char lead = byte_at(text, at);
  const auto length =
      static_cast<std::uint32_t>(std::min<std::size_t>(sequence_length(lead), text.size() - at));
  const unsigned char second = at + 1 < text.size() ? byte_at(text, at + 1) : 0;
  const unsigned char third = at + 2 < text.size() ? byte_at(text, at + 2) : 0;
  if (lead == 0xC2) {
    if (second == 0xA0 || second == 0x85) return {Class::Space, length};
    return {second == 0xAA || second == 0xB5 || second == 0xBA ? Class::Letter : Class::Mark, length};
  }
  if (lead == 0xC3) return {second == 0x97 || second == 0xB7 ? Class::Mark : Class::Letter, length};
  if (lead == 0xE2) {
    if (second == 0x80 && (third == 0x98 || third == 0x99)) return {Class::Apostrophe, length};
    if (second == 0x80 && (third <= 0x8F || third == 0xA8 || third == 0xA9 || third == 0xAF))
      return {Class::Space, length};
    return {second <= 0xAF ? Class::Mark : Class::Letter, length};
  }
  if (lead == 0xE3 && second == 0x80) return {third == 0x80 ? Class::Space : Class::Mark, length};
  if (lead == 0xEF && (second == 0xBC || second == 0xBB)) return {Class::Mark, length};
  if (lead == 0xF0 && second == 0x9F) return {Class::Mark, length};
  return {Class::Letter, length};
}

std::uint16_t fold_pair(unsigned char lead, unsigned char second) {
  const auto pair = [](unsigned a, unsigned b) { return static_cast<std::uint16_t>(a << 8 | b); };
  if (lead == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97) return pair(lead, second + 0x20);
  if (lead == 0xC4 || lead == 0xC5) {
    const unsigned code = (lead & 0x1Fu) << 6 | (second & 0x3Fu);
    const bool odd_is_capital = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
    if (code == 0x130 || code == 0x131 || code == 0x138 || code == 0x149 || code >= 0x178) {
      if (!odd_is_capital) return 0;
    }
    if ((code & 1u) != (odd_is_capital ? 1u : 0u)) return 0;
    const unsigned lower = code + 1;
    return pair(0xC0 | lower >> 6, 0x80 | (lower & 0x3F));
  }
  if (lead == 0xCE && second >= 0x91 && second <= 0xA9) {
    const unsigned lower = (0x0Eu << 6 | (second & 0x3Fu)) + 0x20;
    return pair(0xC0 | lower >> 6, 0x80 | (lower & 0x3F));
  }
  if (lead == 0xD0 && second >= 0x80 && second <= 0xAF) {
    const unsigned code = 0x10u << 6 | (second & 0x3Fu);
    const unsigned lower = code + (code < 0x410 ? 0x50 : 0x20);
    return pair(0xC0 | lower >> 6, 0x80 | (lower & 0x3F));
  }
  return 0;
}

Shape shape_of(std::string_view word) {
  std::size_t capitals = 0, smalls = 0;
  for (std::size_t at = 0; at < word.size(); at += sequence_length(byte_at(word, at))) {
    if (starts_with_capital(word, at)) {
      ++capitals;
    } else if (is_lower_ascii(word[at]) || byte_at(word, at) >= 0x80) {
      ++smalls;
    }
  }
  if (capitals == 0) return Shape::Lower;
  if (smalls == 0) return capitals == 1 && word.size() == 1 ? Shape::Title : Shape::Upper;
  return capitals == 1 && starts_with_capital(word, 0) ? Shape::Title : Shape::Mixed;
}

}  // namespace textmill::entity_tagger
