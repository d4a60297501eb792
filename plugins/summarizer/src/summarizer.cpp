#include "summarizer.hpp"

#include <algorithm>
#include <cmath>

#include "author_summary.hpp"
#include "explain.hpp"
#include "focus.hpp"
#include "headline.hpp"
#include "rouge.hpp"
#include "textmill/text/stopwords.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::summarizer {
namespace {

constexpr std::uint32_t kUsualSentences = 3;
constexpr float kReferenceWords = 25;        // of a short summary
constexpr float kOpinionReferenceWords = 8;  // reviews are summed up in a few words
constexpr float kHeadlineReferenceWords = 10;
constexpr float kUnspaced = 1.8f;        // tokens to a word in Chinese or Japanese
constexpr float kWordsPerSentence = 12;  // beyond the usual number the reference grows with what is asked for
constexpr float kProposalBonus = 1.1f;   // "we propose ..." sums a paper up
constexpr float kQuotation = 0.7f;       // of the gain of a sentence that starts with somebody's words
constexpr float kOffFocus = 0.3f;        // of the gain of a sentence without a word asked for
constexpr std::size_t kHeadlineCharacters = 90;

std::uint32_t share_of(double percent, std::size_t sentences) {
  const double n = std::round(percent / 100.0 * static_cast<double>(sentences));
  return static_cast<std::uint32_t>(std::clamp(n, 1.0, 4294967294.0));
}

// Written without blanks between words: tokens are single characters or syllables.
bool is_unspaced(std::string_view language) {
  return language == "zh" || language == "ja" || language == "th" || language == "lo" || language == "km" ||
         language == "my";
}

}  // namespace

Summarizer::Summarizer(Options options) : options_(std::move(options)) {}

Summary Summarizer::summarize(Article& article) {
  skip_openings(article);
  author_ = find_author_summary(article);
  if (options_.author != AuthorSummary::Prefer) set_author_aside(article);
  Lexicon& lexicon = lexicon_for(article);
  count_terms(article, lexicon, index_);
  focus_ = mark_focus(article, options_.focus, lexicon, index_);
  judge(article, index_, judgements_);
  weigh_words();
  list_candidates(article);
  const CoverLimits how_long = limits();
  Summary summary = write_up(
      article, cover(candidates_, {index_.words, chances_, index_.stop, index_.uses}, how_long), how_long);
  if (options_.headline) summary.headline = headline(article);
  if (options_.author == AuthorSummary::Compare) compare_with_author(article, summary);
  return summary;
}

Lexicon& Summarizer::lexicon_for(const Article& article) {
  const std::string_view language = !options_.language.empty()  ? std::string_view(options_.language)
                                    : !article.language.empty() ? std::string_view(article.language)
                                                                : text::guess_language(article.text);
  unspaced_ = is_unspaced(language);
  const auto known = lexicons_.find(language);
  if (known != lexicons_.end()) return known->second;
  return lexicons_.emplace(language, Lexicon(language)).first->second;
}

void Summarizer::set_author_aside(Article& article) {
  const bool something_left = author_.size() < static_cast<std::size_t>(std::count_if(
                                                   article.sentences.begin(), article.sentences.end(),
                                                   [](const Sentence& s) { return is_body(s.kind); }));
  if (!something_left) author_.clear();  // the page is its own summary
  for (const std::uint32_t s : author_) article.sentences[s].kind = BlockKind::Abstract;
}

void Summarizer::weigh_words() { WordModel(*options_.weights, index_.kind).chances(index_.terms, chances_); }

void Summarizer::list_candidates(const Article& article) {
  candidates_.clear();
  for (const std::uint32_t s : index_.body) {
    const bool wanted = options_.bullets || article.sentences[s].kind != BlockKind::ListItem;
    if (wanted && judgements_[s].fitness != Fitness::Unfit) candidates_.push_back(candidate_for(article, s));
  }
  if (options_.author != AuthorSummary::Prefer) return;
  for (Candidate& candidate : candidates_) {
    if (std::binary_search(author_.begin(), author_.end(), candidate.sentence))
      candidate.fitness = Fitness::Preferred;
  }
}

Candidate Summarizer::candidate_for(const Article& article, std::uint32_t s) const {
  const Sentence& sentence = article.sentences[s];
  Candidate candidate;
  candidate.sentence = s;
  candidate.first_word = sentence.first_word;
  candidate.end_word = sentence.end_word;
  if (options_.length.characters)
    candidate.characters =
        static_cast<std::uint32_t>(text::count_code_points(text_of(article.text, sentence.span)));
  candidate.fitness = judgements_[s].fitness;
  candidate.points_back = judgements_[s].points_back;
  if (index_.cues[s] == Cue::Proposal) candidate.factor *= kProposalBonus;
  if (judgements_[s].quotes) candidate.factor *= kQuotation;
  if (!focus_.empty()) candidate.factor *= kOffFocus + (1 - kOffFocus) * focus_[s];
  return candidate;
}

CoverLimits Summarizer::limits() const {
  const Length& length = options_.length;
  CoverLimits limits;
  limits.sentences = length.sentences.value_or(UINT32_MAX);
  limits.words = length.words.value_or(UINT32_MAX);
  limits.characters = length.characters.value_or(UINT32_MAX);
  if (length.max_sentences) limits.sentences = std::min(limits.sentences, *length.max_sentences);
  if (length.share)
    limits.sentences = std::min(limits.sentences, share_of(*length.share, index_.body.size()));
  limits.stop_when_worse = length.max_sentences && !length.sentences;
  const bool open = limits.sentences == UINT32_MAX;
  if (open && !length.words && !length.characters) limits.sentences = kUsualSentences;
  limits.reference_words = index_.kind.opinions ? kOpinionReferenceWords : kReferenceWords;
  if (unspaced_) limits.reference_words *= kUnspaced;
  if (open && length.words) {
    limits.reference_words = std::max(limits.reference_words, static_cast<float>(*length.words) / 2);
  } else if (!open && limits.sentences > kUsualSentences) {
    limits.reference_words += kWordsPerSentence * static_cast<float>(limits.sentences - kUsualSentences);
  }
  return limits;
}

Summary Summarizer::write_up(const Article& article, const std::vector<Pick>& picks,
                             const CoverLimits& how_long) {
  Summary summary;
  Explainer explainer(article, index_, WordModel(*options_.weights, index_.kind), chances_);
  for (const Pick& pick : picks) {
    const Candidate& candidate = candidates_[pick.candidate];
    const auto words = candidate.end_word - candidate.first_word;
    const float score = 2 * pick.gain / (static_cast<float>(words) + how_long.reference_words);
    summary.sentences.push_back({candidate.sentence, article.sentences[candidate.sentence].span,
                                 static_cast<std::uint32_t>(summary.sentences.size() + 1),
                                 std::min(1.0f, score),
                                 explainer.explain(candidate.first_word, candidate.end_word)});
    summary.words += words;
    summary.on_focus += !focus_.empty() && focus_[candidate.sentence] >= 1;
  }
  const bool wanted_more = options_.length.sentences && picks.size() < how_long.sentences;
  summary.status = picks.empty() ? SummaryStatus::Empty
                   : wanted_more ? SummaryStatus::Short
                                 : SummaryStatus::Ok;
  summary.author_sentences = static_cast<std::uint32_t>(author_.size());
  std::sort(summary.sentences.begin(), summary.sentences.end(),
            [](const ChosenSentence& a, const ChosenSentence& b) { return a.sentence < b.sentence; });
  return summary;
}

std::string Summarizer::headline(const Article& article) const {
  CoverLimits one;
  one.sentences = 1;
  one.reference_words = kHeadlineReferenceWords;
  const auto picks = cover(candidates_, {index_.words, chances_, index_.stop, index_.uses}, one);
  if (picks.empty()) return {};
  const Sentence& best = article.sentences[candidates_[picks[0].candidate].sentence];
  return headline_of(text_of(article.text, best.span), kHeadlineCharacters);
}

void Summarizer::compare_with_author(const Article& article, Summary& summary) const {
  const auto terms_of = [&](std::uint32_t s, std::vector<std::uint32_t>& terms) {
    const Sentence& sentence = article.sentences[s];
    for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w) terms.push_back(index_.words[w]);
  };
  std::vector<std::uint32_t> ours, theirs;
  for (const ChosenSentence& chosen : summary.sentences) terms_of(chosen.sentence, ours);
  for (const std::uint32_t s : author_) terms_of(s, theirs);
  summary.author_rouge1 = rouge(ours, theirs, 1);
  summary.author_rouge2 = rouge(ours, theirs, 2);
}

}  // namespace textmill::summarizer
