#include "terms.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "textmill/text/ascii.hpp"

namespace textmill::summarizer {
namespace {

constexpr std::uint32_t kFewestOpinions = 30;
constexpr float kFewestForGuess = 8;  // sentences
constexpr float kFunctionWordShare = 0.2f;
constexpr std::uint32_t kFunctionWordLength = 6;  // bytes: six Latin letters, three Cyrillic, two Chinese
constexpr float kOpinionLines = 0.95f;            // share of sentences in blocks of their own
constexpr float kOpinionLength = 25;              // words

bool has_quotation_mark(std::string_view s) {
  for (std::size_t i = text::find_quote_or_bracket(s, 0); i < s.size();
       i = text::find_quote_or_bracket(s, i + 1)) {
    if (s[i] == '"') return true;
    const std::string_view here = s.substr(i, 3);
    if (here == "\u201c" || here == "\u201e" || here.starts_with("\u00ab")) return true;
  }
  return false;
}

float first_guess(float count, float first_sentence, bool has_cue) {
  const float odds = std::log(count) + 1.8f / std::sqrt(1 + first_sentence) + (has_cue ? 0.8f : 0) - 3.2f;
  return 1 / (1 + std::exp(-odds));
}

// How weighty a term is, guessed from count, place and cue alone; most are of a few sorts.
float first_guess(const Term& term) {
  constexpr std::uint32_t kCounts = 8, kFirst = 64;
  static const auto kGuesses = [] {
    std::array<std::array<std::array<float, 2>, kFirst>, kCounts> guesses{};
    for (std::uint32_t count = 1; count < kCounts; ++count) {
      for (std::uint32_t first = 0; first < kFirst; ++first) {
        for (const bool cue : {false, true})
          guesses[count][first][cue] = first_guess(static_cast<float>(count), static_cast<float>(first), cue);
      }
    }
    return guesses;
  }();
  const bool cue = term.cue != Cue::None;
  if (term.count < kCounts && term.first_sentence < kFirst)
    return kGuesses[term.count][term.first_sentence][cue];
  return first_guess(static_cast<float>(term.count), static_cast<float>(term.first_sentence), cue);
}

}  // namespace

bool is_body(BlockKind kind) {
  return kind == BlockKind::Paragraph || kind == BlockKind::ListItem || kind == BlockKind::Quote;
}

class TermCounter {
 public:
  TermCounter(const Article& article, Lexicon& lexicon, TermIndex& index)
      : article_(article),
        lexicon_(lexicon),
        index_(index),
        spellings_(article.text, article.words, lexicon.words()) {}

  void run() {
    reset();
    for (std::uint32_t s = 0; s < article_.sentences.size(); ++s) read(s);
    mark_outside_body();
    mark(article_.names, [](Term& term, float) { term.name += 1; });
    mark(article_.keyphrases,
         [](Term& term, float weight) { term.keyphrase = std::max(term.keyphrase, weight); });
    for (Term& term : index_.terms)
      term.name = std::min(1.0f, term.name / static_cast<float>(std::max(1u, term.count)));
    if (!lexicon_.knows_function_words()) guess_function_words();
    describe();
    weigh_company();
  }

 private:
  void reset() {
    lexicon_.start_text();
    index_.terms.clear();
    index_.words.assign(article_.words.size(), TermIndex::kAbsent);
    index_.word_flags.resize(article_.words.size());
    index_.body.clear();
    index_.rank.assign(article_.sentences.size(), TermIndex::kNotBody);
    index_.cues.assign(article_.sentences.size(), Cue::None);
    index_.kind = {};
    for (const std::uint32_t stem : index_.stems_) index_.term_of_stem_[stem] = kUnseen;
    index_.stems_.clear();
  }

  std::uint32_t term_of(std::uint32_t stem) {
    auto& known = index_.term_of_stem_;
    if (stem >= known.size()) known.resize(std::max<std::size_t>(stem + 1, known.size() * 2), kUnseen);
    if (known[stem] == kUnseen) {
      known[stem] = static_cast<std::uint32_t>(index_.terms.size());
      index_.stems_.push_back(stem);
      index_.terms.emplace_back();
      index_.terms.back().flags = kStop;
    }
    return known[stem];
  }

  void read(std::uint32_t s) {
    const Sentence& sentence = article_.sentences[s];
    const bool body = is_body(sentence.kind);
    const auto rank = static_cast<std::uint32_t>(index_.body.size());
    if (body) {
      index_.rank[s] = rank;
      index_.body.push_back(s);
    }
    std::uint16_t seen = 0;
    for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
      const WordForm form = lexicon_.look_up(spellings_[w], text_of(article_.text, article_.words[w]));
      const std::uint32_t number = term_of(form.stem);
      index_.words[w] = number;
      index_.word_flags[w] = form.flags;
      seen |= form.flags;
      Term& term = index_.terms[number];
      constexpr auto kNotStop = static_cast<std::uint16_t>(~kStop);
      term.flags =
          static_cast<std::uint16_t>((term.flags & (form.flags | kNotStop)) | (form.flags & kNotStop));
      term.length = article_.words[w].size();
      if (body) count(term, form, rank, sentence.opens_block, w == sentence.first_word);
    }
    if (body) finish_sentence(s, seen);
  }

  // Without branches on what is different from word to word.
  static void count(Term& term, WordForm form, std::uint32_t rank, bool opens_block, bool opens) {
    const bool first = term.count == 0;
    term.first_sentence = first ? rank : term.first_sentence;
    term.sentences += first | (term.last_sentence != rank);
    term.last_sentence = rank;
    ++term.count;
    term.opening += opens_block;
    term.inside += !opens;
    term.capitals += !opens & ((form.flags & kCapital) != 0);
  }

  void finish_sentence(std::uint32_t s, std::uint16_t seen) {
    const Sentence& sentence = article_.sentences[s];
    const Cue cue = cue_of(seen);
    index_.cues[s] = cue;
    for (std::uint32_t w = sentence.first_word; cue != Cue::None && w < sentence.end_word; ++w) {
      Term& term = index_.terms[index_.words[w]];
      term.cue = std::max(term.cue, cue);
    }
    TextKind& kind = index_.kind;
    kind.length += static_cast<float>(sentence.word_count());
    kind.first_person += (seen & kFirstPerson) ? 1 : 0;
    kind.cue += cue != Cue::None ? 1 : 0;
    kind.quoted += has_quotation_mark(text_of(article_.text, sentence.span)) ? 1 : 0;
    kind.opens_block += sentence.opens_block ? 1 : 0;
  }

  static Cue cue_of(std::uint16_t seen) {
    const bool we = seen & kWe;
    const bool verb = seen & (kFindingVerb | kProposingVerb);
    const bool this_paper = (seen & kPaper) && (seen & kDemonstrative);
    if ((seen & kProposingVerb) && (we || this_paper)) return Cue::Proposal;
    return (we && (verb || (seen & kPaper))) || this_paper ? Cue::Finding : Cue::None;
  }

  // In a language without a list, what is short and everywhere is a function word.
  void guess_function_words() {
    const auto n = static_cast<float>(index_.body.size());
    if (n < kFewestForGuess) return;
    for (Term& term : index_.terms) {
      const bool everywhere = static_cast<float>(term.sentences) >= kFunctionWordShare * n;
      if (everywhere && term.length <= kFunctionWordLength) term.flags |= kStop;
    }
  }

  // A content word in the company of weighty words matters more than its own count tells. How weighty the
  // others are is guessed from count, place and cue alone.
  void weigh_company() {
    weights_.assign(index_.terms.size(), 0);
    for (std::size_t t = 0; t < weights_.size(); ++t) {
      const Term& term = index_.terms[t];
      if (term.count > 0 && !(term.flags & kStop)) weights_[t] = first_guess(term);
    }
    seen_.assign(index_.terms.size(), 0);
    company_.assign(index_.terms.size(), 0);
    for (const std::uint32_t s : index_.body) weigh_company(article_.sentences[s]);
    for (std::size_t t = 0; t < company_.size(); ++t) index_.terms[t].company = company_[t];
  }

  void weigh_company(const Sentence& sentence) {
    fellows_.resize(sentence.word_count());
    ++stamp_;
    float sum = 0;
    std::size_t distinct = 0;
    for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
      const std::uint32_t t = index_.words[w];
      const float weight = seen_[t] == stamp_ ? 0 : weights_[t];
      seen_[t] = stamp_;
      sum += weight;
      fellows_[distinct] = t;
      distinct += weight != 0;
    }
    if (distinct < 2) return;
    const auto others = static_cast<float>(distinct - 1);
    for (std::size_t i = 0; i < distinct; ++i) {
      const std::uint32_t t = fellows_[i];
      company_[t] = std::max(company_[t], (sum - weights_[t]) / others);
    }
  }

  void mark_outside_body() {
    for (const Sentence& sentence : article_.sentences) {
      for (std::uint32_t w = sentence.first_word; !is_body(sentence.kind) && w < sentence.end_word; ++w) {
        Term& term = index_.terms[index_.words[w]];
        term.in_title |= sentence.kind == BlockKind::Title;
        term.in_heading |= sentence.kind == BlockKind::Heading;
        term.in_abstract |= sentence.kind == BlockKind::Abstract;
      }
    }
  }

  // Calls `action` for the term of each word inside a hint. Both columns are sorted: one pass.
  template <class Action>
  void mark(const std::vector<Hint>& hints, Action action) {
    std::uint32_t w = 0;
    for (const Hint& hint : hints) {
      while (w < article_.words.size() && article_.words[w].end <= hint.span.begin) ++w;
      for (std::uint32_t i = w; i < article_.words.size() && article_.words[i].begin < hint.span.end; ++i) {
        if (index_.words[i] != TermIndex::kAbsent) action(index_.terms[index_.words[i]], hint.weight);
      }
    }
  }

  void describe() {
    TextKind& kind = index_.kind;
    const auto n = static_cast<float>(index_.body.size());
    if (n == 0) return;
    for (float* sum : {&kind.length, &kind.first_person, &kind.cue, &kind.quoted, &kind.opens_block})
      *sum /= n;
    kind.body = n;
    kind.sentences = std::log(n);
    float inside = 0, capitals = 0, occurrences = 0, weighted = 0;
    for (const Term& term : index_.terms) {
      inside += static_cast<float>(term.inside);
      capitals += static_cast<float>(term.capitals);
      if (term.flags & kStop) continue;
      occurrences += static_cast<float>(term.count);
      weighted += static_cast<float>(term.count) * static_cast<float>(term.sentences);
    }
    kind.capitals = inside > 0 ? capitals / inside : 0;
    kind.similarity = occurrences > 0 ? weighted / occurrences / n : 0;
    kind.opinions =
        n >= kFewestOpinions && kind.opens_block >= kOpinionLines && kind.length <= kOpinionLength;
  }

  static constexpr std::uint32_t kUnseen = UINT32_MAX;
  const Article& article_;
  Lexicon& lexicon_;
  TermIndex& index_;
  Lexicon::Spellings spellings_;
  std::vector<float> weights_;       // of each term: the first guess
  std::vector<std::uint32_t> seen_;  // of each term: the pass that saw it last
  std::uint32_t stamp_ = 0;
  std::vector<float> company_;          // of each term
  std::vector<std::uint32_t> fellows_;  // content terms of a sentence, distinct
};

void count_terms(const Article& article, Lexicon& lexicon, TermIndex& index) {
  TermCounter(article, lexicon, index).run();
}

}  // namespace textmill::summarizer
