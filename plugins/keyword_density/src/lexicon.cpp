#include "lexicon.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace textmill::keyword_density {
namespace {

struct Ending {
  std::string_view letters;
  std::uint8_t word_class;
};

/// The first that fits decides.
constexpr Ending kEndings[] = {
    {"ly", kAdverb},      {"ous", kAdjective},  {"ful", kAdjective}, {"less", kAdjective},
    {"able", kAdjective}, {"ible", kAdjective}, {"ive", kAdjective}, {"ical", kAdjective},
    {"ic", kAdjective},   {"al", kAdjective},   {"ary", kAdjective}, {"ish", kAdjective},
    {"ed", kVerb},        {"ise", kVerb},       {"ize", kVerb},      {"ifies", kVerb},
    {"izes", kVerb},
};

Lexeme guess(std::string_view word) {
  for (const Ending& ending : kEndings) {
    if (word.size() > ending.letters.size() + 2 && word.ends_with(ending.letters)) {
      return {255, ending.word_class, ending.word_class};
    }
  }
  if (word.size() > 5 && word.ends_with("ing")) return {255, kNoun | kVerb, kNoun};
  return {255, kNoun, kNoun};
}

/// Adjectives, numerals, verbs and adverbs that go with any subject; sorted. Nouns are left to their rarity.
constexpr auto kLightWords = std::to_array<std::string_view>({
    "able",        "according",   "additional",    "allow",        "allowing",    "allows",
    "appropriate", "assuming",    "available",     "bad",          "based",       "basic",
    "best",        "better",      "big",           "billion",      "called",      "certain",
    "clear",       "combining",   "common",        "complete",     "concerning",  "considerable",
    "considering", "containing",  "corresponding", "current",      "currently",   "describes",
    "desired",     "detailed",    "different",     "difficult",    "due",         "early",
    "easier",      "easy",        "effective",     "efficient",    "eight",       "entire",
    "especially",  "essential",   "existing",      "extensive",    "famous",      "final",
    "first",       "five",        "following",     "four",         "full",        "fully",
    "further",     "general",     "get",           "getting",      "given",       "gives",
    "giving",      "go",          "going",         "good",         "great",       "greater",
    "greatest",    "half",        "helping",       "high-quality", "hundred",     "important",
    "improved",    "including",   "increasing",    "individual",   "interesting", "involving",
    "key",         "known",       "large",         "larger",       "largest",     "last",
    "late",        "later",       "latest",        "like",         "likely",      "little",
    "long",        "main",        "major",         "making",       "million",     "modern",
    "necessary",   "new",         "next",          "nice",         "nine",        "novel",
    "numerous",    "obtain",      "obtained",      "old",          "original",    "particular",
    "possible",    "present",     "presented",     "previous",     "previously",  "proper",
    "proposed",    "providing",   "quick",         "real",         "recent",      "recently",
    "relevant",    "required",    "resulting",     "second",       "setting",     "seven",
    "several",     "significant", "similar",       "simple",       "six",         "small",
    "smaller",     "special",     "specific",      "suitable",     "sure",        "taking",
    "ten",         "third",       "thousand",      "three",        "together",    "total",
    "true",        "two",         "typical",       "underlying",   "unique",      "useful",
    "using",       "usual",       "various",       "well",         "whole",       "wide",
    "young",
});

std::uint8_t form_of(std::string_view word, std::uint8_t bits) {
  if (std::binary_search(kLightWords.begin(), kLightWords.end(), word)) return kLight;
  const bool single_s = word.ends_with('s') && !word.ends_with("ss");
  const auto final_s = static_cast<std::uint8_t>(single_s ? kFinalS : 0);
  if (!(bits & kVerb)) return final_s;
  if (word.ends_with("ed")) return kPastForm;
  return word.ends_with("ing") ? static_cast<std::uint8_t>(kIngForm) : final_s;
}

int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

std::uint8_t bit_of(char c) {
  switch (c) {
    case 'n':
      return kNoun;
    case 'a':
      return kAdjective;
    case 'v':
      return kVerb;
    case 'r':
      return kAdverb;
    default:
      return 0;
  }
}

}  // namespace

Lexicon::Lexicon(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) throw std::runtime_error("cannot read '" + path + "'");
  words_ = content.str();
  std::size_t lines = 0;
  for (const char c : words_) lines += c == '\n';
  std::size_t slots = 16;
  while (slots < lines * 2) slots *= 2;
  slots_.resize(slots);
  for (std::size_t begin = 0; begin < words_.size();) {
    const std::size_t end = std::min(words_.find('\n', begin), words_.size());
    const std::string_view line = std::string_view(words_).substr(begin, end - begin);
    if (!line.empty() && line[0] != '#') insert(line);
    begin = end + 1;
  }
}

void Lexicon::insert(std::string_view line) {
  const std::size_t blank = line.find(' ');
  const bool whole = blank != std::string_view::npos && blank > 0 && line.size() == blank + 5 &&
                     hex(line[blank + 1]) >= 0 && hex(line[blank + 2]) >= 0 && hex(line[blank + 3]) >= 0;
  if (!whole) throw std::runtime_error("not a line of a lexicon: '" + std::string(line) + "'");
  const std::string_view word = line.substr(0, blank);
  const auto rarity = static_cast<std::uint8_t>(hex(line[blank + 1]) * 16 + hex(line[blank + 2]));
  Lexeme lexeme{rarity, static_cast<std::uint8_t>(hex(line[blank + 3])), bit_of(line[blank + 4])};
  if (lexeme.bits == 0) {
    lexeme = guess(word);
    lexeme.rarity = rarity;
  }
  lexeme.bits |= form_of(word, lexeme.bits);
  slots_[slot_of(word)] = {static_cast<std::uint32_t>(word.data() - words_.data()),
                           static_cast<std::uint32_t>(word.size()), lexeme};
}

std::size_t Lexicon::slot_of(std::string_view word) const {
  std::size_t i = std::hash<std::string_view>()(word) & (slots_.size() - 1);
  while (slots_[i].size != 0 && std::string_view(words_).substr(slots_[i].begin, slots_[i].size) != word) {
    i = (i + 1) & (slots_.size() - 1);
  }
  return i;
}

Lexeme Lexicon::find(std::string_view folded) const {
  if (words_.empty()) return {};
  const Slot& slot = slots_[slot_of(folded)];
  if (slot.size) return slot.lexeme;
  Lexeme lexeme = guess(folded);
  lexeme.bits |= form_of(folded, lexeme.bits);
  return lexeme;
}

}  // namespace textmill::keyword_density
