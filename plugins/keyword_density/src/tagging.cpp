#include "tagging.hpp"

#include <algorithm>
#include <array>

namespace textmill::keyword_density {
namespace {

bool is_function(const Word& word) {
  return (word.flags & kFunction) && !((word.flags & kUpper) && !(word.marks & kShout));
}

// Most words play their part whatever stands beside them. Tables tell it, as branches on what kind of word
// comes next are guessed wrong at every second word.
enum class Alone : std::uint8_t { Outside, Modifier, Head, Name, Common, Depends };
static_assert(static_cast<int>(Part::Outside) == 0 && static_cast<int>(Part::Modifier) == 1 &&
              static_cast<int>(Part::Head) == 2);

/// By the flags that matter. A Name opens no sentence, else it is Common; for those the lexeme tells.
constexpr auto kByFlags = [] {
  std::array<Alone, 32> table{};
  for (unsigned flags = 0; flags < table.size(); ++flags) {
    table[flags] = flags & kFunction  ? (flags & kUpper ? Alone::Depends : Alone::Outside)
                   : flags & kNumber  ? Alone::Modifier
                   : flags & kUpper   ? Alone::Head
                   : flags & kCapital ? Alone::Name
                                      : Alone::Common;
  }
  return table;
}();
constexpr unsigned kFlagsThatMatter = 31;
static_assert((kFunction | kDeterminer | kNumber | kCapital | kUpper) == kFlagsThatMatter);

/// By the lexeme's classes and its main one.
constexpr auto kByLexeme = [] {
  std::array<std::array<Alone, 16>, 256> table{};
  for (unsigned bits = 0; bits < table.size(); ++bits) {
    for (unsigned main = 0; main < 16; ++main) {
      table[bits][main] = bits == 0                                      ? Alone::Head
                          : (bits & (kLight | kVerb)) || main == kAdverb ? Alone::Depends
                          : main == kAdjective                           ? Alone::Modifier
                          : main == kVerb                                ? Alone::Outside
                                                                         : Alone::Head;
    }
  }
  return table;
}();

/// By whether the sentence or phrase goes on from the word before, and by the two above.
constexpr auto kTogether = [] {
  std::array<std::array<std::array<Alone, 8>, 8>, 2> table{};
  for (const bool goes_on : {false, true}) {
    for (unsigned flags = 0; flags < 8; ++flags) {
      for (unsigned lexeme = 0; lexeme < 8; ++lexeme) {
        const auto by_flags = static_cast<Alone>(flags);
        table[goes_on][flags][lexeme] = by_flags == Alone::Name && goes_on ? Alone::Head
                                        : by_flags == Alone::Name || by_flags == Alone::Common
                                            ? static_cast<Alone>(lexeme)
                                            : by_flags;
      }
    }
  }
  return table;
}();

Alone part_alone(const Word& word, bool goes_on) {
  const auto by_flags = static_cast<std::size_t>(kByFlags[word.flags & kFlagsThatMatter]);
  const auto by_lexeme = static_cast<std::size_t>(kByLexeme[word.lexeme.bits][word.lexeme.main & 15]);
  return kTogether[goes_on][by_flags][by_lexeme];
}

constexpr std::string_view kAdjectiveEndings[] = {"e", "en", "er", "es", "em"};

/// Looks at a word between its neighbours; null at the ends of a sentence and beside punctuation.
class Tagger {
 public:
  Tagger(const Word* before, const Word& word, const Word* after, Part part_before)
      : before_(before), word_(word), after_(after), part_before_(part_before) {}

  Part run() const {
    if (is_function(word_)) return Part::Outside;
    if (word_.flags & kNumber) return Part::Modifier;
    if (word_.lexeme.bits == 0 || (word_.flags & kUpper)) return Part::Head;
    if ((word_.flags & kCapital) && before_) return Part::Head;  // a name
    if (word_.lexeme.bits & kLight)
      return (word_.marks & kJoined) || hyphen_follows() ? Part::Modifier : Part::Outside;
    if (word_.lexeme.bits & kVerb) return verb_or_not();
    return by_main_class();
  }

 private:
  bool noun_possible() const { return (word_.lexeme.bits & kNoun) != 0; }
  bool noun_follows() const {
    return after_ && !is_function(*after_) && !(after_->flags & kNumber) && after_->lexeme.main != kAdverb;
  }

  Part by_main_class() const {
    switch (word_.lexeme.main) {
      case kAdverb: return (word_.marks & kJoined) || hyphen_follows() ? Part::Modifier : Part::Outside;
      case kAdjective: return Part::Modifier;
      case kVerb: return Part::Outside;
      default: return Part::Head;
    }
  }
  bool hyphen_follows() const { return after_ && (after_->marks & kJoined); }

  Part verb_or_not() const {
    if (word_.lexeme.bits & kPastForm) return participle();
    if (word_.lexeme.bits & kIngForm) return gerund();
    if (before_ && (before_->flags & kBeforeVerb) && is_function(*before_)) return Part::Outside;
    if ((word_.marks & kJoined) || hyphen_follows()) return noun_possible() ? Part::Head : Part::Modifier;
    if (noun_possible() && part_before_ != Part::Head)
      return word_.lexeme.main == kAdjective ? Part::Modifier : Part::Head;
    if (noun_possible() && after_ && (after_->flags & kDeterminer)) return Part::Outside;
    if (noun_possible() && !agrees()) return word_.lexeme.main == kAdjective ? Part::Modifier : Part::Head;
    return by_main_class();
  }
  /// A verb without s needs a plural before it, one with s a singular.
  bool agrees() const { return ((word_.lexeme.bits ^ before_->lexeme.bits) & kFinalS) != 0; }

  Part participle() const {
    if (word_.marks & kJoined) return Part::Modifier;
    return noun_follows() && part_before_ != Part::Head ? Part::Modifier : Part::Outside;
  }

  Part gerund() const {
    if (after_ && (after_->flags & kDeterminer)) return Part::Outside;
    if (noun_possible() || part_before_ == Part::Modifier || part_before_ == Part::Head) return Part::Head;
    if (before_ && (before_->flags & kDeterminer)) return Part::Head;
    return Part::Outside;
  }

  const Word* before_;
  const Word& word_;
  const Word* after_;
  Part part_before_;
};

/// Endings of German adjectives before a noun.
bool may_be_adjective(std::string_view word) {
  return std::any_of(std::begin(kAdjectiveEndings), std::end(kAdjectiveEndings),
                     [&](std::string_view ending) { return word.size() > 3 && word.ends_with(ending); });
}

}  // namespace

void tag_by_capitals(std::span<const Word> words, std::string_view text, std::vector<Part>& parts) {
  parts.assign(words.size(), Part::Outside);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    if (is_function(word) || (word.flags & kNumber)) continue;
    const bool measures = i > 0 && !(word.marks & kBreak) && (words[i - 1].flags & kNumber);
    if (word.flags & (kCapital | kUpper)) {
      if (!measures) parts[i] = Part::Head;
    } else if (may_be_adjective(text_of(text, word.span))) {
      parts[i] = Part::Modifier;
    }
  }
}

void tag_words(std::span<const Word> words, std::vector<Part>& parts) {
  parts.resize(words.size());
  const auto goes_on = [&](std::size_t i) { return i > 0 && !(words[i].marks & kBreak); };
  // Those that depend are listed, as a branch on whether a word does would be guessed wrong at every fourth.
  std::vector<std::uint32_t> depending(words.size() + 1);
  std::size_t listed = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Alone alone = part_alone(words[i], goes_on(i));
    parts[i] = static_cast<Part>(alone);
    depending[listed] = static_cast<std::uint32_t>(i);
    listed += alone == Alone::Depends;
  }
  for (const std::uint32_t i : std::span(depending).first(listed)) {
    const Word* const before = goes_on(i) ? &words[i - 1] : nullptr;
    const Word* const after = i + 1 < words.size() && goes_on(i + 1) ? &words[i + 1] : nullptr;
    parts[i] = Tagger(before, words[i], after, before ? parts[i - 1] : Part::Outside).run();
  }
}

}  // namespace textmill::keyword_density
