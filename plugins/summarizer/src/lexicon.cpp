#include "lexicon.hpp"

#include <algorithm>
#include <unordered_map>

#include "textmill/text/fold.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::summarizer {
namespace {

// Kept before everything is forgotten: the vocabulary of some ten thousand articles.
constexpr std::size_t kMaxBytes = 32u << 20;
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
    : english_(language == "en"), function_words_(language), stemmer_(language) {}

void Lexicon::start_text() {
  if (words_.bytes() + stems_.bytes() < kMaxBytes) return;
  words_.clear();
  stems_.clear();
}

WordForm Lexicon::look_up(std::string_view word) {
  const auto [form, is_new] = words_.at(word);
  if (is_new) form = analyse(word);
  return form;
}

void Lexicon::look_up(std::string_view text, std::span<const Span> words, std::vector<WordForm>& forms) {
  forms.resize(words.size());
  text::SpellingsAhead ahead(text, words, words_);
  for (std::size_t w = 0; w < words.size(); ++w) {
    const auto& [spelling, hash] = ahead[w];
    const WordForm* const known = words_.peek(spelling, hash);
    forms[w] = known ? *known : look_up(text_of(text, words[w]));
  }
}

std::uint32_t Lexicon::intern_stem(std::string_view stem) {
  const std::uint32_t next = stem_count();
  const auto [number, is_new] = stems_.at(stem);
  if (is_new) number = next;
  return number;
}

WordForm Lexicon::analyse(std::string_view word) {
  WordForm form;
  form.length = static_cast<std::uint16_t>(std::min<std::size_t>(word.size(), UINT16_MAX));
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
