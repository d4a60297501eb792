// What was worked out about blocks met before: a crawl says most of its paragraphs again and again.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"
#include "textmill/text/passage_memory.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"

namespace textmill::segmenter {

/// What is known of a block besides where its sentences and tokens are.
struct BlockFacts {
  std::uint32_t odd = 0;       ///< what it adds to Noise::odd
  std::uint32_t marks = 0;     ///< places the rules for sentence ends looked at
  std::uint32_t question = 0;  ///< what the model was asked, as a number; 0: nothing
};

/// One worker's. Tokens are kept in two bytes each, so that two megabytes hold those of three of text.
class BlockMemory {
 public:
  using Answer = text::PassageMemory::Answer;

  static constexpr std::size_t kBytes = text::PassageMemory::kBytes / 2;

  explicit BlockMemory(std::size_t bytes = kBytes,
                       std::uint32_t passages = text::PassageMemory::kFirstPassages)
      : memory_(bytes, passages) {}

  /// Stands for all that sentences and tokens depend on but the text and the question.
  static std::uint64_t seed_of(const text::SentenceOptions& sentences, const text::TokenOptions& tokens);

  /// False for a very long block, which hardly comes again.
  static bool takes(Span block);
  static std::uint64_t key_of(std::string_view text, Span block, std::uint64_t seed);
  /// The key of a block about which the model is asked something else than when it was met first.
  static std::uint64_t key_for(std::uint64_t key, std::uint32_t question);

  /// Begins to fetch what recall() will read.
  void expect(std::uint64_t key) const { memory_.expect(key); }
  Answer recall(std::uint64_t key) { return memory_.recall(key); }

  static BlockFacts facts_of(const Answer& known);

  /// Appends the sentences and tokens of a known answer for the block that begins at `begin`.
  void add(const Answer& known, std::uint32_t begin, std::vector<Span>& sentences,
           std::vector<text::Token>& tokens);

  /// Call when all known answers were added.
  void keep(std::uint64_t key, std::uint32_t begin, const BlockFacts& facts, std::span<const Span> sentences,
            std::span<const text::Token> tokens);

  /// Blocks whose sentences and tokens came from here.
  std::uint64_t added() const { return added_; }

 private:
  text::PassageMemory memory_;
  std::vector<std::uint8_t> signs_;  ///< room for those of the tokens of a block
  std::uint64_t added_ = 0;
};

}  // namespace textmill::segmenter
