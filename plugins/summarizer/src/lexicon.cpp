#include "lexicon.hpp"

#include <cstring>
#include <unordered_map>

#include "textmill/text/fold.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::summarizer {
namespace {

// Forms kept before everything is forgotten: about 20 MB, the vocabulary of some ten thousand articles.
constexpr std::uint32_t kMaxForms = 400'000;
constexpr std::size_t kMaxLetters = 16u << 20;
constexpr std::size_t kFirstTable = 4096;
constexpr std::size_t kLongestStemmed = 64;  // bytes; what is longer is not a word of any language

struct Role {
  std::uint16_t flag;
  std::string_view words;
};
constexpr Role kEnglishRoles[] = {
#include "english.inc"
};

using Roles = std::unordered_map<std::string_view, std::uint16_t>;

Roles read_roles() {
  Roles roles;
  for (const Role& role : kEnglishRoles) {
    std::string_view rest = role.words;
    while (!rest.empty()) {
      const std::size_t end = rest.find(' ');
      roles[rest.substr(0, end)] |= role.flag;
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
  }
  return roles;
}

const Roles& english_roles() {
  static const Roles kRoles = read_roles();
  return kRoles;
}

// A bijection: different numbers stay different.
std::uint64_t mix(std::uint64_t h) {
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93u;
  h ^= h >> 32;
  return h;
}

template <class Number>
std::uint64_t load(const char* at) {
  Number number;
  std::memcpy(&number, at, sizeof number);
  return number;
}

constexpr std::size_t kWholeInHash = 8;

// The bytes of a word of at most kWholeInHash bytes as one number, different for different words of one
// length.
std::uint64_t letters_of(std::string_view s) {
  if (s.size() >= 4)
    return load<std::uint32_t>(s.data()) | load<std::uint32_t>(s.data() + s.size() - 4) << 32;
  if (s.empty()) return 0;
  const auto byte = [&](std::size_t at) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(s[at]));
  };
  return byte(0) | byte(s.size() / 2) << 8 | byte(s.size() - 1) << 16;
}

// Two words of one length up to kWholeInHash have the same hash only if they are the same.
std::uint64_t hash_of(std::string_view s) {
  std::uint64_t h = 0x9e3779b97f4a7c15u * s.size();
  if (s.size() <= kWholeInHash) return mix(h ^ letters_of(s));
  std::size_t at = 0;
  for (; at + 8 < s.size(); at += 8) h = mix(h ^ load<std::uint64_t>(s.data() + at)) * 0x9fb21c651e98df25u;
  return mix(h ^ load<std::uint64_t>(s.data() + s.size() - 8));
}

// Upper case is what folding changes but for the marks; the first letter is enough.
bool is_capital(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  if (first < 0x80) return first >= 'A' && first <= 'Z';
  const char32_t c = text::decode(word, 0).code_point;
  const bool latin = c >= 0xC0 && c <= 0xDE && c != 0xD7;
  const bool latin_extended = c >= 0x100 && c <= 0x17F && c % 2 == 0;  // capitals come first in each pair
  const bool greek = c >= 0x386 && c <= 0x3AB && c != 0x390;
  const bool cyrillic = c >= 0x400 && c <= 0x42F;
  return latin || latin_extended || greek || cyrillic;
}

bool ends_with_possessive(std::string_view s) { return s.size() > 2 && s.ends_with("'s"); }

}  // namespace

Lexicon::Lexicon(std::string_view language)
    : english_(language == "en"), function_words_(language), stemmer_(language) {
  forget();
}

void Lexicon::start_text() {
  if (word_count_ + stem_count_ > kMaxForms || letters_.size() > kMaxLetters) forget();
}

void Lexicon::forget() {
  words_.assign(kFirstTable, {});
  stems_.assign(kFirstTable, {});
  letters_.clear();
  word_count_ = 0;
  stem_count_ = 0;
}

Lexicon::Entry& Lexicon::slot(std::vector<Entry>& table, std::uint64_t hash, std::string_view word) {
  const std::size_t mask = table.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    Entry& entry = table[i];
    if (entry.length == 0) return entry;
    if (entry.hash != hash || entry.length != word.size()) continue;
    if (word.size() <= kWholeInHash) return entry;
    if (std::memcmp(letters_.data() + entry.at, word.data(), word.size()) == 0) return entry;
  }
}

void Lexicon::grow(std::vector<Entry>& table) {
  std::vector<Entry> old(table.size() * 2);
  old.swap(table);
  const std::size_t mask = table.size() - 1;
  for (const Entry& entry : old) {
    if (entry.length == 0) continue;
    std::size_t i = entry.hash & mask;
    while (table[i].length != 0) i = (i + 1) & mask;
    table[i] = entry;
  }
}

WordForm Lexicon::look_up(std::string_view word) {
  const std::uint64_t hash = hash_of(word);
  Entry& entry = slot(words_, hash, word);
  if (entry.length != 0) return entry.form;
  const WordForm form = analyse(word);
  entry = {hash, static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(word.size()), form};
  letters_ += word;
  if (++word_count_ * 2 > words_.size()) grow(words_);
  return form;
}

std::uint32_t Lexicon::intern_stem(std::string_view stem) {
  const std::uint64_t hash = hash_of(stem);
  Entry& entry = slot(stems_, hash, stem);
  if (entry.length != 0) return entry.form.stem;
  const std::uint32_t number = stem_count_++;
  entry = {hash,
           static_cast<std::uint32_t>(letters_.size()),
           static_cast<std::uint32_t>(stem.size()),
           {number, 0}};
  letters_ += stem;
  if (stem_count_ * 2 > stems_.size()) grow(stems_);
  return number;
}

WordForm Lexicon::analyse(std::string_view word) {
  WordForm form;
  folded_.clear();
  text::fold_append(word, folded_);
  if (folded_.empty()) folded_ = word;
  if (is_capital(word)) form.flags |= kCapital;
  const bool abbreviation = word == "US" || word == "IT";  // not "us" and "it" in other words
  if (!abbreviation) {
    const text::WordClass word_class = function_words_.classify(folded_);
    if (word_class != text::WordClass::Content) form.flags |= kStop;
    if (word_class == text::WordClass::Determiner) form.flags |= kDeterminer;
  }
  if (english_ && !abbreviation) {
    const auto role = english_roles().find(folded_);
    if (role != english_roles().end()) form.flags |= role->second;
  }
  if (english_ && ends_with_possessive(folded_)) folded_.resize(folded_.size() - 2);
  const bool has_stem = folded_.size() > 3 && folded_.size() <= kLongestStemmed;
  const std::string_view stem = has_stem ? stemmer_.stem(folded_) : std::string_view(folded_);
  form.stem = intern_stem(stem.empty() ? std::string_view(folded_) : stem);
  return form;
}

}  // namespace textmill::summarizer
