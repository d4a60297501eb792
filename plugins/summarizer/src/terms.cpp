#include "terms.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace textmill::summarizer {
namespace {

constexpr std::uint32_t kFewestOpinions = 30;
constexpr float kFewestForGuess = 8;  // sentences
constexpr float kFunctionWordShare = 0.2f;
constexpr std::uint32_t kFunctionWordLength = 6;  // bytes: six Latin letters, three Cyrillic, two Chinese
constexpr float kOpinionLines = 0.95f;            // share of sentences in blocks of their own
constexpr float kOpinionLength = 25;              // words

float first_guess(float count, float first_sentence, bool has_cue) {
  const float odds = std::log(count) + 1.8f / std::sqrt(1 + first_sentence) + (has_cue ? 0.8f : 0) - 3.2f;
  return 1 / (1 + std::exp(-odds));
}

// How weighty a term is, guessed from count, place and cue alone; most are of a few sorts. 0 for one that
// the body does not have.
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
      : article_(article), lexicon_(lexicon), index_(index), quotes_(article.text) {}

  void run() {
    reset();
    for (std::uint32_t s = 0; s < article_.sentences.size(); ++s) read(s);
    settle_counts();
    mark_outside_body();
    mark_names();
    mark(article_.keyphrases,
         [](Term& term, float weight) { term.keyphrase = std::max(term.keyphrase, weight); });
    if (!lexicon_.knows_function_words()) guess_function_words();
    describe();
    weigh_company();
  }

 private:
  static constexpr std::uint32_t kUnseen = UINT32_MAX;

  // A term before its first word. While counting, its flags have kStop if a form is no function word.
  static constexpr Term kNewTerm = [] {
    Term term;
    term.first_sentence = term.last_sentence = kUnseen;
    return term;
  }();

  void reset() {
    const std::size_t words = article_.words.size();
    const std::size_t sentences = article_.sentences.size();
    lexicon_.start_text();
    lexicon_.look_up(article_.text, article_.words, index_.forms_);
    for (const std::uint32_t stem : index_.stems_) index_.term_of_stem_[stem] = kUnseen;
    if (lexicon_.stem_count() >= index_.term_of_stem_.size())
      index_.term_of_stem_.resize(lexicon_.stem_count() * std::size_t{2} + 1, kUnseen);
    // One more than there can be: see count(). A long text has far fewer terms than words.
    const std::size_t most_terms = std::min<std::size_t>(words, lexicon_.stem_count());
    if (most_terms >= index_.term_memory_.size()) index_.term_memory_.resize(most_terms + 1);
    index_.stems_.resize(words + 1);
    index_.met_.resize(words + 1);
    index_.met_end_.clear();
    index_.words.assign(words, TermIndex::kAbsent);
    index_.body.clear();
    index_.cues.assign(sentences, Cue::None);
    index_.quotes.resize(sentences);
    index_.first_flags.resize(sentences);
    index_.kind = {};
  }

  void read(std::uint32_t s) {
    const Sentence& sentence = article_.sentences[s];
    if (!is_body(sentence.kind)) {
      count<false>(sentence, 0);
      return;
    }
    const auto rank = static_cast<std::uint32_t>(index_.body.size());
    index_.body.push_back(s);
    const std::uint16_t seen = count<true>(sentence, rank);
    index_.met_end_.push_back(met_);
    if (sentence.word_count() > 0) read_first_word(s);
    finish_sentence(s, seen);
  }

  // Counts the words of a sentence and returns their flags, all together. Without branches on what is
  // different from word to word: each word begins a term, which is kept only if it is new.
  template <bool kBody>
  std::uint16_t count(const Sentence& sentence, std::uint32_t rank) {
    const WordForm* const forms = index_.forms_.data();  // pointers that stay in registers
    std::uint32_t* const term_of_stem = index_.term_of_stem_.data();
    std::uint32_t* const stems = index_.stems_.data();
    std::uint32_t* const words = index_.words.data();
    std::uint32_t* const met = index_.met_.data();
    Term* const terms = index_.term_memory_.data();
    std::uint32_t known = terms_;
    std::uint32_t met_end = met_;
    std::uint16_t seen = 0;
    for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
      const WordForm form = forms[w];
      const std::uint32_t before = term_of_stem[form.stem];
      const bool is_new = before == kUnseen;
      const std::uint32_t number = is_new ? known : before;
      terms[known] = kNewTerm;
      stems[known] = form.stem;
      known += is_new;
      term_of_stem[form.stem] = number;
      words[w] = number;
      seen |= form.flags;
      Term& term = terms[number];
      term.flags |= form.flags ^ kStop;
      term.length = form.length;
      if constexpr (kBody) {
        met[met_end] = number;
        met_end += term.last_sentence != rank;
        term.sentences += term.last_sentence != rank;
        term.first_sentence = std::min(term.first_sentence, rank);
        term.last_sentence = rank;
        ++term.count;
        term.opening += sentence.opens_block;
        term.capitals += (form.flags & kCapital) != 0;
      }
    }
    terms_ = known;
    met_ = met_end;
    return seen;
  }

  // What opens a sentence is not inside it.
  void read_first_word(std::uint32_t s) {
    const std::uint32_t word = article_.sentences[s].first_word;
    Term& term = index_.term_memory_[index_.words[word]];
    index_.first_flags[s] = index_.forms_[word].flags;
    --term.inside;
    term.capitals -= (index_.forms_[word].flags & kCapital) != 0;
  }

  void settle_counts() {
    index_.terms = std::span(index_.term_memory_).first(terms_);
    index_.stems_.resize(terms_);
    for (Term& term : index_.terms) {
      term.inside += term.count;
      term.flags ^= kStop;
      if (term.count == 0) term.first_sentence = term.last_sentence = 0;
    }
  }

  void finish_sentence(std::uint32_t s, std::uint16_t seen) {
    const Sentence& sentence = article_.sentences[s];
    const Cue cue = cue_of(seen);
    index_.cues[s] = cue;
    index_.quotes[s] = quotes_(sentence.span);
    for (std::uint32_t w = sentence.first_word; cue != Cue::None && w < sentence.end_word; ++w) {
      Term& term = index_.term_memory_[index_.words[w]];
      term.cue = std::max(term.cue, cue);
    }
    TextKind& kind = index_.kind;
    kind.length += static_cast<float>(sentence.word_count());
    kind.first_person += (seen & kFirstPerson) ? 1 : 0;
    kind.cue += cue != Cue::None ? 1 : 0;
    kind.quoted += index_.quotes[s].any ? 1 : 0;
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
    index_.weights_.resize(index_.terms.size());
    for (std::size_t t = 0; t < index_.terms.size(); ++t)
      index_.weights_[t] = static_cast<float>(index_.stop[t] ^ 1u) * first_guess(index_.terms[t]);
    index_.fellows_.resize(met_);
    std::uint32_t begin = 0;
    for (const std::uint32_t end : index_.met_end_) {
      weigh_company(std::span(index_.met_).subspan(begin, end - begin));
      begin = end;
    }
  }

  void weigh_company(std::span<const std::uint32_t> terms) {
    const float* const weights = index_.weights_.data();
    std::uint32_t* const fellows = index_.fellows_.data();
    float sum = 0;
    std::size_t count = 0;
    for (const std::uint32_t t : terms) {
      sum += weights[t];
      fellows[count] = t;
      count += weights[t] != 0;
    }
    if (count < 2) return;
    const auto others = static_cast<float>(count - 1);
    for (std::size_t i = 0; i < count; ++i) {
      float& company = index_.terms[fellows[i]].company;
      company = std::max(company, (sum - weights[fellows[i]]) / others);
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

  void mark_names() {
    mark(article_.names, [](Term& term, float) { term.name += 1; });
    for (Term& term : index_.terms) {
      if (term.name > 0) term.name = std::min(1.0f, term.name / static_cast<float>(std::max(1u, term.count)));
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
    index_.stop.resize(index_.terms.size());
    for (std::size_t t = 0; t < index_.terms.size(); ++t)
      index_.stop[t] = (index_.terms[t].flags & kStop) != 0;
    TextKind& kind = index_.kind;
    const auto n = static_cast<float>(index_.body.size());
    if (n == 0) return;
    for (float* sum : {&kind.length, &kind.first_person, &kind.cue, &kind.quoted, &kind.opens_block})
      *sum /= n;
    kind.body = n;
    kind.sentences = std::log(n);
    float inside = 0, capitals = 0, occurrences = 0, weighted = 0;
    for (std::size_t t = 0; t < index_.terms.size(); ++t) {
      const Term& term = index_.terms[t];
      const auto count = static_cast<float>(index_.stop[t] ^ 1u) * static_cast<float>(term.count);
      inside += static_cast<float>(term.inside);
      capitals += static_cast<float>(term.capitals);
      occurrences += count;
      weighted += count * static_cast<float>(term.sentences);
    }
    kind.capitals = inside > 0 ? capitals / inside : 0;
    kind.similarity = occurrences > 0 ? weighted / occurrences / n : 0;
    kind.opinions =
        n >= kFewestOpinions && kind.opens_block >= kOpinionLines && kind.length <= kOpinionLength;
  }

  const Article& article_;
  Lexicon& lexicon_;
  TermIndex& index_;
  QuoteFinder quotes_;
  std::uint32_t terms_ = 0;  // so many there are
  std::uint32_t met_ = 0;    // so many of index_.met_ are in use
};

void count_terms(const Article& article, Lexicon& lexicon, TermIndex& index) {
  TermCounter(article, lexicon, index).run();
}

}  // namespace textmill::summarizer
