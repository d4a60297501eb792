#include "english_stemmer.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace textmill::text {
namespace {

constexpr std::uint32_t letters(std::string_view list) {
  std::uint32_t mask = 0;
  for (const char c : list) mask |= 1u << (c - 'a');
  return mask;
}
constexpr bool is_one_of(std::uint32_t list, char c) {
  const auto letter = static_cast<unsigned>(static_cast<unsigned char>(c)) - unsigned{'a'};
  return letter < 26 && (list >> letter & 1) != 0;
}

enum ByteClass : std::uint8_t { kVowel = 1, kY = 2, kStrange = 4 };
constexpr auto kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (const char vowel : {'a', 'e', 'i', 'o', 'u'}) classes[static_cast<unsigned char>(vowel)] = kVowel;
  classes['y'] = kY;  // a vowel behind a consonant
  for (unsigned c = 'A'; c <= 'Z'; ++c) classes[c] = kStrange;
  for (unsigned c = 0x80; c <= 0xFF; ++c) classes[c] = kStrange;
  return classes;
}();
constexpr unsigned class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

constexpr std::uint32_t kUndoubled = letters("bdfgmnprt");
constexpr std::uint32_t kBeforeLi = letters("cdeghkmnrt");

using Pair = std::pair<std::string_view, std::string_view>;

/// Words the rules get wrong, and their stems.
constexpr std::array kExceptions = {
    Pair{"skis", "ski"},    Pair{"skies", "sky"},   Pair{"dying", "die"},    Pair{"lying", "lie"},
    Pair{"tying", "tie"},   Pair{"idly", "idl"},    Pair{"gently", "gentl"}, Pair{"ugly", "ugli"},
    Pair{"early", "earli"}, Pair{"only", "onli"},   Pair{"singly", "singl"}, Pair{"sky", "sky"},
    Pair{"news", "news"},   Pair{"howe", "howe"},   Pair{"atlas", "atlas"},  Pair{"cosmos", "cosmos"},
    Pair{"bias", "bias"},   Pair{"andes", "andes"},
};
constexpr std::size_t kLongestException = 6;
constexpr std::uint32_t kExceptionEnds = letters("esgy");

std::string_view exception_for(std::string_view word) {
  if (word.size() > kLongestException || !is_one_of(kExceptionEnds, word.back())) return {};
  const auto at = std::find_if(kExceptions.begin(), kExceptions.end(),
                               [word](const Pair& pair) { return pair.first == word; });
  return at == kExceptions.end() ? std::string_view() : at->second;
}

/// Left alone once a plural's "s" is off.
constexpr std::array<std::string_view, 8> kInvariants = {"inning",  "outing",  "canning", "herring",
                                                         "earring", "proceed", "exceed",  "succeed"};

bool is_invariant(std::string_view word) {
  return word.size() > 5 && (word.ends_with("ing") || word.ends_with("eed")) &&
         std::find(kInvariants.begin(), kInvariants.end(), word) != kInvariants.end();
}

/// Where R1 does not begin behind the first syllable.
constexpr std::array<std::string_view, 3> kPrefixes = {"gener", "commun", "arsen"};

/// What must hold of an ending besides standing in R1.
enum class If : std::uint8_t { Always, BehindL, BehindLi, BehindSOrT, InRegion2 };

}  // namespace

/// An ending and what takes its place. Of those a word has the longest counts, whether it may be replaced or
/// not, so longer ones stand before those they end with.
struct EnglishStemmer::Ending {
  constexpr Ending() = default;
  constexpr Ending(std::string_view ending, std::string_view instead, If when = If::Always)
      : size(ending.size()), by(instead), condition(when), last(ending.back()) {
    std::array<char, 8> bytes{}, used{};
    for (std::size_t i = 0; i < size; ++i) {
      bytes[8 - size + i] = ending[i];
      used[8 - size + i] = static_cast<char>(0xFF);
    }
    text = std::bit_cast<std::uint64_t>(bytes);
    mask = std::bit_cast<std::uint64_t>(used);
  }

  std::uint64_t text = 0, mask = 0;  // of the last eight bytes
  std::size_t size = 0;
  std::string_view by;
  If condition = If::Always;
  char last = 0;
};

/// Endings in the order of their last letters, so that only those of one letter are looked at.
struct EnglishStemmer::Endings {
  static constexpr std::size_t kMost = 24;

  template <std::size_t kCount>
  explicit constexpr Endings(const Ending (&endings)[kCount]) {
    static_assert(kCount <= kMost);
    std::size_t size = 0;
    for (std::size_t letter = 0; letter < 26; ++letter) {
      begins[letter] = static_cast<std::uint8_t>(size);
      for (const Ending& ending : endings) {
        if (ending.last == static_cast<char>('a' + letter)) list[size++] = ending;
      }
    }
    begins[26] = static_cast<std::uint8_t>(size);
  }
  std::span<const Ending> with_last(char c) const {
    const auto letter = static_cast<std::size_t>(static_cast<unsigned char>(c)) - std::size_t{'a'};
    if (letter >= 26) return {};
    return std::span(list).subspan(begins[letter], std::size_t{begins[letter + 1]} - begins[letter]);
  }

  std::array<Ending, kMost> list{};
  std::array<std::uint8_t, 27> begins{};
};

bool EnglishStemmer::takes(std::string_view word) {
  if (word.size() > kLongest) return false;
  unsigned classes = 0;
  for (const char c : word) classes |= class_of(c);
  return (classes & kStrange) == 0;
}

bool EnglishStemmer::has_vowel_before(std::size_t end) const {
  return (vowels_ & ((std::uint64_t{1} << end) - 1)) != 0;
}

/// Whether the letters before `end` close with a short syllable.
bool EnglishStemmer::is_short(std::size_t end) const {
  if (end < 2 || is_vowel(end - 1) || !is_vowel(end - 2)) return false;
  if (end == 2) return true;
  return !is_vowel(end - 3) && !is_one_of(letters("wxy"), letter(end - 1));
}

void EnglishStemmer::take(std::string_view word) {
  if (word.front() == '\'') word.remove_prefix(1);
  size_ = word.size();
  std::memcpy(bytes_.data() + kBefore, word.data(), size_);
  std::uint64_t vowels = 0;
  unsigned consonant = 0;  // kY behind a consonant: what makes a "y" a vowel
  for (std::size_t i = 0; i < size_; ++i) {
    const unsigned of = class_of(word[i]);
    const unsigned vowel = (of | (of & consonant) >> 1) & kVowel;
    vowels |= std::uint64_t{vowel} << i;
    consonant = kY & ~(vowel << 1);
  }
  vowels_ = vowels;
}

/// Behind the first vowel from there on and the first letter after it that is none; the end if there are
/// none.
std::size_t EnglishStemmer::past_syllable(std::size_t from) const {
  const auto vowel = static_cast<std::size_t>(std::countr_zero(vowels_ >> from << from));
  if (vowel >= size_) return size_;
  const auto consonant = static_cast<std::size_t>(std::countr_one(vowels_ >> vowel)) + vowel;
  return std::min(consonant + 1, size_);
}

void EnglishStemmer::mark_regions() {
  const auto prefix = std::find_if(kPrefixes.begin(), kPrefixes.end(),
                                   [this](std::string_view p) { return word().starts_with(p); });
  region1_ = prefix == kPrefixes.end() ? past_syllable(0) : prefix->size();
  region2_ = past_syllable(region1_);
}

void EnglishStemmer::replace(std::size_t bytes, std::string_view by) {
  size_ -= bytes;
  vowels_ &= (std::uint64_t{1} << size_) - 1;
  for (const char c : by) {
    vowels_ |= std::uint64_t{class_of(c) & kVowel} << size_;
    bytes_[kBefore + size_++] = c;
  }
}

bool EnglishStemmer::allows(const Ending& ending) const {
  const std::size_t begin = size_ - ending.size;
  const char before = begin > 0 ? letter(begin - 1) : '\0';
  switch (ending.condition) {
    case If::BehindL: return before == 'l';
    case If::BehindLi: return is_one_of(kBeforeLi, before);
    case If::BehindSOrT: return before == 's' || before == 't';
    case If::InRegion2: return begin >= region2_;
    case If::Always: return true;
  }
  return false;
}

const EnglishStemmer::Ending* EnglishStemmer::find(const Endings& endings) const {
  if (size_ == 0) return nullptr;
  std::uint64_t last;
  std::memcpy(&last, bytes_.data() + kBefore + size_ - 8, 8);
  for (const Ending& ending : endings.with_last(letter(size_ - 1))) {
    if ((last & ending.mask) == ending.text) return &ending;
  }
  return nullptr;
}

void EnglishStemmer::replace_ending(const Endings& endings, std::size_t region) {
  const Ending* const ending = find(endings);
  if (ending && size_ >= region + ending->size && allows(*ending)) replace(ending->size, ending->by);
}

void EnglishStemmer::strip_possessive() {
  if (ends_with("'s'")) replace(1, "");
  if (ends_with("'s")) return replace(2, "");
  if (ends_with("'")) replace(1, "");
}

void EnglishStemmer::strip_plural() {
  if (ends_with("sses")) return replace(2, "");
  if (ends_with("ied") || ends_with("ies")) return replace(size_ > 4 ? 2 : 1, "");
  if (!ends_with("s") || ends_with("us") || ends_with("ss")) return;
  if (size_ > 2 && has_vowel_before(size_ - 2)) replace(1, "");
}

void EnglishStemmer::strip_verb_ending() {
  static constexpr Ending kVerb[] = {{"eedly", "ee"}, {"eed", "ee"}, {"ingly", ""},
                                     {"edly", ""},    {"ing", ""},   {"ed", ""}};
  static constexpr Endings kEndings(kVerb);
  const Ending* const ending = find(kEndings);
  if (!ending) return;
  const std::size_t begin = size_ - ending->size;
  const bool is_noun = !ending->by.empty();  // "agreed" is from "agree"
  if (is_noun ? begin < region1_ : !has_vowel_before(begin)) return;
  replace(ending->size, ending->by);
  if (!is_noun) mend_verb();
}

/// What is left of "hoped", "hopped" and "conflated" gets the ending its stem has.
void EnglishStemmer::mend_verb() {
  if (ends_with("at") || ends_with("bl") || ends_with("iz")) return replace(0, "e");
  const bool doubled =
      size_ > 1 && letter(size_ - 1) == letter(size_ - 2) && is_one_of(kUndoubled, letter(size_ - 1));
  if (doubled) return replace(1, "");
  if (size_ == region1_ && is_short(size_)) replace(0, "e");
}

void EnglishStemmer::soften_y() {
  if (size_ > 2 && letter(size_ - 1) == 'y' && !is_vowel(size_ - 2)) replace(1, "i");
}

void EnglishStemmer::strip_last_letter() {
  if (size_ == 0) return;
  const std::size_t end = size_ - 1;
  const bool region1 = end >= region1_, region2 = end >= region2_;
  const bool e = letter(end) == 'e' && (region2 || (region1 && !is_short(end)));
  const bool l = letter(end) == 'l' && region2 && end > 0 && letter(end - 1) == 'l';
  if (e || l) replace(1, "");
}

std::string_view EnglishStemmer::stem(std::string_view word_form) {
  static constexpr Ending kDerived[] = {
      {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},         {"anci", "ance"},
      {"abli", "able"},   {"entli", "ent"},   {"izer", "ize"},          {"ization", "ize"},
      {"ation", "ate"},   {"ator", "ate"},    {"alism", "al"},          {"aliti", "al"},
      {"alli", "al"},     {"fulness", "ful"}, {"ousli", "ous"},         {"ousness", "ous"},
      {"iveness", "ive"}, {"iviti", "ive"},   {"biliti", "ble"},        {"bli", "ble"},
      {"fulli", "ful"},   {"lessli", "less"}, {"li", "", If::BehindLi}, {"ogi", "og", If::BehindL},
  };
  static constexpr Ending kHalfDerived[] = {
      {"ational", "ate"}, {"tional", "tion"}, {"alize", "al"},
      {"icate", "ic"},    {"iciti", "ic"},    {"ical", "ic"},
      {"ful", ""},        {"ness", ""},       {"ative", "", If::InRegion2},
  };
  static constexpr Ending kSuffixes[] = {
      {"al", ""},   {"ance", ""}, {"ence", ""},  {"er", ""},   {"ic", ""},  {"able", ""},
      {"ible", ""}, {"ant", ""},  {"ement", ""}, {"ment", ""}, {"ent", ""}, {"ism", ""},
      {"ate", ""},  {"iti", ""},  {"ous", ""},   {"ive", ""},  {"ize", ""}, {"ion", "", If::BehindSOrT},
  };
  static constexpr Endings kStep2(kDerived), kStep3(kHalfDerived), kStep4(kSuffixes);
  if (word_form.size() < 3) return word_form;
  if (const std::string_view exception = exception_for(word_form); !exception.empty()) return exception;
  take(word_form);
  mark_regions();
  strip_possessive();
  strip_plural();
  if (is_invariant(word())) return word();
  strip_verb_ending();
  soften_y();
  replace_ending(kStep2, region1_);
  replace_ending(kStep3, region1_);
  replace_ending(kStep4, region2_);
  strip_last_letter();
  return word();
}

}  // namespace textmill::text
