// The form under which words are compared: case, accents and invisible characters do not matter.
#pragma once

#include <string>
#include <string_view>

namespace textmill::text {

/// Appends the folded form of `word` to `out`: case folded (ß is ss, İ and ı are i), without accents and
/// vowel points, without characters that cannot be seen (soft hyphen, zero width space, joiners, bidi
/// marks, BOM), full-width and ligature forms as plain letters, every apostrophe as '. Composed and
/// decomposed input fold alike. Cyrillic й stays a letter of its own; scripts whose vowels are combining
/// marks (Devanagari, Thai, ...) keep them. Works code point by code point, so it is linear in any input.
void fold_append(std::string_view word, std::string& out);

/// The folded form of `word`.
std::string fold(std::string_view word);

/// True for a character that takes no room and carries no meaning of its own: soft hyphen, zero width
/// space and joiners, word joiner, bidi controls, BOM, variation selectors.
bool is_ignorable(char32_t code_point);

/// True for ' and what people use for it: ’ ‘ ʼ ′ ＇ and `.
bool is_apostrophe(char32_t code_point);

/// Appends the UTF-8 form of `code_point`, which must be a Unicode scalar value.
void append_utf8(char32_t code_point, std::string& out);

}  // namespace textmill::text
