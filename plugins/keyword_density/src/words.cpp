#include "words.hpp"

#include <algorithm>
#include <utility>

#include "textmill/text/fold.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::keyword_density {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/// Marks beyond ASCII that may stand between two words of a phrase; 0xA0 and 0x3000 are spaces.
bool is_transparent(char32_t c) {
  constexpr std::u32string_view kMarks =
      U"\u00A0\u3000\u201C\u201D\u201E\u00AB\u00BB\u2039\u203A\u202F\u2009";
  return kMarks.find(c) != std::u32string_view::npos || text::is_apostrophe(c) || text::is_ignorable(c);
}

bool is_hyphen(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2013); }

/// What a byte between two words does to a phrase. All of ASCII; what is beyond is decoded.
enum class GapByte : std::uint8_t { Breaks, Blank, LineEnd, Transparent, Joint, Wide };
constexpr auto kGapBytes = [] {
  std::array<GapByte, 256> table{};
  for (std::size_t c = 0x80; c < table.size(); ++c) table[c] = GapByte::Wide;
  for (const char c : {' ', '\t', '\v', '\f', '\r'}) table[static_cast<unsigned char>(c)] = GapByte::Blank;
  for (const char c : {'"', '\'', '*', '_', '&', '.', '`'})
    table[static_cast<unsigned char>(c)] = GapByte::Transparent;
  for (const char c : {'-', '/'}) table[static_cast<unsigned char>(c)] = GapByte::Joint;
  table['\n'] = GapByte::LineEnd;
  return table;
}();

/// The same of a code point beyond ASCII.
GapByte wide_gap(char32_t c) {
  return is_transparent(c) ? GapByte::Transparent : is_hyphen(c) ? GapByte::Joint : GapByte::Breaks;
}

/// True if a phrase cannot go on across the text between two words of one sentence.
bool breaks_phrase(std::string_view gap) {
  std::size_t lines = 0;
  for (std::size_t at = 0; at < gap.size();) {
    GapByte byte = kGapBytes[static_cast<unsigned char>(gap[at])];
    std::size_t length = 1;
    if (byte == GapByte::Wide) {
      const text::Decoded d = text::decode(gap, at);
      byte = wide_gap(d.code_point);
      length = d.length;
    }
    if (byte == GapByte::Breaks || (byte == GapByte::LineEnd && ++lines > 1)) return true;
    if (byte == GapByte::Joint && length < gap.size()) return true;
    at += length;
  }
  return false;
}

/// Bytes behind a token that may make more of it than it is: see Reader::whole_word.
constexpr auto kMayGoOn = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x80; c < table.size(); ++c) table[c] = true;
  for (const char c : {'-', '&', '+', '#'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

/// Blanks and line ends, of which a single one parts two words of a phrase.
bool is_single_gap(char c) { return c == ' ' || c == '\n'; }

class Reader {
 public:
  Reader(const Source& source, Vocabulary& vocabulary, Words& out)
      : source_(source),
        vocabulary_(vocabulary),
        out_(out),
        spellings_(source.text, source.tokens, vocabulary.entries()) {}

  void run() {
    make_room(0);
    if (source_.sentences.empty()) {
      read_sentence({0, static_cast<std::uint32_t>(source_.text.size())});
    }
    for (const Span sentence : source_.sentences) read_sentence(sentence);
    out_.words = std::span(out_.memory).first(size_);
  }

 private:
  void read_sentence(Span span) {
    while (token_ < source_.tokens.size() && source_.tokens[token_].begin < span.begin) ++token_;
    while (block_ + 1 < source_.blocks.size() && source_.blocks[block_].span.end <= span.begin) ++block_;
    const bool inside =
        block_ < source_.blocks.size() && source_.blocks[block_].span.contains({span.begin, span.begin});
    const Role role = inside ? source_.blocks[block_].role : Role::Body;
    if (role == Role::Outside) return;
    const std::uint32_t first = size_;
    sentence_ = static_cast<std::uint32_t>(out_.sentences.size());
    doubtful_ = false;
    inner_ = 0;
    last_end_ = span.begin;
    for (read_usual_tokens(span.end); goes_on(span.end); read_usual_tokens(span.end)) {
      read_token();
      ++token_;
    }
    if (size_ == first) return;
    if (doubtful_ && size_ - first > 1) shout(first);
    out_.memory[first].marks |= kBreak;
    if (vocabulary_.dictionary()) mark_inner(span, first);
    add_sentence({span, first, size_, static_cast<std::uint32_t>(block_), role});
    const std::uint32_t counted = size_ - first - inner_;
    out_.per_role[static_cast<std::size_t>(role)] += counted;
    out_.counted += counted;
  }

  bool goes_on(std::uint32_t end) const {
    return token_ < source_.tokens.size() && source_.tokens[token_].begin < end;
  }

  void add_sentence(const Sentence& sentence) {
    const bool opens = out_.sentences.empty() || out_.sentences.back().block != sentence.block;
    out_.headings += opens && sentence.role == Role::Heading;
    out_.paragraphs += opens && sentence.role == Role::Body;
    if (sentence.role == Role::Body && out_.first_paragraph == Words::kNoBlock)
      out_.first_paragraph = sentence.block;
    out_.sentences.push_back(sentence);
  }

  /// The quick way for most tokens: usual words, and what is no word. Stops at the first that is neither.
  void read_usual_tokens(std::uint32_t end) {
    const std::span<const Span> tokens = source_.tokens;  // copies, which stay in registers
    const std::uint32_t sentence = sentence_;
    Word* word = out_.memory.data() + size_;
    std::size_t i = token_;
    std::uint32_t last_end = last_end_;
    for (; i < tokens.size() && tokens[i].begin < end; ++i) {
      bool cut = false;
      if (const Entry* const entry = usual_entry(i, last_end, cut)) {
        static_cast<Known&>(*word) =
            *entry;  // one by one: GCC makes a word on the stack and waits to copy it
        word->span = tokens[i];
        word->sentence = sentence;
        word->other = entry->key;
        word->marks = cut ? kBreak : 0;
        ++word;
        last_end = tokens[i].end;
      } else if (source_.kind(i) != TokenKind::Other) {
        break;
      }
    }
    token_ = i;
    size_ = static_cast<std::uint32_t>(word - out_.memory.data());
    last_end_ = last_end;
  }

  /// What is known of a token if it is a plain word, nothing behind it may belong to it, and before it is
  /// nothing, as where a sentence begins, a blank, or a mark and a blank, as behind a comma; else null.
  const Entry* usual_entry(std::size_t i, std::uint32_t last_end, bool& cut) {
    const Span token = source_.tokens[i];
    const std::string_view text = source_.text;
    const std::uint32_t gap = token.begin - last_end;
    if (token.end >= text.size() || gap > 2 || token.begin == 0 || token.empty()) return nullptr;
    const auto& [spelling, hash] = spellings_[i];
    const Entry* const entry = vocabulary_.entries().peek(spelling, hash);
    const bool is_word = source_.kind(i) == TokenKind::Word;
    const bool behind_blank = is_single_gap(text[token.begin - 1]);
    const bool stops = !kMayGoOn[static_cast<unsigned char>(text[token.end])];
    cut = gap == 2;
    const bool parted = !cut || kGapBytes[static_cast<unsigned char>(text[last_end])] == GapByte::Breaks;
    const bool usual = is_word & behind_blank & stops & parted & (entry != nullptr);
    return usual && entry->is_plain() ? entry : nullptr;
  }

  void read_token() {
    const TokenKind kind = source_.kind(token_);
    Span token = source_.tokens[token_];
    if (kind == TokenKind::Other || token.empty()) return;
    auto [spelling, hash] = spellings_[token_];
    if (kind != TokenKind::Word || !stands_alone(token)) {
      token = whole_word(token, kind);
      spelling = text::Spelling(source_.text, token, static_cast<unsigned>(kind));
      hash = spelling.hash();
    }
    const Entry& entry = vocabulary_.look_up(spelling, hash, text_of(source_.text, token), kind);
    const std::uint8_t marks = is_cut_off(token) ? kBreak : 0;
    if (entry.is_plain()) {
      out_.memory[size_++] = {entry, sentence_, token, entry.key, marks};
      last_end_ = token.end;
    } else {
      add_pieces(token, vocabulary_.form_of(entry), marks);
    }
  }

  /// For `more` words beside one for each token that is left.
  void make_room(std::size_t more) {
    const std::size_t needed = size_ + (source_.tokens.size() - token_) + more;
    if (needed > out_.memory.size()) out_.memory.resize(needed);
  }

  void add_pieces(Span token, const Form& form, std::uint8_t marks_of_first) {
    if (form.pieces.empty()) return;
    const std::uint32_t first = size_;
    make_room(form.pieces.size());
    for (const Piece& piece : form.pieces) {
      doubtful_ |= piece.acronym != piece.key;
      inner_ += (piece.flags & kInner) != 0;
      const Span span{token.begin + piece.begin, token.begin + piece.end};
      const bool joined = &piece != form.pieces.data() && !(piece.flags & kInner);
      const std::uint8_t marks = joined ? kJoined : 0;
      const Known known{piece.acronym, piece.flags, piece.lexeme};
      out_.memory[size_++] = {known, sentence_, span, piece.key, marks};
    }
    out_.memory[first].marks |= marks_of_first;
    last_end_ = token.end;
    if (form.joined != kNoKey) {
      out_.compounds.push_back({first, static_cast<std::uint32_t>(form.pieces.size()), form.joined});
      out_.memory[first].marks |= kHyphenated;
    }
  }

  /// True if a phrase cannot go on from the word before to `token`.
  bool is_cut_off(Span token) const {
    if (token.begin <= last_end_) return false;
    return breaks_phrase(source_.text.substr(last_end_, token.begin - last_end_));
  }

  /// True of nearly all words: nothing beside the token may belong to it.
  bool stands_alone(Span token) const {
    const std::string_view text = source_.text;
    const bool dotted = token.begin > 0 && text[token.begin - 1] == '.';
    return !dotted && (token.end == text.size() || !kMayGoOn[static_cast<unsigned char>(text[token.end])]);
  }

  /// Ideographs are words of their own to a phrase; to a person who counts they are parts of words.
  void mark_inner(Span sentence, std::uint32_t first) {
    vocabulary_.dictionary()->split(text_of(source_.text, sentence), dictionary_words_);
    std::size_t known = 0;
    inner_ = 0;
    for (std::uint32_t i = first; i < size_; ++i) {
      Word& word = out_.memory[i];
      const std::uint32_t begin = word.span.begin - sentence.begin;
      while (known < dictionary_words_.size() && dictionary_words_[known].end <= begin) ++known;
      const bool inside = known < dictionary_words_.size() && dictionary_words_[known].begin < begin;
      word.flags = static_cast<std::uint8_t>(inside ? word.flags | kInner : word.flags & ~kInner);
      inner_ += inside;
    }
  }

  /// The token with the marks that belong to a name: C++, C#, .NET, AT&T. Moves on over tokens it takes in.
  Span whole_word(Span token, TokenKind kind) {
    if (kind != TokenKind::Word) return token;
    const std::string_view text = source_.text;
    if (token.begin > last_end_ && text[token.begin - 1] == '.' && text[token.begin] >= 'A' &&
        text[token.begin] <= 'Z' && (token.begin == 1 || is_space(text[token.begin - 2]))) {
      --token.begin;
    }
    while (take_next(token, joint_behind(token))) {
    }
    std::uint32_t end = token.end;
    while (end < text.size() && (text[end] == '+' || text[end] == '#') && end - token.end < 2) ++end;
    if (end == text.size() || !is_alnum(text[end])) token.end = end;
    return token;
  }

  /// Bytes of the mark behind `token` that can join it to the next one; 0 if there is none.
  std::uint32_t joint_behind(Span token) const {
    if (token.end >= source_.text.size()) return 0;
    const char mark = source_.text[token.end];
    if (mark == '-' || (mark == '&' && token.size() <= 4)) return 1;
    if (!(mark & 0x80)) return 0;
    const text::Decoded d = text::decode(source_.text, token.end);
    return text::is_ignorable(d.code_point) ? d.length : 0;
  }

  /// Takes the next token in if only `joint` bytes are between: AT&T, e-mail, ri<zero width space>ver. The
  /// words of a hyphenated token come apart again in the vocabulary, which knows it as a whole too.
  bool take_next(Span& token, std::uint32_t joint) {
    if (joint == 0) return false;
    std::size_t next = token_ + 1;
    while (next < source_.tokens.size() && source_.tokens[next].begin < token.end + joint) ++next;
    if (next == source_.tokens.size()) return false;
    const Span other = source_.tokens[next];
    if (other.begin != token.end + joint || source_.kind(next) != TokenKind::Word) return false;
    token.end = other.end;
    token_ = next;
    return true;
  }

  /// A line in capitals only does not tell US from us.
  void shout(std::uint32_t first) {
    const std::span words = std::span(out_.memory).subspan(first, size_ - first);
    if (std::any_of(words.begin(), words.end(), [](const Word& w) { return (w.flags & kLower) != 0; }))
      return;
    for (Word& word : words) {
      std::swap(word.key, word.other);
      word.marks |= kShout;
    }
  }

  const Source& source_;
  Vocabulary& vocabulary_;
  Words& out_;
  text::SpellingsAhead<Entry> spellings_;
  std::size_t token_ = 0;
  std::size_t block_ = 0;
  std::uint32_t size_ = 0;  // words so far
  std::uint32_t sentence_ = 0;
  std::uint32_t last_end_ = 0;
  // Of the sentence:
  bool doubtful_ = false;    // a word whose key depends on its company
  std::uint32_t inner_ = 0;  // words that are not counted
  std::vector<Span> dictionary_words_;
};

}  // namespace

void append_spelling(std::string_view text, const Words& words, std::uint32_t i, bool last,
                     std::string& out) {
  const Word& word = words.words[i];
  text::fold_append(text_of(text, word.span), out);
  if (last || i + 1 == words.words.size() || word.span.end >= words.words[i + 1].span.begin) return;
  const std::uint32_t gap = words.words[i + 1].span.begin - word.span.end;
  const text::Decoded d = text::decode(text, word.span.end);
  if (d.length == gap && is_hyphen(d.code_point)) out += '-';
}

void Words::clear() {
  words = {};
  compounds.clear();
  sentences.clear();
  per_role.fill(0);
  counted = 0;
  headings = 0;
  paragraphs = 0;
  first_paragraph = kNoBlock;
}

void read_words(const Source& source, Vocabulary& vocabulary, Words& words) {
  words.clear();
  Reader(source, vocabulary, words).run();
}

}  // namespace textmill::keyword_density
