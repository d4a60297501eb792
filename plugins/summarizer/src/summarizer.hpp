// Chooses the sentences of an article that together say what it says.
//
//   Summarizer summarizer(options);
//   Summary summary = summarizer.summarize(article);
//
// Extractive: what comes out are sentences of the text, whole (but for a news agency's dateline) and in
// reading order. First every word gets its chance to be in a summary (word_model.hpp), then the sentences
// that cover the likely words in the fewest words are taken (cover.hpp), as far as a reader would accept them
// (fitness.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article.hpp"
#include "cover.hpp"
#include "fitness.hpp"
#include "lexicon.hpp"
#include "terms.hpp"
#include "word_model.hpp"

namespace textmill::summarizer {

/// How long a summary is. Several limits hold together; none at all means three sentences.
struct Length {
  std::optional<std::uint32_t> sentences;      ///< exactly so many, if the text has them
  std::optional<std::uint32_t> max_sentences;  ///< fewer where one more would not make it better
  std::optional<double> share;                 ///< of the body's sentences, in percent
  std::optional<std::uint32_t> words;          ///< at most
  std::optional<std::uint32_t> characters;     ///< at most, in code points
};

/// What to do with a summary the author has written (see author_summary.hpp).
enum class AuthorSummary : std::uint8_t {
  Prefer,   ///< its sentences are taken first
  Ignore,   ///< they are set aside
  Compare,  ///< they are set aside, and ours is compared with them
};

struct Options {
  Length length;
  std::vector<std::string> focus;  ///< phrases the summary should be about
  AuthorSummary author = AuthorSummary::Prefer;
  bool bullets = true;    ///< whether list items may be chosen
  bool headline = false;  ///< whether to give one line, too
  std::string language;   ///< an ISO 639-1 code; empty: the article's, or guessed from its text
  const WordWeights* weights = &shipped_weights();
};

struct ChosenSentence {
  std::uint32_t sentence = 0;  ///< of the article
  Span span;
  std::uint32_t rank = 0;  ///< 1: chosen first
  float score = 0;         ///< 0 to 1: the F1 a summary of this one sentence is expected to have
  std::string reasons;     ///< "position 48%, frequency 35%, names 17%; new: pakistan, visit, imf"
};

enum class SummaryStatus : std::uint8_t {
  Ok,
  Short,  ///< fewer sentences than asked for: the text has no more that say something new
  Empty,  ///< no sentence at all
};

struct Summary {
  std::vector<ChosenSentence> sentences;  ///< in reading order
  SummaryStatus status = SummaryStatus::Empty;
  std::uint32_t words = 0;
  std::string headline;                ///< if asked for
  std::uint32_t author_sentences = 0;  ///< of the author's own summary, if there is one
  double author_rouge1 = 0;            ///< if compared: ROUGE F1 of ours against it, over stems
  double author_rouge2 = 0;
  std::uint32_t on_focus = 0;  ///< chosen sentences with all content words of a focus phrase
};

/// Keeps its buffers and its lexicon from article to article. One thread at a time.
class Summarizer {
 public:
  explicit Summarizer(Options options);

  /// `article` loses its datelines, and sentences of an author's summary that is set aside change their kind.
  Summary summarize(Article& article);

  const TermIndex& terms() const { return index_; }

 private:
  Lexicon& lexicon_for(const Article& article);
  void set_author_aside(Article& article);
  void weigh_words();
  void list_candidates(const Article& article);
  Candidate candidate_for(const Article& article, std::uint32_t sentence) const;
  std::string headline(const Article& article) const;
  void compare_with_author(const Article& article, Summary& summary) const;
  CoverLimits limits() const;
  Summary write_up(const Article& article, const std::vector<Pick>& picks, const CoverLimits& limits);

  Options options_;
  std::map<std::string, Lexicon, std::less<>> lexicons_;  // by language
  TermIndex index_;
  std::vector<Judgement> judgements_;
  bool unspaced_ = false;
  std::vector<std::uint32_t> author_;  // sentences of the author's own summary
  std::vector<float> focus_;  // of each sentence: how much of a focus phrase it has; empty without focus
  std::vector<Candidate> candidates_;
  std::vector<float> chances_;
};

}  // namespace textmill::summarizer
