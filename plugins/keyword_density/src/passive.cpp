#include "passive.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace textmill::keyword_density {
namespace {

using Word = std::string_view;

// Sorted, for binary search.
constexpr Word kBe[] = {"am",      "are", "aren't", "be",    "been", "being",   "get",   "gets",
                        "getting", "got", "he's",   "i'm",   "is",   "isn't",   "it's",  "she's",
                        "they're", "was", "wasn't", "we're", "were", "weren't", "you're"};

constexpr Word kBetween[] = {"all",  "almost", "already", "also",  "always", "at",    "being", "both",
                             "ever", "first",  "in",      "just",  "last",   "least", "most",  "never",
                             "not",  "now",    "often",   "once",  "part",   "quite", "soon",  "still",
                             "then", "thus",   "too",     "twice", "well",   "yet"};

constexpr Word kIrregular[] = {
    "beaten",     "begun",    "bent",      "bitten",    "blown",     "born",       "borne",  "bought",
    "bound",      "bred",     "broken",    "brought",   "built",     "burnt",      "caught", "chosen",
    "cut",        "dealt",    "done",      "drawn",     "driven",    "dug",        "eaten",  "fed",
    "felt",       "flown",    "forbidden", "foreseen",  "forgiven",  "forgotten",  "fought", "found",
    "frozen",     "given",    "ground",    "grown",     "heard",     "held",       "hidden", "hit",
    "hung",       "hurt",     "kept",      "known",     "laid",      "led",        "left",   "lent",
    "let",        "lit",      "lost",      "made",      "meant",     "met",        "misled", "mistaken",
    "outdone",    "overcome", "overrun",   "overseen",  "overtaken", "overthrown", "paid",   "put",
    "quit",       "read",     "rebuilt",   "redone",    "rewritten", "rid",        "ridden", "rung",
    "said",       "seen",     "sent",      "set",       "sewn",      "shaken",     "shot",   "shown",
    "shut",       "slain",    "sold",      "sought",    "sown",      "spent",      "split",  "spoken",
    "spread",     "spun",     "stolen",    "struck",    "stuck",     "sung",       "sunk",   "swept",
    "sworn",      "taken",    "taught",    "thought",   "thrown",    "told",       "torn",   "understood",
    "undertaken", "undone",   "upheld",    "withdrawn", "withheld",  "won",        "worn",   "wound",
    "woven",      "written"};

constexpr Word kStates[] = {
    "advanced",      "aged",        "amazed",    "ashamed",    "bored",    "complicated",  "concerned",
    "confused",      "crowded",     "delighted", "detailed",   "devoted",  "disappointed", "embarrassed",
    "excited",       "experienced", "fixed",     "frightened", "hundred",  "indeed",       "interested",
    "limited",       "married",     "mixed",     "naked",      "need",     "pleased",      "prepared",
    "red",           "relaxed",     "relieved",  "retired",    "sacred",   "satisfied",    "scared",
    "sophisticated", "speed",       "supposed",  "surprised",  "talented", "tired",        "unexpected",
    "used",          "varied",      "wicked",    "worried"};

template <std::size_t N>
bool is_in(const Word (&list)[N], Word word) {
  return std::binary_search(std::begin(list), std::end(list), word);
}

bool is_participle(Word word) {
  constexpr std::size_t kShortest = 4;
  if (is_in(kIrregular, word)) return true;
  return word.size() >= kShortest && word.ends_with("ed") && !word.ends_with("eed") && !is_in(kStates, word);
}

bool may_stand_between(Word word) {
  return is_in(kBetween, word) || (word.size() > 3 && word.ends_with("ly"));
}

/// "Got hurt" is a passive, "got really worried" tells of a state.
bool is_get(Word word) { return word.starts_with("g"); }

static_assert(std::is_sorted(std::begin(kBe), std::end(kBe)));
static_assert(std::is_sorted(std::begin(kBetween), std::end(kBetween)));
static_assert(std::is_sorted(std::begin(kIrregular), std::end(kIrregular)));
static_assert(std::is_sorted(std::begin(kStates), std::end(kStates)));

}  // namespace

bool has_passive(std::span<const std::string> words) {
  constexpr std::size_t kMostBetween = 4;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_in(kBe, words[i])) continue;
    std::size_t next = i + 1;
    while (next < words.size() && next - i <= kMostBetween && may_stand_between(words[next])) ++next;
    if (next < words.size() && is_participle(words[next]) && !(is_get(words[i]) && next > i + 1)) return true;
  }
  return false;
}

}  // namespace textmill::keyword_density
