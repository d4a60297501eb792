#include "yoast.hpp"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "dictionary.hpp"
#include "markup.hpp"
#include "textmill/text/fold.hpp"
#include "textmill/text/stopwords.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::keyword_density {
namespace {

bool is_blank(char32_t c) {
  return c <= ' ' || c == 0xA0 || (c < 0x3001 && u_isUWhiteSpace(static_cast<UChar32>(c)));
}

/// Where words end: blanks, hyphens and dashes, brackets.
bool separates(char32_t c) {
  return is_blank(c) || c == '-' || c == 0x2013 || c == 0x2014 || c == '[' || c == ']';
}

/// Marks that end a word for the search though they do not for the count: id="lamp", lamp/shop, 2.5.
bool is_boundary(char32_t c) {
  constexpr std::u32string_view kMarks = U".,;:!?()<>\"/+`\u201C\u201D\u201E\u00AB\u00BB\u00BF\u00A1\u2015";
  return kMarks.find(c) != kMarks.npos || separates(c);
}

/// Marks that are not part of a word at its ends; others (*lamp, lamp%, #lamp, a bullet) are.
bool is_outer_mark(char32_t c) {
  constexpr std::u32string_view kMarks = U"'_&\\\u2018\u2019\u201A\u201B\u2026\u2012";
  if (c != '/' && (is_boundary(c) || kMarks.find(c) != kMarks.npos)) return true;
  const bool other_script = c >= 0x300 && (c < 0x2000 || c > 0x206F);
  return other_script && u_ispunct(static_cast<UChar32>(c));
}

std::string lower_case(std::string_view word, std::string_view language) {
  icu::UnicodeString s = icu::UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())});
  s.toLower(icu::Locale(std::string(language).c_str()));
  std::string out;
  s.toUTF8String(out);
  for (const std::string_view curly : {"\u2019", "\u2018", "\u02BC"}) {
    for (std::size_t at = 0; (at = out.find(curly, at)) != std::string::npos; ++at)
      out.replace(at, curly.size(), "'");
  }
  return out;
}

/// The word without marks at its ends; empty if it has only those.
std::string_view stripped(std::string_view word) {
  while (!word.empty()) {
    const text::Decoded d = text::decode(word, 0);
    if (!is_outer_mark(d.code_point)) break;
    word.remove_prefix(d.length);
  }
  while (!word.empty()) {
    const text::Decoded d = text::decode_before(word, word.size());
    if (!is_outer_mark(d.code_point)) break;
    word.remove_suffix(d.length);
  }
  return word;
}

std::vector<std::string_view> split_at_blanks(std::string_view sentence) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view word = stripped(sentence.substr(begin, end - begin));
    if (!word.empty()) words.push_back(word);
  };
  for (std::size_t at = 0; at < sentence.size();) {
    const text::Decoded d = text::decode(sentence, at);
    if (separates(d.code_point)) {
      add(at);
      begin = at + d.length;
    }
    at += d.length;
  }
  add(sentence.size());
  return words;
}

/// The keyphrase's word in plain letters; the text's words are not changed like this.
std::string transliterated(const std::string& word, std::string_view language) {
  struct Letter {
    std::string_view from;
    std::string_view to;
  };
  static constexpr Letter kUmlauts[] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"},
                                        {"å", "aa"}, {"æ", "ae"}, {"ø", "oe"}};
  std::string out = word;
  if (language == "de" || language == "sv" || language == "da" || language == "nb" || language == "no") {
    for (const Letter& letter : kUmlauts) {
      for (std::size_t at = 0; (at = out.find(letter.from, at)) != std::string::npos;)
        out.replace(at, letter.from.size(), letter.to);
    }
  }
  // Accents of Latin letters only: elsewhere they make another letter.
  return text::decode(out, 0).code_point < 0x370 ? text::fold(out) : out;
}

/// Splits as that checker does: ! and ? before a blank always end a sentence, a full stop does where what
/// follows can begin one, and initials and most abbreviations do not stop it.
class SentenceSplitter {
 public:
  /// `spaced`: sentences have blanks between them, as in all languages but Japanese.
  SentenceSplitter(std::string_view text, bool spaced, std::vector<Span>& out)
      : text_(text), spaced_(spaced), out_(out) {}

  void run(Span block) {
    std::uint32_t begin = block.begin;
    for (std::uint32_t at = block.begin; at < block.end;) {
      const text::Decoded d = text::decode(text_, at);
      at += d.length;
      if (!is_end_mark(d.code_point)) continue;
      const char32_t mark = last_of_run(at, block.end, d.code_point);
      if (!ends_at(begin, at, block.end, mark)) continue;
      out_.push_back({begin, at});
      begin = at;
    }
    if (begin < block.end) out_.push_back({begin, block.end});
  }

 private:
  static bool is_end_mark(char32_t c) {
    constexpr std::u32string_view kMarks = U".!?\u2026\u061F\u06D4\u0964\u0965\u3002\uFF01\uFF1F";
    return kMarks.find(c) != kMarks.npos;
  }

  /// Moves over further end marks; gives the last one.
  char32_t last_of_run(std::uint32_t& at, std::uint32_t end, char32_t mark) const {
    while (at < end) {
      const text::Decoded d = text::decode(text_, at);
      if (!is_end_mark(d.code_point)) break;
      mark = d.code_point;
      at += d.length;
    }
    return mark;
  }

  /// Moves over closing quotes and brackets behind the mark, which only a full stop may have.
  bool ends_at(std::uint32_t begin, std::uint32_t& at, std::uint32_t end, char32_t mark) const {
    constexpr std::u32string_view kClosing = U"\"')]\u201D\u2019\u00BB";
    const bool always = mark == '!' || mark == '?';
    std::uint32_t next = at;
    while (!always && next < end) {
      const text::Decoded d = text::decode(text_, next);
      if (kClosing.find(d.code_point) == kClosing.npos) break;
      next += d.length;
    }
    if (next == end || !spaced_) return at = next, true;
    const auto is_gap = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    if (!is_gap(text_[next])) return false;
    const std::uint32_t gap = next;
    while (next < end && is_gap(text_[next])) ++next;
    const bool ended =
        always || next == end ||
        (begins_sentence(text::decode(text_, next).code_point) && !is_abbreviation(begin, gap, mark));
    if (ended) at = gap;
    return ended;
  }

  static bool begins_sentence(char32_t c) {
    constexpr std::u32string_view kOpening = U"\"'([#$\u201C\u201E\u2018\u00AB\u00BF\u00A1";
    const auto u = static_cast<UChar32>(c);
    return (u_isalpha(u) && !u_islower(u)) || u_isdigit(u) || kOpening.find(c) != kOpening.npos;
  }

  /// "Mr." and a few others before a capital.
  bool is_abbreviation(std::uint32_t begin, std::uint32_t end, char32_t mark) const {
    static constexpr std::string_view kWords[] = {"mr",  "mrs", "ms",  "dr",  "prof", "st", "jr", "sr",
                                                  "vs",  "no",  "gen", "sen", "rev",  "mt", "lt", "col",
                                                  "gov", "hon", "rep", "sgt", "e.g",  "i.e"};
    if (mark != '.') return false;
    std::uint32_t first = end - 1;
    while (first > begin && !separates(static_cast<unsigned char>(text_[first - 1]))) --first;
    std::string word(text_.substr(first, end - 1 - first));
    for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
  }

  std::string_view text_;
  bool spaced_;
  std::vector<Span>& out_;
};

/// What may stand in front of an Arabic word.
bool is_arabic_prefix(std::string_view s) {
  static constexpr std::string_view kPrefixes[] = {"ال",  "و",   "ف",   "ب",   "ك",  "ل",  "لل", "س",  "أ",
                                                   "وال", "فال", "بال", "كال", "ول", "وب", "فل", "ولل"};
  return std::find(std::begin(kPrefixes), std::end(kPrefixes), s) != std::end(kPrefixes);
}

/// English numerals and units that it takes for function words: "20 years" is found as 20, "two apples" as
/// apples.
bool is_measure(std::string_view word) {
  constexpr std::string_view kWords =
      " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
      "seventeen"
      " eighteen nineteen twenty hundred thousand million billion first second third fourth fifth sixth "
      "seventh"
      " eighth ninth tenth seconds minute minutes hour hours day days week weeks month months year years "
      "percent ";
  return kWords.find(" " + std::string(word) + " ") != kWords.npos;
}

class Check {
 public:
  Check(std::string_view keyphrase, std::string_view language) : language_(language) {
    if (language == "ja") dictionary_.emplace(language);  // it takes Chinese words from blank to blank
    if (unquote(keyphrase)) {
      exact_ = lower_case(keyphrase, language);
      exact_plain_ = transliterated(exact_, language);
      result_.keyphrase_words = exact_.empty() ? 0 : 1;
    } else {
      read_keyphrase(keyphrase);
    }
  }

  YoastCheck run(std::string_view text, std::span<const Block> blocks) {
    std::vector<Span> sentences;
    for (const Block& block : blocks) SentenceSplitter(text, !dictionary_, sentences).run(block.span);
    for (const Span span : sentences) {
      const std::string_view sentence = text_of(text, span);
      const std::vector<std::string_view> words = words_of(sentence);
      result_.words += static_cast<std::uint32_t>(words.size());
      const std::uint32_t times =
          exact_.empty() ? rarest(words) : exact_times(lower_case(sentence, language_));
      result_.count += times;
      result_.matches.insert(result_.matches.end(), times, span);
    }
    judge();
    return std::move(result_);
  }

 private:
  struct Wanted {
    std::string word;
    std::string plain;
  };

  static bool unquote(std::string_view& s) {
    while (!s.empty() && is_blank(static_cast<unsigned char>(s.front()))) s.remove_prefix(1);
    while (!s.empty() && is_blank(static_cast<unsigned char>(s.back()))) s.remove_suffix(1);
    if (s.empty()) return false;
    const auto is_quote = [](char32_t c) { return c == '"' || (c >= 0x201C && c <= 0x201F); };
    const text::Decoded first = text::decode(s, 0);
    const text::Decoded last = text::decode_before(s, s.size());
    if (s.size() < first.length + last.length || !is_quote(first.code_point) || !is_quote(last.code_point))
      return false;
    s = s.substr(first.length, s.size() - first.length - last.length);
    return true;
  }

  std::vector<std::string_view> words_of(std::string_view sentence) {
    if (!dictionary_) return split_at_blanks(sentence);
    std::vector<Span> spans;
    dictionary_->split(sentence, spans);
    std::vector<std::string_view> words;
    for (const Span span : spans) words.push_back(text_of(sentence, span));
    return words;
  }

  void read_keyphrase(std::string_view keyphrase) {
    const text::FunctionWords function_words(language_);
    std::vector<Wanted> content;
    std::vector<Wanted> all;
    for (const std::string_view word : words_of(keyphrase)) {
      Wanted wanted{without_article(lower_case(word, language_)), {}};
      wanted.plain = transliterated(wanted.word, language_);
      const bool function =
          function_words.contains(text::fold(wanted.word)) || (language_ == "en" && is_measure(wanted.word));
      if (!function) content.push_back(wanted);
      all.push_back(std::move(wanted));
    }
    wanted_ = content.empty() ? std::move(all) : std::move(content);
    result_.keyphrase_words = static_cast<std::uint32_t>(wanted_.size());
  }

  /// French l'abricot is found as abricot.
  std::string without_article(std::string word) const {
    if (language_ != "fr") return word;
    const std::size_t mark = word.find('\'');
    return mark != std::string::npos && mark <= 2 && mark + 1 < word.size() ? word.substr(mark + 1) : word;
  }

  /// Whether the word begins at `at`: an apostrophe may stand before it (l'arbre), not behind it (Lena's).
  static bool begins_at(std::string_view s, std::size_t at) {
    if (at == 0) return true;
    const char32_t before = text::decode_before(s, at).code_point;
    return is_boundary(before) || text::is_apostrophe(before);
  }
  static bool ends_at(std::string_view s, std::size_t at) {
    if (at == s.size()) return true;
    const text::Decoded behind = text::decode(s, at);
    if (is_boundary(behind.code_point)) return true;
    if (!is_outer_mark(behind.code_point)) return false;
    at += behind.length;
    return at == s.size() || is_boundary(text::decode(s, at).code_point);
  }

  static bool stands_in(std::string_view s, std::string_view word) {
    for (std::size_t at = 0; !word.empty() && (at = s.find(word, at)) != s.npos; ++at) {
      if (begins_at(s, at) && ends_at(s, at + word.size())) return true;
    }
    return false;
  }

  /// A word of the count may be several for the search, but counts once: lamp/lamp.
  bool has_word(std::string_view word, const Wanted& wanted) const {
    if (stands_in(word, wanted.word) || stands_in(word, wanted.plain)) return true;
    return language_ == "ar" && word.ends_with(wanted.word) &&
           is_arabic_prefix(word.substr(0, word.size() - wanted.word.size()));
  }

  std::uint32_t rarest(const std::vector<std::string_view>& words) const {
    if (wanted_.empty()) return 0;
    std::vector<std::uint32_t> times(wanted_.size());
    for (const std::string_view word : words) {
      const std::string lower = without_article(lower_case(word, language_));
      for (std::size_t i = 0; i < wanted_.size(); ++i)
        times[i] += has_word(lower, wanted_[i]) || lower == wanted_[i].word;
    }
    return *std::min_element(times.begin(), times.end());
  }

  /// Consecutive, letter for letter; a line end is not a blank. Once for each word it ends in.
  std::uint32_t exact_times(std::string sentence) const {
    for (std::size_t at = 0; (at = sentence.find("\u00A0", at)) != std::string::npos;)
      sentence.replace(at, 2, " ");
    std::uint32_t times = 0;
    for (std::size_t at = 0; at < sentence.size();) {
      const bool whole = begins_at(sentence, at);
      const std::string* found = nullptr;
      for (const std::string* form : {&exact_, &exact_plain_}) {
        const bool here = whole && sentence.compare(at, form->size(), *form) == 0;
        if (!found && here && ends_at(sentence, at + form->size())) found = form;
      }
      at += found ? found->size() : text::decode(sentence, at).length;
      if (!found) continue;
      ++times;
      while (at < sentence.size() && !separates(text::decode(sentence, at).code_point))
        at += text::decode(sentence, at).length;
    }
    return times;
  }

  void judge() {
    YoastCheck& r = result_;
    if (r.words == 0 || r.keyphrase_words == 0) {
      r.count = 0;
      return;
    }
    r.density = 100.0 * r.count / r.words;
    if (r.words < 100) return judge_short();
    const double factor = 0.7 + r.keyphrase_words / 3.0;
    r.range.least = std::max(2u, static_cast<std::uint32_t>(std::ceil(0.5 * r.words / (100 * factor))));
    r.range.most = std::max(2u, static_cast<std::uint32_t>(std::floor(3.0 * r.words / (100 * factor))));
    const double weighted = r.density * factor;
    if (r.count == 0)
      r.verdict = Verdict::None;
    else if (r.count == 2 && r.range.least == 2)
      r.verdict = Verdict::Good;
    else if (weighted < 0.5 || r.count == 1)
      r.verdict = Verdict::Under;
    else
      r.verdict = weighted <= 3 ? Verdict::Good : weighted <= 4 ? Verdict::Over : Verdict::WayOver;
  }

  /// Texts under 100 words go by the count alone.
  void judge_short() {
    YoastCheck& r = result_;
    r.range = {1, r.words <= 50 ? 1u : 2u};
    if (r.count == 0)
      r.verdict = Verdict::None;
    else if (r.count <= r.range.most)
      r.verdict = Verdict::Good;
    else
      r.verdict = r.count == r.range.most + 1 ? Verdict::Over : Verdict::WayOver;
  }

  std::string language_;
  std::optional<Dictionary> dictionary_;  // for Japanese
  std::string exact_;                     // empty if the keyphrase is not in quotes
  std::string exact_plain_;               // the same in plain letters
  std::vector<Wanted> wanted_;
  YoastCheck result_;
};

}  // namespace

YoastCheck yoast_check(std::string_view text, std::span<const Block> blocks, std::string_view keyphrase,
                       std::string_view language) {
  return Check(keyphrase, language).run(text, blocks);
}

std::vector<Finding> findings_of(const YoastCheck& check, std::string_view keyphrase,
                                 std::span<const Block> blocks) {
  const bool fine = check.verdict == Verdict::NoInput || check.verdict == Verdict::Good;
  if (fine || blocks.empty()) return {};
  const bool much = check.verdict == Verdict::Over || check.verdict == Verdict::WayOver;
  const std::string range = std::to_string(check.range.least) + " to " + std::to_string(check.range.most);
  return {{check.matches.empty() ? blocks.front().span : check.matches.front(), much ? "overuse" : "underuse",
           check.verdict == Verdict::WayOver ? "error" : "warning",
           "'" + std::string(keyphrase) + "' is found " + std::to_string(check.count) + " times in " +
               std::to_string(check.words) + " words",
           "use it " + range + " times"}};
}

}  // namespace textmill::keyword_density
