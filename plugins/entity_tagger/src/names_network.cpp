#include "names_network.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

namespace textmill::entity_tagger {
namespace {

constexpr std::uint32_t kMostCached = 1u << 15;   ///< words whose sums are kept: 4 MB a worker
constexpr std::uint32_t kFewestSlots = 1u << 11;  ///< enough for an article
constexpr std::uint32_t kBefore = 1, kAfter = 2;  ///< words around a candidate that are looked at with it
constexpr std::uint32_t kLongestRegion = 256;     ///< longer ones are cut, so that buffers stay small
constexpr std::size_t kBatch = 64;  ///< words that go through the layers together, or a few more
constexpr std::uint32_t kSide = kWindow / 2;
constexpr std::uint32_t kCacheLine = 64;
constexpr std::uint32_t kBeforeMemory = 512;  ///< regions of a worker's first texts

/// Of a key in a cache of 2^n slots.
std::size_t slot_of(std::uint64_t key, std::size_t slots) { return (key ^ key >> 32) & (slots - 1); }

/// From pieces of a region to those of the text.
void move_by(std::uint32_t begin, std::span<ModelHit> hits) {
  for (ModelHit& hit : hits) {
    hit.begin += begin;
    hit.end += begin;
  }
}

}  // namespace

NamesNetwork::NamesNetwork(const NamesModel& model, DenseKind kind, RegionMemory* memory)
    : model_(model),
      memory_(memory),
      dense_(dense_function(kind)),
      layers_(layer_functions(kind)),
      cache_keys_(kFewestSlots),
      cache_places_(kFewestSlots),
      cache_sums_(std::make_unique_for_overwrite<std::int16_t[]>(kMostCached * model.header().width)) {
  for (std::uint32_t d = 0; d < model.header().width; ++d) part_of_.push_back(model.part_of(d));
  for (std::size_t from = 0; from <= kTags; ++from) {
    for (std::size_t to = 0; to < kTags; ++to)
      moves_[from][to] = std::exp(model.transitions[from * kLanes + to]);
  }
}

void NamesNetwork::find(std::string_view text, const std::vector<Piece>& pieces,
                        const SentenceContext& context, std::vector<ModelHit>& hits) {
  const std::size_t before = hits.size();
  find_regions(pieces, context);
  recall_regions(text, pieces, context, hits);
  const bool knew_some = hits.size() > before;
  for (std::size_t first = 0, end = 0; first < regions_.size(); first = end) {
    embedded_.clear();
    starts_.clear();
    for (; end < regions_.size() && starts_.size() < kBatch; ++end)
      embed_region(text, pieces, context, regions_[end]);
    score_rows();
    const float* scores = scores_.data();
    for (std::size_t r = first; r < end; ++r) {
      const std::uint32_t rows = regions_[r].end - regions_[r].begin;
      best_tags(scores, rows);
      collect(scores, regions_[r], hits);
      scores += std::size_t{rows} * kLanes;
    }
  }
  if (!knew_some) return;
  std::sort(hits.begin() + static_cast<std::ptrdiff_t>(before), hits.end(),
            [](const ModelHit& a, const ModelHit& b) { return a.begin < b.begin; });
}

void NamesNetwork::find_regions(const std::vector<Piece>& pieces, const SentenceContext& context) {
  regions_.clear();
  for (std::uint32_t at = context.begin; at < context.end; ++at) {
    const Piece& piece = pieces[at];
    if (piece.kind != PieceKind::Word) continue;
    if (piece.shape == Shape::Lower && model_.is_plain(piece.hash)) continue;
    const std::uint32_t begin = std::max(at, context.begin + kBefore) - kBefore;
    const std::uint32_t end = std::min(at + kAfter + 1, context.end);
    if (!regions_.empty() && begin <= regions_.back().end && end - regions_.back().begin <= kLongestRegion) {
      regions_.back().end = end;
    } else {
      regions_.push_back({regions_.empty() ? begin : std::max(begin, regions_.back().end), end});
    }
  }
}

/// Stands for all that the hits of a region depend on: its words and those of the windows around them, the
/// piece before these, and where the sentence begins and ends.
std::uint64_t NamesNetwork::key_of(std::string_view text, const std::vector<Piece>& pieces,
                                   const SentenceContext& context, Region region) const {
  const std::uint32_t before = std::min(region.begin - context.begin, kSide + 1);
  const std::uint32_t after = std::min(context.end - region.end, kSide);
  const std::uint32_t first = region.begin - before, end = region.end + after;
  const Span span{pieces[first].span.begin, pieces[end - 1].span.end};
  std::array<std::uint64_t, kLongestRegion + 2 * kSide + 1> parts;
  std::size_t count = 0;
  for (std::uint32_t i = first; i < end; ++i) parts[count++] = cut_of(pieces[i], span.begin);
  const std::uint64_t edges = before << 4 | after << 2 | context.mostly_capitals << 1 | pieces[first].glued;
  const std::uint64_t cut = XXH3_64bits_withSeed(parts.data(), count * sizeof parts[0], edges);
  return XXH3_64bits_withSeed(text.data() + span.begin, span.size(), cut) | 1;
}

/// Leaves the regions whose hits are not known. A single article would only pay for the memory.
void NamesNetwork::recall_regions(std::string_view text, const std::vector<Piece>& pieces,
                                  const SentenceContext& context, std::vector<ModelHit>& hits) {
  if (!memory_ || seen_ < kBeforeMemory) {
    seen_ += static_cast<std::uint32_t>(regions_.size());
    return;
  }
  for (Region& region : regions_) {
    region.key = key_of(text, pieces, context, region);
    memory_->expect(region.key);
  }
  const auto is_known = [&](const Region& region) {
    const std::size_t first = hits.size();
    if (!memory_->recall(region.key, hits)) return false;
    move_by(region.begin, std::span(hits).subspan(first));
    return true;
  };
  std::erase_if(regions_, is_known);
}

/// Puts the words of a region and those beside it behind one another; a window starts at each.
void NamesNetwork::embed_region(std::string_view text, const std::vector<Piece>& pieces,
                                const SentenceContext& context, Region region) {
  const std::uint32_t width = model_.header().width;
  const std::uint32_t rows = region.end - region.begin;
  const auto start = static_cast<std::uint32_t>(embedded_.size());
  embedded_.resize(start + std::size_t{rows + 2 * kSide} * width);
  for (std::uint32_t i = 0; i < rows + 2 * kSide; ++i) {
    const std::uint32_t at = region.begin + i;
    if (i < rows) starts_.push_back(start + i * width);
    if (at < context.begin + kSide || at - kSide >= context.end) continue;
    embed(text, pieces, context, at - kSide, embedded_.data() + start + std::size_t{i} * width);
  }
}

void NamesNetwork::embed(std::string_view text, const std::vector<Piece>& pieces,
                         const SentenceContext& context, std::uint32_t at, std::uint8_t* out) {
  const std::uint32_t width = model_.header().width;
  const std::int16_t* sum = word_sum(text, pieces[at]);
  position_features(text, pieces, at, context, keys_);
  std::int16_t with_position[1024];
  if (!keys_.empty()) {
    std::memcpy(with_position, sum, width * sizeof(std::int16_t));
    for (const std::uint64_t key : keys_) {
      const std::uint32_t row = model_.features.find(key);
      if (row == RowIndex::kNone) continue;
      layers_.add_row(model_.feature_rows + std::size_t{row} * width, width, with_position);
    }
    sum = with_position;
  }
  layers_.activate(sum, width, static_cast<std::int16_t>(model_.header().activation), out);
}

const std::int16_t* NamesNetwork::word_sum(std::string_view text, const Piece& piece) {
  const std::string_view written = text_of(text, piece.span);
  const std::uint64_t key = hash_exact(written) * 2 + (piece.kind == PieceKind::Opaque) + 1;
  if (cached_ > cache_keys_.size() / 2 && cache_keys_.size() < kMostCached) grow_cache();
  const std::size_t slot = slot_of(key, cache_keys_.size());
  const bool is_known = cache_keys_[slot] == key;
  if (cache_keys_[slot] == 0) cache_places_[slot] = cached_++;
  std::int16_t* sum = cache_sums_.get() + std::size_t{cache_places_[slot]} * model_.header().width;
  if (is_known) return sum;
  compute_word_sum(written, piece, sum);
  cache_keys_[slot] = key;
  return sum;
}

/// Keys that have slots of their own have so in a larger table too.
void NamesNetwork::grow_cache() {
  constexpr std::size_t kTimes = 2;
  std::vector<std::uint64_t> keys(kTimes * cache_keys_.size());
  std::vector<std::uint16_t> places(keys.size());
  for (std::size_t i = 0; i < cache_keys_.size(); ++i) {
    if (cache_keys_[i] == 0) continue;
    const std::size_t slot = slot_of(cache_keys_[i], keys.size());
    keys[slot] = cache_keys_[i];
    places[slot] = cache_places_[i];
  }
  cache_keys_ = std::move(keys);
  cache_places_ = std::move(places);
}

void NamesNetwork::compute_word_sum(std::string_view written, const Piece& piece, std::int16_t* sum) {
  const std::uint32_t width = model_.header().width, parts = model_.header().parts;
  std::memcpy(sum, model_.bias, width * sizeof(std::int16_t));
  // What is asked for lies all over the model: each step is begun for all features before one is waited for.
  word_features(written, piece.kind, features_);
  const std::uint64_t vector = vector_key(written, piece);
  model_.words.expect(vector);
  for (const Feature& feature : features_) model_.features.expect(feature.key);
  model_.words.expect_bucket(vector);
  for (const Feature& feature : features_) model_.features.expect_bucket(feature.key);
  rows_.clear();
  for (const Feature& feature : features_) {
    const std::uint32_t row = model_.features.find(feature.key);
    if (row == RowIndex::kNone) continue;
    rows_.push_back(model_.feature_rows + std::size_t{row} * width);
    for (std::uint32_t at = 0; at < width; at += kCacheLine) __builtin_prefetch(rows_.back() + at);
  }
  const std::uint32_t word = model_.words.find(vector);
  if (word != RowIndex::kNone) __builtin_prefetch(model_.word_codes + std::size_t{word} * parts);
  for (const std::int8_t* row : rows_) layers_.add_row(row, width, sum);
  if (word == RowIndex::kNone) return;
  const std::uint8_t* codes = model_.word_codes + std::size_t{word} * parts;
  for (std::uint32_t d = 0; d < width; ++d) {
    sum[d] = static_cast<std::int16_t>(sum[d] + model_.centroids[d * 256 + codes[part_of_[d]]]);
  }
}

void NamesNetwork::score_rows() {
  const ModelHeader& h = model_.header();
  const auto rows = static_cast<std::uint32_t>(starts_.size());
  sums_.resize(std::size_t{rows} * std::max(h.hidden, h.hidden2));
  hidden_.resize(std::size_t{rows} * h.hidden);
  scores_.resize(std::size_t{rows} * kLanes);
  // The five words of a window lie one behind the other.
  dense_(embedded_.data(), starts_.data(), rows, model_.layer1, {kWindow * h.width, h.hidden}, sums_.data());
  layers_.requantise(sums_.data(), rows, h.hidden, model_.scale1, model_.offset1, hidden_.data());
  for (std::uint32_t row = 0; row < rows; ++row) starts_[row] = row * h.hidden;
  dense_(hidden_.data(), starts_.data(), rows, model_.layer2, {h.hidden, h.hidden2}, sums_.data());
  layers_.score(sums_.data(), rows, h.hidden2, model_.scale2, model_.offset2, model_.layer3, model_.bias3,
                scores_.data());
}

/// Viterbi; a region starts and ends beside words that are no names.
void NamesNetwork::best_tags(const float* scores, std::uint32_t rows) {
  float best[kTags], next[kTags];
  back_.resize(std::size_t{rows} * kTags);
  tags_.resize(rows);
  for (int t = 0; t < kTags; ++t)
    best[t] = scores[t] + model_.transitions[kTags * kLanes + static_cast<std::uint32_t>(t)];
  for (std::uint32_t row = 1; row < rows; ++row) {
    for (int b = 0; b < kTags; ++b) {
      int from = 0;
      float top = best[0] + model_.transitions[b];
      for (int a = 1; a < kTags; ++a) {
        const float score =
            best[a] +
            model_.transitions[static_cast<std::uint32_t>(a) * kLanes + static_cast<std::uint32_t>(b)];
        if (score > top) {
          top = score;
          from = a;
        }
      }
      next[b] = top + scores[std::size_t{row} * kLanes + static_cast<std::uint32_t>(b)];
      back_[std::size_t{row} * kTags + static_cast<std::uint32_t>(b)] = static_cast<std::uint8_t>(from);
    }
    std::copy(std::begin(next), std::end(next), std::begin(best));
  }
  auto tag = static_cast<std::uint8_t>(std::max_element(std::begin(best), std::end(best)) - std::begin(best));
  for (std::uint32_t row = rows; row-- > 0;) {
    tags_[row] = tag;
    tag = back_[std::size_t{row} * kTags + tag];
  }
}

/// Sums over all taggings of the region (forward and backward algorithm, scaled at each word).
void NamesNetwork::sum_paths(const float* all_scores, std::uint32_t rows) {
  local_.resize(rows);
  forward_.resize(rows);
  backward_.resize(rows);
  for (std::uint32_t row = 0; row < rows; ++row) {
    const float* scores = all_scores + std::size_t{row} * kLanes;
    const float top = *std::max_element(scores, scores + kTags);
    Lanes& local = local_[row];
    local.fill(0);
    for (std::uint32_t t = 0; t < kTags; ++t) local[t] = std::exp(scores[t] - top);
    Lanes sums = row ? Lanes{} : moves_[kTags];
    for (std::uint32_t a = 0; row && a < kTags; ++a) {
      for (std::uint32_t b = 0; b < kLanes; ++b) sums[b] += forward_[row - 1][a] * moves_[a][b];
    }
    float scale = 0;
    for (std::uint32_t b = 0; b < kTags; ++b) scale += sums[b] * local[b];
    for (std::uint32_t b = 0; b < kTags; ++b) local[b] /= scale;
    for (std::uint32_t b = 0; b < kLanes; ++b) forward_[row][b] = sums[b] * local[b];
  }
  backward_[rows - 1].fill(1);
  for (std::uint32_t row = rows - 1; row-- > 0;) {
    for (std::uint32_t a = 0; a < kTags; ++a) {
      float sum = 0;
      for (std::uint32_t b = 0; b < kTags; ++b)
        sum += moves_[a][b] * local_[row + 1][b] * backward_[row + 1][b];
      backward_[row][a] = sum;
    }
  }
}

/// The share of all taggings that have this very name: the same words and the same type.
float NamesNetwork::probability(std::uint32_t begin, std::uint32_t end, int type) const {
  const auto first = static_cast<std::uint32_t>(1 + 2 * type), inside = first + 1;
  float share = forward_[begin][first];
  std::uint32_t tag = first;
  for (std::uint32_t row = begin + 1; row < end; ++row) {
    share *= moves_[tag][inside] * local_[row][inside];
    tag = inside;
  }
  if (end == forward_.size()) return share;
  float after = 0;
  for (std::uint32_t b = 0; b < kTags; ++b) {
    if (b != inside) after += moves_[tag][b] * local_[end][b] * backward_[end][b];
  }
  return share * after;
}

void NamesNetwork::collect(const float* scores, Region region, std::vector<ModelHit>& hits) {
  const std::size_t before = hits.size();
  bool open = false;
  for (std::uint32_t row = 0; row < tags_.size(); ++row) {
    const int tag = tags_[row];
    if (tag == 0) {
      open = false;
    } else if (tag % 2 == 1 || !open) {
      hits.push_back({row, row + 1, (tag - 1) / 2, 0});
      open = true;
    } else {
      hits.back().end = row + 1;
    }
  }
  const std::span found = std::span(hits).subspan(before);
  if (!found.empty()) sum_paths(scores, static_cast<std::uint32_t>(tags_.size()));
  for (ModelHit& hit : found) hit.score = std::min(probability(hit.begin, hit.end, hit.type), 1.0f);
  if (region.key != 0) memory_->keep(region.key, found);
  move_by(region.begin, found);
}

}  // namespace textmill::entity_tagger
