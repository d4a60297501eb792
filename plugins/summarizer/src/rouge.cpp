#include "rouge.hpp"

#include <algorithm>
#include <vector>

namespace textmill::summarizer {
namespace {

using Gram = std::span<const std::uint32_t>;

std::vector<Gram> sorted_grams(std::span<const std::uint32_t> words, std::size_t n) {
  std::vector<Gram> grams;
  for (std::size_t i = 0; i + n <= words.size(); ++i) grams.push_back(words.subspan(i, n));
  std::sort(grams.begin(), grams.end(),
            [](Gram a, Gram b) { return std::ranges::lexicographical_compare(a, b); });
  return grams;
}

std::size_t count_common(const std::vector<Gram>& a, const std::vector<Gram>& b) {
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (std::ranges::lexicographical_compare(a[i], b[j])) {
      ++i;
    } else if (std::ranges::lexicographical_compare(b[j], a[i])) {
      ++j;
    } else {
      ++common;
      ++i;
      ++j;
    }
  }
  return common;
}

}  // namespace

double rouge(std::span<const std::uint32_t> ours, std::span<const std::uint32_t> theirs, std::size_t n) {
  if (ours.size() < n || theirs.size() < n) return 0;
  const auto a = sorted_grams(ours, n);
  const auto b = sorted_grams(theirs, n);
  return 2.0 * static_cast<double>(count_common(a, b)) / static_cast<double>(a.size() + b.size());
}

}  // namespace textmill::summarizer
