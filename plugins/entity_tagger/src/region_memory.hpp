// What the names model found in stretches of text met before.
//
// A crawl says much of its text again and again: of what Common Crawl fetches, paragraphs that were there
// already are the larger part (Wenzek et al. 2020, "CCNet"). What the model says of a few words depends on
// these, the two beside them and what stands before, so it can be remembered by them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model_hit.hpp"

namespace textmill::entity_tagger {

/// A table of fixed size, pairs of slots in which later stretches take the place of earlier ones. Shared by
/// all workers, threads or processes, without a lock: a slot is two words that tell from each other whether
/// they belong together (Hyatt and Mann 2002, ICGA Journal 25(1), on lock-less transposition tables).
class RegionMemory {
 public:
  static constexpr unsigned kBits = 18;
  static constexpr std::size_t bytes(unsigned bits) { return std::size_t{16} << bits; }

  /// 2^`bits` slots, 4 to 32, in `memory`: bytes(bits) zeros, aligned to 16, that outlive this and that
  /// others may use in the same way. Null: in pages of its own, which are there once they are used.
  explicit RegionMemory(unsigned bits = kBits, void* memory = nullptr);
  ~RegionMemory();
  RegionMemory(const RegionMemory&) = delete;  // may own the mapping
  RegionMemory& operator=(const RegionMemory&) = delete;

  /// Appends what was found where `key` stands for the same words; false if that is not known.
  bool recall(std::uint64_t key, std::vector<ModelHit>& hits) const;

  /// `hits` begin and end within 256 pieces. Many at once are not kept.
  void keep(std::uint64_t key, std::span<const ModelHit> hits);

  /// Begins to fetch what recall() reads first.
  void expect(std::uint64_t key) const { __builtin_prefetch(pair(key)); }

 private:
  std::uint64_t* pair(std::uint64_t key) const { return slots_ + (key >> shift_ << 2); }
  bool read(std::uint64_t key, std::uint64_t& data) const;
  void write(std::uint64_t key, std::uint64_t data);

  unsigned shift_;                ///< takes a key to the number of a pair of slots
  std::size_t mapped_bytes_ = 0;  ///< its own
  std::uint64_t* slots_;
};

}  // namespace textmill::entity_tagger
