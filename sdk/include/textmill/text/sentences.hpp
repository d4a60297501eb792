// Where sentences end.
//
//   std::vector<Span> sentences;
//   text::split_sentences(text, {0, size}, {}, sentences);
//
// Rules over the marks that can end a sentence: abbreviations, initials, numbers, quotation marks and
// brackets, missing spaces, ellipses, references. A line break is white space here: what a paragraph, a
// heading or a list item is has to be decided before.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::text {

enum class Quotes : std::uint8_t {
  Split,  ///< a quotation of several sentences is several sentences
  Whole,  ///< it is one, and so is a parenthesis
};

struct SentenceOptions {
  std::string_view language = "en";  ///< two-letter code; decides which abbreviations there are
  Quotes quotes = Quotes::Split;
  bool lower_case =
      false;  ///< sentences may begin with a small letter: true for texts that do not use capitals
};

/// Appends the sentences of `text[range]`, in order and without white space around them. Every other
/// code point of the range is in exactly one. Linear in the length of the range.
void split_sentences(std::string_view text, Span range, const SentenceOptions& options,
                     std::vector<Span>& out);

/// Why a mark was decided as it was.
enum class SentenceRule : std::uint8_t {
  Stop,
  Question,
  Ellipsis,
  Small,
  Title,
  Reference,
  Inner,
  Final,
  Acronym,
  Initial,
  Number,
  ListMark,
  Citation,
  NoSpace,
  Wide,
  Dash,
  Quoted,
  Clause,
};
inline constexpr unsigned kSentenceRules = 18;

/// One place where a sentence could end.
struct SentenceMark {
  std::uint32_t end = 0;   ///< where the sentence would end: behind closing marks and references
  std::uint32_t next = 0;  ///< where the next one would begin
  SentenceRule rule = SentenceRule::Stop;
  bool ends = false;  ///< what the rules say
  bool sure = false;  ///< the rule is hardly ever wrong
};

/// Appends every place in `text[range]` the rules looked at, in order. `split_sentences` cuts where `ends` is
/// true. For programs that weigh the rules against something else.
void find_sentence_marks(std::string_view text, Span range, const SentenceOptions& options,
                         std::vector<SentenceMark>& out);

/// The first UAX #29 sentence boundary behind `at`, which must be one itself and below `text.size()`.
std::size_t sentence_end(std::string_view text, std::size_t at);

/// `span` without white space, controls and format characters at either end; empty at its begin if
/// nothing is left.
Span trimmed(std::string_view text, Span span);

}  // namespace textmill::text
