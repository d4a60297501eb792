// The words of Chinese and Japanese text, as ICU divides it, at several times ICU's speed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace textmill::text {

/// ICU's dictionary of Chinese and Japanese words, each with a cost: of all ways to divide a run, the
/// cheapest is taken. The costs and the rules around them are those of ICU's CjkBreakEngine, so the words
/// are, too (icu_difference_test.cpp); what is saved is the way there through iterators, UTF-16 and
/// normalisation. Never changes once made: any thread.
class EastAsianDictionary {
 public:
  /// The one of the ICU this program is linked with; null if it has none in the format known here.
  static const EastAsianDictionary* get();

  /// Appends the ends of the words of `run`. False, and nothing appended, if it has a character of which only
  /// ICU knows what it is normalised to.
  bool word_ends(std::string_view run, std::vector<std::size_t>& ends) const;

 private:
  explicit EastAsianDictionary(const char16_t* words);

  const char16_t* words_;  // a UCharsTrie
  std::vector<std::uint64_t>
      first_state_;  // of the trie behind each character from kFirst on; 0: no word begins so
};

}  // namespace textmill::text
