#include "textmill/text/stopwords.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "once_each.hpp"
#include "stopwords.inc"
#include "textmill/text/fold.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text {
namespace {

constexpr std::size_t kLanguages = std::size(kFunctionWordLists);
constexpr std::size_t kGuessBytes = 4000;

template <class Visit>
void for_each_word(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end) visit(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

std::string_view primary(std::string_view language) {
  return language.substr(0, language.find_first_of("-_"));
}

struct Script {
  char32_t first;
  char32_t last;
  std::string_view language;
};

/// Scripts that one listed language stands for; kana is asked before ideographs.
constexpr Script kScripts[] = {
    {0x370, 0x3FF, "el"},   {0x400, 0x52F, "ru"},   {0x590, 0x5FF, "he"},
    {0x600, 0x6FF, "ar"},   {0x900, 0x97F, "hi"},   {0xE00, 0xE7F, "th"},
    {0x3040, 0x30FF, "ja"}, {0x4E00, 0x9FFF, "zh"}, {0xAC00, 0xD7A3, "ko"},
};

bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F);
}

/// The language of the script most letters are of; empty for Latin and for no letters at all.
std::string_view language_of_script(std::string_view text) {
  std::array<std::size_t, std::size(kScripts)> counts{};
  std::size_t latin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded d = decode(text, at);
    at += d.length;
    if (is_latin(d.code_point)) ++latin;
    for (std::size_t s = 0; d.code_point >= 0x370 && s < counts.size(); ++s) {
      counts[s] += d.code_point >= kScripts[s].first && d.code_point <= kScripts[s].last;
    }
  }
  const auto best = static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  // One ideograph or syllable says about as much as three letters.
  const std::size_t weight = kScripts[best].first >= 0x3040 ? 3 : 1;
  if (counts[best] == 0 || counts[best] * weight <= latin) return {};
  const std::size_t kana = counts[6];
  return kScripts[best].language == "zh" && kana > 0 ? "ja" : kScripts[best].language;
}

bool ends_word(char c) {
  return static_cast<unsigned char>(c) <= ' ' ||
         std::string_view(".,;:!?()\"").find(c) != std::string_view::npos;
}

/// Bit i is set if language i of kFunctionWordLists has the folded word.
unsigned languages_with(const std::string& word) {
  static const std::unordered_map<std::string, unsigned> index = [] {
    std::unordered_map<std::string, unsigned> bits;
    for (std::size_t i = 0; i < kLanguages; ++i) {
      for_each_word(kFunctionWordLists[i].determiners, [&](auto w) { bits[fold(w)] |= 1u << i; });
      for_each_word(kFunctionWordLists[i].others, [&](auto w) { bits[fold(w)] |= 1u << i; });
    }
    return bits;
  }();
  const auto at = index.find(word);
  return at == index.end() ? 0 : at->second;
}

}  // namespace

FunctionWords::FunctionWords(std::string_view language) {
  for (const FunctionWordList& list : kFunctionWordLists) {
    if (list.language != primary(language)) continue;
    for_each_word(list.determiners, [&](auto w) { words_.push_back({fold(w), WordClass::Determiner}); });
    for_each_word(list.others, [&](auto w) { words_.push_back({fold(w), WordClass::Function}); });
  }
  std::stable_sort(words_.begin(), words_.end(),
                   [](const Entry& a, const Entry& b) { return a.word < b.word; });
  for (const Entry& entry : words_) filter_.set(slot(entry.word));
}

/// By both ends and the length: cheap, and telling enough.
std::size_t FunctionWords::slot(std::string_view word) {
  if (word.empty()) return 0;
  const auto byte = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(word[at]));
  };
  return (byte(0) * 31 + byte(word.size() / 2) * 73 + byte(word.size() - 1) * 131 + word.size() * 17) %
         kSlots;
}

WordClass FunctionWords::classify(std::string_view folded) const {
  if (!filter_.test(slot(folded))) return WordClass::Content;
  const auto at =
      std::lower_bound(words_.begin(), words_.end(), folded,
                       [](const Entry& entry, std::string_view word) { return entry.word < word; });
  return at != words_.end() && at->word == folded ? at->word_class : WordClass::Content;
}

const FunctionWords& function_words_of(std::string_view language) {
  static OnceEach<FunctionWords, kLanguages> lists;
  std::size_t which = 0;
  for (std::size_t i = 0; i < kLanguages; ++i) {
    if (kFunctionWordLists[i].language == language) which = i;
  }
  return lists.get(which, [which] { return FunctionWords(kFunctionWordLists[which].language); });
}

const std::vector<std::string_view>& function_word_languages() {
  static const std::vector<std::string_view> languages = [] {
    std::vector<std::string_view> codes;
    for (const FunctionWordList& list : kFunctionWordLists) codes.push_back(list.language);
    return codes;
  }();
  return languages;
}

std::string_view guess_language(std::string_view text) {
  std::size_t end = std::min(text.size(), kGuessBytes);
  while (!is_boundary(text, end)) --end;
  text = text.substr(0, end);
  if (const auto script = language_of_script(text); !script.empty()) return script;
  std::array<std::size_t, kLanguages> hits{};
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t stop = at;
    while (stop < text.size() && !ends_word(text[stop])) ++stop;
    if (stop > at && stop - at < 20) {
      word.clear();
      fold_append(text.substr(at, stop - at), word);
      const unsigned languages = languages_with(word);
      for (std::size_t i = 0; i < kLanguages; ++i) hits[i] += languages >> i & 1;
    }
    at = stop + 1;
  }
  const auto best = std::max_element(hits.begin(), hits.end());  // the first of equals: en
  return kFunctionWordLists[static_cast<std::size_t>(best - hits.begin())].language;
}

}  // namespace textmill::text
