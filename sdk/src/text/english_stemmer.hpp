// English word stems: those of libstemmer's "english" (Snowball 2), at a tenth of its cost.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace textmill::text {

/// Stems words of ASCII without capitals, as nearly all folded English ones are. The algorithm is Porter 2
/// (https://snowballstem.org/algorithms/english/stemmer.html); here a mask tells which letters are vowels, so
/// that a consonant "y" needs no letter of its own. One thread.
class EnglishStemmer {
 public:
  static constexpr std::size_t kLongest = 62;  ///< bytes

  /// True if `word` can be given to `stem`.
  static bool takes(std::string_view word);

  /// The stem, valid until the next call.
  std::string_view stem(std::string_view word);

 private:
  struct Ending;
  struct Endings;

  std::string_view word() const { return {bytes_.data() + kBefore, size_}; }
  char letter(std::size_t at) const { return bytes_[kBefore + at]; }
  bool is_vowel(std::size_t at) const { return (vowels_ >> at & 1) != 0; }
  bool has_vowel_before(std::size_t end) const;
  bool is_short(std::size_t end) const;
  bool ends_with(std::string_view ending) const { return word().ends_with(ending); }

  void take(std::string_view word);
  void mark_regions();
  std::size_t past_syllable(std::size_t from) const;
  void replace(std::size_t bytes, std::string_view by);
  const Ending* find(const Endings& endings) const;
  void replace_ending(const Endings& endings, std::size_t region);
  bool allows(const Ending& ending) const;
  void strip_possessive();
  void strip_plural();
  void strip_verb_ending();
  void mend_verb();
  void soften_y();
  void strip_last_letter();

  static constexpr std::size_t kBefore = 8;  // zeros, so that the last eight bytes can always be read
  std::array<char, kBefore + kLongest + 2> bytes_{};  // a step may make the word longer by one
  std::size_t size_ = 0;
  std::uint64_t vowels_ = 0;  // bit i: letter i is a vowel
  std::size_t region1_ = 0;   // where R1 and R2 of the algorithm begin
  std::size_t region2_ = 0;
};

}  // namespace textmill::text
