#include "lexicon.hpp"

#include <algorithm>
#include <array>
#include <bitset>

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

/// Flags of English words. A small table turns most words away, so that the large one stays out of the cache.
class Roles {
 public:
  Roles() {
    for (const Role& role : kEnglishRoles) {
      for (std::string_view rest = role.words; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        add(rest.substr(0, end), role.flag);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
  std::uint16_t of(std::string_view folded) const {
    if (folded.empty() || !marks_[mark_of(folded)]) return 0;
    const std::uint16_t* const role = roles_.find(folded);
    return role ? *role : std::uint16_t{0};
  }

 private:
  static constexpr std::size_t kMarks = 4096;

  void add(std::string_view word, std::uint16_t flag) {
    marks_.set(mark_of(word));
    roles_.at(word).value |= flag;
  }
  /// By the ends, the middle and the length.
  static std::size_t mark_of(std::string_view word) {
    const auto byte = [word](std::size_t at) { return std::size_t{static_cast<unsigned char>(word[at])}; };
    return (byte(0) * 31 + byte(word.size() / 2) * 73 + byte(word.size() - 1) * 131 + word.size() * 17) %
           kMarks;
  }

  std::bitset<kMarks> marks_;
  text::WordTable<std::uint16_t> roles_;
};

std::uint16_t english_role(std::string_view folded) {
  static const Roles kRoles;
  return kRoles.of(folded);
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
  if (words_.bytes() < kMaxBytes) return;
  words_.clear();
  stems_ = 0;
}

WordForm Lexicon::look_up(std::string_view word) {
  const Entry* const known = words_.find(word);
  if (known && known->form.length > 0) return known->form;
  Analysis analysis;
  analyse(word, analysis);
  return remember(word, analysis);
}

void Lexicon::look_up(std::string_view text, std::span<const Span> words, std::vector<WordForm>& forms) {
  forms.resize(words.size());
  WordForm* const found = forms.data();
  missed_.clear();
  text::for_each_spelling(text, words, words_,
                          [&](std::size_t w, const text::Spelling& spelling, std::uint64_t hash) {
                            const Entry* const known = words_.peek(spelling, hash);
                            if (known && known->form.length > 0) {
                              found[w] = known->form;
                            } else {
                              missed_.push_back(static_cast<std::uint32_t>(w));
                              words_.expect_further(hash);
                            }
                          });
  look_up_missed(text, words, found);
}

/// A few at a time, so that where their stems are has come by the time they are remembered.
void Lexicon::look_up_missed(std::string_view text, std::span<const Span> words, WordForm* forms) {
  std::array<Analysis, 8> fresh;
  std::array<std::uint32_t, 8> numbers;
  std::size_t size = 0;
  const auto remember_all = [&] {
    for (std::size_t i = 0; i < size; ++i)
      forms[numbers[i]] = remember(text_of(text, words[numbers[i]]), fresh[i]);
    size = 0;
  };
  for (const std::uint32_t w : missed_) {
    const std::string_view word = text_of(text, words[w]);
    if (const Entry* const known = words_.find(word); known && known->form.length > 0) {
      forms[w] = known->form;
      continue;
    }
    analyse(word, fresh[size]);
    words_.expect(text::Spelling(fresh[size].stem).hash());
    numbers[size++] = w;
    if (size == fresh.size()) remember_all();
  }
  remember_all();
}

WordForm Lexicon::remember(std::string_view word, const Analysis& analysis) {
  WordForm form = analysis.form;
  form.stem = intern_stem(analysis.stem);
  words_.at(word).value.form = form;
  return form;
}

std::uint32_t Lexicon::intern_stem(std::string_view stem) {
  std::uint32_t& number = words_.at(stem).value.number;
  if (number == 0) number = ++stems_;
  return number - 1;
}

void Lexicon::analyse(std::string_view word, Analysis& analysis) {
  WordForm& form = analysis.form = {};
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
  if (english_ && !abbreviation) form.flags |= english_role(folded_);
  if (english_ && ends_with_possessive(folded_)) folded_.resize(folded_.size() - 2);
  const bool has_stem = folded_.size() > 3 && folded_.size() <= kLongestStemmed;
  const std::string_view stem = has_stem ? stemmer_.stem(folded_) : std::string_view(folded_);
  analysis.stem = stem.empty() ? std::string_view(folded_) : stem;
}

}  // namespace textmill::summarizer
