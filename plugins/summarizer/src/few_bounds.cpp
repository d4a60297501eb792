#include "few_bounds.hpp"

#include <algorithm>

namespace textmill::summarizer {
namespace {

/// Takes the element out; the last one fills its place.
template <class T>
void take_out(std::vector<T>& column, std::size_t i) {
  column[i] = column.back();
  column.pop_back();
}

}  // namespace

void FewBounds::clear(float reference_words, std::size_t room) {
  reference_words_ = reference_words;
  const auto empty = [room](auto& column) {
    column.clear();
    column.reserve(room);
  };
  empty(gains_);
  empty(lengths_);
  empty(candidates_);
  empty(orders_);
}

void FewBounds::push(const Entry& entry) {
  gains_.push_back(entry.bound.gain);
  lengths_.push_back(entry.length);
  candidates_.push_back(entry.bound.candidate);
  orders_.push_back(order(entry.bound.gain, entry.length));
}

void FewBounds::reckon(float gained, std::uint32_t words) {
  gained_ = gained;
  words_ = words;
  for (std::size_t i = 0; i < gains_.size(); ++i) orders_[i] = order(gains_[i], lengths_[i]);
}

/// Among those of its length and value.
bool FewBounds::is_best_of_its_length(std::size_t i) const {
  for (std::size_t j = 0; j < orders_.size(); ++j) {
    if (orders_[j] == orders_[i] && lengths_[j] == lengths_[i] && bound(i) < bound(j)) return false;
  }
  return true;
}

FewBounds::Entry FewBounds::pop() {
  std::int32_t most = 0;
  for (const std::int32_t order : orders_) most = std::max(most, order);
  const auto first = std::find(orders_.begin(), orders_.end(), most);
  auto best = static_cast<std::size_t>(first - orders_.begin());
  if (std::find(first + 1, orders_.end(), most) != orders_.end()) {  // ties are rare
    std::uint32_t earliest = UINT32_MAX;
    for (std::size_t i = 0; i < orders_.size(); ++i) {
      if (orders_[i] != most || candidates_[i] >= earliest || !is_best_of_its_length(i)) continue;
      earliest = candidates_[i];
      best = i;
    }
  }
  const Entry entry{bound(best), lengths_[best]};
  take_out(gains_, best);
  take_out(lengths_, best);
  take_out(candidates_, best);
  take_out(orders_, best);
  return entry;
}

}  // namespace textmill::summarizer
