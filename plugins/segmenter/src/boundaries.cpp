#include "boundaries.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "english_words.hpp"
#include "textmill/text/ascii.hpp"

namespace textmill::segmenter {
namespace {

constexpr std::uint32_t kSeed = 2166136261U;
constexpr std::uint32_t kPrime = 16777619U;
constexpr std::uint32_t kEdge = 77;  // stands for what is beyond the paragraph

std::uint32_t mix(std::uint32_t h, std::uint32_t v) { return (h ^ (h >> 15) ^ v) * 0x85EBCA6BU; }

/// A feature of a number of parts, most of which are hashes already: a sum of products, which a processor
/// makes in parallel; BoundaryModel::bucket stirs it.
template <class... Parts>
std::uint32_t combined(std::size_t number, Parts... parts) {
  constexpr std::uint32_t kFactors[] = {0x9E3779B1U, 0x85EBCA77U, 0xC2B2AE3DU, 0x27D4EB2FU, 0x165667B1U};
  std::uint32_t sum = static_cast<std::uint32_t>(number) * 0x7FEB352DU;
  std::size_t part = 0;
  ((sum += parts * kFactors[part++]), ...);
  return sum ^ (sum >> 15);
}

constexpr bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_end(char c) { return c == '.' || c == '!' || c == '?'; }
bool is_word(unsigned char c) { return is_upper(c) || is_lower(c) || is_digit(c) || c >= 0x80; }
/// Length of the blank at `at`, which may be a no-break one; 0 if there is none.
std::uint32_t blank_length(std::string_view text, std::uint32_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c <= 32) return 1;
  return c == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) == 0xA0 ? 2 : 0;
}

/// Curly quotation marks, dashes and ellipses are marks although they are not ASCII.
bool is_wide_mark(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]) == 0xE2 && at + 2 < text.size() &&
         static_cast<unsigned char>(text[at + 1]) == 0x80;
}

char plain_mark(std::string_view text, std::size_t at) {
  switch (static_cast<unsigned char>(text[at + 2])) {
    case 0x98:
    case 0x99: return '\'';
    case 0x9C:
    case 0x9D:
    case 0x9E: return '"';
    case 0x93:
    case 0x94: return '-';
    case 0xA6: return 'e';
    case 0xA2: return '*';
    default: return '~';
  }
}

constexpr char class_of(unsigned char c) {
  return is_upper(c) ? 'A' : is_lower(c) ? 'a' : is_digit(c) ? '0' : c >= 0x80 ? 'w' : '.';
}

/// What the letters of words are taken for.
struct ByteClass {
  char small = 0;  // in small letters, digits all alike
  char kind = 0;   // as Chunk::first
};

constexpr std::array<ByteClass, 256> kBytes = [] {
  std::array<ByteClass, 256> table{};
  for (unsigned i = 0; i < table.size(); ++i) {
    const auto c = static_cast<unsigned char>(i);
    table[i] = {static_cast<char>(is_upper(c) ? c | 0x20 : is_digit(c) ? '0' : c), class_of(c)};
  }
  return table;
}();

/// Bounds of the word inside a chunk: what is left without marks at both ends.
struct Core {
  std::size_t begin;
  std::size_t end;
};

Core core_of(std::string_view chunk) {
  const auto plain = [&](std::size_t at) { return static_cast<unsigned char>(chunk[at]) < 0x80; };
  if (is_word(static_cast<unsigned char>(chunk.front())) && plain(0) &&
      is_word(static_cast<unsigned char>(chunk.back())) && plain(chunk.size() - 1))
    return {0, chunk.size()};
  std::size_t begin = 0;
  while (begin < chunk.size() &&
         (!is_word(static_cast<unsigned char>(chunk[begin])) || is_wide_mark(chunk, begin))) {
    begin += is_wide_mark(chunk, begin) ? 3 : 1;
  }
  std::size_t end = chunk.size();
  while (end > begin) {
    if (end >= begin + 3 && is_wide_mark(chunk, end - 3)) {
      end -= 3;
    } else if (!is_word(static_cast<unsigned char>(chunk[end - 1]))) {
      --end;
    } else {
      break;
    }
  }
  return {std::min(begin, chunk.size()), std::max(begin, end)};
}

std::uint32_t hash_marks(std::string_view marks) {
  constexpr std::size_t kMost = 4;
  std::uint32_t h = kSeed;
  std::size_t count = 0;
  for (std::size_t at = 0; at < marks.size() && count < kMost; ++count) {
    const bool wide = is_wide_mark(marks, at);
    h = mix(h, static_cast<unsigned char>(wide ? plain_mark(marks, at) : marks[at]));
    at += wide ? 3 : 1;
  }
  return count == 0 ? 0 : h;
}

bool has_stop(std::string_view marks) {
  for (std::size_t at = 0; at < marks.size(); ++at) {
    if (is_end(marks[at]) || (marks[at] == '\xE2' && marks.compare(at, 3, "\u2026") == 0)) return true;
  }
  return false;
}

bool is_address(std::string_view word) {
  return word.size() > 7 && (word.starts_with("www.") || word.find("://") != std::string_view::npos);
}

/// Fills in a chunk where it is to stay: copying one that was just written byte by byte would wait for it.
void read_chunk(std::string_view text, Span span, Chunk& chunk) {
  const std::string_view content = text_of(text, span);
  const Core core = core_of(content);
  chunk.span = span;
  chunk.head = hash_marks(content.substr(0, core.begin));
  chunk.tail = core.begin == core.end ? chunk.head : hash_marks(content.substr(core.end));
  const std::string_view tail = content.substr(core.begin == core.end ? 0 : core.end);
  chunk.stop = has_stop(tail);
  chunk.marked = !tail.empty();
  chunk.opened = core.begin > 0;
  const std::string_view word = content.substr(core.begin, core.end - core.begin);
  chunk.first = word.empty() ? '.' : is_address(word) ? 'u' : class_of(static_cast<unsigned char>(word[0]));
  constexpr std::size_t kLongest = 24;
  std::array<char, kLongest> small{};
  std::size_t length = 0;
  std::uint32_t shape = kSeed;
  char last = 0;
  std::uint32_t hash = kSeed;
  for (const char c : word.substr(0, 2 * kLongest)) {
    const ByteClass& byte = kBytes[static_cast<unsigned char>(c)];
    hash = (hash ^ static_cast<unsigned char>(byte.small)) * kPrime;
    if (length < kLongest) small[length++] = byte.small;
    const char kind = byte.kind;
    if (kind != last) shape = mix(shape, static_cast<unsigned char>(kind == '.' ? c : kind));
    last = kind;
  }
  chunk.word = word.empty() ? mix(kSeed, chunk.head) : hash;
  chunk.shape = mix(shape, word.size() == 1 ? 1 : 0);
  const std::string_view lower(small.data(), length);
  for (const char c : lower.substr(length > 3 ? length - 3 : 0))
    chunk.suffix = mix(chunk.suffix, static_cast<unsigned char>(c));
  chunk.function_word = length > 0 && is_english_function_word(pack(lower));
}

std::uint32_t bucket_of(std::size_t count) {
  return count < 4    ? static_cast<std::uint32_t>(count)
         : count < 6  ? 4
         : count < 9  ? 5
         : count < 14 ? 6
         : count < 22 ? 7
         : count < 40 ? 8
                      : 9;
}

/// Two marks or more; not an ellipsis of three, nor the stop of a sentence behind that of an abbreviation.
bool is_repeated(std::string_view tail) {
  if (!is_end(tail[4])) return false;
  const bool dots = tail[5] == '.' && tail[4] == '.';
  if (!dots || !is_end(tail[3]))
    return !dots || (is_lower(static_cast<unsigned char>(tail[3])) && tail[2] != ' ' && tail[1] != ' ' &&
                     tail[0] != ' ' && tail[0] != '.');
  return is_end(tail[2]);
}

}  // namespace

void count_noise(std::string_view text, Span block, const text::SentenceMark* marks, std::size_t count,
                 Noise& noise) {
  using Rule = text::SentenceRule;
  constexpr std::uint32_t kContext = 6;
  noise.bytes += block.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (marks[i].end < block.begin + kContext) continue;
    const std::string_view tail = text.substr(marks[i].end - kContext, kContext);
    if (!is_end(tail[5])) continue;
    noise.odd += is_repeated(tail) || tail[4] == ' ' || marks[i].rule == Rule::Small;
  }
}

void count_ruled_lines(std::string_view text, Noise& noise) {
  constexpr std::uint32_t kEnough = 50;
  std::uint32_t found = 0;
  for (std::size_t at = 0; found < kEnough && (at = text::find_ruled_line(text, at)) < text.size(); ++found) {
    at = std::min(text.find_first_not_of(text[at], at), text.size());
  }
  noise.odd += found;
}

std::uint32_t noise_level(double rate) { return static_cast<std::uint32_t>(std::min(9.0, rate * 2)); }

void Paragraph::read(std::string_view text, Span block, const text::SentenceMark* marks, std::size_t count) {
  read_chunks(text, block);
  read_gaps(marks, count);
  count_surroundings();
}

void Paragraph::read_chunks(std::string_view text, Span block) {
  chunks_.clear();
  for (std::uint32_t at = block.begin; at < block.end;) {
    while (at < block.end && blank_length(text, at) > 0) at += blank_length(text, at);
    const std::uint32_t begin = at;
    while (at < block.end && blank_length(text, at) == 0) ++at;
    if (at > begin) read_chunk(text, {begin, at}, chunks_.emplace_back());
  }
}

bool Paragraph::is_label(std::string_view text, const Gap& gap, std::uint32_t sentence_begin) const {
  constexpr std::uint32_t kLongest = 5;
  const Span span = chunks_[gap.left].span;
  return span.begin == sentence_begin && span.size() <= kLongest && text[span.end - 1] == ')';
}

void Paragraph::read_gaps(const text::SentenceMark* marks, std::size_t count) {
  gaps_.clear();
  std::size_t mark = 0;
  for (std::uint32_t i = 0; i + 1 < chunks_.size(); ++i) {
    const Chunk& left = chunks_[i];
    const Chunk& right = chunks_[i + 1];
    Gap gap{i, left.span.end, 0, false, false};
    for (; mark < count && marks[mark].end <= left.span.end; ++mark) {
      const bool here = marks[mark].end == left.span.end;
      if (here) {
        gap.rule = static_cast<std::uint8_t>(static_cast<unsigned>(marks[mark].rule) + 1);
        gap.ends = marks[mark].ends;
        gap.locked = marks[mark].sure;
      } else if (marks[mark].ends) {
        gaps_.push_back({i, marks[mark].end,
                         static_cast<std::uint8_t>(static_cast<unsigned>(marks[mark].rule) + 1), true, true});
      }
    }
    const bool candidate =
        gap.rule != 0 || left.marked || right.opened || right.first != 'a' || left.first == 'u';
    if (candidate) gaps_.push_back(gap);
  }
  for (; mark < count; ++mark) {
    if (!marks[mark].ends || chunks_.empty()) continue;
    const auto last = static_cast<std::uint32_t>(chunks_.size() - 1);
    gaps_.push_back({last, marks[mark].end,
                     static_cast<std::uint8_t>(static_cast<unsigned>(marks[mark].rule) + 1), true, true});
  }
}

void Paragraph::count_surroundings() {
  const std::size_t size = chunks_.size();
  since_stop_.assign(size, 0);
  to_stop_.assign(size, 0);
  open_.assign(size, 0);
  std::uint16_t since = 0;
  has_stop_ = false;
  constexpr std::uint16_t kMost = 60000;
  for (std::size_t i = 0; i < size; ++i) {
    since_stop_[i] = since;
    since = chunks_[i].stop ? 0 : static_cast<std::uint16_t>(std::min<unsigned>(since + 1U, kMost));
    has_stop_ |= chunks_[i].stop;
  }
  std::uint16_t to = 0;
  for (std::size_t i = size; i-- > 0;) {
    to = chunks_[i].stop ? 0 : static_cast<std::uint16_t>(std::min<unsigned>(to + 1U, kMost));
    to_stop_[i] = to;
  }
}

void Paragraph::features(std::size_t row, double noise, BoundaryFeatures& out) const {
  const Gap& gap = gaps_[row];
  static const Chunk edge = [] {
    Chunk chunk;
    chunk.word = chunk.shape = chunk.head = chunk.tail = chunk.suffix = kEdge;
    return chunk;
  }();
  const auto at = [&](int offset) -> const Chunk& {
    const std::int64_t i = static_cast<std::int64_t>(gap.left) + offset;
    return i < 0 || i >= static_cast<std::int64_t>(chunks_.size()) ? edge
                                                                   : chunks_[static_cast<std::size_t>(i)];
  };
  const Chunk& p2 = at(-1);
  const Chunk& p = at(0);
  const Chunk& n = at(1);
  const Chunk& n2 = at(2);
  const Chunk& n3 = at(3);
  const Chunk& n4 = at(4);
  const std::uint32_t rule = gap.rule * 2U + gap.ends;
  const std::uint32_t since = bucket_of(since_stop_[gap.left]);
  const std::uint32_t to = gap.left + 1 < chunks_.size() ? bucket_of(to_stop_[gap.left + 1]) : 0;
  const std::uint32_t length = bucket_of(chunks_.size());
  const std::uint32_t noisy = noise_level(noise);
  const std::uint32_t marks = mix(p.tail, n.head);
  const std::uint32_t first = static_cast<std::uint32_t>(n.first) * 2 + n.function_word;
  const std::uint32_t last = static_cast<std::uint32_t>(p.first) * 2 + p.function_word;
  const std::uint32_t around = mix(marks, first);
  const std::uint32_t stops = has_stop_ ? 1 : 0;

  std::size_t number = 0;
  const auto add = [&](auto... parts) {
    out[number] = combined(number, parts...);
    ++number;
  };
  add(0U);
  add(marks);
  add(p.tail, first);
  add(around, last);
  add(rule, first);
  add(rule, n.shape);
  add(rule, p.shape);
  add(rule, n.word);
  add(rule, p.word);
  add(rule, noisy);
  add(rule, since);
  add(rule, to);
  add(p2.word);
  add(n2.word);
  add(n3.word);
  add(n.word, p.tail);
  add(n.word, n.shape, p.tail);
  add(p.word, n.word);
  add(p2.word, p.word, p.tail);
  add(n.word, n2.word);
  add(p.word, p.tail, n.shape);
  add(p2.shape, p.shape, p.tail, n.shape);
  add(p.shape, p.tail, n.shape, n2.shape);
  add(n.shape, p.tail, n.tail);
  add(n.word, n.tail);
  add(p.suffix, p.tail, first);
  add(n.suffix, p.tail, n.first);
  add(since, around);
  add(to, around);
  add(since, to, around);
  add(noisy, around);
  add(stops, length, around);
  add(first, n2.first, n3.first, n4.first, p.tail);
  add(n2.function_word ? 1U : 0U, first, p.tail, last);
  add(n.function_word ? n.word : n.first, p.function_word ? p.word : p.first, p.tail);
  add(n.function_word ? n.word : n.shape, n2.function_word ? n2.word : n2.shape, p.tail);
  add(p2.function_word ? p2.word : p2.shape, p.function_word ? p.word : p.shape, p.tail, first);
  assert(number == kBoundaryFeatures);
}

void BoundaryModel::fetch(BoundaryFeatures& features) const {
  for (std::uint32_t& feature : features) feature = bucket(feature);
  for (const std::uint32_t row : features) __builtin_prefetch(weights_ + row);
}

float BoundaryModel::score(const BoundaryFeatures& rows) const {
  int sum = 0;
  for (const std::uint32_t row : rows) sum += weights_[row];
  return static_cast<float>(sum) * unit_;
}

}  // namespace textmill::segmenter
