#include "string_store.hpp"

#include <algorithm>

namespace textmill::entity_tagger {

std::string_view StringStore::keep(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > kBlock) {
    large_.push_back(std::make_unique<char[]>(text.size()));
    std::copy(text.begin(), text.end(), large_.back().get());
    return {large_.back().get(), text.size()};
  }
  if (used_ + text.size() > kBlock) {
    if (block_ == blocks_.size()) blocks_.push_back(std::make_unique<char[]>(kBlock));
    ++block_;
    used_ = 0;
  }
  char* const to = blocks_[block_ - 1].get() + used_;
  std::copy(text.begin(), text.end(), to);
  used_ += text.size();
  return {to, text.size()};
}

void StringStore::clear() {
  large_.clear();
  block_ = 0;
  used_ = kBlock;
}

}  // namespace textmill::entity_tagger
