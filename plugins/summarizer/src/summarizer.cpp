#include "summarizer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "textmill/text/stopwords.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::summarizer {
namespace {

constexpr std::uint32_t kUsualSentences = 3;
constexpr float kReferenceWords = 25;        // of a short summary
constexpr float kOpinionReferenceWords = 8;  // reviews are summed up in a few words
constexpr float kWordsPerSentence =
    12;                                 // beyond the usual number, the reference grows with what is asked for
constexpr float kProposalBonus = 1.1f;  // "we propose ..." sums a paper up
constexpr std::size_t kWordsTold = 6;

constexpr std::array<std::string_view, kEvidence> kEvidenceNames{
    "base", "position", "frequency", "company", "names", "cue words", "title", "keyphrases", "focus"};

std::uint32_t share_of(double percent, std::size_t sentences) {
  const double n = std::round(percent / 100.0 * static_cast<double>(sentences));
  return static_cast<std::uint32_t>(std::clamp(n, 1.0, 4294967294.0));
}

}  // namespace

Summarizer::Summarizer(Options options) : options_(std::move(options)) {}

Summary Summarizer::summarize(Article& article) {
  skip_datelines(article);
  count_terms(article, lexicon_for(article.text), index_);
  judge(article, index_, judgements_);
  weigh_words();
  list_candidates(article);
  const CoverLimits how_long = limits();
  return write_up(article, cover(candidates_, {index_.words, chances_, stop_}, how_long), how_long);
}

Lexicon& Summarizer::lexicon_for(std::string_view text) {
  const std::string_view language =
      options_.language.empty() ? text::guess_language(text) : std::string_view(options_.language);
  const auto known = lexicons_.find(language);
  if (known != lexicons_.end()) return known->second;
  return lexicons_.emplace(language, Lexicon(language)).first->second;
}

void Summarizer::weigh_words() {
  const WordModel model(*options_.weights, index_.kind);
  chances_.clear();
  stop_.clear();
  for (const Term& term : index_.terms) {
    chances_.push_back(term.count > 0 ? model.chance(term) : 0);
    stop_.push_back((term.flags & kStop) != 0);
  }
}

void Summarizer::list_candidates(const Article& article) {
  candidates_.clear();
  for (const std::uint32_t s : index_.body) {
    if (judgements_[s].fitness == Fitness::Unfit) continue;
    const Sentence& sentence = article.sentences[s];
    const auto characters =
        static_cast<std::uint32_t>(text::count_code_points(text_of(article.text, sentence.span)));
    candidates_.push_back({s, sentence.first_word, sentence.end_word, characters, judgements_[s].fitness,
                           judgements_[s].points_back,
                           index_.cues[s] == Cue::Proposal ? kProposalBonus : 1.0f});
  }
}

CoverLimits Summarizer::limits() const {
  const Length& length = options_.length;
  CoverLimits limits;
  if (length.sentences) limits.sentences = *length.sentences;
  if (length.max_sentences) {
    limits.sentences = std::min(limits.sentences, *length.max_sentences);
    limits.stop_when_worse = !length.sentences;
  }
  if (length.share)
    limits.sentences = std::min(limits.sentences, share_of(*length.share, index_.body.size()));
  limits.words = length.words.value_or(UINT32_MAX);
  limits.characters = length.characters.value_or(UINT32_MAX);
  const bool open = limits.sentences == UINT32_MAX;
  if (open && !length.words && !length.characters) limits.sentences = kUsualSentences;
  limits.reference_words = index_.kind.opinions ? kOpinionReferenceWords : kReferenceWords;
  if (limits.sentences != UINT32_MAX && limits.sentences > kUsualSentences) {
    limits.reference_words += kWordsPerSentence * static_cast<float>(limits.sentences - kUsualSentences);
  } else if (limits.sentences == UINT32_MAX && limits.words != UINT32_MAX) {
    limits.reference_words = std::max(limits.reference_words, static_cast<float>(limits.words) / 2);
  }
  return limits;
}

Summary Summarizer::write_up(const Article& article, const std::vector<Pick>& picks,
                             const CoverLimits& how_long) {
  Summary summary;
  const WordModel model(*options_.weights, index_.kind);
  std::vector<std::uint8_t> told(index_.terms.size(), 0);
  std::uint32_t rank = 0;
  for (const Pick& pick : picks) {
    const Candidate& candidate = candidates_[pick.candidate];
    ChosenSentence chosen;
    chosen.sentence = candidate.sentence;
    chosen.span = article.sentences[candidate.sentence].span;
    chosen.rank = ++rank;
    chosen.score = std::min(
        1.0f, 2 * pick.gain /
                  (static_cast<float>(candidate.end_word - candidate.first_word) + how_long.reference_words));
    chosen.reasons = reasons_of(article, candidate, model, told);
    summary.words += candidate.end_word - candidate.first_word;
    summary.sentences.push_back(std::move(chosen));
  }
  std::sort(summary.sentences.begin(), summary.sentences.end(),
            [](const ChosenSentence& a, const ChosenSentence& b) { return a.sentence < b.sentence; });
  const bool wanted_more = options_.length.sentences && picks.size() < how_long.sentences;
  summary.status = picks.empty() ? SummaryStatus::Empty
                   : wanted_more ? SummaryStatus::Short
                                 : SummaryStatus::Ok;
  return summary;
}

std::string Summarizer::reasons_of(const Article& article, const Candidate& candidate, const WordModel& model,
                                   std::vector<std::uint8_t>& told) const {
  struct New {
    float chance;
    std::uint32_t word;
  };
  std::vector<New> fresh;
  EvidenceVector sum{};
  for (std::uint32_t w = candidate.first_word; w < candidate.end_word; ++w) {
    const std::uint32_t term = index_.words[w];
    if (stop_[term] || told[term]) continue;
    told[term] = 1;
    fresh.push_back({chances_[term], w});
    const EvidenceVector evidence = model.evidence(index_.terms[term]);
    for (std::size_t e = 0; e < kEvidence; ++e) sum[e] += chances_[term] * std::max(0.0f, evidence[e]);
  }
  sum[static_cast<std::size_t>(Evidence::Base)] = 0;
  float all = 0;
  for (const float part : sum) all += part;
  std::string reasons;
  for (std::size_t e = 0; e < kEvidence; ++e) {
    const int percent = all > 0 ? static_cast<int>(std::lround(100 * sum[e] / all)) : 0;
    if (percent == 0) continue;
    if (!reasons.empty()) reasons += ", ";
    reasons += std::string(kEvidenceNames[e]) + ' ' + std::to_string(percent) + '%';
  }
  std::stable_sort(fresh.begin(), fresh.end(),
                   [](const New& a, const New& b) { return a.chance > b.chance; });
  for (std::size_t i = 0; i < std::min(kWordsTold, fresh.size()); ++i) {
    reasons += i == 0 ? (reasons.empty() ? "new: " : "; new: ") : ", ";
    reasons += text_of(article.text, article.words[fresh[i].word]);
  }
  return reasons;
}

}  // namespace textmill::summarizer
