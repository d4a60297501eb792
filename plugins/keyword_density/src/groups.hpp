// Groups of neighbouring words that come back in a text.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "words.hpp"

namespace textmill::keyword_density {

/// Words [first, first + size) where the group stands for the first time.
struct Group {
  std::uint32_t first = 0;
  std::uint32_t size = 0;
  std::uint32_t count = 0;
};

/// Counts groups level by level: one can only come back if the one without its last word does, so that
/// little is left to count after groups of two. Of those, most that stand once are told by a table of marks
/// that fits the fastest cache. Reused from text to text; for one thread.
class Groups {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  /// Counts all words, and all groups of two to `longest` words without punctuation inside that may come
  /// back. `words` must stay as they are until the next call.
  void count(std::span<const Word> words, std::uint32_t longest);

  /// The distinct words in the order of their first place, then longer groups, shorter ones first.
  const std::vector<Group>& all() const { return groups_; }

  /// The group of words [first, first + size), or kNone if it was not counted: then it does not come back.
  std::uint32_t find(std::uint32_t first, std::uint32_t size) const;

  /// Calls visit(first) for each place of a group, without overlaps, in order.
  template <class Visit>
  void each_place(const Group& group, Visit visit) const {
    std::uint32_t left = group.count;
    std::uint32_t from = group.first;
    for (std::uint32_t i = group.first; left > 0 && i + group.size <= ids_.size(); i = next_[i]) {
      if (i < from || !is_same(group, i)) continue;
      visit(i);
      from = i + group.size;
      --left;
    }
  }

  /// How often the word at this place stands in the text.
  std::uint32_t word_count(std::uint32_t word) const { return groups_[ids_[word]].count; }
  /// A byte for each word: 1 if a phrase breaks off before it, else 0.
  std::span<const std::uint8_t> breaks() const { return breaks_; }
  /// True if both places have forms of the same word.
  bool same_word(std::uint32_t a, std::uint32_t b) const { return ids_[a] == ids_[b]; }

 private:
  struct Slot {
    std::uint64_t key = 0;  // group without the last word, the last word
    std::uint32_t group = 0;
    std::uint32_t turn = 0;  // of another turn: empty
  };

  void number_words(std::span<const Word> words);
  void list_pairs();
  void keep_marked_twice();
  void count_level(std::uint32_t size);
  void leave_out_ended(std::uint32_t size);
  void make_room();
  Slot& slot_of(std::uint64_t key);
  bool is_same(const Group& group, std::uint32_t at) const;

  std::vector<std::uint32_t> ids_;        // by word: its group of one
  std::vector<std::uint32_t> next_;       // by word: where its group stands next, or the number of words
  std::vector<std::uint32_t> last_;       // by group of one: where it stood last
  std::vector<std::uint32_t> id_of_key_;  // by Key; kNone: not in this text
  std::vector<std::uint8_t> breaks_;      // by word
  std::vector<Group> groups_;
  std::vector<std::uint8_t> marks_;  // by hash of a pair: a bit for each time it was met, up to eight
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;  // of the slots this text uses
  std::uint32_t turn_ = 0;
  std::size_t words_ = 0;               // groups of one
  std::vector<std::uint32_t> places_;   // where the groups of the last level stand
  std::vector<std::uint32_t> current_;  // and which they are
};

}  // namespace textmill::keyword_density
