// Where words begin and end.
//
//   std::vector<text::Token> tokens;
//   text::tokenize(text, {0, size}, {}, tokens);       // words, numbers, punctuation; no white space
//
// Two answers: `tokenize` is for text processing (UAX #29 word boundaries, with what belongs together kept
// together: URLs, e-mail addresses, abbreviations with their stop, times, runs of marks); `word_end` is
// UAX #29 itself, white space included. `tokenize` takes the words of Chinese, Japanese, Thai, Lao, Khmer and
// Burmese from ICU's dictionaries; `word_end` does not.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::text {

enum class TokenKind : std::uint8_t {
  Word,
  Number,
  Punctuation,
  Symbol,
  Url,
  Email,
  Hashtag,
  Mention,
  Emoji
};
inline constexpr unsigned kTokenKinds = 9;

struct Token {
  Span span;
  TokenKind kind = TokenKind::Word;

  friend bool operator==(const Token& a, const Token& b) { return a.span == b.span && a.kind == b.kind; }
};

enum class Clitics : std::uint8_t {
  Keep,   ///< "don't", "Anna's" and "l'eau" are one token
  Split,  ///< "do n't", "Anna 's", "l' eau"
};

enum class Hyphens : std::uint8_t {
  Split,  ///< "long-term" is three tokens, as in UAX #29
  Keep,   ///< one token; a hyphen at either end stays a token of its own
};

struct TokenOptions {
  Clitics clitics = Clitics::Keep;
  Hyphens hyphens = Hyphens::Split;
  std::string_view language = "en";  ///< two-letter code; decides which clitics and abbreviations there are
};

/// Appends the tokens of `text[range]` in order. Give it one sentence at a time: a full stop that closes
/// the range is a token of its own, one inside belongs to the abbreviation before it. White space, controls
/// and format characters outside words give no token; every other code point is in exactly one. Linear in the
/// length of the range; nothing outside the range is looked at.
void tokenize(std::string_view text, Span range, const TokenOptions& options, std::vector<Token>& out);

/// The same by the general rules alone, without the fast path for plain English: to test the other.
void tokenize_scalar(std::string_view text, Span range, const TokenOptions& options, std::vector<Token>& out);

/// The first UAX #29 word boundary behind `at`, which must be one itself and below `text.size()`.
std::size_t word_end(std::string_view text, std::size_t at);

/// What a piece of text between two word boundaries is. White space and controls are Symbol.
TokenKind kind_of_word(std::string_view word);

}  // namespace textmill::text
