#include "resolve.hpp"

#include <algorithm>
#include <map>
#include <numeric>
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
    case Resolve::Score: return std::make_tuple(a.score, priority(a)) > std::make_tuple(b.score, priority(b));
    case Resolve::Priority: return priority(a) > priority(b);
    default: return longest(a) > longest(b);
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
      if (kept != i) entities[kept] = entities[i];
      ++kept;
      continue;
    }
    Entity& first = entities[same - 1];
    if (beats(entities[i], first, mode)) std::swap(first, entities[i]);
    if (first.id.empty()) first.id = entities[i].id;
    if (first.norm.empty()) first.norm = entities[i].norm;
  }
  entities.resize(kept);
}

constexpr std::size_t kFew = 24;  ///< entities that are put into their places one by one

void sort_many(std::vector<Entity>& entities, std::size_t first) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  for (std::size_t i = first; i < entities.size(); ++i) {
    const Span span = entities[i].span;
    order.emplace_back(std::uint64_t{span.begin} << 32 | (0xFFFFFFFFu - span.end), i);
  }
  std::sort(order.begin(), order.end());
  std::vector<Entity> sorted;
  sorted.reserve(order.size());
  for (const auto& [key, i] : order) sorted.push_back(entities[i]);
  std::copy(sorted.begin(), sorted.end(), entities.begin() + static_cast<std::ptrdiff_t>(first));
}

/// Marks what wins in a group of entities, the better first: each that overlaps no winner.
void choose_winners(const std::vector<Entity>& entities, const std::vector<std::uint32_t>& order,
                    std::vector<std::uint8_t>& keep) {
  std::map<std::uint32_t, std::uint32_t> taken;  // begin to end of what won
  for (const std::uint32_t i : order) {
    const Span span = entities[i].span;
    const auto next = taken.lower_bound(span.begin);
    if (next != taken.end() && next->first < span.end) continue;
    if (next != taken.begin() && std::prev(next)->second > span.begin) continue;
    taken.emplace(span.begin, span.end);
    keep[i] = 1;
  }
}

/// The end of the group of entities that starts at `first`: those behind it overlap none of it.
std::size_t group_end(const std::vector<Entity>& entities, std::size_t first) {
  std::uint32_t reach = entities[first].span.end;
  std::size_t end = first + 1;
  for (; end < entities.size() && entities[end].span.begin < reach; ++end)
    reach = std::max(reach, entities[end].span.end);
  return end;
}

}  // namespace

void sort_entities(std::vector<Entity>& entities, std::size_t first) {
  const auto begin = entities.begin() + static_cast<std::ptrdiff_t>(first);
  if (entities.size() - first > kFew) {
    if (!std::is_sorted(begin, entities.end())) sort_many(entities, first);
    return;
  }
  for (auto next = begin; next != entities.end(); ++next) {
    auto to = next;
    while (to != begin && next->span < (to - 1)->span) --to;
    if (to == next) continue;
    const Entity moved = *next;
    std::move_backward(to, next, next + 1);
    *to = moved;
  }
}

void resolve_overlaps(std::vector<Entity>& entities, Resolve mode) {
  sort_entities(entities, 0);
  merge_equal(entities, mode);
  if (mode == Resolve::None || entities.size() < 2) return;
  std::vector<std::uint8_t> keep(entities.size());
  std::vector<std::uint32_t> order;
  for (std::size_t first = 0, end = 0; first < entities.size(); first = end) {
    end = group_end(entities, first);
    keep[first] = end == first + 1;
    if (keep[first]) continue;
    order.resize(end - first);
    std::iota(order.begin(), order.end(), static_cast<std::uint32_t>(first));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return beats(entities[a], entities[b], mode); });
    choose_winners(entities, order, keep);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    if (!keep[i]) continue;
    if (kept != i) entities[kept] = entities[i];
    ++kept;
  }
  entities.resize(kept);
}

}  // namespace textmill::entity_tagger
