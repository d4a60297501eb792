#include "textmill/text/fold.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>

#include "textmill/text/utf8.hpp"

namespace textmill::text {
namespace {

const UNormalizer2* nfkd() {
  UErrorCode status = U_ZERO_ERROR;
  return unorm2_getNFKDInstance(&status);  // ICU's own instance, made once, shared by all threads
}

/// Marks that accents and vowel points are made of; not those that spell vowels in Indic scripts.
bool is_accent(char32_t c) {
  if (c < 0x300) return false;
  return c <= 0x36F || (c >= 0x483 && c <= 0x487) || (c >= 0x591 && c <= 0x5C7 && c != 0x5BE && c != 0x5C0) ||
         (c >= 0x610 && c <= 0x61A) || c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670 ||
         (c >= 0x6D6 && c <= 0x6ED) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

void append_folded(char32_t c, std::string& out) {
  if (c == 0xDF || c == 0x1E9E) {
    out += "ss";
  } else if (c == 0x131) {
    out += 'i';
  } else {
    append_utf8(static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)), out);
  }
}

/// Ideographs, most of them: they have no case, no accents and no other form.
bool is_ideograph(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); }

/// Letters with a stroke, which Unicode does not take apart.
char32_t without_stroke(char32_t c) {
  switch (c) {
    case 0xD8:
    case 0xF8: return 'o';
    case 0x110:
    case 0x111: return 'd';
    case 0x126:
    case 0x127: return 'h';
    case 0x141:
    case 0x142: return 'l';
    default: return c;
  }
}

void fold_one(char32_t c, std::string& out) {
  if (is_ignorable(c) || is_accent(c)) return;
  if (is_apostrophe(c)) {
    out += '\'';
    return;
  }
  if (c == 0x419 || c == 0x439) {
    append_utf8(0x439, out);
    return;
  }
  const bool syllable = c >= 0xAC00 && c <= 0xD7A3;  // of Hangul: a letter, not letters with marks
  if (syllable || is_ideograph(c)) {
    append_utf8(c, out);
    return;
  }
  UChar parts[32];
  UErrorCode status = U_ZERO_ERROR;
  const int32_t count = unorm2_getDecomposition(nfkd(), static_cast<UChar32>(c), parts, 32, &status);
  if (count < 0 || U_FAILURE(status)) {
    append_folded(without_stroke(c), out);
    return;
  }
  for (int32_t i = 0; i < count;) {
    UChar32 part = 0;
    U16_NEXT(parts, i, count, part);
    if (!is_accent(static_cast<char32_t>(part))) append_folded(static_cast<char32_t>(part), out);
  }
}

constexpr auto kFoldedAscii = [] {
  std::array<char, 128> folded{};
  for (std::size_t c = 0; c < folded.size(); ++c) folded[c] = static_cast<char>(c);
  for (std::size_t c = 'A'; c <= 'Z'; ++c) folded[c] = static_cast<char>(c + 32);
  folded['`'] = '\'';
  return folded;
}();

/// Appends the ASCII that `word` begins with, or the first part of it, and returns how much that is.
std::size_t append_ascii(std::string_view word, std::string& out) {
  std::array<char, 64> folded;
  const std::size_t most = std::min(word.size(), folded.size());
  std::size_t size = 0;
  while (size < most && (word[size] & 0x80) == 0) {
    folded[size] = kFoldedAscii[static_cast<unsigned char>(word[size])];
    ++size;
  }
  out.append(folded.data(), size);
  return size;
}

bool ends_with_cyrillic_i(const std::string& out) {
  return out.size() >= 2 && out.compare(out.size() - 2, 2, "\xD0\xB8") == 0;
}

}  // namespace

bool is_ignorable(char32_t c) {
  if (c < 0xAD) return false;
  return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || (c >= 0xFE00 && c <= 0xFE0F) ||
         c == 0xFEFF || (c >= 0xE0100 && c <= 0xE01EF);
}

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == '`' || c == 0x2BC || c == 0x2018 || c == 0x2019 || c == 0x2032 || c == 0xFF07;
}

void append_utf8(char32_t c, std::string& out) {
  const auto tail = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | c >> 6), tail(c)};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | c >> 12), tail(c >> 6), tail(c)};
  } else {
    out += {static_cast<char>(0xF0 | c >> 18), tail(c >> 12), tail(c >> 6), tail(c)};
  }
}

void fold_append(std::string_view word, std::string& out) {
  for (std::size_t at = 0; at < word.size();) {
    if (const std::size_t ascii = append_ascii(word.substr(at), out); ascii > 0) {
      at += ascii;
      continue;
    }
    const Decoded d = decode(word, at);
    at += d.length;
    if (d.code_point == 0x306 && ends_with_cyrillic_i(out)) {  // decomposed й
      out.back() = '\xB9';
    } else {
      fold_one(d.code_point, out);
    }
  }
}

std::string fold(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  fold_append(word, out);
  return out;
}

}  // namespace textmill::text
