#include "dictionary.hpp"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <string>

#include "textmill/text/utf8.hpp"

namespace textmill::keyword_density {
namespace {

bool is_han(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }
bool is_katakana(char32_t c) { return c >= 0x30A0 && c <= 0x30FF; }

/// Appends `word`, cut where Han characters and Katakana meet.
void add_word(std::string_view text, Span word, std::vector<Span>& words) {
  char32_t before = 0;
  for (std::uint32_t at = word.begin; at < word.end;) {
    const text::Decoded d = text::decode(text, at);
    if ((is_han(before) && is_katakana(d.code_point)) || (is_katakana(before) && is_han(d.code_point))) {
      words.push_back({word.begin, at});
      word.begin = at;
    }
    before = d.code_point;
    at += d.length;
  }
  words.push_back(word);
}

}  // namespace

struct Dictionary::State {
  std::unique_ptr<icu::BreakIterator> breaks;
  UText* text = nullptr;
  ~State() { utext_close(text); }
};

Dictionary::Dictionary(std::string_view language) : state_(std::make_unique<State>()) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale(std::string(language).c_str());
  state_->breaks.reset(icu::BreakIterator::createWordInstance(locale, status));
  if (U_FAILURE(status)) state_->breaks.reset();
}
Dictionary::~Dictionary() = default;
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;

void Dictionary::split(std::string_view text, std::vector<Span>& words) {
  words.clear();
  if (!state_->breaks) return;
  UErrorCode status = U_ZERO_ERROR;
  state_->text = utext_openUTF8(state_->text, text.data(), static_cast<int64_t>(text.size()), &status);
  state_->breaks->setText(state_->text, status);
  if (U_FAILURE(status)) return;
  int32_t begin = state_->breaks->first();
  for (int32_t end = state_->breaks->next(); end != icu::BreakIterator::DONE; end = state_->breaks->next()) {
    const Span word{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (state_->breaks->getRuleStatus() != UBRK_WORD_NONE) add_word(text, word, words);
    begin = end;
  }
}

bool Dictionary::serves(std::string_view language) {
  for (const std::string_view code : {"ja", "zh", "th", "lo", "km", "my"}) {
    if (language.substr(0, 2) == code) return true;
  }
  return false;
}

}  // namespace textmill::keyword_density
