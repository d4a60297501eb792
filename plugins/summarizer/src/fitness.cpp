#include "fitness.hpp"

#include <algorithm>
#include <array>

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
  return s.empty() || s.front() == ',' || s.front() == ';' || s.front() == ')' || s.starts_with("...") ||
         s.starts_with("\u2026") || is_lower_ascii(s.front());
}

class Judge {
 public:
  Judge(const Article& article, const TermIndex& index)
      : article_(article), index_(index), fewest_(index.kind.opinions ? kFewestOpinionWords : kFewestWords) {}

  Judgement operator()(const Sentence& sentence) const {
    if (!is_body(sentence.kind) || !has_content(sentence) || repeats_title(sentence)) return {};
    const std::string_view text = text_of(article_.text, sentence.span);
    const bool ends = has_end_mark(text);
    if (!ends && is_fragment(sentence)) return {};
    const bool good = ends && sentence.word_count() >= fewest_ && !is_question(text) && is_balanced(text) &&
                      !opens_like_a_fragment(text);
    return {good ? Fitness::Good : Fitness::Poor,
            (index_.word_flags[sentence.first_word] & kPointsBack) != 0 && sentence.word_count() > 1,
            opens_with_quotation(text)};
  }

 private:
  bool is_fragment(const Sentence& sentence) const {
    const bool is_line = sentence.opens_block && sentence.closes_block;
    return sentence.kind == BlockKind::ListItem ||
           (is_line && sentence.word_count() < kHeadingWords && has_full_stops_);
  }

  template <class Predicate>
  std::uint32_t count_content(const Sentence& sentence, Predicate holds) const {
    std::uint32_t n = 0;
    for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
      const Term& term = index_.terms[index_.words[w]];
      if (!(term.flags & kStop) && holds(term)) ++n;
    }
    return n;
  }
  bool has_content(const Sentence& sentence) const {
    for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
      if (!(index_.terms[index_.words[w]].flags & kStop)) return true;
    }
    return false;
  }
  bool repeats_title(const Sentence& sentence) const {
    const std::uint32_t titled = count_content(sentence, [](const Term& term) { return term.in_title; });
    if (titled <= 2) return false;
    const std::uint32_t all = count_content(sentence, [](const Term&) { return true; });
    return static_cast<float>(titled) >= kRepeatShare * static_cast<float>(all);
  }

  const Article& article_;
  const TermIndex& index_;
  std::uint32_t fewest_;
  bool has_full_stops_ = true;
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

void skip_datelines(Article& article) {
  for (Sentence& sentence : article.sentences) {
    if (!sentence.opens_block || !is_body(sentence.kind)) continue;
    const std::size_t length = dateline_length(text_of(article.text, sentence.span));
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
  return s.starts_with('"') || s.starts_with("\u201c") || s.starts_with("\u201e") ||
         s.starts_with("\u00ab") || s.starts_with("\u300c");
}

bool is_balanced(std::string_view s) {
  constexpr std::string_view kFirstBytes = "\"()\xC2\xE2\xE3";
  int straight = 0, curly = 0, angle = 0, corner = 0, bracket = 0;
  for (std::size_t i = s.find_first_of(kFirstBytes); i < s.size(); i = s.find_first_of(kFirstBytes, i + 1)) {
    const char c = s[i];
    straight += c == '"';
    bracket += (c == '(') - (c == ')');
    const std::string_view here = s.substr(i, 3);
    curly += (here == "\u201c" || here == "\u201e") - (here == "\u201d");
    angle += here.starts_with("\u00ab") - here.starts_with("\u00bb");
    corner += (here == "\u300c") - (here == "\u300d");
  }
  return straight % 2 == 0 && curly == 0 && angle == 0 && corner == 0 && bracket == 0;
}

void judge(const Article& article, const TermIndex& index, std::vector<Judgement>& judgements) {
  judgements.clear();
  const Judge judge_one(article, index);
  for (const Sentence& sentence : article.sentences) judgements.push_back(judge_one(sentence));
}

}  // namespace textmill::summarizer
