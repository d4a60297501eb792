#include "yoast.hpp"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "dictionary.hpp"
#include "textmill/text/fold.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/stopwords.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::keyword_density {
namespace {

bool is_blank(char32_t c) {
  return c <= ' ' || c == 0xA0 || (c < 0x3001 && u_isUWhiteSpace(static_cast<UChar32>(c)));
}

/// Where words end: blanks, hyphens and dashes.
bool separates(char32_t c) { return is_blank(c) || c == '-' || c == 0x2013 || c == 0x2014; }

/// Marks that are not part of a word at its ends; those of C#, R&D, 50% and names with @ are.
bool is_outer_mark(char32_t c) {
  if (c == '#' || c == '&' || c == '%' || c == '@') return false;
  return u_ispunct(static_cast<UChar32>(c)) || c == '|' || c == '=' || c == '<' || c == '>' || c == '~' ||
         c == '`';
}

/// Marks that end a word for the search though they do not for the count: id="lamp", lamp/shop.
bool is_inner_mark(char32_t c) {
  return c < 0x80 &&
         std::string_view("/\"=()[]{}:;,?!<>|").find(static_cast<char>(c)) != std::string_view::npos;
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

/// What may stand in front of an Arabic word.
bool is_arabic_prefix(std::string_view s) {
  static constexpr std::string_view kPrefixes[] = {"ال",  "و",   "ف",   "ب",   "ك",  "ل",  "لل", "س",  "أ",
                                                   "وال", "فال", "بال", "كال", "ول", "وب", "فل", "ولل"};
  return std::find(std::begin(kPrefixes), std::end(kPrefixes), s) != std::end(kPrefixes);
}

class Check {
 public:
  Check(std::string_view keyphrase, std::string_view language) : language_(language) {
    if (Dictionary::serves(language)) dictionary_.emplace(language);
    if (unquote(keyphrase)) {
      exact_ = lower_case(keyphrase, language);
      result_.keyphrase_words = exact_.empty() ? 0 : 1;
    } else {
      read_keyphrase(keyphrase);
    }
  }

  YoastCheck run(std::string_view text, std::span<const Block> blocks) {
    std::vector<Span> sentences;
    text::SentenceOptions options;
    options.language = language_;
    for (const Block& block : blocks) text::split_sentences(text, block.span, options, sentences);
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
      if (!function_words.contains(text::fold(wanted.word))) content.push_back(wanted);
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

  bool is_word(std::string_view word, const Wanted& wanted) const {
    if (word == wanted.word || word == wanted.plain) return true;
    if (language_ != "ar" || !word.ends_with(wanted.word)) return false;
    return is_arabic_prefix(word.substr(0, word.size() - wanted.word.size()));
  }

  /// A word of the count may be several for the search, but counts once: lamp/lamp.
  bool has_word(const std::string& word, const Wanted& wanted) const {
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= word.size(); ++at) {
      if (at < word.size() && !is_inner_mark(static_cast<unsigned char>(word[at]))) continue;
      if (is_word(std::string_view(word).substr(begin, at - begin), wanted)) return true;
      begin = at + 1;
    }
    return false;
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

  /// Consecutive, letter for letter; a line end is not a blank.
  std::uint32_t exact_times(const std::string& sentence) const {
    std::uint32_t times = 0;
    for (std::size_t at = 0; (at = sentence.find(exact_, at)) != std::string::npos; at += exact_.size()) {
      times += at_edge(sentence, at) && at_edge(sentence, at + exact_.size());
    }
    return times;
  }
  static bool at_edge(const std::string& s, std::size_t at) {
    if (at == 0 || at == s.size()) return true;
    const auto in_word = [](char32_t c) {
      return u_isalnum(static_cast<UChar32>(c)) || text::is_apostrophe(c);
    };
    return !in_word(text::decode(s, at).code_point) || !in_word(text::decode_before(s, at).code_point);
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
  std::optional<Dictionary> dictionary_;  // for languages without blanks
  std::string exact_;                     // empty if the keyphrase is not in quotes
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
