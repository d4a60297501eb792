#include "line_features.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <unordered_map>

#include "piece_set.hpp"
#include "textmill/text/ascii.hpp"

namespace textmill::segmenter {
namespace {

float share(double part, double whole) { return whole <= 0 ? 0.0F : static_cast<float>(part / whole); }
float logarithm(double value) { return std::log2(1.0F + static_cast<float>(value)); }

bool is_prose(const Line& line) { return line.words >= 10 && line.closed; }
bool is_long(const Line& line) { return line.words >= 20; }

/// Sums over any range of lines in constant time.
class Sums {
 public:
  template <class Value>
  Sums(const std::vector<Line>& lines, Value value) : sums_(lines.size() + 1) {
    for (std::size_t i = 0; i < lines.size(); ++i) sums_[i + 1] = sums_[i] + value(lines[i]);
  }
  /// Of the lines within `reach` of `at`, cut off at the ends of the page.
  double around(std::size_t at, std::size_t reach) const {
    return between(at > reach ? at - reach : 0, std::min(at + reach + 1, sums_.size() - 1));
  }
  double between(std::size_t first, std::size_t last) const { return sums_[last] - sums_[first]; }
  double all() const { return sums_.back(); }

 private:
  std::vector<double> sums_;
};

/// The run of prose with most words on the page; up to four other lines may come between two of prose.
struct Run {
  std::size_t first = 0;
  std::size_t last = 0;  // behind it
  double words = 0;
};

Run longest_run(const std::vector<Line>& lines) {
  constexpr std::size_t kGap = 4;
  Run best;
  Run run;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_prose(lines[i])) continue;
    if (run.words == 0 || i > run.last + kGap) run = {i, i, 0};
    run.words += lines[i].words;
    run.last = i + 1;
    if (run.words > best.words) best = run;
  }
  return best;
}

/// How often each line's text occurs on the page.
std::vector<std::uint32_t> repetitions(std::string_view text, const std::vector<Line>& lines) {
  std::unordered_map<std::string_view, std::uint32_t> seen;
  seen.reserve(lines.size());
  for (const Line& line : lines) ++seen[text_of(text, line.span)];
  std::vector<std::uint32_t> counts;
  counts.reserve(lines.size());
  for (const Line& line : lines) counts.push_back(seen[text_of(text, line.span)]);
  return counts;
}

struct Signs {
  std::uint32_t commas = 0;
  std::uint32_t bars = 0;  // | > » · ©
  std::uint32_t quotes = 0;
  bool address = false;
  bool rights = false;
  std::uint32_t people = 0;  // I, my, you: words of a conversation
  std::uint32_t loud = 0;    // !
};

constexpr PieceSet<8> kPeople({" I ", " my ", " you ", " your ", "I ", " me ", "I'm", "You "});
constexpr PieceSet<13> kTalk({" ago", "Reply", "reply", " says", " said:", "Report", " am", " pm", " AM",
                              " PM", "Like", "Posted", "omment"});

/// Counts marks in the first bytes of a line: that is where short lines tell themselves apart.
Signs signs_of(std::string_view line) {
  constexpr std::size_t kLooked = 200;
  line = line.substr(0, kLooked);
  Signs signs;
  for (const char c : line) {
    signs.commas += c == ',';
    signs.bars += c == '|' || c == '>' || c == '/';
    signs.quotes += c == '"';
    signs.address |= c == '@';
    signs.loud += c == '!';
  }
  signs.people = kPeople.count_in(line);
  signs.rights = line.find("\u00A9") != std::string_view::npos;
  return signs;
}

std::vector<Signs> signs_of_lines(std::string_view text, const std::vector<Line>& lines) {
  std::vector<Signs> signs;
  signs.reserve(lines.size());
  for (const Line& line : lines) signs.push_back(signs_of(text_of(text, line.span)));
  return signs;
}

/// For each line the length of the streak of such lines it is in; 0: it is not one.
template <class In>
std::vector<std::uint16_t> streaks(const std::vector<Line>& lines, In in) {
  constexpr std::size_t kMost = 60000;
  std::vector<std::uint16_t> lengths(lines.size());
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i;
    while (end < lines.size() && in(lines[end])) ++end;
    for (std::size_t k = i; k < end; ++k) lengths[k] = static_cast<std::uint16_t>(std::min(end - i, kMost));
    i = std::max(end, i + 1);
  }
  return lengths;
}

/// Hashes of the longer words of a line, as many as fit; a set of hashes decides which words a page's prose
/// has.
constexpr std::size_t kWordBits = 14;
constexpr std::size_t kMostWords = 24;

template <class Use>
void each_long_word(std::string_view line, Use use) {
  constexpr std::size_t kShortest = 4;
  std::uint32_t hash = 2166136261U;
  std::size_t length = 0;
  std::size_t words = 0;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    const unsigned char c = at < line.size() ? static_cast<unsigned char>(line[at]) : ' ';
    const unsigned char small = c | 0x20;
    if ((small >= 'a' && small <= 'z') || c >= 0x80) {
      hash = (hash ^ small) * 16777619U;
      ++length;
      continue;
    }
    if (length >= kShortest) {
      use((hash ^ (hash >> 15)) & ((1U << kWordBits) - 1));
      if (++words == kMostWords) return;
    }
    hash = 2166136261U;
    length = 0;
  }
}

/// The hashes of all lines, one behind the other.
class LongWords {
 public:
  LongWords(std::string_view text, const std::vector<Line>& lines) {
    ends_.reserve(lines.size());
    for (const Line& line : lines) {
      each_long_word(text_of(text, line.span),
                     [&](std::uint32_t word) { words_.push_back(static_cast<std::uint16_t>(word)); });
      ends_.push_back(words_.size());
    }
  }
  std::span<const std::uint16_t> of(std::size_t line) const {
    const std::size_t begin = line == 0 ? 0 : ends_[line - 1];
    return {words_.data() + begin, ends_[line] - begin};
  }

 private:
  std::vector<std::uint16_t> words_;
  std::vector<std::size_t> ends_;
};

/// For each word hash, in how many lines of prose it occurs.
std::vector<std::uint8_t> prose_words(const LongWords& words, const std::vector<Line>& lines) {
  std::vector<std::uint8_t> counts(1U << kWordBits);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_prose(lines[i])) continue;
    for (const std::uint16_t word : words.of(i)) counts[word] += counts[word] < 200;
  }
  return counts;
}

bool is_stop(char c) { return c == '.' || c == '!' || c == '?'; }

/// Whether a sentence could begin behind the blank at `at`.
bool begins_behind(std::string_view line, std::size_t at) {
  if (at < 2 || at + 1 >= line.size() || line[at] != ' ') return false;
  const char next = line[at + 1];
  return (next >= 'A' && next <= 'Z') || (next & 0x80) || next == '"';
}

/// Ends of sentences before the end of a line: a stop, or a full stop and one more sign, before such a blank.
std::uint32_t count_inner_stops(std::string_view line) {
  std::uint32_t count = 0;
  for (std::size_t at = text::find_sentence_end_byte(line, 0); at + 2 < line.size();
       at = text::find_sentence_end_byte(line, at + 1)) {
    if (!is_stop(line[at])) continue;
    count += begins_behind(line, at + 1);
    count += line[at] == '.' && !is_stop(line[at + 1]) && begins_behind(line, at + 2);
  }
  return count;
}

/// Ends of sentences in each line.
std::vector<std::uint32_t> count_sentences(std::string_view text, const std::vector<Line>& lines) {
  std::vector<std::uint32_t> counts;
  counts.reserve(lines.size());
  for (const Line& line : lines) counts.push_back(line.closed + count_inner_stops(text_of(text, line.span)));
  return counts;
}

/// Share of bytes that are signs of program code.
std::vector<float> code_shares(std::string_view text, const std::vector<Line>& lines) {
  std::vector<float> shares;
  shares.reserve(lines.size());
  for (const Line& line : lines) {
    const std::size_t signs = count_code_signs(text_of(text, line.span));
    shares.push_back(share(static_cast<double>(signs), line.span.size()));
  }
  return shares;
}

/// Signs of a comment thread in the line's begin: times of day, "ago", "Reply".
std::vector<std::uint32_t> talk_signs(std::string_view text, const std::vector<Line>& lines) {
  constexpr std::size_t kLooked = 120;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::vector<std::uint32_t> counts;
  counts.reserve(lines.size());
  for (const Line& line : lines) {
    const std::string_view s = text_of(text, line.span).substr(0, kLooked);
    std::uint32_t count = kTalk.count_in(s);
    for (std::size_t i = 1; i + 2 < s.size(); ++i)
      count += s[i] == ':' && digit(s[i - 1]) && s[i + 1] >= '0' && s[i + 1] <= '5';
    counts.push_back(count);
  }
  return counts;
}

/// Shares of a line's longer words that the eight lines before it, the eight behind it, and the page's title
/// have too; -1 for lines without such words.
struct Cohesion {
  float before = -1;
  float after = -1;
  float title = -1;
};

/// The last unfinished line of four words or more above the run of prose.
std::size_t title_line(const std::vector<Line>& lines, const Run& run) {
  constexpr std::size_t kFar = 15;
  for (std::size_t i = run.first; i-- > 0 && run.first - i <= kFar;) {
    if (!lines[i].closed && lines[i].words >= 4) return i;
  }
  return lines.size();
}

std::vector<Cohesion> cohesions(const LongWords& words, const std::vector<Line>& lines, const Run& run) {
  constexpr std::size_t kReach = 8;
  constexpr std::size_t kTable = std::size_t{1} << kWordBits;
  std::vector<std::uint16_t> before(kTable);  // how often a word stands in the lines before, behind, ...
  std::vector<std::uint16_t> after(kTable);
  std::vector<std::uint16_t> title(kTable);
  const auto count = [&](std::vector<std::uint16_t>& table, std::size_t line, int step) {
    if (line >= lines.size()) return;
    for (const std::uint16_t word : words.of(line))
      table[word] = static_cast<std::uint16_t>(table[word] + step);
  };
  count(title, title_line(lines, run), 1);
  for (std::size_t i = 1; i <= kReach; ++i) count(after, i, 1);
  std::vector<Cohesion> out(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::span<const std::uint16_t> here = words.of(i);
    const auto known = [&](const std::vector<std::uint16_t>& table) {
      const auto hits =
          std::count_if(here.begin(), here.end(), [&](std::uint16_t w) { return table[w] > 0; });
      return share(static_cast<double>(hits), static_cast<double>(here.size()));
    };
    if (!here.empty()) out[i] = {known(before), known(after), known(title)};
    count(before, i, 1);
    if (i >= kReach) count(before, i - kReach, -1);
    count(after, i + 1, -1);
    count(after, i + kReach + 1, 1);
  }
  return out;
}

class Page {
 public:
  Page(std::string_view text, const std::vector<Line>& lines, const std::vector<LineMarks>& marks)
      : text_(text),
        lines_(lines),
        marks_(marks),
        words_(lines, [](const Line& l) { return l.words; }),
        prose_(lines, [](const Line& l) { return is_prose(l) ? l.words : 0U; }),
        proses_(lines, [](const Line& l) { return is_prose(l) ? 1U : 0U; }),
        run_(longest_run(lines)),
        repeated_(repetitions(text, lines)),
        bullets_(streaks(lines, [](const Line& l) { return l.bullet; })),
        shorts_(streaks(lines, [](const Line& l) { return l.words < 6 && !l.closed; })),
        sentences_(count_sentences(text, lines)),
        prose_sentences_(lines, [&](const Line& l) { return is_prose(l) ? sentences_[number_of(l)] : 0U; }),
        headlines_(lines, [](const Line& l) { return !l.closed && l.words >= 6 && l.words <= 25 ? 1U : 0U; }),
        duplicates_(lines, [&](const Line& l) { return repeated_[number_of(l)] > 1 ? 1U : 0U; }),
        code_(code_shares(text, lines)),
        talk_(talk_signs(text, lines)),
        talks_(lines, [&](const Line& l) { return talk_[number_of(l)]; }),
        signs_(signs_of_lines(text, lines)),
        people_(lines, [&](const Line& l) { return signs_[number_of(l)].people; }),
        long_words_(text, lines),
        cohesions_(cohesions(long_words_, lines, run_)),
        notices_(lines.size() + 1),
        prose_words_(prose_words(long_words_, lines)) {
    for (std::size_t i = 0; i < lines.size(); ++i) notices_[i + 1] = notices_[i] + marks[i].notice;
  }

  LineFeatures features(std::size_t i) const {
    LineFeatures out{};
    std::size_t at = 0;
    const auto add = [&](double value) { out[at++] = static_cast<float>(value); };
    add_line(i, add);
    add_surroundings(i, add);
    add_place(i, add);
    add_company(i, add);
    return out;
  }

 private:
  std::size_t number_of(const Line& line) const { return static_cast<std::size_t>(&line - lines_.data()); }

  /// The line itself.
  template <class Add>
  void add_line(std::size_t i, Add add) const {
    const Line& line = lines_[i];
    const std::string_view content = text_of(text_, line.span);
    const Signs& signs = signs_[i];
    add(line.words);
    add(line.span.size());
    add(share(line.capitals, line.words));
    add(share(line.digits, line.words));
    add(share(line.letters, line.span.size()));
    add(share(line.letters, line.words));
    add(line.closed);
    add(line.bullet);
    add(line.numbered);
    add(share(signs.commas, line.words));
    add(signs.bars);
    add(signs.quotes);
    add(signs.address + 2 * signs.rights);
    add(content.back() == ':' ? 1 : content.back() == '?' ? 2 : 0);
    add(marks_[i].notice + 2 * marks_[i].trail);
    add(marks_[i].caption);
    add(marks_[i].byline);
    add(repeated_[i]);
    add(line.blanks_before);
    add(bullets_[i]);
    add(shorts_[i]);
    add(share(line.small_words, line.words));

    add(overlap(i));
    add(signs.people);
    add(signs.loud);
  }

  /// Its neighbours.
  template <class Add>
  void add_surroundings(std::size_t i, Add add) const {
    for (const int offset : {-1, 1, -2, 2}) {
      const Line* other = neighbour(i, offset);
      add(other ? other->words : -1);
      add(other ? other->closed + 2 * other->bullet : -1);
    }
    add(share(prose_.around(i, 2), words_.around(i, 2)));
    add(share(prose_.around(i, 5), words_.around(i, 5)));
    add(share(prose_.around(i, 12), words_.around(i, 12)));
    add(share(prose_.around(i, 25), words_.around(i, 25)));
    add(prose_.around(i, 5));
    add(prose_.around(i, 25));
    add(share(words_.around(i, 5), 11));
    add(next_prose(i, 1));
    add(next_prose(i, -1));
    add(notices_[std::min(i + 6, lines_.size())] - notices_[i > 5 ? i - 5 : 0]);
    add(share(notices_[i], notices_.back()));
    add(since_notice(i, -1));
    add(since_notice(i, 1));
  }

  /// Its place on the page.
  template <class Add>
  void add_place(std::size_t i, Add add) const {
    const double n = static_cast<double>(lines_.size());
    add(static_cast<double>(i) / n);
    add(share(words_.between(0, i), words_.all()));
    add(share(prose_.between(0, i), prose_.all()));
    add(share(run_.words, words_.all()));
    add(run_.words);
    add(static_cast<double>(i) - static_cast<double>(run_.first));
    add(static_cast<double>(i) - static_cast<double>(run_.last));
    add(i >= run_.first && i < run_.last);
    add(logarithm(n));
    add(logarithm(words_.all()));
    add(share(prose_.all(), words_.all()));
    add(share(proses_.all(), n));
    add(i < run_.first   ? proses_.between(i, run_.first)
        : i >= run_.last ? -proses_.between(run_.last, i)
                         : 0);
  }

  /// How it goes with what stands around it: an article goes on about its subject in paragraphs of several
  /// sentences; teasers have one each, a headline over it, and another subject every time.
  template <class Add>
  void add_company(std::size_t i, Add add) const {
    add(sentences_[i]);
    add(share(prose_sentences_.around(i, 5), proses_.around(i, 5)));
    add(share(prose_sentences_.around(i, 12), proses_.around(i, 12)));
    add(share(prose_.around(i, 5), proses_.around(i, 5)));
    add(share(prose_.around(i, 12), proses_.around(i, 12)));
    add(share(prose_.all(), proses_.all()));
    add(share(prose_sentences_.all(), proses_.all()));
    add(share(headlines_.around(i, 5), 11));
    add(share(headlines_.around(i, 12), 25));
    add(share(duplicates_.around(i, 5), 11));
    add(share(duplicates_.around(i, 15), 31));
    add(code_[i]);
    add(cohesions_[i].before);
    add(cohesions_[i].after);
    add(cohesions_[i].title);
    add(talk_[i]);
    add(share(talks_.around(i, 6), 13));
    add(next_long(i, 1));
    add(next_long(i, -1));
    add(share(people_.around(i, 5), 11));
    add(share(proses_.between(0, i), proses_.all()));
  }

  const Line* neighbour(std::size_t i, int offset) const {
    const auto at = static_cast<std::ptrdiff_t>(i) + offset;
    return at < 0 || at >= static_cast<std::ptrdiff_t>(lines_.size()) ? nullptr
                                                                      : &lines_[static_cast<std::size_t>(at)];
  }

  /// Share of the line's longer words that other lines of prose have too.
  float overlap(std::size_t i) const {
    std::uint32_t known = 0;
    const std::uint8_t own = is_prose(lines_[i]) ? 1 : 0;
    const std::span<const std::uint16_t> words = long_words_.of(i);
    for (const std::uint16_t word : words) known += prose_words_[word] > own;
    return words.empty() ? -1.0F : share(known, static_cast<double>(words.size()));
  }

  int since_notice(std::size_t i, int step) const {
    constexpr int kFar = 30;
    for (int distance = 1; distance < kFar; ++distance) {
      const auto at = static_cast<std::ptrdiff_t>(i) + distance * step;
      if (at < 0 || at >= static_cast<std::ptrdiff_t>(lines_.size())) return kFar + 1;
      if (marks_[static_cast<std::size_t>(at)].notice) return distance;
    }
    return kFar;
  }

  /// Lines to the next one of prose in a direction; at most nine are looked at.
  int next_prose(std::size_t i, int step) const {
    constexpr int kFar = 9;
    for (int distance = 1; distance < kFar; ++distance) {
      const Line* other = neighbour(i, distance * step);
      if (!other) return kFar + 1;
      if (is_prose(*other) || is_long(*other)) return distance;
    }
    return kFar;
  }

  /// Lines to the next paragraph of 35 words or more.
  int next_long(std::size_t i, int step) const {
    constexpr int kFar = 25;
    constexpr std::uint32_t kLong = 35;
    for (int distance = 1; distance < kFar; ++distance) {
      const Line* other = neighbour(i, distance * step);
      if (!other) return kFar + 1;
      if (other->words >= kLong && other->closed) return distance;
    }
    return kFar;
  }

  std::string_view text_;
  const std::vector<Line>& lines_;
  const std::vector<LineMarks>& marks_;
  Sums words_;
  Sums prose_;
  Sums proses_;
  Run run_;
  std::vector<std::uint32_t> repeated_;
  std::vector<std::uint16_t> bullets_;
  std::vector<std::uint16_t> shorts_;
  std::vector<std::uint32_t> sentences_;
  Sums prose_sentences_;
  Sums headlines_;
  Sums duplicates_;
  std::vector<float> code_;
  std::vector<std::uint32_t> talk_;
  Sums talks_;
  std::vector<Signs> signs_;
  Sums people_;
  LongWords long_words_;
  std::vector<Cohesion> cohesions_;
  std::vector<std::uint32_t> notices_;
  std::vector<std::uint8_t> prose_words_;
};

}  // namespace

void line_features(std::string_view text, const std::vector<Line>& lines, const std::vector<LineMarks>& marks,
                   std::vector<LineFeatures>& out) {
  out.clear();
  if (lines.empty()) return;
  const Page page(text, lines, marks);
  out.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) out.push_back(page.features(i));
}

}  // namespace textmill::segmenter
