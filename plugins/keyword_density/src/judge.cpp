#include "judge.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace textmill::keyword_density {
namespace {

constexpr std::uint32_t kLongPhrase = 3;  // words from which the share of the words tells stuffing

/// Share of the words that the commonest phrase of three to six words takes in 95 of 100 ordinary texts,
/// by length of the text.
double usual_share(std::uint32_t words) {
  return words > 1000 ? 1.7 : words > 600 ? 2.0 : words > 300 ? 2.9 : words > 150 ? 5.2 : 10.3;
}

/// The share that no such phrase took in 777 ordinary texts of up to 300 words.
double highest_share_of_short_text(std::uint32_t words) { return words > 150 ? 9.8 : 20.0; }

std::string times(std::uint32_t n) {
  return n == 1 ? "once" : n == 2 ? "twice" : std::to_string(n) + " times";
}

/// The first words of a sentence, to find it by.
std::string opening(std::string_view text, Span span) {
  std::string words;
  std::uint32_t count = 0;
  for (const char c : text_of(text, span)) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (blank && ++count == 5) break;
    if (!blank)
      words += c;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  return words;
}

class Judge {
 public:
  Judge(const Judged& judged, const Words& words, std::string_view text, const Limits& limits)
      : judged_(judged),
        m_(judged.measures),
        words_(words),
        text_(text),
        range_(recommended(judged, limits)),
        verdict_(judge(judged, limits)),
        limits_(limits) {}

  std::vector<Finding> run() {
    if (words_.sentences.empty()) return {};
    too_much();
    if (judged_.given) {
      too_little();
      if (judged_.main) places();
      wording();
    }
    spread();
    return std::move(out_);
  }

 private:
  std::string quoted() const { return "'" + std::string(judged_.label) + "'"; }
  Span start() const { return words_.sentences.front().span; }
  Span first() const { return span_of(judged_.occurrences.front()); }
  Span span_of(const Occurrence& o) const {
    return {words_.words[o.first].span.begin, words_.words[o.end - 1].span.end};
  }
  void add(Span span, std::string_view rule, std::string_view severity, std::string message,
           std::string suggestion) {
    out_.push_back({span, rule, severity, std::move(message), std::move(suggestion)});
  }

  void too_much() {
    if (verdict_ != Verdict::Stuffed && verdict_ != Verdict::Over) return;
    const bool stuffed = verdict_ == Verdict::Stuffed;
    std::string message = quoted() + " stands " + times(m_.count) + " in " + std::to_string(m_.words) +
                          " words: " + decimal(m_.word_share) + " % of all words (density " +
                          decimal(m_.density) + " %)";
    if (judged_.words >= kLongPhrase) {
      message += ", " + decimal(m_.word_share / usual_share(m_.words)) +
                 " times what 95 of 100 texts of this length stay under";
    }
    message += "; it is in " + std::to_string(m_.paragraphs_with) + " of " + std::to_string(m_.paragraphs) +
               " paragraphs";
    if (m_.headings > 0)
      message +=
          " and " + std::to_string(m_.headings_with) + " of " + std::to_string(m_.headings) + " headings";
    const std::uint32_t excess = m_.count - std::min(m_.count, range_.most);
    std::string suggestion =
        "remove or reword about " + std::to_string(std::max(1u, excess)) + " of " + std::to_string(m_.count);
    if (const std::string where = thickest(); !where.empty())
      suggestion += ", first those near '" + where + "'";
    add(first(), stuffed ? "stuffing" : "overuse", stuffed ? "error" : "warning", std::move(message),
        std::move(suggestion));
  }

  /// The opening of the sentence where an occurrence follows the one before soonest.
  std::string thickest() const {
    std::uint32_t best = UINT32_MAX;
    std::uint32_t sentence = 0;
    for (std::size_t i = 1; i < judged_.occurrences.size(); ++i) {
      const std::uint32_t gap = judged_.occurrences[i].first - judged_.occurrences[i - 1].first;
      if (gap >= best) continue;
      best = gap;
      sentence = words_.words[judged_.occurrences[i].first].sentence;
    }
    return best == UINT32_MAX ? std::string() : opening(text_, words_.sentences[sentence].span);
  }

  void too_little() {
    if (verdict_ != Verdict::None && verdict_ != Verdict::Under) return;
    const std::string message = m_.count == 0 ? quoted() + " is not in the text"
                                              : quoted() + " stands " + times(m_.count) + " in " +
                                                    std::to_string(m_.words) + " words (density " +
                                                    decimal(m_.density) + " %)";
    add(m_.count ? first() : start(), "underuse", m_.count ? "note" : "warning", message,
        "use it at least " + times(range_.least));
  }

  void places() {
    if (m_.count == 0) return;
    const auto title = find_role(Role::Title);
    if (title && m_.per_role[static_cast<std::size_t>(Role::Title)] == 0) {
      add(*title, "missing-in-title", "note", quoted() + " is not in the title",
          "put it into the title, near its begin");
    }
    const auto body = find_role(Role::Body);
    if (body && m_.paragraphs > 1 && m_.in_first_paragraph == 0) {
      add(*body, "missing-in-introduction", "note", quoted() + " is not in the first paragraph",
          "say in the first paragraph what the text is about");
    }
    if (m_.headings >= limits_.headings && m_.headings_with == 0) {
      add(*find_role(Role::Heading), "missing-in-headings", "note",
          quoted() + " is in none of the " + std::to_string(m_.headings) + " headings",
          "put it into one of them");
    }
  }

  std::optional<Span> find_role(Role role) const {
    for (const Sentence& s : words_.sentences) {
      if (s.role == role) return s.span;
    }
    return std::nullopt;
  }

  void wording() {
    if (judged_.only_function_words) {
      add(start(), "only-function-words", "note", quoted() + " has only function words",
          "choose a phrase that names the subject");
    } else if (judged_.content_words > limits_.phrase_words) {
      add(start(), "keyphrase-too-long", "note",
          "the keyphrase has " + std::to_string(judged_.content_words) + " content words",
          "take one of at most " + std::to_string(limits_.phrase_words));
    }
  }

  void spread() {
    if (m_.count >= 3 && m_.words >= limits_.min_words && m_.longest_gap > limits_.long_gap &&
        judged_.given) {
      add(first(), "clustered", "note",
          quoted() + " is missing from " + decimal(m_.longest_gap) + " % of the text at a stretch",
          "spread its " + std::to_string(m_.count) + " occurrences");
    }
    if (verdict_ == Verdict::Stuffed || verdict_ == Verdict::Over) too_close();
  }

  /// Of many pairs only the closest are worth a finding each: the rest goes away with them.
  void too_close() {
    struct Pair {
      std::size_t second;
      std::uint32_t gap;
    };
    std::vector<Pair> pairs;
    for (std::size_t i = 1; i < judged_.occurrences.size(); ++i) {
      const Occurrence& before = judged_.occurrences[i - 1];
      const Occurrence& here = judged_.occurrences[i];
      if (here.first >= before.end && here.first - before.end < limits_.too_close)
        pairs.push_back({i, here.first - before.end});
    }
    const std::size_t all = pairs.size();
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.gap < b.gap; });
    if (all > limits_.notes) pairs.resize(limits_.notes);
    for (const Pair& pair : pairs) {
      std::string message =
          quoted() + " comes again after " + std::to_string(pair.gap) + (pair.gap == 1 ? " word" : " words");
      if (all > pairs.size())
        message +=
            ", one of the " + std::to_string(pairs.size()) + " closest of " + std::to_string(all) + " pairs";
      add(span_of(judged_.occurrences[pair.second]), "too-close", "note", std::move(message),
          "use a pronoun or another word");
    }
  }

  const Judged& judged_;
  const Measures& m_;
  const Words& words_;
  std::string_view text_;
  Range range_;
  Verdict verdict_;
  const Limits& limits_;
  std::vector<Finding> out_;
};

}  // namespace

std::string_view name_of(Verdict verdict) {
  constexpr std::string_view kNames[] = {"no_input", "none", "under", "good", "over", "way_over", "stuffed"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Range recommended(const Judged& judged, const Limits& limits) {
  const double words = judged.measures.words;
  if (words < 100) return {1, words <= 50 ? 1u : 2u};
  double most = limits.max_density * words / 100;
  if (judged.words >= kLongPhrase) most = std::min(most, limits.overuse_share * words / 100 / judged.words);
  const auto least =
      static_cast<std::uint32_t>(std::max(1.0, std::ceil(std::min(limits.min_density * words / 100, most))));
  return {least, std::max({2u, least, static_cast<std::uint32_t>(most)})};
}

Verdict judge(const Judged& judged, const Limits& limits) {
  const Measures& m = judged.measures;
  if (m.words == 0 || judged.words == 0) return Verdict::NoInput;
  if (m.count == 0) return Verdict::None;
  if (judged.words >= kLongPhrase && m.words < limits.min_words && m.count >= limits.overuse_count &&
      m.word_share > highest_share_of_short_text(m.words))
    return Verdict::Over;
  const bool long_phrase = judged.words >= kLongPhrase && m.words >= limits.min_words;
  if (long_phrase && m.count >= limits.stuffing_count && m.word_share >= limits.stuffing_share)
    return Verdict::Stuffed;
  if (long_phrase && m.count >= limits.overuse_count && m.word_share >= limits.overuse_share)
    return Verdict::Over;
  if (!judged.given) return Verdict::Good;  // a text may say its own words as often as it likes
  const Range range = recommended(judged, limits);
  if (m.count < range.least) return Verdict::Under;
  return m.density > limits.max_density && m.count > range.most ? Verdict::Over : Verdict::Good;
}

std::vector<Finding> findings_of(const Judged& judged, const Words& words, std::string_view text,
                                 const Limits& limits) {
  return Judge(judged, words, text, limits).run();
}

}  // namespace textmill::keyword_density
