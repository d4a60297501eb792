#include "repeats.hpp"

#include <algorithm>
#include <cmath>

namespace textmill::summarizer {
namespace {

constexpr std::size_t kMostLookedAt = 64;

}  // namespace

Repeats::Repeats(std::span<const std::uint8_t> stop, float share)
    : stop_(stop), share_(share), sentences_with_(stop.size()), asked_(stop.size(), 0) {}

std::vector<std::uint32_t> Repeats::content_of(std::span<const std::uint32_t> words) const {
  std::vector<std::uint32_t> content;
  for (const std::uint32_t term : words) {
    if (!stop_[term]) content.push_back(term);
  }
  std::sort(content.begin(), content.end());
  content.erase(std::unique(content.begin(), content.end()), content.end());
  return content;
}

void Repeats::add(std::span<const std::uint32_t> words) {
  const auto number = static_cast<std::uint32_t>(content_.size());
  content_.push_back(content_of(words));
  for (const std::uint32_t term : content_.back()) sentences_with_[term].push_back(number);
}

std::size_t Repeats::count_common(std::uint32_t sentence) {
  const auto& content = content_[sentence];
  return static_cast<std::size_t>(
      std::count_if(content.begin(), content.end(), [&](std::uint32_t term) { return asked_[term] != 0; }));
}

bool Repeats::has(std::span<const std::uint32_t> words) {
  std::vector<std::uint32_t> content = content_of(words);
  if (content.empty()) return true;
  const auto needed = static_cast<std::size_t>(std::ceil(share_ * static_cast<float>(content.size())));
  std::sort(content.begin(), content.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::size_t x = sentences_with_[a].size(), y = sentences_with_[b].size();
    return x != y ? x < y : a < b;
  });
  for (const std::uint32_t term : content) asked_[term] = 1;
  bool found = false;
  std::size_t looked_at = 0;
  // Of `needed` shared words at least one is among the rarest content.size() - needed + 1.
  for (std::size_t i = 0; i + needed <= content.size() && !found; ++i) {
    const auto& sentences = sentences_with_[content[i]];
    for (auto s = sentences.rbegin(); s != sentences.rend() && looked_at < kMostLookedAt && !found;
         ++s, ++looked_at) {
      found = count_common(*s) >= needed;
    }
  }
  for (const std::uint32_t term : content) asked_[term] = 0;
  return found;
}

}  // namespace textmill::summarizer
