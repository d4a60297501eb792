// Sentences and words of a part of a text are those of the part alone, whatever stands around it: what is
// known of a paragraph holds wherever it comes again.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"

namespace textmill::text {
namespace {

/// Text of what rules look for before and behind a place.
std::string scraps(std::mt19937& random, std::size_t most) {
  static constexpr std::string_view kScraps[] = {
      "www.",   "x. ",    "X. The",  "a.org",  "http",        "://",     "@",      "x@b.de", "x.",
      "X.",     "z. B.",  "I.",      "U.S.",   "Dr.",         "No.",     "p.m.",   "3.",     "5",
      ".5",     ".",      "...",     "?",      "!",           "\"",      "'",      ")",      "(",
      "\u201C", "\u201D", "\u2019s", "\u2026", "-",           ":-)",     ":",      "#a",     "_a",
      "C++",    "AT&T",   "The",     "the",    "M\u00FCller", "\u00C9.", "\u4E2D", " ",      " ",
      " ",      "\n",     "\n\n",    "\u00A0", "'t",          "n't",     "etc."};
  std::string text;
  for (std::size_t count = random() % (most + 1); count > 0; --count)
    text += kScraps[random() % std::size(kScraps)];
  return text;
}

std::vector<std::string> words_of(std::string_view text, Span range, std::string_view language) {
  std::vector<Token> tokens;
  tokenize(text, range, {Clitics::Split, Hyphens::Split, language}, tokens);
  std::vector<std::string> shown;
  for (const Token& token : tokens) {
    shown.push_back(std::to_string(token.span.begin - range.begin) + "-" +
                    std::to_string(token.span.end - range.begin) + " " +
                    std::to_string(static_cast<int>(token.kind)));
  }
  return shown;
}

std::vector<std::string> marks_of(std::string_view text, Span range, std::string_view language) {
  std::vector<SentenceMark> marks;
  find_sentence_marks(text, range, {language, Quotes::Split, false}, marks);
  std::vector<std::string> shown;
  for (const SentenceMark& mark : marks)
    shown.push_back(std::to_string(mark.end - range.begin) + (mark.ends ? " ends" : " goes on"));
  return shown;
}

template <class Show>
void expect_same_anywhere(Show show) {
  std::mt19937 random(3);
  for (int i = 0; i < 50000; ++i) {
    const std::string_view language = i % 3 == 0 ? "de" : "en";
    const std::string before = scraps(random, 4), part = scraps(random, 8), behind = scraps(random, 4);
    const std::string text = before + part + behind;
    const auto begin = static_cast<std::uint32_t>(before.size());
    const auto size = static_cast<std::uint32_t>(part.size());
    ASSERT_EQ(show(text, Span{begin, begin + size}, language), show(part, Span{0, size}, language))
        << '[' << before << "][" << part << "][" << behind << ']';
  }
}

TEST(Ranges, HaveTheWordsOfTheirOwn) { expect_same_anywhere(words_of); }

TEST(Ranges, HaveTheSentencesOfTheirOwn) { expect_same_anywhere(marks_of); }

}  // namespace
}  // namespace textmill::text
