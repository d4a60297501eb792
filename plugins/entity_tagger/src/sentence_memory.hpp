// What was found in sentences met before, by all sources together.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entity.hpp"
#include "piece.hpp"
#include "string_store.hpp"
#include "textmill/text/passage_memory.hpp"

namespace textmill::entity_tagger {

/// An acronym and the long form before it.
struct Explanation {
  Span acronym, full;
  Label label = Label::Organization;
};

/// One worker's. Strings of the lists and rules are kept as views.
class SentenceMemory {
 public:
  using Answer = text::PassageMemory::Answer;

  /// Stands for all that is found in a sentence: its text, its pieces, and `seed`, which stands for what else
  /// it depends on.
  static std::uint64_t key_of(std::string_view text, std::span<const Piece> sentence, std::uint64_t seed);

  void expect(std::uint64_t key) const { memory_.expect(key); }
  Answer recall(std::uint64_t key) { return memory_.recall(key); }

  /// Appends a known answer. The sentence begins at `begin` of `text`.
  static void add(const Answer& answer, std::string_view text, std::uint32_t begin, StringStore& strings,
                  std::vector<Entity>& entities, std::vector<Explanation>& explanations);

  /// Call for what is wanted, and only when all known answers have been added.
  void keep(std::uint64_t key, std::string_view text, Span sentence, std::span<const Entity> entities,
            std::span<const Explanation> explanations);

 private:
  text::PassageMemory memory_;
};

}  // namespace textmill::entity_tagger
