// What a stage made of passages of text it has met before: sentences, paragraphs.
//
// A crawl says much of its text again and again: of what Common Crawl fetches, paragraphs that were there
// already are the larger part (Wenzek et al. 2020, "CCNet"). What follows from the words of a passage alone
// need not be worked out again:
//
//   PassageMemory memory;
//   const PassageMemory::Answer answer = memory.recall(key);  // key: a hash of all that the result depends
//   on if (answer.known) {
//     use(answer.bytes);
//   } else {
//     ...
//     if (answer.is_wanted) std::memcpy(memory.keep(key, size), result, size);
//   }
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>

namespace textmill::text {

/// One worker's; not safe for several threads. Bounded: later results take the place of earlier ones. Once it
/// is full, results are wanted from the second time on that a passage comes: most come once, and cost 8
/// bytes.
class PassageMemory {
 public:
  static constexpr std::size_t kBytes = std::size_t{4} << 20;
  static constexpr std::uint32_t kFirstPassages = 512;

  /// Room for `bytes` of results, a power of two from 4 KiB to 1 GiB, and a quarter of it for the keys; pages
  /// of it are there once they are used. The first `passages` asked for are unknown and not wanted: one
  /// article would only pay for the memory. Throws std::bad_alloc.
  explicit PassageMemory(std::size_t bytes = kBytes, std::uint32_t passages = kFirstPassages);

  /// A number to begin keys with, another one in each program that is started: nobody can write passages that
  /// share a key. Any thread.
  static std::uint64_t secret();

  struct Answer {
    bool known = false;                ///< there is a result
    bool is_wanted = false;            ///< there is none, but to keep() it would be worth its room
    std::span<const std::byte> bytes;  ///< the result, aligned to 8; valid until the next keep()
  };
  /// What there is for a passage. `key` is 64 bits of a good hash: passages that share it share their
  /// results.
  Answer recall(std::uint64_t key);

  /// Begins to fetch what recall() reads first: a worker that asks for many passages waits for memory.
  void expect(std::uint64_t key) const { __builtin_prefetch(set_of(key)); }

  /// Room for the result of a passage, aligned to 8, to be filled at once; null if it would take more than an
  /// eighth of the memory.
  std::byte* keep(std::uint64_t key, std::size_t size);

 private:
  /// Where the result of a passage may be, in units of 8 bytes from the first one ever kept on; they start
  /// anew after 32 GB. 0: it was asked for.
  struct Slot {
    std::uint32_t mark = 0;  ///< the lower half of the key
    std::uint32_t place = 0;
  };
  using Set = std::array<Slot, 4>;  ///< in which a key may be; the later ones come first
  struct Head {                     ///< stands before a result
    std::uint64_t key = 0, size = 0;
  };
  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };

  bool may_be_there(const Slot& slot) const { return slot.place != 0 && end_ - slot.place <= capacity_; }
  Set* set_of(std::uint64_t key) const { return sets_.get() + (key >> shift_); }
  std::byte* at(std::uint32_t place) const {
    return results_.get() + std::size_t{8} * (place & (capacity_ - 1));
  }
  void note(Set& set, Slot slot) const;

  std::uint32_t capacity_;  ///< in units of 8 bytes, like the following
  std::uint32_t end_ = 1;   ///< behind the last result
  bool is_full_ = false;    ///< it has been, once
  std::uint32_t passages_;  ///< that are still left alone
  unsigned shift_;          ///< takes a key to the number of a set
  std::unique_ptr<Set[], Free> sets_;
  std::unique_ptr<std::byte[], Free> results_;
};

}  // namespace textmill::text
