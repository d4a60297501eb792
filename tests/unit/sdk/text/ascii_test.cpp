#include "textmill/text/ascii.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "textmill/text/words.hpp"

namespace textmill::text {
namespace {

std::string random_bytes(std::mt19937& random, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(random() % 256);
  return text;
}

/// Text as it comes: words and numbers, marks glued to them or not, quotation marks, other scripts.
std::string random_text(std::mt19937& random) {
  constexpr const char* kPieces[] = {
      " ",      " ",    " ",       " ",       "  ",   "\n",        "the",   "Word", "a",    "I",      "don't",
      "Anna’s", "U.S.", "3.5",     "10",      "3rd",  ".",         ".",     ",",    ", ",   "! ",     "?",
      "...",    "(",    ")",       "\"",      "“",    "”",         "'",     "’",    "-",    "—",      "@",
      "#",      "www",  "http://", "x@y.org", "été",  "中文",      "ก",     ":)",   "e.g.", "cannot", "_",
      "/",      ":",    "\u00A0",  "\u0301",  "🙂", "long-term", "1990s", ";",    "%",    "$"};
  std::string text;
  for (std::size_t i = random() % 80; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
  return text;
}

TEST(AsciiBlock, GivesTheSameBitsAsByteByByte) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = random_bytes(random, random() % 200);
    const std::size_t at = text.empty() ? 0 : random() % text.size();
    EXPECT_EQ(ascii_block(text, at), ascii_block_scalar(text, at)) << "seed 7, round " << round;
  }
}

TEST(SkipAsciiAlnum, StopsWhereALookAtEachByteDoes) {
  std::mt19937 random(8);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 100, 'q');
    if (!text.empty() && round % 2 == 0) text[random() % text.size()] = static_cast<char>(random() % 256);
    std::size_t at = 0;
    while (at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) && !(text[at] & 0x80)) ++at;
    EXPECT_EQ(skip_ascii_alnum(text, 0), at) << "seed 8, round " << round;
  }
}

TEST(FindSentenceEndByte, StopsWhereALookAtEachByteDoes) {
  std::mt19937 random(9);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 100, ' ');
    if (!text.empty()) text[random() % text.size()] = static_cast<char>(random() % 256);
    std::size_t at = 0;
    while (at < text.size() && !detail::may_end_sentence(static_cast<unsigned char>(text[at]))) ++at;
    EXPECT_EQ(find_sentence_end_byte(text, 0), at) << "seed 9, round " << round;
  }
}

TEST(FindRuledLine, FindsThreeSignsAlike) {
  for (const char sign : {'-', '=', '*', '_'}) {
    for (std::size_t before = 0; before < 40; ++before) {
      const std::string text = std::string(before, 'a') + std::string(3, sign) + std::string(before, 'b');
      EXPECT_EQ(find_ruled_line(text, 0), before) << sign;
      EXPECT_EQ(find_ruled_line(std::string(before, 'a') + sign + sign + "b" + std::string(before, 'a'), 0),
                2 * before + 3);
    }
  }
}

TEST(FindQuoteOrBracket, FindsThemWhereverTheyStand) {
  for (const char mark : {'"', '(', ')', '\xC2', '\xE2', '\xE3'}) {
    for (std::size_t before = 0; before < 40; ++before) {
      const std::string text = std::string(before, 'a') + mark + std::string(20, '\'');
      EXPECT_EQ(find_quote_or_bracket(text, 0), before);
      EXPECT_EQ(find_quote_or_bracket(text, before + 1), text.size());
    }
  }
  const std::string others = "A line, *and* another!\xC3\xA9 \xE1\xE4#'+\x1F and more of it";
  EXPECT_EQ(find_quote_or_bracket(others, 0), others.size());
}

TEST(MayHaveRareLineEnds, SeesEachOfThemAnywhere) {
  for (const std::string end : {"\r", "\v", "\f", "\u0085", "\u2028", "\u2029"}) {
    for (std::size_t before = 0; before < 40; ++before) {
      EXPECT_TRUE(may_have_rare_line_ends(std::string(before, 'a') + end + std::string(before % 7, 'b')))
          << before;
    }
  }
  EXPECT_FALSE(may_have_rare_line_ends("A line\nand another.\tWith “quotes” and ü\n"));
}

TEST(Tokenize, GivesTheSameTokensOnItsFastPath) {
  std::mt19937 random(10);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random);
    TokenOptions options;
    if (random() % 2 == 0) options.clitics = Clitics::Split;
    if (random() % 3 == 0) options.hyphens = Hyphens::Keep;
    const auto size = static_cast<std::uint32_t>(text.size());
    std::vector<Token> fast;
    std::vector<Token> slow;
    tokenize(text, {0, size}, options, fast);
    tokenize_scalar(text, {0, size}, options, slow);
    ASSERT_EQ(fast, slow) << "seed 10, round " << round << ": " << text;
    const std::string padded = text + std::string(64, 'x');  // the vector path may read on, but not see
    fast.clear();
    tokenize(padded, {0, size}, options, fast);
    ASSERT_EQ(fast, slow) << "seed 10, round " << round << ", padded: " << text;
  }
}

}  // namespace

void PrintTo(const Token& token, std::ostream* out) {
  *out << token.span.begin << "-" << token.span.end << ":" << static_cast<int>(token.kind);
}

}  // namespace textmill::text
