#include "terms.hpp"

#include <algorithm>
#include <array>
#include <bit>
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
class FirstGuess {
 public:
  float operator()(const Term& term) const {
    const bool cue = term.cue != Cue::None;
    if (term.count < kCounts && term.first_sentence < kFirst)
      return (*table_)[term.count][term.first_sentence][cue];
    return first_guess(static_cast<float>(term.count), static_cast<float>(term.first_sentence), cue);
  }

 private:
  static constexpr std::uint32_t kCounts = 8, kFirst = 64;
  using Table = std::array<std::array<std::array<float, 2>, kFirst>, kCounts>;

  static const Table& table() {
    static const Table kTable = [] {
      Table guesses{};
      for (std::uint32_t count = 1; count < kCounts; ++count) {
        for (std::uint32_t first = 0; first < kFirst; ++first) {
          for (const bool cue : {false, true})
            guesses[count][first][cue] =
                first_guess(static_cast<float>(count), static_cast<float>(first), cue);
        }
      }
      return guesses;
    }();
    return kTable;
  }

  const Table* table_ = &table();
};

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
    leave_out(article_.words.size());
    index_.terms = std::span(index_.term_memory_).first(terms_);
    mark_outside_body();
    mark(article_.names, [](Term& term, float) { term.name += 1; });
    mark(article_.keyphrases,
         [](Term& term, float weight) { term.keyphrase = std::max(term.keyphrase, weight); });
    settle();
    describe();
    weigh_company();
  }

 private:
  static constexpr std::uint32_t kUnseen = UINT32_MAX;
  static constexpr std::uint32_t kAhead = 16;  // words that terms are asked for before they are needed

  // Over all terms.
  struct Sums {
    void add(const Term& term, std::uint32_t content_words) {
      inside += term.inside;
      capitals += term.capitals;
      occurrences += content_words;
      weighted += static_cast<float>(static_cast<std::int32_t>(content_words)) *
                  static_cast<float>(static_cast<std::int32_t>(term.sentences));
    }
    std::uint64_t inside = 0, capitals = 0;
    std::uint64_t occurrences = 0;  // of content words
    float weighted = 0;             // the same, each times its sentences
  };

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
    index_.forms_.resize(words + kAhead);
    for (const Term& term : index_.terms) index_.term_of_stem_[term.stem] = kUnseen;
    index_.terms = {};
    if (lexicon_.stem_count() >= index_.term_of_stem_.size())
      index_.term_of_stem_.resize(lexicon_.stem_count() * std::size_t{2} + 1, kUnseen);
    // One more than there can be: see count(). A long text has far fewer terms than words.
    const std::size_t most_terms = std::min<std::size_t>(words, lexicon_.stem_count());
    if (most_terms >= index_.term_memory_.size()) index_.term_memory_.resize(most_terms + 1);
    index_.met_.resize(words + 1);
    index_.met_end_.clear();
    index_.words.resize(words);
    index_.uses.resize(words);
    index_.body.clear();
    index_.cues.assign(sentences, Cue::None);
    index_.quotes.resize(sentences);
    index_.first_flags.resize(sentences);
    index_.kind = {};
  }

  void read(std::uint32_t s) {
    const Sentence& sentence = article_.sentences[s];
    leave_out(sentence.first_word);
    make_terms(terms_ + sentence.word_count());
    words_ = sentence.end_word;
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

  // Words up to `end` that are in no sentence.
  void leave_out(std::size_t end) {
    for (; words_ < end; ++words_) index_.words[words_] = TermIndex::kAbsent;
  }

  // As many as there may be behind the next sentence, and one more.
  void make_terms(std::size_t most) {
    const std::size_t end = std::min(most + 1, index_.term_memory_.size());
    for (; made_ < end; ++made_) index_.term_memory_[made_] = kNewTerm;
  }

  // Counts the words of a sentence and returns their flags, all together. Without branches on what is
  // different from word to word: each word begins a term, which is kept only if it is new.
  template <bool kBody>
  std::uint16_t count(const Sentence& sentence, std::uint32_t rank) {
    const WordForm* const forms = index_.forms_.data();  // pointers that stay in registers
    std::uint32_t* const term_of_stem = index_.term_of_stem_.data();
    std::uint32_t* const words = index_.words.data();
    std::uint32_t* const uses = index_.uses.data();
    std::uint32_t* const met = index_.met_.data();
    Term* const terms = index_.term_memory_.data();
    std::uint32_t known = terms_;
    std::uint32_t met_end = met_;
    std::uint16_t seen = 0;
    for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
      const WordForm form = forms[w];
      __builtin_prefetch(&term_of_stem[forms[w + kAhead].stem]);
      const std::uint32_t before = term_of_stem[form.stem];
      const bool is_new = before == kUnseen;
      const std::uint32_t number = is_new ? known : before;
      known += is_new;
      term_of_stem[form.stem] = number;
      words[w] = number;
      seen |= form.flags;
      Term& term = terms[number];
      term.stem = form.stem;
      term.flags |= form.flags ^ kStop;
      term.length = form.length;
      if constexpr (kBody) {
        const bool is_first = term.last_sentence != rank;
        uses[w] = 2 * number + 1 - is_first;
        met[met_end] = number;
        met_end += is_first;
        term.sentences += is_first;
        term.first_sentence = std::min(term.first_sentence, rank);
        term.last_sentence = rank;
        ++term.count;
        term.opening += sentence.opens_block;
        term.capitals += form.flags / kCapital % 2;
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
  bool is_guessed_function_word(const Term& term) const {
    const auto n = static_cast<float>(index_.body.size());
    return static_cast<float>(term.sentences) >= kFunctionWordShare * n && term.length <= kFunctionWordLength;
  }

  // What can be said of a term once all are counted; without branches on what kind of word it is.
  void settle() {
    const bool guesses =
        !lexicon_.knows_function_words() && static_cast<float>(index_.body.size()) >= kFewestForGuess;
    index_.stop.resize(terms_);
    index_.weights_.resize(terms_);
    Term* const terms = index_.terms.data();
    std::uint8_t* const stops = index_.stop.data();
    float* const weights = index_.weights_.data();
    const FirstGuess guess;
    Sums sums;
    for (std::size_t t = 0, end = terms_; t < end; ++t) {
      Term& term = terms[t];
      term.inside += term.count;
      if (term.count == 0) term.first_sentence = term.last_sentence = 0;
      term.name = std::min(1.0f, term.name / static_cast<float>(static_cast<std::int32_t>(std::max(1u, term.count))));
      term.flags ^= kStop;
      if (guesses && is_guessed_function_word(term)) term.flags |= kStop;
      const std::uint32_t stop = term.flags % (2 * kStop);
      stops[t] = static_cast<std::uint8_t>(stop);
      weights[t] = static_cast<float>(1 - stop) * guess(term);
      sums.add(term, (1 - stop) * term.count);
    }
    sums_ = sums;
  }

  // A content word in the company of weighty words matters more than its own count tells. How weighty the
  // others are is guessed from count, place and cue alone.
  void weigh_company() {
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
      count += std::bit_cast<std::uint32_t>(weights[t]) != 0;
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

  // The first word from `word` on that ends behind `position`; a near one is found soonest.
  std::uint32_t first_behind(std::uint32_t position, std::uint32_t word) const {
    const auto rest = std::span(article_.words).subspan(word);
    std::size_t step = 1;
    while (step < rest.size() && rest[step - 1].end <= position) step *= 2;
    const auto range = rest.first(std::min(step, rest.size())).subspan(step / 2);
    const auto at = std::partition_point(range.begin(), range.end(),
                                         [position](Span span) { return span.end <= position; });
    return static_cast<std::uint32_t>(word + step / 2 + static_cast<std::size_t>(at - range.begin()));
  }

  // Calls `action` for the term of each word inside a hint. Both columns are sorted: one pass.
  template <class Action>
  void mark(const std::vector<Hint>& hints, Action action) {
    std::uint32_t w = 0;
    for (const Hint& hint : hints) {
      w = first_behind(hint.span.begin, w);
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
    kind.capitals =
        sums_.inside > 0 ? static_cast<float>(sums_.capitals) / static_cast<float>(sums_.inside) : 0;
    kind.similarity = sums_.occurrences > 0 ? sums_.weighted / static_cast<float>(sums_.occurrences) / n : 0;
    kind.opinions =
        n >= kFewestOpinions && kind.opens_block >= kOpinionLines && kind.length <= kOpinionLength;
  }

  const Article& article_;
  Lexicon& lexicon_;
  TermIndex& index_;
  QuoteFinder quotes_;
  Sums sums_;
  std::size_t words_ = 0;    // so many have been read
  std::size_t made_ = 0;     // terms ready to be used
  std::uint32_t terms_ = 0;  // so many there are
  std::uint32_t met_ = 0;    // so many of index_.met_ are in use
};

void count_terms(const Article& article, Lexicon& lexicon, TermIndex& index) {
  TermCounter(article, lexicon, index).run();
}

}  // namespace textmill::summarizer
