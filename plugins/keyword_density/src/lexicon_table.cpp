#include "lexicon_table.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <stdexcept>
#include <vector>

namespace textmill::keyword_density {
namespace {

constexpr std::size_t kLongestWord = 255;

int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

std::uint8_t bit_of(char c) {
  switch (c) {
    case 'n': return kNoun;
    case 'a': return kAdjective;
    case 'v': return kVerb;
    case 'r': return kAdverb;
    default: return 0;
  }
}

/// The word of a line and what the line says of it.
Lexeme read_line(std::string_view line, std::string_view& word) {
  const std::size_t blank = line.find(' ');
  const bool whole = blank != std::string_view::npos && blank > 0 && blank <= kLongestWord &&
                     line.size() == blank + 5 && hex(line[blank + 1]) >= 0 && hex(line[blank + 2]) >= 0 &&
                     hex(line[blank + 3]) >= 0;
  if (!whole) throw std::runtime_error("not a line of a lexicon: '" + std::string(line) + "'");
  word = line.substr(0, blank);
  const auto rarity = static_cast<std::uint8_t>(hex(line[blank + 1]) * 16 + hex(line[blank + 2]));
  return {rarity, static_cast<std::uint8_t>(hex(line[blank + 3])), bit_of(line[blank + 4])};
}

template <class Each>
void each_line(std::string_view list, Each each) {
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find('\n', begin), list.size());
    const std::string_view line = list.substr(begin, end - begin);
    if (!line.empty() && line[0] != '#') each(line);
    begin = end + 1;
  }
}

struct Line {
  std::string_view word;
  Lexeme lexeme;
};

/// The common words first: their stems have the lowest numbers, and nothing stands in their way.
std::vector<Line> lines_of(std::string_view list) {
  std::vector<Line> lines;
  each_line(list, [&](std::string_view line) {
    lines.emplace_back();
    lines.back().lexeme = with_form(read_line(line, lines.back().word), lines.back().word);
  });
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.lexeme.rarity < b.lexeme.rarity; });
  return lines;
}

using Entries = std::map<std::string, LexiconEntry, std::less<>>;

/// What is known of each word and each stem; how many stems there are.
std::uint32_t fill(const std::vector<Line>& lines, Entries& entries) {
  text::Stemmer stemmer("en");
  std::uint32_t stems = 0;
  for (const Line& line : lines) {
    const std::string stem(english_stem(line.word, stemmer));
    std::uint32_t& number = entries[stem].as_stem;
    if (number == 0) number = ++stems;
    LexiconEntry& entry = entries[std::string(line.word)];
    entry = {line.lexeme, 1, StemRule::between(line.word, stem), number, entry.as_stem};
  }
  return stems;
}

template <class T>
void append(std::string& file, const T* items, std::size_t count) {
  if (count > 0) file.append(reinterpret_cast<const char*>(items), count * sizeof(T));
}

}  // namespace

std::size_t lexicon_slot(const text::Spelling& spelling, std::size_t slots) {
  return spelling.hash() >> 32 & (slots - 1);
}

std::string make_lexicon_table(std::string_view list) {
  const std::vector<Line> lines = lines_of(list);
  Entries entries;
  LexiconHeader header{};
  std::memcpy(header.magic, kLexiconMagic, sizeof header.magic);
  header.stems = fill(lines, entries);
  std::vector<LexiconSlot> slots(std::max<std::size_t>(16, std::bit_ceil(entries.size() * 3 / 2)));
  std::vector<LongLexiconWord> long_words;
  std::string letters;
  for (const auto& [word, entry] : entries) {
    if (word.size() > text::Spelling::kLongest) {
      long_words.push_back(
          {static_cast<std::uint32_t>(letters.size()), static_cast<std::uint32_t>(word.size()), entry});
      letters += word;
    }
  }
  const auto put = [&](std::string_view word, const LexiconEntry& entry) {
    const text::Spelling spelling(word);
    std::size_t at = lexicon_slot(spelling, slots.size());
    while (!slots[at].spelling.is_none() && slots[at].spelling != spelling)
      at = (at + 1) & (slots.size() - 1);
    slots[at] = {spelling, entry};
  };
  for (const Line& line : lines) {
    if (line.word.size() <= text::Spelling::kLongest) put(line.word, entries.find(line.word)->second);
  }
  for (const auto& [word, entry] : entries) {
    if (!entry.is_word && word.size() <= text::Spelling::kLongest) put(word, entry);
  }
  header.slots = static_cast<std::uint32_t>(slots.size());
  header.long_words = static_cast<std::uint32_t>(long_words.size());
  header.letters = static_cast<std::uint32_t>(letters.size());
  std::string file;
  append(file, &header, 1);
  append(file, slots.data(), slots.size());
  append(file, long_words.data(), long_words.size());
  return file + letters;
}

}  // namespace textmill::keyword_density
