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
//     if (answer.again) std::memcpy(memory.keep(key, size), result, size);
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>

namespace textmill::text {

/// One worker's; not safe for several threads. Bounded: later results take the place of earlier ones. A
/// passage that comes once, as most do, costs 16 bytes: results are kept from the second time on.
class PassageMemory {
 public:
  static constexpr std::size_t kBytes = std::size_t{4} << 20;
  static constexpr std::uint32_t kFirstPassages = 512;

  /// Room for `bytes` of results, a power of two from 4,096 on, and a quarter of it for the keys; pages of it
  /// are there once they are used. The first `passages` asked for are unknown and left alone: one article
  /// would only pay for the memory. Throws std::bad_alloc.
  explicit PassageMemory(std::size_t bytes = kBytes, std::uint32_t passages = kFirstPassages);

  struct Answer {
    bool known = false;                ///< there is a result
    bool again = false;                ///< there is none, but the passage has come before: keep() it
    std::span<const std::byte> bytes;  ///< the result, aligned to 8; valid until the next keep()
  };
  /// What there is for a passage. `key` is 64 bits of a good hash: passages that share it share their
  /// results.
  Answer recall(std::uint64_t key);

  /// Begins to fetch what recall() reads first: a worker that asks for many passages waits for memory.
  void expect(std::uint64_t key) const { __builtin_prefetch(slots_of(key)); }

  /// Room for the result of a passage, aligned to 8, to be filled at once; null if it would take more than an
  /// eighth of the memory.
  std::byte* keep(std::uint64_t key, std::size_t size);

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint64_t place = 0;  ///< of the result, counted from the first one ever kept; 0: none
  };
  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };

  bool is_there(const Slot& slot) const { return slot.place != 0 && slot.place + capacity_ >= end_; }
  Slot* slots_of(std::uint64_t key) const { return slots_.get() + (key >> shift_ << 1); }
  Slot& slot_for_new(Slot* pair) const;
  std::byte* at(std::uint64_t place) const { return results_.get() + (place & (capacity_ - 1)); }

  std::size_t capacity_;
  std::uint64_t end_ = 0;   ///< place behind the last result
  std::uint32_t passages_;  ///< that are still left alone
  unsigned shift_;          ///< takes a key to the number of a pair of slots
  std::unique_ptr<Slot[], Free> slots_;
  std::unique_ptr<std::byte[], Free> results_;
};

}  // namespace textmill::text
