#include "syllables.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "textmill/text/utf8.hpp"

namespace textmill::keyword_density {
namespace {

using Letters = std::u32string;
using View = std::u32string_view;

Letters small_letters(std::string_view word) {
  Letters out;
  for (std::size_t at = 0; at < word.size();) {
    const text::Decoded d = text::decode(word, at);
    at += d.length;
    out += static_cast<char32_t>(u_tolower(static_cast<UChar32>(d.code_point)));
  }
  return out;
}

bool is_one_of(char32_t c, View set) { return set.find(c) != View::npos; }

bool is_vowel(char32_t c) { return is_one_of(c, U"aeiouyáàâäãåéèêëíìîïóòôöõúùûüýæœøаеёиоуыэюя"); }

/// Where one run of vowels is two syllables.
using Splits = bool (*)(View word, std::size_t second);

std::uint32_t vowel_groups(View word, Splits splits) {
  std::uint32_t groups = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!is_vowel(word[i])) continue;
    const bool goes_on = i > 0 && is_vowel(word[i - 1]);
    groups += !goes_on || (splits && splits(word, i));
  }
  return groups;
}

bool has_vowel(View word) { return std::any_of(word.begin(), word.end(), is_vowel); }

// ---- English ----

/// "create", "theatre", "react", "idea", "area": where ea is not one sound.
bool splits_ea(View word, std::size_t second) {
  const View rest = word.substr(second + 1);
  const bool starts = word.starts_with(U"crea") || word.starts_with(U"theat") || word.starts_with(U"react");
  return (starts && second < 4) ||
         (rest.size() < 2 && (word.starts_with(U"idea") || word.starts_with(U"area")));
}

bool splits_english(View word, std::size_t second) {
  const char32_t a = word[second - 1];
  const char32_t b = word[second];
  const View behind = word.substr(second + 1);
  const char32_t before = second >= 2 ? word[second - 2] : U' ';
  const bool soft = is_one_of(before, U"tcsgx");  // na-tion, spe-cial, re-li-gion
  if (a == U'i' && b == U'e')
    return !soft && (behind == U"t" || behind.starts_with(U"nt") || behind.starts_with(U"nc"));
  if (a == U'i') return is_one_of(b, U"aou") && !soft;
  if (a == U'e' && b == U'a') return splits_ea(word, second);
  if (a == U'e') return b == U'o' && !word.starts_with(U"peo") && (!soft || word.starts_with(U"geo"));
  if (a == U'u' && b == U'e')
    return !is_one_of(before, U"qgs") && !behind.empty() && behind != U"s" && behind != U"d";
  if (a == U'u') return is_one_of(b, U"ao") && !is_one_of(before, U"qgs");
  if (a == U'y') return is_one_of(b, U"aieo") && second >= 2 && !is_vowel(before);
  return false;
}

/// The e of "lately", "movement", "careful", "careless", "likeness".
bool has_silent_inner_e(View word) {
  for (const View ending : {View(U"ely"), View(U"ement"), View(U"ements"), View(U"eful"), View(U"eless"),
                            View(U"eness"), View(U"efully")}) {
    if (word.size() > ending.size() + 1 && word.ends_with(ending))
      return has_vowel(word.substr(0, word.size() - ending.size())) &&
             !is_vowel(word[word.size() - ending.size() - 1]);
  }
  return false;
}

/// The e of "make", "makes" and "baked", but not of "table", "boxes" and "wanted".
bool has_silent_last_e(View word) {
  const std::size_t tail = word.ends_with(U"es") || word.ends_with(U"ed") ? 2 : word.ends_with(U"e") ? 1 : 0;
  if (tail == 0 || word.size() < tail + 2) return false;
  const char32_t before = word[word.size() - tail - 1];
  const char32_t earlier = word[word.size() - tail - 2];
  if (is_vowel(before) || !has_vowel(word.substr(0, word.size() - tail))) return false;
  if (before == U'l' && !is_vowel(earlier) && !is_one_of(earlier, U"lrw")) return false;  // ta-ble, ta-bles
  if (before == U'r' && is_one_of(earlier, U"tc") && tail == 1) return false;             // cen-tre
  if (word.ends_with(U"ed")) return before != U't' && before != U'd';
  if (!word.ends_with(U"es")) return true;
  return !is_one_of(before, U"sxzcg") && !(before == U'h' && is_one_of(earlier, U"cs"));
}

std::uint32_t english(View word) {
  std::uint32_t count = vowel_groups(word, splits_english);
  count -= count > 1 && has_silent_last_e(word);
  count -= count > 1 && has_silent_inner_e(word);
  const bool breathes = word.ends_with(U"sm") || word.ends_with(U"sms") || word.ends_with(U"n't");
  return count + (breathes && word.size() > 3);  // pris-m, did-n't
}

// ---- other languages ----

bool splits_spanish(View word, std::size_t second) {
  constexpr View kStrong = U"aeoáéóàèòâêôãõ";
  return (is_one_of(word[second - 1], kStrong) && is_one_of(word[second], kStrong)) ||
         is_one_of(word[second], U"íú") || is_one_of(word[second - 1], U"íú");
}

/// Portuguese nasal diphthongs, "ão" and "õe", are one syllable.
bool splits_portuguese(View word, std::size_t second) {
  return !is_one_of(word[second - 1], U"ãõ") && splits_spanish(word, second);
}

bool splits_german(View word, std::size_t second) {
  const char32_t a = word[second - 1];
  const char32_t b = word[second];
  if (second >= 2 && is_vowel(word[second - 2])) return true;  // Treu-e, neu-es
  if (second >= 2 && word[second - 2] == U'q') return false;
  constexpr View kOne[] = {U"ie", U"ei", U"ai", U"au", U"eu", U"äu",
                           U"aa", U"ee", U"oo", U"ey", U"ay", U"ou"};
  const char32_t pair[] = {a, b};
  return std::find(std::begin(kOne), std::end(kOne), View(pair, 2)) == std::end(kOne);
}

bool splits_dutch(View word, std::size_t second) {
  const char32_t pair[] = {word[second - 1], word[second]};
  constexpr View kTwo[] = {U"ea", U"eo", U"ia", U"io", U"iu", U"ua", U"uo"};
  return is_one_of(pair[1], U"ëïöü") ||
         std::find(std::begin(kTwo), std::end(kTwo), View(pair, 2)) != std::end(kTwo);
}

std::uint32_t french(View word) {
  std::uint32_t count = vowel_groups(word, [](View w, std::size_t second) {
    return is_one_of(w[second], U"ëïü") ||
           (is_one_of(w[second - 1], U"éu") && is_one_of(w[second], U"aâoôéèê") &&
            (second < 2 || !is_one_of(w[second - 2], U"qg")));
  });
  const std::size_t tail = word.ends_with(U"es") ? 2 : word.ends_with(U"e") ? 1 : 0;
  const bool mute = tail > 0 && word.size() > tail + 1 && !is_vowel(word[word.size() - tail - 1]);
  return count - (count > 1 && mute);
}

}  // namespace

std::uint32_t count_syllables(std::string_view word, std::string_view language) {
  const Letters letters = small_letters(word);
  std::uint32_t count = 0;
  if (language == "en")
    count = english(letters);
  else if (language == "fr")
    count = french(letters);
  else
    count = vowel_groups(letters, language == "es" || language == "it" ? splits_spanish
                                  : language == "pt"                   ? splits_portuguese
                                  : language == "de"                   ? splits_german
                                  : language == "nl"                   ? splits_dutch
                                  : language == "ru" ? +[](View, std::size_t) { return true; }
                                                     : nullptr);
  return std::max(count, 1U);
}

}  // namespace textmill::keyword_density
