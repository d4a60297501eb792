#include "sentence_memory.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>

#include "word_hash.hpp"

namespace textmill::entity_tagger {
namespace {

using Small = std::uint16_t;  ///< an offset or a size within a sentence; none longer is kept
constexpr std::size_t kLongest = std::numeric_limits<Small>::max();

/// An entity as it is kept, in half the room: most of it counts from the sentence's begin.
struct Kept {
  const char* source = nullptr;
  const char* id = nullptr;
  const char* canonical = nullptr;  ///< null: it is a part of the sentence
  float score = 1;
  std::uint32_t custom_label = 0;
  Small begin = 0, end = 0;
  Small source_size = 0, id_size = 0;
  Small norm_size = 0;  ///< it stands behind all entities
  Small canonical_begin = 0, canonical_size = 0;
  Label label = Label::Misc;
  std::uint8_t priority = 0;
};

struct Head {
  std::uint32_t entities = 0, explanations = 0;
};

static_assert(sizeof(Kept) == 48 && std::is_trivially_copyable_v<Kept>);
static_assert(std::is_trivially_copyable_v<Explanation>);

Span shifted(Span span, std::uint32_t by) { return {span.begin + by, span.end + by}; }

bool fits(const Entity& entity) {
  return std::max({entity.source.size(), entity.id.size(), entity.norm.size(), entity.canonical.size()}) <=
         kLongest;
}

/// `sentence` is the text from its begin on.
Kept kept_of(const Entity& entity, std::string_view sentence, std::uint32_t begin) {
  const auto small = [](std::size_t size) { return static_cast<Small>(size); };
  Kept kept;
  kept.source = entity.source.data();
  kept.id = entity.id.data();
  kept.canonical = entity.canonical.data();
  kept.score = entity.score;
  kept.custom_label = entity.custom_label;
  kept.begin = small(entity.span.begin - begin);
  kept.end = small(entity.span.end - begin);
  kept.source_size = small(entity.source.size());
  kept.id_size = small(entity.id.size());
  kept.norm_size = small(entity.norm.size());
  kept.canonical_size = small(entity.canonical.size());
  kept.label = entity.label;
  kept.priority = entity.priority;
  if (kept.canonical >= sentence.data() && kept.canonical < sentence.data() + sentence.size()) {
    kept.canonical_begin = small(static_cast<std::size_t>(kept.canonical - sentence.data()));
    kept.canonical = nullptr;
  }
  return kept;
}

Entity entity_of(const Kept& kept, std::string_view norm, std::string_view sentence, std::uint32_t begin) {
  Entity entity;
  entity.span = {kept.begin + begin, kept.end + begin};
  entity.label = kept.label;
  entity.custom_label = kept.custom_label;
  entity.score = kept.score;
  entity.priority = kept.priority;
  entity.norm = norm;
  entity.source = {kept.source, kept.source_size};
  entity.id = {kept.id, kept.id_size};
  entity.canonical = kept.canonical ? std::string_view(kept.canonical, kept.canonical_size)
                                    : sentence.substr(kept.canonical_begin, kept.canonical_size);
  return entity;
}

/// Takes items off bytes.
template <class Item>
Item take(const std::byte*& from) {
  Item item;
  std::memcpy(&item, from, sizeof item);
  from += sizeof item;
  return item;
}

template <class Item>
void put(std::byte*& to, const Item& item) {
  std::memcpy(to, &item, sizeof item);
  to += sizeof item;
}

}  // namespace

std::uint64_t SentenceMemory::key_of(std::string_view text, std::span<const Piece> sentence,
                                     std::uint64_t seed) {
  const Span span{sentence.front().span.begin, sentence.back().span.end};
  std::uint64_t cuts = seed + sentence.front().glued;
  for (const Piece& piece : sentence) cuts = key_with(cuts, cut_of(piece, span.begin));
  return XXH3_64bits_withSeed(text.data() + span.begin, span.size(), cuts);
}

void SentenceMemory::add(const Answer& answer, std::string_view text, std::uint32_t begin,
                         StringStore& strings, std::vector<Entity>& entities,
                         std::vector<Explanation>& explanations) {
  const std::byte* from = answer.bytes.data();
  const Head head = take<Head>(from);
  const std::byte* norm = from + head.entities * sizeof(Kept) + head.explanations * sizeof(Explanation);
  for (std::uint32_t i = 0; i < head.entities; ++i) {
    const Kept kept = take<Kept>(from);
    const std::string_view kept_norm(reinterpret_cast<const char*>(norm), kept.norm_size);
    entities.push_back(entity_of(kept, kept_norm.empty() ? std::string_view() : strings.keep(kept_norm),
                                 text.substr(begin), begin));
    norm += kept.norm_size;
  }
  for (std::uint32_t i = 0; i < head.explanations; ++i) {
    const auto explanation = take<Explanation>(from);
    explanations.push_back(
        {shifted(explanation.acronym, begin), shifted(explanation.full, begin), explanation.label});
  }
}

void SentenceMemory::keep(std::uint64_t key, std::string_view text, Span sentence,
                          std::span<const Entity> entities, std::span<const Explanation> explanations) {
  if (sentence.size() > kLongest || !std::all_of(entities.begin(), entities.end(), fits)) return;
  std::size_t size = sizeof(Head) + entities.size() * sizeof(Kept) + explanations.size_bytes();
  for (const Entity& entity : entities) size += entity.norm.size();
  std::byte* to = memory_.keep(key, size);
  if (!to) return;
  put(to, Head{static_cast<std::uint32_t>(entities.size()), static_cast<std::uint32_t>(explanations.size())});
  for (const Entity& entity : entities) put(to, kept_of(entity, text_of(text, sentence), sentence.begin));
  for (const Explanation& explanation : explanations)
    put(to, Explanation{shifted(explanation.acronym, 0 - sentence.begin),
                        shifted(explanation.full, 0 - sentence.begin), explanation.label});
  for (const Entity& entity : entities) to += entity.norm.copy(reinterpret_cast<char*>(to), kLongest);
}

}  // namespace textmill::entity_tagger
