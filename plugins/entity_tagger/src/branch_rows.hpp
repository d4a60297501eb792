// Which branches of a grammar may match, told by the classes of the first three words there: rows of bits
// that are worked out when they are first asked for, as few of all combinations ever occur.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "grammar.hpp"

namespace textmill::entity_tagger {

/// One worker's. The pointers it gives hold until the next call.
class BranchRows {
 public:
  explicit BranchRows(const Grammar& grammar);

  struct Row {
    const std::uint64_t* bits;
    bool open;  ///< more branches may match where the word behind these is known
  };
  /// The branches of roots that may begin with a word of the set of classes `first` and go on with words of
  /// `second` and `third`; kNoSet where no word stands or it is not known.
  Row row(std::uint32_t first, std::uint32_t second, std::uint32_t third);

 private:
  static constexpr unsigned kSlotBits = 11;
  bool work_out(std::uint32_t first, std::uint32_t second, std::uint32_t third, std::uint64_t* row) const;

  const Grammar& grammar_;
  std::vector<std::uint64_t> keys_, rows_;
  std::vector<std::uint8_t> open_;
};

}  // namespace textmill::entity_tagger
