// Runs the names model over sentences.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "dense.hpp"
#include "model_hit.hpp"
#include "names_model.hpp"
#include "piece.hpp"
#include "region_memory.hpp"
#include "word_features.hpp"

namespace textmill::entity_tagger {

/// One worker's part: buffers and a cache of word sums. The model and what is remembered are shared.
class NamesNetwork {
 public:
  /// `memory`, if given, is of the same model; both must outlive the network.
  explicit NamesNetwork(const NamesModel& model, DenseKind kind = best_dense(),
                        RegionMemory* memory = nullptr);

  /// Appends the names of one sentence. Only the neighbourhood of words that may be names is computed:
  /// words with a capital, letters beyond ASCII, or not known to be plain.
  void find(std::string_view text, const std::vector<Piece>& pieces, const SentenceContext& context,
            std::vector<ModelHit>& hits);

 private:
  struct Region {
    std::uint32_t begin = 0, end = 0;
    std::uint64_t key = 0;  ///< in the memory
  };
  using Lanes = std::array<float, kLanes>;

  void find_regions(const std::vector<Piece>& pieces, const SentenceContext& context);
  std::uint64_t key_of(std::string_view text, const std::vector<Piece>& pieces,
                       const SentenceContext& context, Region region) const;
  void recall_regions(std::string_view text, const std::vector<Piece>& pieces, const SentenceContext& context,
                      std::vector<ModelHit>& hits);
  void embed_region(std::string_view text, const std::vector<Piece>& pieces, const SentenceContext& context,
                    Region region);
  void embed(std::string_view text, const std::vector<Piece>& pieces, const SentenceContext& context,
             std::uint32_t at, std::uint8_t* out);
  const std::int16_t* word_sum(std::string_view text, const Piece& piece);
  void grow_cache();
  void compute_word_sum(std::string_view written, const Piece& piece, std::int16_t* sum);
  void score_rows();
  void best_tags(const float* scores, std::uint32_t rows);
  void collect(const float* scores, Region region, std::vector<ModelHit>& hits);
  void sum_paths(const float* all_scores, std::uint32_t rows);
  float probability(std::uint32_t begin, std::uint32_t end, int type) const;

  const NamesModel& model_;
  RegionMemory* memory_;
  std::uint32_t seen_ = 0;  ///< regions, until the memory is used
  DenseFunction dense_;
  LayerFunctions layers_;
  std::vector<std::uint32_t> part_of_;  ///< of each dimension, see NamesModel
  std::vector<std::uint64_t> cache_keys_;
  std::vector<std::uint16_t> cache_places_;     ///< of a key's sum among the sums
  std::unique_ptr<std::int16_t[]> cache_sums_;  ///< in the order of their words: few words touch few pages
  std::uint16_t cached_ = 0;
  std::vector<Region> regions_;
  std::vector<Feature> features_;
  std::vector<const std::int8_t*> rows_;  ///< of the features
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint8_t> embedded_, hidden_;
  std::vector<std::uint32_t> starts_;  ///< of the rows that go into a layer
  std::vector<std::int32_t> sums_;
  std::vector<float> hidden2_, scores_;
  std::vector<std::uint8_t> tags_, back_;
  std::array<Lanes, kTags + 1> moves_{};  ///< exp of the transitions; the last: from the start
  std::vector<Lanes> local_, forward_, backward_;
};

}  // namespace textmill::entity_tagger
