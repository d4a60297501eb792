#include "tagging.hpp"

#include <algorithm>
#include <array>

namespace textmill::keyword_density {
namespace {

bool is_function(const Word& word) {
  return (word.flags & kFunction) && !((word.flags & kUpper) && !(word.marks & kShout));
}

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
      case kAdverb:
        return (word_.marks & kJoined) || hyphen_follows() ? Part::Modifier : Part::Outside;
      case kAdjective:
        return Part::Modifier;
      case kVerb:
        return Part::Outside;
      default:
        return Part::Head;
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

}  // namespace

void tag_words(const std::vector<Word>& words, std::vector<Part>& parts) {
  parts.resize(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool goes_on = i > 0 && !(words[i].marks & kBreak);
    const bool has_next = i + 1 < words.size() && !(words[i + 1].marks & kBreak);
    parts[i] = Tagger(goes_on ? &words[i - 1] : nullptr, words[i], has_next ? &words[i + 1] : nullptr,
                      goes_on ? parts[i - 1] : Part::Outside)
                   .run();
  }
}

}  // namespace textmill::keyword_density
