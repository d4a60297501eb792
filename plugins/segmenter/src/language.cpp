#include "language.hpp"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "english_words.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::segmenter {
namespace {

constexpr std::size_t kSample = 4096;  // bytes; more does not change the answer

/// Share of the first words that are English function words. Most texts are decided by it, at a
/// twentieth of the price of a look at letter sequences.
double english_share(std::string_view text) {
  constexpr std::size_t kEnough = 100;
  std::size_t words = 0;
  std::size_t known = 0;
  std::uint64_t packed = 0;
  std::size_t length = 0;
  for (std::size_t at = 0; at <= text.size() && words < kEnough; ++at) {
    const unsigned char c = at < text.size() ? static_cast<unsigned char>(text[at]) : ' ';
    const auto small = static_cast<unsigned char>(c | 0x20);
    if ((small >= 'a' && small <= 'z') || c >= 0x80) {
      packed = packed << 8 | small;
      ++length;
      continue;
    }
    words += length > 0;
    known += length > 0 && length <= 8 && is_english_function_word(packed);
    length = 0;
    packed = 0;
  }
  return words < 30 ? 0 : static_cast<double>(known) / static_cast<double>(words);
}

std::string_view sample_of(std::string_view text) {
  std::size_t size = std::min(text.size(), kSample);
  while (size < text.size() && !text::is_boundary(text, size)) --size;
  return text.substr(0, size);
}

}  // namespace

Language detect_language(std::string_view text) {
  constexpr double kSurelyEnglish = 0.22;
  const std::string_view sample = sample_of(text);
  const double share = english_share(sample);
  if (share >= kSurelyEnglish) return {"en", std::min(1.0, 0.6 + 1.5 * share)};
  CLD2::Language languages[3];
  int percents[3];
  int bytes = 0;
  bool reliable = false;
  const CLD2::Language found = CLD2::DetectLanguageSummary(sample.data(), static_cast<int>(sample.size()),
                                                           true, languages, percents, &bytes, &reliable);
  if (found == CLD2::UNKNOWN_LANGUAGE || bytes == 0) return {};
  const double part = percents[0] / 100.0;
  return {std::string(CLD2::LanguageCode(found)).substr(0, 2), reliable ? part : part / 2};
}

bool has_rules(std::string_view code) {
  constexpr std::string_view kCodes[] = {"en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "tr", "da",
                                         // without abbreviations of their own, but with their marks
                                         "am", "ar", "bg", "bn", "el", "fa", "hi", "hy", "ja", "kk", "mr",
                                         "my", "ne", "ur", "zh"};
  return std::find(std::begin(kCodes), std::end(kCodes), code) != std::end(kCodes);
}

}  // namespace textmill::segmenter
