#include "readability.hpp"

#include <algorithm>
#include <string>

#include "passive.hpp"
#include "syllables.hpp"
#include "textmill/text/fold.hpp"

namespace textmill::keyword_density {
namespace {

/// Flesch's formula as its authors fitted it to a language: base - per_sentence * words per sentence -
/// per_word * syllables per word. README.md names them.
struct FleschFormula {
  std::string_view language;
  double base;
  double per_sentence;
  double per_word;
};
constexpr FleschFormula kFormulas[] = {
    {"en", 206.835, 1.015, 84.6}, {"de", 180, 1, 58.5},       {"es", 206.835, 1, 62.3},
    {"fr", 207, 1.015, 73.6},     {"it", 206, 1, 65},         {"nl", 206.84, 0.93, 77},
    {"pt", 248.835, 1.015, 84.6}, {"ru", 206.835, 1.3, 60.1},
};

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }
std::string number(std::uint32_t n) { return std::to_string(n); }

/// Sentences [first, end) of one block.
struct Passage {
  std::size_t first = 0;
  std::size_t end = 0;
  std::uint32_t words = 0;
};

class Reader {
 public:
  Reader(std::string_view text, const Words& words, std::string_view language,
         const ReadabilityLimits& limits, std::uint8_t checks)
      : text_(text), words_(words), language_(language), limits_(limits), checks_(checks) {
    if (limits_.sentence_words == 0) limits_.sentence_words = sentence_limit(language);
  }

  Readability run() {
    for (std::size_t s = 0; s < words_.sentences.size(); ++s) {
      lengths_.push_back(counted(words_.sentences[s]));
      if (is_running(s)) running_.push_back(s);
    }
    sentence_lengths();
    paragraph_lengths();
    starts();
    if (language_ == "en") passives();
    sections();
    flesch();
    return std::move(out_);
  }

 private:
  const Sentence& sentence(std::size_t s) const { return words_.sentences[s]; }
  /// Headings, captions and table rows are no prose.
  bool is_running(std::size_t s) const {
    const Role role = sentence(s).role;
    return role == Role::Body || role == Role::ListItem || role == Role::Quote;
  }
  std::uint32_t counted(const Sentence& s) const {
    return static_cast<std::uint32_t>(std::count_if(words_.words.begin() + s.first,
                                                    words_.words.begin() + s.end,
                                                    [](const Word& w) { return !(w.flags & kInner); }));
  }
  void add(ReadabilityCheck check, Span span, std::string_view rule, std::string_view severity,
           std::string message, std::string suggestion) {
    if (checks_ & check)
      out_.findings.push_back({span, rule, severity, std::move(message), std::move(suggestion)});
  }

  void sentence_lengths() {
    std::vector<std::size_t> long_ones;
    for (const std::size_t s : running_) {
      out_.words += lengths_[s];
      out_.longest_sentence = std::max(out_.longest_sentence, lengths_[s]);
      if (lengths_[s] > limits_.sentence_words) long_ones.push_back(s);
    }
    out_.sentences = static_cast<std::uint32_t>(running_.size());
    out_.words_per_sentence = ratio(out_.words, out_.sentences);
    out_.long_sentences = 100 * ratio(static_cast<double>(long_ones.size()), out_.sentences);
    if (out_.long_sentences <= limits_.long_sentences) return;
    std::stable_sort(long_ones.begin(), long_ones.end(),
                     [&](std::size_t a, std::size_t b) { return lengths_[a] > lengths_[b]; });
    add(kSentenceLength, sentence(long_ones.front()).span, "long-sentences", "warning",
        decimal(out_.long_sentences) + " % of " + number(out_.sentences) + " sentences have more than " +
            number(limits_.sentence_words) + " words; " + decimal(limits_.long_sentences) +
            " % are easy to read; this is the longest, with " + number(out_.longest_sentence),
        "split the longest ones");
    for (std::size_t i = 0; i < std::min<std::size_t>(long_ones.size(), limits_.notes); ++i) {
      add(kSentenceLength, sentence(long_ones[i]).span, "long-sentence", "note",
          "the sentence has " + number(lengths_[long_ones[i]]) + " words",
          "split it; up to " + number(limits_.sentence_words) + " words are easy to read");
    }
  }

  void paragraph_lengths() {
    std::uint32_t words = 0;
    for (const Passage& p : paragraphs()) {
      ++out_.paragraphs;
      words += p.words;
      out_.longest_paragraph = std::max(out_.longest_paragraph, p.words);
      if (p.words <= limits_.paragraph_words) continue;
      add(kParagraphLength, {sentence(p.first).span.begin, sentence(p.end - 1).span.end}, "long-paragraph",
          3 * p.words > 4 * limits_.paragraph_words ? "warning" : "note",
          "the paragraph has " + number(p.words) + " words",
          "split it; up to " + number(limits_.paragraph_words) + " words are easy to read");
    }
    out_.words_per_paragraph = ratio(words, out_.paragraphs);
  }

  std::vector<Passage> paragraphs() const {
    std::vector<Passage> out;
    for (std::size_t s = 0; s < words_.sentences.size(); ++s) {
      if (sentence(s).role != Role::Body) continue;
      const bool same = !out.empty() && out.back().end == s && sentence(s - 1).block == sentence(s).block;
      if (!same) out.push_back({s, s, 0});
      out.back().end = s + 1;
      out.back().words += lengths_[s];
    }
    return out;
  }

  /// Sentences of paragraphs that begin with the same word; if that is an article or the like, with the same
  /// two.
  void starts() {
    for (std::size_t s = 0; s < words_.sentences.size();) {
      std::size_t end = s + 1;
      while (end < words_.sentences.size() && starts_alike(s, end)) ++end;
      if (end - s > limits_.same_starts && sentence(s).role == Role::Body) report_starts(s, end);
      s = end;
    }
  }

  bool starts_alike(std::size_t a, std::size_t b) const {
    const Sentence& one = sentence(a);
    const Sentence& other = sentence(b);
    if (one.role != Role::Body || other.role != Role::Body) return false;
    const auto alike = [&](std::uint32_t i) {
      return one.first + i < one.end && other.first + i < other.end &&
             words_.words[one.first + i].key == words_.words[other.first + i].key;
    };
    return alike(0) && (!(words_.words[one.first].flags & kDeterminer) || alike(1));
  }

  void report_starts(std::size_t first, std::size_t end) {
    const Word& word = words_.words[sentence(first).first];
    add(kSentenceStarts, {sentence(first).span.begin, sentence(end - 1).span.end}, "same-starts", "note",
        std::to_string(end - first) + " sentences in a row begin with '" +
            std::string(text_of(text_, word.span)) + "'",
        "begin one of them in another way");
  }

  void passives() {
    std::vector<std::size_t> found;
    std::vector<std::string> folded;
    for (const std::size_t s : running_) {
      folded.clear();
      for (std::uint32_t w = sentence(s).first; w < sentence(s).end; ++w)
        folded.push_back(text::fold(text_of(text_, words_.words[w].span)));
      if (has_passive(folded)) found.push_back(s);
    }
    out_.passive = 100 * ratio(static_cast<double>(found.size()), out_.sentences);
    if (*out_.passive <= limits_.passive) return;
    add(kPassive, sentence(found.front()).span, "passive", "warning",
        decimal(*out_.passive) + " % of " + number(out_.sentences) + " sentences are in the passive voice; " +
            decimal(limits_.passive) + " % are easy to read",
        "say who does it");
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), limits_.notes); ++i) {
      add(kPassive, sentence(found[i]).span, "passive-sentence", "note",
          "the sentence is in the passive voice", "say who does it");
    }
  }

  void sections() {
    Passage section;
    const auto close = [&](std::size_t end) {
      out_.longest_section = std::max(out_.longest_section, section.words);
      if (section.words > limits_.section_words) {
        const std::uint32_t wanted = (section.words - 1) / limits_.section_words;
        add(kHeadings, sentence(section.first).span, "long-section", "note",
            number(section.words) + " words follow without a heading",
            "put in " + number(wanted) + (wanted == 1 ? " heading" : " headings") + ", one for every " +
                number(limits_.section_words) + " words or so");
      }
      section = {end + 1, end + 1, 0};
    };
    for (std::size_t s = 0; s < words_.sentences.size(); ++s) {
      if (sentence(s).role == Role::Heading || sentence(s).role == Role::Title) {
        close(s);
      } else {
        section.words += lengths_[s];
      }
    }
    close(words_.sentences.size());
  }

  void flesch() {
    std::uint32_t words = 0;
    std::uint32_t syllables = 0;
    for (const std::size_t s : running_) {
      for (std::uint32_t w = sentence(s).first; w < sentence(s).end; ++w) {
        const Word& word = words_.words[w];
        if (word.flags & kNumber) continue;
        ++words;
        syllables += count_syllables(text_of(text_, word.span), language_);
      }
    }
    out_.syllables_per_word = ratio(syllables, words);
    const auto* formula = std::find_if(std::begin(kFormulas), std::end(kFormulas),
                                       [&](const FleschFormula& f) { return f.language == language_; });
    if (words == 0 || formula == std::end(kFormulas)) return;
    out_.flesch = formula->base - formula->per_sentence * ratio(words, out_.sentences) -
                  formula->per_word * out_.syllables_per_word;
    if (*out_.flesch >= limits_.flesch) return;
    add(kFlesch, sentence(running_.front()).span, "hard-to-read", "note",
        "the text is very hard to read: Flesch reading ease " + decimal(*out_.flesch) + ", sentences of " +
            decimal(out_.words_per_sentence) + " words, words of " + decimal(out_.syllables_per_word) +
            " syllables",
        "use shorter sentences and shorter words");
  }

  std::string_view text_;
  const Words& words_;
  std::string_view language_;
  ReadabilityLimits limits_;
  std::uint8_t checks_;
  std::vector<std::uint32_t> lengths_;  // counted words by sentence
  std::vector<std::size_t> running_;
  Readability out_;
};

}  // namespace

std::uint32_t sentence_limit(std::string_view language) {
  if (language == "es" || language == "it" || language == "pt") return 25;
  return language == "ru" ? 15 : 20;
}

Readability measure_readability(std::string_view text, const Words& words, std::string_view language,
                                const ReadabilityLimits& limits, std::uint8_t checks) {
  return Reader(text, words, language, limits, checks).run();
}

}  // namespace textmill::keyword_density
