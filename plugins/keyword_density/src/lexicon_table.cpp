#include "lexicon_table.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
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

std::size_t hash_of(std::string_view word) {  // FNV-1a; the standard library's may change with its version
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return static_cast<std::size_t>(hash ^ hash >> 32);
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

}  // namespace

const LexiconSlot* find_slot(std::span<const LexiconSlot> slots, std::string_view letters,
                             std::string_view word) {
  const std::size_t first = hash_of(word);
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const LexiconSlot& slot = slots[(first + i) & (slots.size() - 1)];
    if (slot.size == 0) return &slot;
    if (slot.begin <= letters.size() && letters.substr(slot.begin, slot.size) == word) return &slot;
  }
  return nullptr;
}

std::string make_lexicon_table(std::string_view list) {
  struct Line {
    std::string_view word;
    Lexeme lexeme;
  };
  std::vector<Line> lines;
  each_line(list, [&](std::string_view line) {
    lines.emplace_back();
    lines.back().lexeme = with_form(read_line(line, lines.back().word), lines.back().word);
  });
  // The common words first: their letters then stand together, and nothing stands in their way.
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.lexeme.rarity < b.lexeme.rarity; });
  std::vector<LexiconSlot> slots(std::max<std::size_t>(16, std::bit_ceil(lines.size() * 2)));
  std::string letters;
  text::Stemmer stemmer("en");
  for (const Line& line : lines) {
    const LexiconSlot* found = find_slot(slots, letters, line.word);
    slots[static_cast<std::size_t>(found - slots.data())] = {
        static_cast<std::uint32_t>(letters.size()), static_cast<std::uint8_t>(line.word.size()), line.lexeme,
        StemRule::between(line.word, english_stem(line.word, stemmer))};
    letters += line.word;
  }
  LexiconHeader header;
  std::memcpy(header.magic, kLexiconMagic, sizeof header.magic);
  header.slots = static_cast<std::uint32_t>(slots.size());
  header.letters = static_cast<std::uint32_t>(letters.size());
  std::string file(reinterpret_cast<const char*>(&header), sizeof header);
  file.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(LexiconSlot));
  return file + letters;
}

}  // namespace textmill::keyword_density
