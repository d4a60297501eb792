// Short strings of one document, kept side by side: one allocation for hundreds of them.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace textmill::entity_tagger {

class StringStore {
 public:
  /// A copy of `text` that stays until `clear`.
  std::string_view keep(std::string_view text);
  /// Forgets the strings and keeps the memory.
  void clear();

 private:
  static constexpr std::size_t kBlock = 4096;

  std::vector<std::unique_ptr<char[]>> blocks_, large_;
  std::size_t block_ = 0, used_ = kBlock;  ///< the block being filled is the one before block_
};

}  // namespace textmill::entity_tagger
