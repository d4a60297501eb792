#include "lexicon.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>

#include "lexicon_table.hpp"

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

/// The letters those end in, "ing" too: other words are turned away by their last.
constexpr auto kLastOfEnding = [] {
  std::array<bool, 256> table{};
  for (const Ending& ending : kEndings) table[static_cast<unsigned char>(ending.letters.back())] = true;
  table['g'] = true;
  return table;
}();

Lexeme guess(std::string_view word) {
  constexpr Lexeme kUnknownNoun{255, kNoun, kNoun};
  if (word.empty() || !kLastOfEnding[static_cast<unsigned char>(word.back())]) return kUnknownNoun;
  for (const Ending& ending : kEndings) {
    if (word.size() > ending.letters.size() + 2 && word.ends_with(ending.letters)) {
      return {255, ending.word_class, ending.word_class};
    }
  }
  if (word.size() > 5 && word.ends_with("ing")) return {255, kNoun | kVerb, kNoun};
  return kUnknownNoun;
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

/// Where a word would be in a small table of marks; most words are turned away by it.
constexpr std::size_t light_mark_of(std::string_view word) {
  const auto byte = [word](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(word[i]));
  };
  return (byte(0) * 31 + byte(1) * 7 + byte(word.size() - 1) * 3 + word.size() * 57) % 2048;
}
constexpr auto kLightMarks = [] {
  std::array<bool, 2048> marks{};
  for (const std::string_view word : kLightWords) marks[light_mark_of(word)] = true;
  return marks;
}();
bool is_light(std::string_view word) {
  return word.size() >= 2 && kLightMarks[light_mark_of(word)] &&
         std::binary_search(kLightWords.begin(), kLightWords.end(), word);
}

std::uint8_t form_of(std::string_view word, std::uint8_t bits) {
  if (is_light(word)) return kLight;
  const bool single_s = word.ends_with('s') && !word.ends_with("ss");
  const auto final_s = static_cast<std::uint8_t>(single_s ? kFinalS : 0);
  if (!(bits & kVerb)) return final_s;
  if (word.ends_with("ed")) return kPastForm;
  return word.ends_with("ing") ? static_cast<std::uint8_t>(kIngForm) : final_s;
}

std::shared_ptr<const char> map_file(const std::string& path, std::size_t& size) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  void* at = MAP_FAILED;
  if (file >= 0 && ::fstat(file, &status) == 0 && status.st_size > 0) {
    size = static_cast<std::size_t>(status.st_size);
    at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  }
  if (file >= 0) ::close(file);
  if (at == MAP_FAILED) throw std::runtime_error("cannot read '" + path + "'");
  return {static_cast<const char*>(at),
          [size](const char* mapped) { ::munmap(const_cast<char*>(mapped), size); }};
}

}  // namespace

Lexeme guess_lexeme(std::string_view folded) {
  Lexeme lexeme = guess(folded);
  lexeme.bits |= form_of(folded, lexeme.bits);
  return lexeme;
}

Lexeme with_form(Lexeme lexeme, std::string_view folded) {
  if (lexeme.bits == 0) {
    const Lexeme guessed = guess(folded);
    lexeme = {lexeme.rarity, guessed.bits, guessed.main};
  }
  lexeme.bits |= form_of(folded, lexeme.bits);
  return lexeme;
}

Lexicon::Lexicon(const std::string& path) {
  std::size_t size = 0;
  file_ = map_file(path, size);
  LexiconHeader header;
  if (size >= sizeof header) std::memcpy(&header, file_.get(), sizeof header);
  const bool sound = size >= sizeof header &&
                     std::memcmp(header.magic, kLexiconMagic, sizeof header.magic) == 0 &&
                     std::has_single_bit(header.slots) &&
                     size == sizeof header + header.slots * sizeof(LexiconSlot) +
                                 header.long_words * sizeof(LongLexiconWord) + header.letters;
  if (!sound) throw std::runtime_error("'" + path + "' is no lexicon, or is cut short");
  slots_ = {reinterpret_cast<const LexiconSlot*>(file_.get() + sizeof header), header.slots};
  long_words_ = {reinterpret_cast<const LongLexiconWord*>(slots_.data() + slots_.size()), header.long_words};
  letters_ = {file_.get() + size - header.letters, header.letters};
  stems_ = header.stems;
}

/// Null if there is none. Any bytes are safe to be looked through.
const LexiconEntry* Lexicon::entry_of(std::string_view spelling) const {
  if (slots_.empty()) return nullptr;
  if (spelling.size() > text::Spelling::kLongest) {
    const auto letters_of = [&](const LongLexiconWord& word) {
      return letters_.substr(std::min<std::size_t>(word.begin, letters_.size()), word.size);
    };
    const auto at = std::lower_bound(
        long_words_.begin(), long_words_.end(), spelling,
        [&](const LongLexiconWord& word, std::string_view s) { return letters_of(word) < s; });
    return at != long_words_.end() && letters_of(*at) == spelling ? &at->entry : nullptr;
  }
  const text::Spelling wanted(spelling);
  const std::size_t first = lexicon_slot(wanted, slots_.size());
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const LexiconSlot& slot = slots_[(first + i) & (slots_.size() - 1)];
    if (slot.spelling == wanted) return &slot.entry;
    if (slot.spelling.is_none()) return nullptr;
  }
  return nullptr;
}

LexiconWord Lexicon::look_up(std::string_view folded) const {
  if (slots_.empty()) return {};
  const LexiconEntry* entry = entry_of(folded);
  if (entry && entry->is_word) return {entry->lexeme, entry->stem, checked(entry->stem_number)};
  return {guess_lexeme(folded), {}};
}

StemRule Lexicon::find_stem(std::string_view folded) const {
  const LexiconEntry* entry = entry_of(folded);
  return entry && entry->is_word ? entry->stem : StemRule();
}

std::uint32_t Lexicon::number_of_stem(std::string_view stem) const {
  const LexiconEntry* entry = entry_of(stem);
  return entry ? checked(entry->as_stem) : 0;
}

std::string_view StemRule::apply(std::string_view word, std::string& buffer) const {
  const std::string_view front = word.substr(0, kept);
  if (tail[0] == '\0') return front;
  buffer = front;
  for (const char c : tail) {
    if (c != '\0') buffer += c;
  }
  return buffer;
}

StemRule StemRule::between(std::string_view word, std::string_view stem) {
  std::size_t kept = 0;
  while (kept < std::min(word.size(), stem.size()) && word[kept] == stem[kept]) ++kept;
  StemRule rule;
  if (kept > UINT8_MAX || stem.size() - kept > sizeof rule.tail) return {};
  rule.kept = static_cast<std::uint8_t>(kept);
  std::copy(stem.begin() + static_cast<std::ptrdiff_t>(kept), stem.end(), rule.tail);
  return rule;
}

std::string_view english_stem(std::string_view folded, text::Stemmer& stemmer) {
  const std::string_view singular = text::english_irregular_singular(folded);
  return singular.empty() ? stemmer.stem(folded) : singular;
}

}  // namespace textmill::keyword_density
