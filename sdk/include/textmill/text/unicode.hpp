// What Unicode 15 says about a code point: how it breaks words and sentences, what kind of character it
// is, its script. The tables are made from the standard's files by
// `cmake --build <dir> --target update_unicode_tables`.
#pragma once

#include <cstdint>

namespace textmill::text {

/// Word_Break of UAX #29, plus the one kind its rules ask for besides: a pictograph (WB3c).
enum class WordBreak : std::uint8_t {
  Other,
  CR,
  LF,
  Newline,
  Extend,
  ZWJ,
  Format,
  Katakana,
  HebrewLetter,
  ALetter,
  SingleQuote,
  DoubleQuote,
  MidNumLet,
  MidLetter,
  MidNum,
  Numeric,
  ExtendNumLet,
  RegionalIndicator,
  WSegSpace,
};

/// Sentence_Break of UAX #29.
enum class SentenceBreak : std::uint8_t {
  Other,
  CR,
  LF,
  Extend,
  Sep,
  Format,
  Sp,
  Lower,
  Upper,
  OLetter,
  Numeric,
  ATerm,
  SContinue,
  STerm,
  Close,
};

/// General_Category.
enum class Category : std::uint8_t {
  Cn,
  Lu,
  Ll,
  Lt,
  Lm,
  Lo,
  Mn,
  Mc,
  Me,
  Nd,
  Nl,
  No,
  Pc,
  Pd,
  Ps,
  Pe,
  Pi,
  Pf,
  Po,
  Sm,
  Sc,
  Sk,
  So,
  Zs,
  Zl,
  Zp,
  Cc,
  Cf,
  Cs,
  Co,
};

/// The scripts this library treats in a way of their own; everything else is Other.
enum class Script : std::uint8_t {
  Other,
  Latin,
  Greek,
  Cyrillic,
  Hebrew,
  Arabic,
  Devanagari,
  Armenian,
  Thai,
  Lao,
  Khmer,
  Myanmar,
  Han,
  Hiragana,
  Katakana,
  Hangul,
};

struct Properties {
  WordBreak word;
  SentenceBreak sentence;
  Category category;
  Script script;
  bool pictographic;  ///< Extended_Pictographic
  bool emoji;         ///< Emoji_Presentation: drawn in colour without a variation selector
};

namespace detail {
inline constexpr unsigned kPropertyBlockBits = 7;
extern const std::uint8_t kPropertyRecords[];  // for each block, for each code point: a record number
extern const std::uint16_t kPropertyBlocks[];  // for each 128 code points: a block number
extern const Properties kProperties[];
}  // namespace detail

/// The properties of a code point; those of an unassigned one for values above 0x10FFFF.
inline const Properties& properties(char32_t c) {
  if (c > 0x10FFFF) c = 0x10FFFF;
  const unsigned block = detail::kPropertyBlocks[c >> detail::kPropertyBlockBits];
  return detail::kProperties[detail::kPropertyRecords[(block << detail::kPropertyBlockBits) | (c & 127)]];
}

inline bool is_letter(Category c) { return c >= Category::Lu && c <= Category::Lo; }
inline bool is_mark(Category c) { return c >= Category::Mn && c <= Category::Me; }
inline bool is_number(Category c) { return c >= Category::Nd && c <= Category::No; }
inline bool is_punctuation(Category c) { return c >= Category::Pc && c <= Category::Po; }
inline bool is_symbol(Category c) { return c >= Category::Sm && c <= Category::So; }
inline bool is_letter(char32_t c) { return is_letter(properties(c).category); }
inline bool is_digit(char32_t c) { return properties(c).category == Category::Nd; }
inline bool is_upper(char32_t c) { return properties(c).sentence == SentenceBreak::Upper; }
inline bool is_lower(char32_t c) { return properties(c).sentence == SentenceBreak::Lower; }

/// White space as Unicode's White_Space has it: blanks, tabs, line ends, NEL, no-break and wide spaces.
inline bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 ||
         (c > 0x85 && properties(c).category >= Category::Zs && properties(c).category <= Category::Zp);
}

}  // namespace textmill::text
