#include "english_words.hpp"

#include <array>
#include <cstddef>

namespace textmill::segmenter {
namespace {

constexpr std::size_t kSlotBits = 9;
constexpr std::size_t kSlots = 1U << kSlotBits;

constexpr std::string_view kWords[] = {
    "the",   "of",    "and",     "to",     "in",      "is",    "was",    "that",    "for",     "it",
    "on",    "with",  "as",      "be",     "at",      "by",    "this",   "are",     "from",    "have",
    "has",   "had",   "not",     "but",    "they",    "his",   "her",    "she",     "he",      "you",
    "we",    "their", "which",   "or",     "an",      "were",  "been",   "its",     "who",     "will",
    "would", "there", "what",    "when",   "about",   "than",  "them",   "into",    "can",     "could",
    "other", "some",  "our",     "your",   "my",      "after", "before", "because", "between", "should",
    "these", "those", "where",   "while",  "how",     "if",    "no",     "so",      "do",      "does",
    "did",   "i",     "a",       "any",    "also",    "may",   "more",   "most",    "such",    "only",
    "over",  "under", "through", "during", "against", "both",  "each",   "own",     "very",    "just"};

std::size_t slot(std::uint64_t packed) { return (packed * 0x9E3779B97F4A7C15ULL) >> (64 - kSlotBits); }

/// Open addressing; made once.
std::array<std::uint64_t, kSlots> make_table() {
  std::array<std::uint64_t, kSlots> slots{};
  for (const std::string_view word : kWords) {
    std::size_t at = slot(pack(word));
    while (slots[at] != 0) at = (at + 1) % kSlots;
    slots[at] = pack(word);
  }
  return slots;
}

}  // namespace

bool is_english_function_word(std::uint64_t packed) {
  static const std::array<std::uint64_t, kSlots> slots = make_table();
  for (std::size_t at = slot(packed); slots[at] != 0; at = (at + 1) % kSlots) {
    if (slots[at] == packed) return true;
  }
  return false;
}

}  // namespace textmill::segmenter
