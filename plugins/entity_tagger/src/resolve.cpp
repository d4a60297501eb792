#include "resolve.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace textmill::entity_tagger {
namespace {

bool beats(const Entity& a, const Entity& b, Resolve mode) {
  const auto longest = [](const Entity& e) {
    return std::make_tuple(e.span.size(), static_cast<std::uint32_t>(e.priority));
  };
  const auto priority = [](const Entity& e) {
    return std::make_tuple(static_cast<std::uint32_t>(e.priority), e.span.size());
  };
  switch (mode) {
    case Resolve::Score:
      return std::make_tuple(a.score, priority(a)) > std::make_tuple(b.score, priority(b));
    case Resolve::Priority:
      return priority(a) > priority(b);
    default:
      return longest(a) > longest(b);
  }
}

bool same_kind(const Entity& a, const Entity& b) {
  return a.label == b.label && a.custom_label == b.custom_label;
}

/// The same span and label found twice: the stronger one stays and knows the other's id.
void merge_equal(std::vector<Entity>& entities, Resolve mode) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    std::size_t same = kept;
    while (same > 0 && entities[same - 1].span == entities[i].span &&
           !same_kind(entities[same - 1], entities[i]))
      --same;
    if (same == 0 || entities[same - 1].span != entities[i].span) {
      if (kept != i) entities[kept] = std::move(entities[i]);
      ++kept;
      continue;
    }
    Entity& first = entities[same - 1];
    if (beats(entities[i], first, mode)) std::swap(first, entities[i]);
    if (first.id.empty()) first.id = std::move(entities[i].id);
    if (first.norm.empty()) first.norm = std::move(entities[i].norm);
  }
  entities.resize(kept);
}

}  // namespace

void resolve_overlaps(std::vector<Entity>& entities, Resolve mode) {
  std::stable_sort(entities.begin(), entities.end());
  merge_equal(entities, mode);
  if (mode == Resolve::None || entities.size() < 2) return;
  std::vector<std::uint32_t> order(entities.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return beats(entities[a], entities[b], mode); });
  std::map<std::uint32_t, std::uint32_t> taken;  // begin to end of what won
  std::vector<bool> keep(entities.size());
  for (const std::uint32_t i : order) {
    const Span span = entities[i].span;
    const auto next = taken.lower_bound(span.begin);
    if (next != taken.end() && next->first < span.end) continue;
    if (next != taken.begin() && std::prev(next)->second > span.begin) continue;
    taken.emplace(span.begin, span.end);
    keep[i] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    if (!keep[i]) continue;
    if (kept != i) entities[kept] = std::move(entities[i]);
    ++kept;
  }
  entities.resize(kept);
}

}  // namespace textmill::entity_tagger
