#include "fitness.hpp"

#include <algorithm>
#include <array>

#include "quotes.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::summarizer {
namespace {

constexpr std::uint32_t kFewestWords = 8;
constexpr std::uint32_t kFewestOpinionWords = 5;
constexpr std::uint32_t kHeadingWords = 20;  // a line without an end mark and fewer words is a heading
constexpr float kRepeatShare = 0.8f;         // of a sentence's content words in the title
constexpr std::size_t kLongestPlace = 60;    // bytes before the agency's bracket

constexpr std::array<std::string_view, 24> kAgencies{
    "CNN",   "Reuters", "REUTERS",   "AP",       "AFP", "Xinhua", "UPI",         "PTI",
    "ANI",   "IANS",    "TASS",      "Interfax", "dpa", "DPA",    "EFE",         "ANSA",
    "Kyodo", "Yonhap",  "Bloomberg", "PA",       "APA", "KUNA",   "RIA Novosti", "IPS"};

bool is_agency(std::string_view name) {
  return std::find(kAgencies.begin(), kAgencies.end(), name) != kAgencies.end();
}

// The last code point that is not a closing quote, a bracket or white space.
char32_t last_mark(std::string_view s) {
  if (s.ends_with('.')) return '.';  // mostly
  constexpr std::u32string_view kClosers = U"\"'\u2019\u201d\u00bb)]}\u300d\u300f\uff09 \t\n\r\u00a0*_";
  std::size_t end = s.size();
  while (end > 0) {
    const auto last = text::decode_before(s, end);
    if (kClosers.find(last.code_point) == kClosers.npos) return last.code_point;
    end -= last.length;
  }
  return 0;
}

bool is_lower_ascii(char c) { return c >= 'a' && c <= 'z'; }

bool opens_like_a_fragment(std::string_view s) {
  if (s.empty() || s.front() == ',' || s.front() == ';' || s.front() == ')' || is_lower_ascii(s.front()))
    return true;
  const bool may_be_dots = s.front() == '.' || (s.front() & 0x80) != 0;
  return may_be_dots && (s.starts_with("...") || s.starts_with("\u2026"));
}

class Judge {
 public:
  Judge(const Article& article, const TermIndex& index)
      : article_(article), index_(index), fewest_(index.kind.opinions ? kFewestOpinionWords : kFewestWords) {
    titled_.resize(index.terms.size());
    for (std::size_t t = 0; t < index.terms.size(); ++t) {
      titled_[t] = static_cast<std::uint8_t>((index.stop[t] ^ 1u) & unsigned{index.terms[t].in_title});
      titles_ += titled_[t];
    }
  }

  Judgement operator()(std::uint32_t s) const {
    const Sentence& sentence = article_.sentences[s];
    if (!is_body(sentence.kind) || !has_content(sentence) || repeats_title(sentence)) return {};
    const std::string_view text = text_of(article_.text, sentence.span);
    const bool ends = has_end_mark(text);
    if (!ends && is_fragment(sentence)) return {};
    const bool good = ends && sentence.word_count() >= fewest_ && !is_question(text) &&
                      index_.quotes[s].balanced && !opens_like_a_fragment(text);
    return {good ? Fitness::Good : Fitness::Poor,
            (index_.first_flags[s] & kPointsBack) != 0 && sentence.word_count() > 1,
            opens_with_quotation(text)};
  }

 private:
  bool is_fragment(const Sentence& sentence) const {
    const bool is_line = sentence.opens_block && sentence.closes_block;
    return sentence.kind == BlockKind::ListItem ||
           (is_line && sentence.word_count() < kHeadingWords && has_full_stops_);
  }

  // How many of the sentence's words are of terms marked with `mark`.
  std::uint32_t count(const Sentence& sentence, const std::vector<std::uint8_t>& marks, bool mark) const {
    std::uint32_t n = 0;
    for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w)
      n += marks[index_.words[w]] == mark;
    return n;
  }
  bool has_content(const Sentence& sentence) const {
    for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
      if (!index_.stop[index_.words[w]]) return true;
    }
    return false;
  }
  bool repeats_title(const Sentence& sentence) const {
    const std::uint32_t titled = titles_ > 0 ? count(sentence, titled_, true) : 0;
    return titled > 2 && static_cast<float>(titled) >=
                             kRepeatShare * static_cast<float>(count(sentence, index_.stop, false));
  }

  const Article& article_;
  const TermIndex& index_;
  std::uint32_t fewest_;
  bool has_full_stops_ = true;
  std::vector<std::uint8_t> titled_;  // of each term: content that the title has
  std::uint32_t titles_ = 0;          // terms so marked
};

}  // namespace

std::size_t dateline_length(std::string_view sentence) {
  const std::size_t open = sentence.substr(0, kLongestPlace).find('(');
  if (open == sentence.npos) return 0;
  const std::size_t close = sentence.find(')', open);
  if (close == sentence.npos || !is_agency(sentence.substr(open + 1, close - open - 1))) return 0;
  std::size_t at = close + 1;
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view mark : {" ", "-", "\u2013", "\u2014", ":", "\u00a0"}) {
      if (sentence.substr(at).starts_with(mark)) {
        at += mark.size();
        more = true;
      }
    }
  }
  return at < sentence.size() ? at : 0;
}

std::size_t list_mark_length(std::string_view sentence) {
  std::size_t at = 0;
  while (at < sentence.size() && sentence[at] >= '0' && sentence[at] <= '9') ++at;
  const bool is_mark = at > 0 && at <= 2 && at + 2 < sentence.size() &&
                       (sentence[at] == '.' || sentence[at] == ')') && sentence[at + 1] == ' ';
  return is_mark ? at + 2 : 0;
}

void skip_openings(Article& article) {
  for (Sentence& sentence : article.sentences) {
    if (!sentence.opens_block || !is_body(sentence.kind)) continue;
    const std::string_view written = text_of(article.text, sentence.span);
    const std::size_t length =
        sentence.kind == BlockKind::ListItem ? list_mark_length(written) : dateline_length(written);
    sentence.span.begin += static_cast<std::uint32_t>(length);
    while (sentence.first_word < sentence.end_word &&
           article.words[sentence.first_word].begin < sentence.span.begin) {
      ++sentence.first_word;
    }
  }
}

bool has_end_mark(std::string_view sentence) {
  constexpr std::u32string_view kEnds =
      U".!?\u2026\u3002\uff01\uff1f\uff0e\u061f\u06d4\u0964\u0965\u0589\u1362\u1367\u17d4\u104b\u203d";
  return kEnds.find(last_mark(sentence)) != kEnds.npos;
}

bool is_question(std::string_view sentence) {
  const char32_t mark = last_mark(sentence);
  return mark == '?' || mark == 0xff1f || mark == 0x61f || mark == 0x1367;
}

bool opens_with_quotation(std::string_view s) {
  if (!s.empty() && s.front() != '"' && (s.front() & 0x80) == 0) return false;  // mostly
  return s.starts_with('"') || s.starts_with("\u201c") || s.starts_with("\u201e") ||
         s.starts_with("\u00ab") || s.starts_with("\u300c");
}

bool is_balanced(std::string_view sentence) { return read_quotes(sentence).balanced; }

void judge(const Article& article, const TermIndex& index, std::vector<Judgement>& judgements) {
  const Judge judge_one(article, index);
  judgements.resize(article.sentences.size());
  for (std::uint32_t s = 0; s < judgements.size(); ++s) judgements[s] = judge_one(s);
}

}  // namespace textmill::summarizer
