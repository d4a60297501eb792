#include "piece.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "splitter.hpp"

namespace textmill::entity_tagger {
namespace {

/// Splitter's pieces without marks.
struct NoMarks {
  static void read(const PlainWords& words) {
    for (std::size_t i = 0; i < words.count; ++i) {
      Piece& piece = *words.piece[i];
      const Shape shape = words.letters_of(i).shape();
      piece = {piece.span, words.hash_of(i), PieceKind::Word, shape, words.glued[i] != 0, false};
    }
  }
  static void mark(Piece&) {}
  static Piece piece_of(unsigned char mark) { return {{}, kCharacterHashes[mark]}; }
};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

bool contains_at_sign_address(std::string_view chunk) {
  const auto at = chunk.find('@');
  return at != std::string_view::npos && at > 0 && chunk.find('.', at) != std::string_view::npos;
}

bool is_opaque(std::string_view chunk) {
  if (chunk.find("://") != std::string_view::npos || chunk.substr(0, 4) == "www.") return true;
  if (chunk.size() > 1 && chunk[0] == '@') return true;
  return contains_at_sign_address(chunk);
}

}  // namespace

bool keeps_full_stop(std::uint64_t hash) {
  struct Words {
    std::vector<std::uint64_t> hashes;
    std::array<std::uint64_t, 16> bits{};  ///< most words are in a slot of none
  };
  static const Words kWords = [] {
    Words words;
    for (const char* word :
         {"mr",   "mrs",  "ms",    "dr",   "prof",   "st",     "jr",  "sr",   "inc",  "corp", "co",
          "ltd",  "bros", "gen",   "col",  "lt",     "capt",   "sgt", "maj",  "cmdr", "adm",  "rev",
          "hon",  "sen",  "rep",   "gov",  "pres",   "supt",   "jan", "feb",  "mar",  "apr",  "jun",
          "jul",  "aug",  "sep",   "sept", "oct",    "nov",    "dec", "mon",  "tue",  "tues", "wed",
          "thu",  "thur", "thurs", "fri",  "vs",     "approx", "ave", "blvd", "mt",   "ft",   "univ",
          "dept", "assn", "intl",  "natl", "messrs", "mme",    "mlle"}) {
      const std::uint64_t one = hash_folded(word);
      words.hashes.push_back(one);
      words.bits[one / 64 % 16] |= 1ull << (one % 64);
    }
    std::sort(words.hashes.begin(), words.hashes.end());
    return words;
  }();
  return (kWords.bits[hash / 64 % 16] >> (hash % 64) & 1) != 0 &&
         std::binary_search(kWords.hashes.begin(), kWords.hashes.end(), hash);
}

void split_pieces(std::string_view text, const std::vector<Token>& tokens, std::vector<Piece>& pieces) {
  pieces.reserve(tokens.size() + tokens.size() / 8);
  Splitter<NoMarks>(text, NoMarks(), pieces).add(tokens);
}

std::vector<Token> plain_tokens(std::string_view text) {
  std::vector<Token> tokens;
  std::uint32_t at = 0;
  const auto size = static_cast<std::uint32_t>(text.size());
  while (at < size) {
    const Unit unit = unit_at(text, at);
    if (unit.kind == CharacterClass::Space) {
      at += unit.length;
      continue;
    }
    std::uint32_t end = at;
    while (end < size && unit_at(text, end).kind != CharacterClass::Space) end += unit_at(text, end).length;
    std::uint32_t cut = end;
    const bool opaque = is_opaque(text.substr(at, end - at));
    while (opaque && cut > at + 1 && std::strchr(".,;:!?)\"'", text[cut - 1])) --cut;
    tokens.push_back({{at, cut}, opaque ? TokenKind::Opaque : TokenKind::Text});
    if (cut < end) tokens.push_back({{cut, end}, TokenKind::Text});
    at = end;
  }
  return tokens;
}

void fold_case(std::string_view text, std::string& folded) {
  folded.assign(text);
  for (std::size_t at = 0; at < folded.size();) {
    const auto lead = static_cast<unsigned char>(folded[at]);
    if (is_upper_ascii(folded[at])) folded[at] = static_cast<char>(lead | 0x20);
    if (lead >= 0xC3 && lead <= 0xD0 && at + 1 < folded.size()) {
      if (const std::uint16_t pair = fold_pair(lead, static_cast<unsigned char>(folded[at + 1]))) {
        folded[at] = static_cast<char>(pair >> 8);
        folded[at + 1] = static_cast<char>(pair & 0xFF);
      }
    }
    at += sequence_length(lead);
  }
}

std::uint64_t hash_folded(std::string_view text) {
  if (is_ascii(text)) return hash_folded_ascii(text.data(), text.size());
  std::string folded;
  fold_case(text, folded);
  return hash_bytes(folded.data(), folded.size());
}

std::uint64_t hash_exact(std::string_view text) { return hash_bytes(text.data(), text.size()); }

}  // namespace textmill::entity_tagger
