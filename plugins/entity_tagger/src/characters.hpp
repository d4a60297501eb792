// Classes and cases of characters as the tagger's pieces want them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "piece.hpp"

namespace textmill::entity_tagger {

enum class CharacterClass : std::uint8_t { Space, Letter, Digit, Mark, Apostrophe };

inline constexpr std::array<CharacterClass, 128> kAsciiClasses = [] {
  std::array<CharacterClass, 128> classes{};
  for (int c = 0; c < 128; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    classes[static_cast<std::size_t>(c)] = c <= ' ' || c == 127     ? CharacterClass::Space
                                           : letter                 ? CharacterClass::Letter
                                           : (c >= '0' && c <= '9') ? CharacterClass::Digit
                                           : c == '\''              ? CharacterClass::Apostrophe
                                                                    : CharacterClass::Mark;
  }
  return classes;
}();

inline unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}
inline bool is_upper_ascii(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_lower_ascii(char c) { return c >= 'a' && c <= 'z'; }

/// Bytes of the code point that starts with `lead`.
inline std::uint32_t sequence_length(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// A code point: its class and its bytes.
struct Unit {
  CharacterClass kind;
  std::uint32_t length;
};

/// Classes beyond ASCII: signs of Latin-1, general punctuation, currency and other symbols, CJK
/// punctuation and emoji are marks; white space is white space; all else is a letter.
Unit wide_unit_at(std::string_view text, std::size_t at);

inline Unit unit_at(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at);
  return lead < 0x80 ? Unit{kAsciiClasses[lead], 1} : wide_unit_at(text, at);
}

/// Lower case of a two-byte code point, its first byte in the upper half; 0 if it is no capital known here.
std::uint16_t fold_pair(unsigned char lead, unsigned char second);

Shape shape_of(std::string_view word);

}  // namespace textmill::entity_tagger
