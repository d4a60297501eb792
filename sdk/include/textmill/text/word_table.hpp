// What is known of each word of a language, found at the cost of one line of cache.
//
// A plugin meets a hundred thousand different words in a crawl, and waits for memory rather than for
// arithmetic when it looks one up. So a word of up to 14 bytes stands in its slot, beside its value, and a
// word that is looked up soon can be announced.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace textmill::text {

namespace detail {

/// A word and its kind in sixteen bytes: the bytes themselves, or the number of a long word.
struct Spelling {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;  ///< 0 of no word
  bool operator==(const Spelling&) const = default;

  std::uint64_t hash() const {
    constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;
    std::uint64_t h = (head ^ std::rotl(tail * kMultiplier, 32)) * kMultiplier;
    h ^= h >> 32;
    return h * kMultiplier >> 20;
  }
};

inline constexpr std::size_t kLongSpelling = 15;

/// Up to seven bytes without a loop: its loads may overlap.
inline std::uint64_t few_bytes(const char* p, std::size_t size) {
  if (size >= 4) {
    std::uint32_t front, back;
    std::memcpy(&front, p, 4);
    std::memcpy(&back, p + size - 4, 4);
    return front | static_cast<std::uint64_t>(back) << (8 * (size - 4));
  }
  if (size == 0) return 0;
  const auto byte = [p](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(p[i])) << (8 * i);
  };
  return byte(0) | byte(size / 2) | byte(size - 1);
}

inline Spelling short_spelling(std::string_view word, unsigned kind) {
  const std::uint64_t mark = (std::uint64_t{kind} << 4 | word.size()) << 56;
  if (word.size() < 8) return {few_bytes(word.data(), word.size()), mark};
  std::uint64_t head;
  std::memcpy(&head, word.data(), 8);
  return {head, few_bytes(word.data() + 8, word.size() - 8) | mark};
}

}  // namespace detail

/// Values by word. A hash table with open addressing that only grows; `Value` is small and cheap to copy.
/// Two words are one only if all their bytes and their kinds are the same. For one thread.
template <class Value>
class WordTable {
 public:
  struct Place {
    Value& value;  ///< valid until the next call that is not const
    bool is_new;   ///< it was not there: the value is Value()
  };

  /// The place of a word, made if there is none. `word` is not empty; `kind`, 0 to 15, tells equal spellings
  /// apart that mean different things.
  Place at(std::string_view word, unsigned kind = 0) {
    const detail::Spelling spelling =
        word.size() < detail::kLongSpelling ? detail::short_spelling(word, kind) : long_spelling(word, kind);
    std::size_t i = find(spelling);
    if (slots_[i].spelling.tail != 0) return {slots_[i].value, false};
    if (++size_ * 4 > slots_.size() * 3) {
      grow();
      i = find(spelling);
    }
    slots_[i].spelling = spelling;
    return {slots_[i].value, true};
  }

  /// A word that is asked for soon, some ten words later: fetches its slot. Changes nothing; inlined always,
  /// as compilers leave out calls of a function that does.
  [[gnu::always_inline]] void expect(std::string_view word, unsigned kind = 0) const {
    if (word.size() >= detail::kLongSpelling) return;
    __builtin_prefetch(&slots_[detail::short_spelling(word, kind).hash() & (slots_.size() - 1)]);
  }

  std::size_t size() const { return size_; }

  /// Memory it holds, about.
  std::size_t bytes() const { return slots_.size() * sizeof(Slot) + long_bytes_; }

  /// Forgets all words, and gives their memory back.
  void clear() { *this = WordTable(); }

 private:
  struct Content {
    detail::Spelling spelling;
    Value value{};
  };
  static constexpr std::size_t kAlignment = sizeof(Content) <= 64 ? std::bit_ceil(sizeof(Content)) : 64;
  struct alignas(kAlignment) Slot : Content {};

  detail::Spelling long_spelling(std::string_view word, unsigned kind) {
    constexpr std::size_t kNode = 64;
    const auto [at, is_new] = long_words_.try_emplace(std::string(word), long_words_.size());
    if (is_new) long_bytes_ += word.size() + kNode;
    return {at->second, (std::uint64_t{kind} << 4 | detail::kLongSpelling) << 56};
  }

  /// Where it is, or the free slot where it would be.
  std::size_t find(const detail::Spelling& spelling) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = spelling.hash() & mask;
    while (slots_[i].spelling.tail != 0 && slots_[i].spelling != spelling) i = (i + 1) & mask;
    return i;
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.spelling.tail != 0) slots_[find(slot.spelling)] = slot;
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::size_t size_ = 0;
  std::unordered_map<std::string, std::uint64_t> long_words_;
  std::size_t long_bytes_ = 0;
};

}  // namespace textmill::text
