// The words of one article as numbers: which stems it has, where, and what can be counted about them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "article.hpp"
#include "lexicon.hpp"
#include "quotes.hpp"

namespace textmill::summarizer {

/// What a sentence says about the text itself.
enum class Cue : std::uint8_t {
  None,
  Finding,   ///< what it shows: "we show that ...", "this paper ..."
  Proposal,  ///< what it is about: "we propose a ...", "this paper studies ..."
};

/// What is counted about one stem of the article, in one line of cache. Counts are over the sentences of the
/// body. What each word raises stands apart: GCC packs neighbours into a vector register, one by one, and that
/// takes longer.
struct alignas(64) Term {
  std::uint32_t count = 0;
  std::uint32_t inside = 0;     ///< occurrences that do not open a sentence
  std::uint32_t sentences = 0;  ///< how many it occurs in
  float company = 0;            ///< how weighty its fellow words are in the best of its sentences, 0 to 1
  std::uint32_t first_sentence = 0;  ///< rank among the body's sentences
  float name = 0;                    ///< share of its occurrences inside a name
  std::uint32_t last_sentence = 0;   ///< while counting: the last one it was seen in
  float keyphrase = 0;               ///< greatest weight of a keyphrase it is part of
  std::uint32_t capitals = 0;        ///< occurrences inside a sentence with a capital
  Cue cue = Cue::None;               ///< the strongest cue of its sentences
  bool in_title = false;             ///< occurs in the title
  bool in_heading = false;           ///< occurs in a heading
  bool in_abstract = false;          ///< occurs in the author's own summary
  std::uint32_t opening = 0;         ///< occurrences in the first sentence of a block
  std::uint16_t flags = 0;           ///< of its forms, all together; kStop only if all forms have it
  bool focus = false;                ///< asked for
  std::uint16_t length = 0;          ///< of the form met last
  std::uint32_t stem = 0;            ///< its number in the lexicon
};

/// What kind of text this is: numbers that tell news from papers from reviews.
struct TextKind {
  float body = 0;          ///< number of body sentences
  float sentences = 0;     ///< natural logarithm of the number of body sentences
  float length = 0;        ///< mean words of a sentence
  float first_person = 0;  ///< share of sentences with "I" or "we"
  float cue = 0;           ///< share of sentences that say what the text does ("we show ...")
  float quoted = 0;        ///< share of sentences with a quotation mark
  float opens_block = 0;   ///< share of sentences that open a block
  float capitals = 0;      ///< share of words inside sentences with a capital
  float similarity = 0;    ///< mean share of the text's sentences that a content word occurs in
  bool opinions = false;   ///< a pile of short statements, each in a block of its own, without an order
};

/// The terms of an article. Buffers are kept from article to article.
class TermIndex {
 public:
  TermIndex() = default;
  TermIndex(const TermIndex&) = delete;  // `terms` is a view of its own memory
  TermIndex& operator=(const TermIndex&) = delete;

  std::span<Term> terms;
  std::vector<std::uint32_t> words;  ///< for each word of the article, its term; outside sentences kAbsent
  std::vector<std::uint32_t> uses;   ///< for each word, as cover.hpp wants it; outside sentences anything
  std::vector<std::uint8_t> stop;    ///< for each term: 1 if it is a function word, else 0
  std::vector<std::uint32_t> body;   ///< sentences of the body, in reading order
  std::vector<Cue> cues;             ///< of each sentence
  std::vector<Quotes> quotes;        ///< of each sentence of the body
  std::vector<std::uint16_t> first_flags;  ///< of each sentence of the body: its first word's
  TextKind kind;

  static constexpr std::uint32_t kAbsent = UINT32_MAX;

  /// The term of a stem number of the lexicon, or kAbsent if the article does not have it.
  std::uint32_t term_of(std::uint32_t stem) const {
    return stem < term_of_stem_.size() ? term_of_stem_[stem] : kAbsent;
  }

 private:
  friend class TermCounter;
  std::vector<Term> term_memory_;  // only grows
  std::vector<std::uint32_t> term_of_stem_;
  std::vector<WordForm> forms_;         // of each word
  std::vector<std::uint32_t> met_;      // the distinct terms of the body's sentences, one behind the other
  std::vector<std::uint32_t> met_end_;  // of each sentence of the body, in met_
  std::vector<float> weights_;          // of each term: a first guess; 0 for function words
  std::vector<std::uint32_t> fellows_;  // content terms of a sentence
};

/// Body text: what a summary may be taken from and words are counted in. Titles, headings, captions, bylines,
/// table rows and page furniture are not.
bool is_body(BlockKind kind);

/// Fills `index` with what can be counted about `article`. Takes time and memory linear in the words.
void count_terms(const Article& article, Lexicon& lexicon, TermIndex& index);

}  // namespace textmill::summarizer
