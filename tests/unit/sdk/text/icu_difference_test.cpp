// The boundaries of UAX #29 against ICU's, over random text. ICU takes the words of some scripts from
// dictionaries; those are left out there, and those of Chinese and Japanese compared by themselves.
#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "textmill/text/fold.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"

namespace textmill::text {
namespace {

using Iterator = std::unique_ptr<icu::BreakIterator>;

std::vector<std::size_t> ends_by_icu(icu::BreakIterator& iterator, const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator.setText(utext, status);
  std::vector<std::size_t> ends;
  for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE; end = iterator.next())
    ends.push_back(static_cast<std::size_t>(end));
  utext_close(utext);
  return ends;
}

template <class NextEnd>
std::vector<std::size_t> ends_by(NextEnd next_end, const std::string& text) {
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < text.size();) ends.push_back(at = next_end(text, at));
  return ends;
}

bool is_character(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  return u_isdefined(code) && u_charType(code) != U_SURROGATE && u_charType(code) != U_PRIVATE_USE_CHAR;
}

/// Scripts whose words ICU finds in dictionaries, the marks that belong to them, and colons, at which ICU
/// ends a word where the standard goes on.
bool has_other_rules(char32_t c) {
  if (c == '@' || c == ':' || c == 0xFE13 || c == 0xFE55 || c == 0xFF1A) return true;
  const auto code = static_cast<UChar32>(c);
  const auto kind = u_getIntPropertyValue(code, UCHAR_LINE_BREAK);
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code, &status);
  return kind == U_LB_COMPLEX_CONTEXT || script == USCRIPT_HAN || script == USCRIPT_HIRAGANA ||
         script == USCRIPT_KATAKANA || script == USCRIPT_HANGUL || c == 0x30FC || c == 0xFF70;
}

/// Half of the text from the characters that rules are about, half from anywhere.
std::string random_text(std::mt19937& random, bool all) {
  constexpr std::u32string_view kSpecial =
      U" .,:;'\"!?()_-aAzZ09\r\n\u0085\u2028\u00A0\u00AD\u0301\u200D\u200C\u2019\u05D0\u05F4\u00B7\u2024"
      U"\U0001F1E6\U0001F1E7\U0001F469\U0001F3FD\u2764\uFE0F\u3002\u0E01\u30A2\u309B\u4E00\u1E9E\u01C5\u0660";
  std::string text;
  for (std::size_t left = 1 + random() % 12; left > 0;) {
    const char32_t c =
        random() % 2 ? kSpecial[random() % kSpecial.size()] : random() % (random() % 4 ? 0x3000 : 0x1FFFF);
    if (!is_character(c) || (!all && has_other_rules(c))) continue;
    append_utf8(c, text);
    --left;
  }
  return text;
}

std::string code_points(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::int32_t next = static_cast<std::int32_t>(at);
    UChar32 c = 0;
    U8_NEXT(text.data(), next, static_cast<std::int32_t>(text.size()), c);
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%04X ", static_cast<unsigned>(c));
    out += buffer;
    at = static_cast<std::size_t>(next);
  }
  return out;
}

/// Another version of Unicode has other characters and, now and then, other rules.
bool has_our_unicode() { return std::string_view(U_UNICODE_VERSION) == "15.0"; }

constexpr unsigned kSeed = 2911;
constexpr int kRounds = 40000;

TEST(SentenceEnd, AgreesWithIcuOverRandomText) {
  if (!has_our_unicode()) GTEST_SKIP() << "ICU has Unicode " U_UNICODE_VERSION ", the tables have 15.0";
  UErrorCode status = U_ZERO_ERROR;
  const Iterator icu(icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
  std::mt19937 random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const std::string text = random_text(random, true);
    ASSERT_EQ(ends_by(sentence_end, text), ends_by_icu(*icu, text))
        << "seed " << kSeed << ", round " << round << ": " << code_points(text);
  }
}

TEST(WordEnd, AgreesWithIcuOverRandomText) {
  if (!has_our_unicode()) GTEST_SKIP() << "ICU has Unicode " U_UNICODE_VERSION ", the tables have 15.0";
  UErrorCode status = U_ZERO_ERROR;
  const Iterator icu(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  std::mt19937 random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const std::string text = random_text(random, false);
    ASSERT_EQ(ends_by(word_end, text), ends_by_icu(*icu, text))
        << "seed " << kSeed << ", round " << round << ": " << code_points(text);
  }
}

/// Common characters, so that words come about, between rare ones, and kana, long runs of katakana too.
std::string random_east_asian_run(std::mt19937& random) {
  constexpr std::u32string_view kCommon =
      U"中国人民日本語文章天気大学生活時間的了是在不有我他这来们到說上下年月水火電車工場新聞社会経済政府東京"
      U"北海道\u3005";
  std::string text = "\u4E2D";  // a long vowel's mark would not begin a word here
  for (std::size_t left = 1 + random() % 80; left > 0; --left) {
    switch (random() % 8) {
      case 0: append_utf8(0x3041 + random() % 86, text); break;
      case 1: append_utf8(0x4E00 + random() % 0x51FF, text); break;
      case 2:
        for (unsigned i = random() % (random() % 5 ? 6 : 30); i > 0; --i) {
          const char32_t c = 0x30A1 + random() % 94;
          append_utf8(c == 0x30FB ? 0x30FC : c, text);
        }
        break;
      case 3: append_utf8(0x3400 + random() % 0x19BF, text); break;
      default: append_utf8(kCommon[random() % kCommon.size()], text);
    }
  }
  return text;
}

TEST(Tokenize, DividesChineseAndJapaneseAsIcuDoes) {
  UErrorCode status = U_ZERO_ERROR;
  const Iterator icu(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  std::mt19937 random(kSeed);
  std::vector<Token> tokens;
  for (int round = 0; round < kRounds / 4; ++round) {
    const std::string text = random_east_asian_run(random);
    tokens.clear();
    tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, {}, tokens);
    std::vector<std::size_t> ends;
    for (const Token& token : tokens) ends.push_back(token.span.end);
    ASSERT_EQ(ends, ends_by_icu(*icu, text))
        << "seed " << kSeed << ", round " << round << ": " << code_points(text);
  }
}

}  // namespace
}  // namespace textmill::text
