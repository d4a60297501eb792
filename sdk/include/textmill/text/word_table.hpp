// What is known of each word of a language, found at the cost of one line of cache.
//
// A plugin meets a hundred thousand different words in a crawl, and waits for memory rather than for
// arithmetic when it looks one up. So a word of up to 14 bytes stands in its slot, beside its value, and the
// words of a text can be spelled and their slots asked for some way ahead:
//
//   WordTable<Info> table;
//   SpellingsAhead ahead(text, words, table);
//   for (std::size_t i = 0; i < words.size(); ++i) {
//     const auto& [spelling, hash] = ahead[i];
//     const auto [info, is_new] = table.at(spelling, hash, text_of(text, words[i]));
//     if (is_new) info = look_at(text_of(text, words[i]));
//   }
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::text {

/// A word and its kind in sixteen bytes: the bytes themselves, or for a word that does not fit nothing but
/// that it is long. `kind`, 0 to 15, tells equal spellings apart that mean different things.
class Spelling {
 public:
  static constexpr std::size_t kLongest = 14;  ///< bytes that fit

  Spelling() = default;  ///< of no word
  explicit Spelling(std::string_view word, unsigned kind = 0) {
    char bytes[16] = {};
    if (word.size() <= kLongest) std::memcpy(bytes, word.data(), word.size());
    *this = Spelling(bytes, word.size(), kind);
  }
  /// Of a word of a text: takes sixteen bytes at once where the text goes on as far, as branches on the size
  /// of a word are often guessed wrong.
  Spelling(std::string_view text, Span word, unsigned kind) {
    *this = text.size() >= std::size_t{16} + word.begin
                ? Spelling(text.data() + word.begin, word.size(), kind)
                : Spelling(text_of(text, word), kind);
  }
  /// Of a long word, by a number of its own. Not that of a long word without one.
  static Spelling numbered(std::uint64_t number, unsigned kind) {
    Spelling spelling;
    spelling.head_ = number + 1;
    spelling.tail_ = mark(kLongest + 1, kind);
    return spelling;
  }

  bool is_long() const { return (tail_ >> 56 & 15) > kLongest; }
  unsigned kind() const { return static_cast<unsigned>(tail_ >> 60); }
  bool is_none() const { return tail_ == 0; }
  bool operator==(const Spelling& other) const {  // in one step, without a branch between the halves
    return ((head_ ^ other.head_) | (tail_ ^ other.tail_)) == 0;
  }

  /// Its upper bits are the better ones.
  std::uint64_t hash() const {
    std::uint64_t h = head_ ^ tail_ * 0xD6E8FEB86659FD93;
    h ^= h >> 32;
    return h * 0x9E3779B97F4A7C15;
  }

 private:
  /// Bytes of a word of n bytes among sixteen; none of a long one.
  static constexpr auto kMasks = [] {
    std::array<std::array<unsigned char, 16>, kLongest + 2> masks{};
    for (std::size_t n = 0; n <= kLongest; ++n) {
      for (std::size_t i = 0; i < n; ++i) masks[n][i] = 0xFF;
    }
    return masks;
  }();

  Spelling(const char* sixteen, std::size_t size, unsigned kind) {
    size = std::min(size, kLongest + 1);
    const auto masked = [&](std::size_t from) {
      std::uint64_t bytes, mask;
      std::memcpy(&bytes, sixteen + from, 8);
      std::memcpy(&mask, kMasks[size].data() + from, 8);
      return bytes & mask;
    };
    head_ = masked(0);
    tail_ = masked(8) | mark(size, kind);
  }
  static std::uint64_t mark(std::size_t size, unsigned kind) {
    return (std::uint64_t{kind} << 4 | size) << 56;
  }

  std::uint64_t head_ = 0;
  std::uint64_t tail_ = 0;  // its highest byte holds kind and size: 0 of no word
};

/// Values by word. A hash table with open addressing that only grows; `Value` is small and cheap to copy.
/// Two words are one only if all their bytes and their kinds are the same. For one thread.
template <class Value>
class WordTable {
 public:
  struct Place {
    Value& value;  ///< valid until the next call that is not const
    bool is_new;   ///< it was not there: the value is Value()
  };

  /// The place of a word, made if there is none. An empty word needs a kind other than 0.
  Place at(std::string_view word, unsigned kind = 0) {
    const Spelling spelling(word, kind);
    return at(spelling, spelling.hash(), word);
  }
  /// The same of a word that has been spelled, and its spelling's hash.
  Place at(const Spelling& spelling, std::uint64_t hash, std::string_view word) {
    Slot* const slot = probe(spelling, hash);
    if (!slot->spelling.is_none()) return {slot->value, false};
    return spelling.is_long() ? place_of(long_spelling(word, spelling.kind())) : fill(slot, spelling);
  }

  /// The value of a word if it is where most are; null tells nothing. For loops that have a quick way for
  /// what is usual.
  const Value* peek(const Spelling& spelling, std::uint64_t hash) const {
    const Slot* const slot = likely(spelling, hash);
    return slot->spelling == spelling ? &slot->value : nullptr;
  }

  /// The value of a word, or null.
  const Value* find(std::string_view word, unsigned kind = 0) const {
    Spelling spelling(word, kind);
    if (spelling.is_long()) {
      const auto at = long_words_.find(word);
      if (at == long_words_.end()) return nullptr;
      spelling = Spelling::numbered(at->second, kind);
    }
    const Slot* const slot = probe(spelling, spelling.hash());
    return slot->spelling.is_none() ? nullptr : &slot->value;
  }

  /// A word, by its spelling's hash, that is asked for soon, some ten words later: fetches its slot. Changes
  /// nothing; inlined always, as compilers leave out calls of a function that does.
  [[gnu::always_inline]] void expect(std::uint64_t hash) const {
    __builtin_prefetch(&slots_[hash >> shift_ << 1]);
  }

  /// The same of where a word is that is not where most are.
  [[gnu::always_inline]] void expect_further(std::uint64_t hash) const {
    __builtin_prefetch(&slots_[((hash >> shift_ << 1) + 2) & (slots_.size() - 1)]);
  }

  std::size_t size() const { return size_; }

  /// Memory it holds, about.
  std::size_t bytes() const { return slots_.size() * sizeof(Slot) + long_bytes_; }

  /// Forgets all words, and gives their memory back.
  void clear() { *this = WordTable(); }

 private:
  struct Content {
    Spelling spelling;
    Value value{};
  };
  static constexpr std::size_t kAlignment = sizeof(Content) <= 64 ? std::bit_ceil(sizeof(Content)) : 64;
  struct alignas(kAlignment) Slot : Content {};
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };

  Place place_of(const Spelling& spelling) {
    Slot* const slot = probe(spelling, spelling.hash());
    return slot->spelling.is_none() ? fill(slot, spelling) : Place{slot->value, false};
  }

  Place fill(Slot* free, const Spelling& spelling) {
    if (++size_ * 4 > slots_.size() * 3) {
      grow();
      free = probe(spelling, spelling.hash());
    }
    free->spelling = spelling;
    return {free->value, true};
  }

  Spelling long_spelling(std::string_view word, unsigned kind) {
    constexpr std::size_t kNode = 64;
    if (const auto at = long_words_.find(word); at != long_words_.end())
      return Spelling::numbered(at->second, kind);
    long_bytes_ += word.size() + kNode;
    return Spelling::numbered(long_words_.try_emplace(std::string(word), long_words_.size()).first->second,
                              kind);
  }

  /// Most words are in one of two slots, which are often one line of cache: a branch on which of them it is
  /// would be guessed wrong.
  const Slot* likely(const Spelling& spelling, std::uint64_t hash) const {
    const Slot* const pair = slots_.data() + (hash >> shift_ << 1);
    return pair + (pair[1].spelling == spelling);
  }

  /// Where it is, or the free slot where it would be. A long word that has no number yet is nowhere.
  const Slot* probe(const Spelling& spelling, std::uint64_t hash) const {
    if (const Slot* const slot = likely(spelling, hash); slot->spelling == spelling) return slot;
    std::size_t i = hash >> shift_ << 1;
    while (!slots_[i].spelling.is_none() && slots_[i].spelling != spelling) i = (i + 1) & (slots_.size() - 1);
    return &slots_[i];
  }
  Slot* probe(const Spelling& spelling, std::uint64_t hash) {
    return const_cast<Slot*>(std::as_const(*this).probe(spelling, hash));
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    --shift_;
    for (const Slot& slot : old) {
      if (!slot.spelling.is_none()) *probe(slot.spelling, slot.spelling.hash()) = slot;
    }
  }

  static constexpr unsigned kFirstBits = 10;
  std::vector<Slot> slots_ = std::vector<Slot>(std::size_t{1} << kFirstBits);
  unsigned shift_ = 65 - kFirstBits;  // takes a hash to the number of a pair of slots
  std::size_t size_ = 0;
  std::unordered_map<std::string, std::uint64_t, Hash, std::equal_to<>> long_words_;
  std::size_t long_bytes_ = 0;
};

/// The spellings, of kind 0, of the words of a text with their hashes, made a batch at a time. Their slots in
/// `table` are asked for with the batch, so that most have come by the time they are used. Views; for one
/// thread.
template <class Value>
class SpellingsAhead {
 public:
  SpellingsAhead(std::string_view text, std::span<const Span> words, const WordTable<Value>& table)
      : text_(text), words_(words), table_(table) {}

  struct Hashed {
    Spelling spelling;
    std::uint64_t hash = 0;
  };

  /// Of word `i`; from call to call `i` may only rise.
  const Hashed& operator[](std::size_t i) {
    if (i >= refill_) refill(i);
    return ring_[i % kRing];
  }

 private:
  static constexpr std::size_t kBatch = 32;
  static constexpr std::size_t kRing = 2 * kBatch;  // one batch is used while the slots of the next come

  void refill(std::size_t i) {
    const std::string_view text = text_;  // copies, which the stores below leave in registers
    const WordTable<Value>& table = table_;
    const std::size_t end = std::min(words_.size(), i + kRing);
    for (std::size_t at = std::max(i, spelled_); at < end; ++at) {
      const Spelling spelling(text, words_[at], 0);
      const std::uint64_t hash = spelling.hash();
      table.expect(hash);
      ring_[at % kRing] = {spelling, hash};
    }
    spelled_ = end;
    refill_ = i + kBatch;
  }

  std::string_view text_;
  std::span<const Span> words_;
  const WordTable<Value>& table_;
  std::array<Hashed, kRing> ring_;
  std::size_t spelled_ = 0;  // words before it are in the ring, or were
  std::size_t refill_ = 0;   // the word at which the next batch is due
};

/// Calls visit(i, spelling, hash) for each word of a text, in order, with its spelling of kind 0. The slots
/// in `table` are asked for one by one some words ahead, while earlier ones are visited: quicker than
/// SpellingsAhead where all words are wanted. `visit` may add to the table.
template <class Value, class Visit>
void for_each_spelling(std::string_view text, std::span<const Span> words, const WordTable<Value>& table,
                       Visit visit) {
  constexpr std::size_t kAhead = 128;
  std::array<Spelling, kAhead> spellings;
  std::array<std::uint64_t, kAhead> hashes;
  const auto spell = [&](std::size_t i) {
    const Spelling spelling(text, words[i], 0);
    const std::uint64_t hash = spelling.hash();
    table.expect(hash);
    spellings[i % kAhead] = spelling;
    hashes[i % kAhead] = hash;
  };
  const std::size_t first = std::min(kAhead, words.size());
  for (std::size_t i = 0; i < first; ++i) spell(i);
  for (std::size_t i = 0; i + first < words.size(); ++i) {
    visit(i, spellings[i % kAhead], hashes[i % kAhead]);
    spell(i + first);
  }
  for (std::size_t i = words.size() - first; i < words.size(); ++i)
    visit(i, spellings[i % kAhead], hashes[i % kAhead]);
}

}  // namespace textmill::text
