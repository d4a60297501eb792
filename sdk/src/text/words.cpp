#include "textmill/text/words.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "dictionary_words.hpp"
#include "textmill/text/abbreviations.hpp"
#include "textmill/text/ascii.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text {
namespace {

// ---- ASCII ----

enum AsciiClass : std::uint8_t { kSpace = 1, kAlpha = 2, kDigit = 4, kMid = 8, kUpper = 16, kPlainMark = 32 };

constexpr std::array<std::uint8_t, 256> kAscii = [] {
  std::array<std::uint8_t, 256> table{};
  for (unsigned c = 0; c <= 32; ++c) table[c] = kSpace;
  table[127] = kSpace;
  for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = kAlpha;
  for (unsigned c = 'A'; c <= 'Z'; ++c) table[c] = kAlpha | kUpper;
  for (unsigned c = '0'; c <= '9'; ++c) table[c] = kDigit;
  for (const char c : {'\'', '.', ':', ',', ';', '_', '/', '&'}) table[static_cast<unsigned char>(c)] |= kMid;
  for (const char c : {',', ';', '!', '?', ')'}) table[static_cast<unsigned char>(c)] |= kPlainMark;
  return table;
}();

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }
bool is(std::string_view text, std::size_t at, unsigned classes) {
  return at < text.size() && (kAscii[byte_at(text, at)] & classes) != 0;
}
bool is_alnum(std::string_view text, std::size_t at) { return is(text, at, kAlpha | kDigit); }
bool is_ascii(std::string_view text, std::size_t at) { return byte_at(text, at) < 0x80; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool starts_with_folded(std::string_view text, std::size_t at, std::string_view lower_case) {
  if (text.size() - at < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i) {
    if (lower(text[at + i]) != lower_case[i]) return false;
  }
  return true;
}

// ---- web addresses ----

/// First byte behind `at` that cannot be in an address: a blank, a quotation mark, an angle bracket, or
/// anything beyond ASCII that is not a letter, digit or mark.
std::size_t address_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (is_ascii(text, at)) {
      if (is(text, at, kSpace) || text[at] == '"' || text[at] == '<' || text[at] == '>') break;
      ++at;
      continue;
    }
    const Decoded next = decode(text, at);
    const Properties& p = properties(next.code_point);
    if (!(is_letter(p.category) || is_mark(p.category) || is_number(p.category)) || p.script >= Script::Han)
      break;
    at += next.length;
  }
  return at;
}

/// Takes closing marks off the end of an address; a bracket stays if it was opened inside.
std::size_t without_closing_marks(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view inside = text.substr(begin, end - begin);
  const auto surplus = [&](char open, char close) {
    return std::count(inside.begin(), inside.end(), close) - std::count(inside.begin(), inside.end(), open);
  };
  auto round = surplus('(', ')');
  auto square = surplus('[', ']');
  for (; end > begin; --end) {
    const char c = text[end - 1];
    if (c == ')' || c == ']') {
      if ((c == ')' ? round : square)-- <= 0) break;
    } else if (std::string_view(".,;:!?'|*").find(c) == std::string_view::npos) {
      break;
    }
  }
  return end;
}

bool is_local_part(char c) {
  return (kAscii[static_cast<unsigned char>(c)] & (kAlpha | kDigit)) != 0 || c == '.' || c == '_' ||
         c == '%' || c == '+' || c == '-';
}

struct Address {
  std::size_t begin = std::string_view::npos;
  std::size_t end = std::string_view::npos;
  TokenKind kind = TokenKind::Url;
};

/// End of a host name with at least one dot, or `at`.
std::size_t host_end(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  std::size_t dots = 0;
  for (;;) {
    const std::size_t label = at;
    while (is_alnum(text, at) || (at < text.size() && text[at] == '-' && at > label)) ++at;
    if (at == label) return dots > 0 ? at - 1 : start;
    if (at >= text.size() || text[at] != '.') return dots > 0 ? at : start;
    ++at, ++dots;
  }
}

/// The next e-mail address whose local part begins at or behind `from`.
Address next_email(std::string_view chunk, std::size_t from) {
  for (std::size_t sign = chunk.find('@', from); sign != std::string_view::npos;
       sign = chunk.find('@', sign + 1)) {
    std::size_t begin = sign;
    while (begin > from && is_local_part(chunk[begin - 1])) --begin;
    while (begin < sign && !is_alnum(chunk, begin)) ++begin;
    const std::size_t end = host_end(chunk, sign + 1);
    if (begin < sign && end > sign + 1) return {begin, end, TokenKind::Email};
  }
  return {};
}

/// The next web address that begins at or behind `from`. The chunk begins at `chunk_begin`.
Address next_url(std::string_view chunk, std::size_t from, std::size_t chunk_begin) {
  Address found;
  const std::size_t scheme = chunk.find("://", from);
  if (scheme != std::string_view::npos) {
    std::size_t begin = scheme;
    while (begin > from && is_alnum(chunk, begin - 1)) --begin;
    if (begin < scheme) found.begin = begin;
  }
  for (std::size_t www = chunk.find('w', from); www < found.begin; www = chunk.find('w', www + 1)) {
    if (starts_with_folded(chunk, www, "www.") && (www == chunk_begin || !is_alnum(chunk, www - 1)))
      found.begin = www;
  }
  if (found.begin == std::string_view::npos) return found;
  found.end = without_closing_marks(chunk, found.begin, address_end(chunk, found.begin));
  return found.end > found.begin + 4 ? found : Address{};
}

// Endings that make "name.ending" an address rather than two words.
constexpr std::string_view kDomains[] = {"com", "org", "net", "edu", "gov", "info", "io",  "co",  "uk",
                                         "de",  "fr",  "ru",  "eu",  "tv",  "biz",  "mil", "int", "us"};

bool is_domain_name(std::string_view word) {
  const std::size_t dot = word.rfind('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 1 == word.size()) return false;
  const std::string_view ending = word.substr(dot + 1);
  return std::any_of(std::begin(kDomains), std::end(kDomains), [&](std::string_view domain) {
    return ending.size() == domain.size() && starts_with_folded(ending, 0, domain);
  });
}

// ---- marks ----

constexpr std::string_view kEmoticons[] = {
    ":-)", ":-(", ":-D", ":-P", ":-/", ";-)", ":'(", ":)",  ":(", ":D", ":P", ":p",  ":/",  ":o", ":O",
    ";)",  ";D",  "=)",  "=(",  "=D",  "<3",  "XD",  "^_^", ":|", ":*", ":]", ":-|", ":-*", "=P", ";P"};

std::size_t emoticon_end(std::string_view text, std::size_t at, std::size_t chunk_begin) {
  if (at != chunk_begin || std::string_view(":;=<X^").find(text[at]) == std::string_view::npos) return at;
  for (const std::string_view face : kEmoticons) {
    if (text.substr(at, face.size()) != face) continue;
    std::size_t end = at + face.size();
    while (end < text.size() && text[end] == face.back() && !is_alnum(text, end)) ++end;
    if (!is_alnum(text, end) && !(end < text.size() && text[end] == '/')) return end;
  }
  return at;
}

/// End of a run of marks that are read as one: "...", "--", "!!!", "?!", "***".
std::size_t mark_end(std::string_view text, std::size_t at) {
  const char c = text[at];
  std::size_t end = at + 1;
  if (c == '!' || c == '?') {
    while (end < text.size() && (text[end] == '!' || text[end] == '?')) ++end;
  } else if (std::string_view(".-*=~_+#<>").find(c) != std::string_view::npos) {
    while (end < text.size() && text[end] == c) ++end;
  } else if ((c == '\'' || c == '`') && end < text.size() && text[end] == c) {
    ++end;
  }
  return end;
}

TokenKind kind_of_ascii_mark(char c) {
  return std::string_view("$+<=>^`|~").find(c) == std::string_view::npos ? TokenKind::Punctuation
                                                                         : TokenKind::Symbol;
}

// ---- tokens ----

class Tokenizer {
 public:
  /// `text` is the whole one; nothing behind `end` is looked at but to load it.
  Tokenizer(std::string_view text, std::size_t end, const TokenOptions& options, std::vector<Token>& out)
      : text_(text.substr(0, end)), whole_(text), options_(options), out_(out) {}

  /// Goes over the text from `at`; `fast`: plain words have a path of their own.
  void run(std::size_t at, bool fast) {
    while ((at = skip_blanks(fast ? plain_words(at) : at)) < text_.size()) {
      const std::size_t end = chunk_end(at);
      chunk(at, end);
      at = end;
    }
  }

 private:
  /// Handles what most of a text is: words of ASCII letters, an opening mark before them, a closing one or
  /// two behind, and a blank or the end. Stops at the first chunk that is anything else.
  std::size_t plain_words(std::size_t at) {
    for (;;) {
      if (options_.clitics == Clitics::Keep) at = spaced_words(at);
      while (at < text_.size() && text_[at] == ' ') ++at;
      const std::size_t begin = at + opening_length(at);
      if (!is(text_, begin, kAlpha)) return at;
      const std::size_t end = plain_word_end(begin);
      if (is_clitic_word(begin, end)) return at;
      if (is_inner_stop(end)) {
        if (begin > at) add(at, begin, TokenKind::Punctuation);
        at = add(begin, end + 1, TokenKind::Word);
        continue;
      }
      const std::size_t marks = end < text_.size() ? closing_end(begin, end) : end;
      if (marks == kNotPlain) return at;
      if (begin > at) add(at, begin, TokenKind::Punctuation);
      if (marks == end + 1 && keeps_final_stop(begin, end)) {
        at = add(begin, marks, TokenKind::Word);
        continue;
      }
      add(begin, end, TokenKind::Word);
      if (marks > end) add(end, end + 1, TokenKind::Punctuation);
      if (marks > end + 1) add(end + 1, marks, TokenKind::Punctuation);
      at = marks;
    }
  }

  /// Adds the words of letters and digits that have a space behind, sixty-four bytes at a time; returns the
  /// begin of the first that is anything else.
  std::size_t spaced_words(std::size_t at) {
    while (at + 64 <= whole_.size() && at < text_.size()) {
      const WordBlock block = word_block(whole_, at);
      const std::uint64_t other = ~(block.alnum | block.space);
      std::size_t length = std::min<std::size_t>(std::countr_zero(other), text_.size() - at);
      if (length > 63) length = 63;
      const std::uint64_t plain = (std::uint64_t{1} << length) - 1;
      std::uint64_t ends = block.alnum & block.space >> 1 & plain >> 1;
      std::uint64_t begins = block.alnum & ~(block.alnum << 1) & plain;
      if (ends == 0) return at;
      std::size_t end = at;
      for (; ends != 0; ends &= ends - 1, begins &= begins - 1) {
        const std::size_t begin = at + static_cast<std::size_t>(std::countr_zero(begins));
        end = at + static_cast<std::size_t>(std::countr_zero(ends)) + 1;
        const bool letter = (kAscii[byte_at(text_, begin)] & kAlpha) != 0;
        add(begin, end, letter ? TokenKind::Word : kind_of_word(text_.substr(begin, end - begin)));
      }
      at = end + 1;
    }
    return at;
  }

  static constexpr std::size_t kNotPlain = std::string_view::npos;

  /// Length of a mark that opens something: ( " “.
  std::size_t opening_length(std::size_t at) const {
    if (at >= text_.size() || is(text_, at, kAlpha)) return 0;
    if (text_[at] == '(' || text_[at] == '"') return 1;
    return is_curly_quote(at, '\x9C') ? 3 : 0;
  }

  bool is_curly_quote(std::size_t at, char last) const {
    return at + 2 < text_.size() && text_[at] == '\xE2' && text_[at + 1] == '\x80' && text_[at + 2] == last;
  }

  /// End of the letters at `at`, over one apostrophe if words keep their clitics.
  std::size_t plain_word_end(std::size_t at) const {
    const std::size_t end = skip_ascii_alnum(text_, at);
    if (end + 1 >= text_.size() || options_.clitics == Clitics::Split) return end;
    const std::size_t apostrophe = text_[end] == '\'' ? 1 : is_curly_quote(end, '\x99') ? 3 : 0;
    return apostrophe > 0 && is(text_, end + apostrophe, kAlpha) ? skip_ascii_alnum(text_, end + apostrophe)
                                                                 : end;
  }

  /// End of the marks behind a word if they are plain and a blank or the end follows; else kNotPlain.
  std::size_t closing_end(std::size_t begin, std::size_t end) const {
    if (text_[end] == ' ') return end;
    const bool stop = text_[end] == '.' && end + 1 == text_.size() && end > begin;
    if (!stop && !(kAscii[byte_at(text_, end)] & kPlainMark)) return kNotPlain;
    std::size_t after = end + 1;
    if (after < text_.size() && text_[after] != ' ') {
      if (text_[after] != '"' && !is_curly_quote(after, '\x9D')) return kNotPlain;
      after += text_[after] == '"' ? 1 : 3;
    }
    return after == text_.size() || text_[after] == ' ' ? after : kNotPlain;
  }

  /// A stop inside the sentence: of an abbreviation, to which it belongs.
  bool is_inner_stop(std::size_t at) const {
    return at + 1 < text_.size() && text_[at] == '.' && text_[at + 1] == ' ';
  }

  bool keeps_final_stop(std::size_t begin, std::size_t end) const {
    return text_[end] == '.' && keeps_stop(text_.substr(begin, end - begin), text_, end);
  }

  /// "cannot", the one word without an apostrophe that is split.
  bool is_clitic_word(std::size_t begin, std::size_t end) const {
    return end - begin == 6 && options_.clitics == Clitics::Split &&
           starts_with_folded(text_, begin, "cannot");
  }

  std::size_t skip_blanks(std::size_t at) const {
    while (at < text_.size()) {
      if (is_ascii(text_, at)) {
        if (!is(text_, at, kSpace)) return at;
        ++at;
        continue;
      }
      const Decoded next = decode(text_, at);
      const Category category = properties(next.code_point).category;
      if (!is_space(next.code_point) && category != Category::Cc && category != Category::Cf) return at;
      at += next.length;
    }
    return at;
  }

  std::size_t chunk_end(std::size_t at) {
    unsigned seen = 0;
    for (; at < text_.size(); ++at) {
      const unsigned char c = byte_at(text_, at);
      if (kAscii[c] & kSpace) break;
      seen |= c == '@' ? 1U : c == '/' ? 2U : c == '.' ? 4U : 0U;
    }
    has_at_ = (seen & 1) != 0;
    has_url_ = (seen & 6) != 0;
    return at;
  }

  void chunk(std::size_t begin, std::size_t end) {
    const std::string_view chunk = text_.substr(0, end);
    Address email = has_at_ ? next_email(chunk, begin) : Address{};
    Address url = has_url_ ? next_url(chunk, begin, begin) : Address{};
    for (std::size_t at = begin; at < end;) {
      const Address& next = url.begin <= email.begin ? url : email;
      if (next.begin == at) {
        add(at, next.end, next.kind);
        at = next.end;
        if (email.begin < at) email = next_email(chunk, at);
        if (url.begin < at) url = next_url(chunk, at, begin);
        continue;
      }
      at = token(at, begin, std::min(end, next.begin));
    }
  }

  /// Adds the token at `at` and returns its end, at most `limit`.
  std::size_t token(std::size_t at, std::size_t chunk_begin, std::size_t limit) {
    const std::string_view text = text_.substr(0, limit);
    if (is_alnum(text, at)) return word(text, at);
    if (!is_ascii(text, at)) return other(text, at);
    const std::size_t face = emoticon_end(text, at, chunk_begin);
    if (face > at) return add(at, face, TokenKind::Emoji);
    const char c = text[at];
    if ((c == '#' || c == '@') && (at == chunk_begin || !is_alnum(text, at - 1))) {
      const std::size_t end = tag_end(text, at + 1);
      if (end > at + 1 && (c == '@' || !is(text, at + 1, kDigit))) {
        return add(at, end, c == '#' ? TokenKind::Hashtag : TokenKind::Mention);
      }
    }
    if (c == '_' && at + 1 < text.size() && (is_alnum(text, at + 1) || !is_ascii(text, at + 1)))
      return word(text, at);
    return add(at, mark_end(text, at), kind_of_ascii_mark(c));
  }

  static std::size_t tag_end(std::string_view text, std::size_t at) {
    while (at < text.size()) {
      const Decoded next = decode(text, at);
      const Category category = properties(next.code_point).category;
      if (next.code_point != '_' && !is_letter(category) && !is_mark(category) && !is_number(category)) break;
      at += next.length;
    }
    return at;
  }

  /// A word that begins with an ASCII letter or digit.
  std::size_t word(std::string_view text, std::size_t at) {
    std::size_t end = skip_ascii_alnum(text, at);
    const bool stop = end + 1 < text.size() && text[end] == '.' && is(text, end + 1, kSpace);
    const bool simple =
        end > at && (end == text.size() || stop || (is_ascii(text, end) && !is(text, end, kMid)));
    if (!simple) end = joined_end(text, at);
    if (options_.hyphens == Hyphens::Keep) end = hyphenated_end(text, end);
    return finish(text, at, end);
  }

  /// UAX #29, and over the signs inside numbers, times and names of firms.
  static std::size_t joined_end(std::string_view text, std::size_t at) {
    std::size_t end = word_end(text, at);
    while (end + 1 < text.size()) {
      const char c = text[end];
      const bool digits = is(text, end - 1, kDigit) && is(text, end + 1, kDigit);
      const bool capitals = is(text, end - 1, kUpper) && is(text, end + 1, kUpper);
      if (!((digits && (c == ':' || c == '/')) || (capitals && c == '&'))) break;
      end = word_end(text, end + 1);
    }
    return end;
  }

  static std::size_t hyphenated_end(std::string_view text, std::size_t end) {
    while (end + 1 < text.size()) {
      const std::size_t hyphen = text[end] == '-' ? 1 : text.substr(end, 3) == "\u2010" ? 3 : 0;
      if (hyphen == 0 || end + hyphen >= text.size()) break;
      const Category category = properties(decode(text, end + hyphen).code_point).category;
      if (!is_letter(category) && !is_number(category)) break;
      end = joined_end(text, end + hyphen);
    }
    return end;
  }

  /// Decides about a full stop behind the word, splits clitics, and labels it.
  std::size_t finish(std::string_view text, std::size_t begin, std::size_t end) {
    const std::string_view word = text.substr(begin, end - begin);
    if (end < text.size() && text[end] == '.' && keeps_stop(word, text, end))
      return add(begin, end + 1, TokenKind::Word);
    const TokenKind kind = kind_of_word(word);
    if (options_.clitics == Clitics::Split && kind == TokenKind::Word) return split_clitics(begin, end);
    return add(begin, end, kind);
  }

  /// A stop inside the range belongs to the word before it: the sentence did not end there.
  bool keeps_stop(std::string_view word, std::string_view text, std::size_t stop) const {
    if (is_dotted_acronym(word)) return true;
    if (stop + 1 < text.size() && text[stop + 1] == '.') return false;
    const bool inside = stop + 1 < text_.size() && !is(word, 0, kDigit) && is(text_, stop + 1, kSpace | kMid);
    return inside || abbreviation(word, options_.language) != Abbreviation::None;
  }

  std::size_t split_clitics(std::size_t begin, std::size_t end);
  std::size_t other(std::string_view text, std::size_t at);
  std::size_t dictionary_words(std::string_view text, std::size_t at);

  std::size_t add(std::size_t begin, std::size_t end, TokenKind kind) {
    out_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, kind});
    return end;
  }

  std::string_view text_;
  std::string_view whole_;
  const TokenOptions& options_;
  std::vector<Token>& out_;
  bool has_at_ = false;
  bool has_url_ = false;
  std::vector<std::size_t> word_ends_;
};

std::size_t Tokenizer::dictionary_words(std::string_view text, std::size_t at) {
  const std::size_t end = dictionary_run_end(text, at);
  word_ends_.clear();
  dictionary_word_ends(text.substr(at, end - at), word_ends_);
  std::size_t begin = at;
  for (const std::size_t word : word_ends_) begin = add(begin, at + word, TokenKind::Word);
  return end;
}

/// A token that does not begin with ASCII.
std::size_t Tokenizer::other(std::string_view text, std::size_t at) {
  const Decoded first = decode(text, at);
  const Category category = properties(first.code_point).category;
  if (is_space(first.code_point) || category == Category::Cc || category == Category::Cf)
    return at + first.length;
  if (needs_dictionary(properties(first.code_point).script) && is_letter(category))
    return dictionary_words(text, at);
  std::size_t end = joined_end(text, at);
  if (is_letter(category) || is_number(category)) {
    if (options_.hyphens == Hyphens::Keep) end = hyphenated_end(text, end);
    return finish(text, at, end);
  }
  if (is_punctuation(category)) {  // "……" and "——" are one mark
    while (end < text.size() && text.compare(end, first.length, text.substr(at, first.length)) == 0 &&
           (category == Category::Pd || first.code_point == 0x2026)) {
      end += first.length;
    }
  }
  return add(at, end, kind_of_word(text.substr(at, end - at)));
}

constexpr std::string_view kEnglishClitics[] = {"n't", "'s", "'m", "'re", "'ve", "'ll", "'d"};
constexpr std::string_view kElisions[] = {
    "l",      "d",      "j",      "n",   "s",    "t",   "m",    "c",      "qu",   "jusqu",
    "lorsqu", "puisqu", "quoiqu", "un",  "dell", "all", "dall", "nell",   "sull", "quell",
    "quest",  "bell",   "sant",   "com", "anch", "cos", "tutt", "nessun", "gl"};

/// The word's apostrophes as ' and its letters in lower case, with the offset of each byte.
struct FoldedWord {
  std::string text;
  std::vector<std::size_t> offsets;
};

FoldedWord folded(std::string_view word) {
  FoldedWord out;
  for (std::size_t at = 0; at < word.size(); ++at) {
    out.offsets.push_back(at);
    if (word.compare(at, 3, "\u2019") == 0) {
      out.text += '\'';
      at += 2;
    } else {
      out.text += lower(word[at]);
    }
  }
  out.offsets.push_back(word.size());
  return out;
}

bool has_elisions(std::string_view language) {
  return language == "fr" || language == "it" || language == "ca";
}

std::size_t Tokenizer::split_clitics(std::size_t begin, std::size_t end) {
  const std::string_view word = text_.substr(begin, end - begin);
  constexpr std::size_t kLongest = 64;  // longer ones are not words of a language
  const bool plain = word.size() > kLongest || (word.find('\'') == std::string_view::npos &&
                                                word.find("\u2019") == std::string_view::npos);
  if (plain) {
    if (options_.language == "en" && word.size() == 6 && starts_with_folded(word, 0, "cannot")) {
      add(begin, begin + 3, TokenKind::Word);
      return add(begin + 3, end, TokenKind::Word);
    }
    return add(begin, end, TokenKind::Word);
  }
  const FoldedWord f = folded(word);
  if (has_elisions(options_.language)) {
    const std::size_t quote = f.text.find('\'');
    const std::string_view head = std::string_view(f.text).substr(0, quote);
    if (std::find(std::begin(kElisions), std::end(kElisions), head) != std::end(kElisions)) {
      const std::size_t cut = begin + f.offsets[quote + 1];
      add(begin, cut, TokenKind::Word);
      return cut < end ? split_clitics(cut, end) : end;
    }
    return add(begin, end, TokenKind::Word);
  }
  for (const std::string_view clitic : kEnglishClitics) {
    if (f.text.size() <= clitic.size() || !std::string_view(f.text).ends_with(clitic)) continue;
    const std::size_t cut = begin + f.offsets[f.text.size() - clitic.size()];
    split_clitics(begin, cut);
    return add(cut, end, TokenKind::Word);
  }
  return add(begin, end, TokenKind::Word);
}

}  // namespace

TokenKind kind_of_word(std::string_view word) {
  bool letter = false;
  bool digit = false;
  bool dot = false;
  for (std::size_t at = 0; at < word.size();) {
    if (is_ascii(word, at)) {
      letter |= is(word, at, kAlpha);
      digit |= is(word, at, kDigit);
      dot |= word[at] == '.';
      ++at;
      continue;
    }
    const Decoded next = decode(word, at);
    const Properties& p = properties(next.code_point);
    letter |= is_letter(p.category);
    digit |= is_number(p.category);
    if (at == 0 && (p.emoji || p.word == WordBreak::RegionalIndicator)) return TokenKind::Emoji;
    if (next.code_point == 0xFE0F && !letter) return TokenKind::Emoji;
    at += next.length;
  }
  if (letter) return dot && is_domain_name(word) ? TokenKind::Url : TokenKind::Word;
  if (digit) return TokenKind::Number;
  if (word.empty()) return TokenKind::Symbol;
  const char32_t first = decode(word, 0).code_point;
  if (first < 0x80) {
    const bool printable = first > 32 && first < 127;
    return printable ? kind_of_ascii_mark(static_cast<char>(first)) : TokenKind::Symbol;
  }
  return is_punctuation(properties(first).category) ? TokenKind::Punctuation : TokenKind::Symbol;
}

void tokenize(std::string_view text, Span range, const TokenOptions& options, std::vector<Token>& out) {
  Tokenizer(text, range.end, options, out).run(range.begin, true);
}

void tokenize_scalar(std::string_view text, Span range, const TokenOptions& options,
                     std::vector<Token>& out) {
  Tokenizer(text, range.end, options, out).run(range.begin, false);
}

}  // namespace textmill::text
