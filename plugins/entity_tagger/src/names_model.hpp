// The trained names model as a file: mapped into memory, checked, and shared by all workers.
//
// One word is the sum of 8-bit rows for its features (see word_features.hpp) and of its word vector, which
// is kept as a few bytes, each standing for two or three numbers (product quantisation, Jegou et al. 2011).
// Two layers of 8-bit weights follow; the last layer and the transitions between tags are floats. All numbers
// are little-endian, sections start at multiples of 64 bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace textmill::entity_tagger {

/// Tags of the names model: O, then begin and inside of PERSON, ORGANIZATION and LOCATION.
inline constexpr int kNameTypes = 3;
inline constexpr int kTags = 1 + 2 * kNameTypes;
inline constexpr int kWindow = 5;

inline constexpr char kModelMagic[8] = {'T', 'M', 'N', 'A', 'M', 'E', 'S', '\n'};
inline constexpr std::uint32_t kModelVersion = 1;

/// The part, of `parts`, whose byte tells dimension `d` of a word vector of `width` dimensions.
constexpr std::uint32_t part_of_dimension(std::uint32_t d, std::uint32_t parts, std::uint32_t width) {
  return ((d + 1) * parts - 1) / width;
}

struct ModelHeader {
  char magic[8];
  std::uint32_t version;
  std::uint32_t header_size;
  std::uint64_t file_size;
  std::uint64_t checksum;         ///< XXH3 of all bytes behind the header
  std::uint32_t width;            ///< of a word; a multiple of 16
  std::uint32_t hidden, hidden2;  ///< multiples of 16
  std::uint32_t parts;            ///< bytes of a word vector
  std::uint32_t features, feature_bits;
  std::uint32_t words, word_bits;
  std::uint32_t plain_bits;  ///< size of the table of plain words, as a power of two
  std::int32_t activation;   ///< sum of rows to 7 bits, as a multiplier over 2^15
  std::uint32_t recipe_size;
  std::uint32_t reserved;
};

/// A static table from 64-bit keys to row numbers: buckets by the upper bits, 16-bit fingerprints inside. A
/// key that is not in it is taken for another one once in about 65,000 times.
struct RowIndex {
  const std::uint32_t* starts = nullptr;  ///< 2^bits + 1
  const std::uint16_t* fingerprints = nullptr;
  std::uint32_t bits = 0;

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  /// Begins to fetch what find() reads first, and then, when that is there, what it reads next.
  void expect(std::uint64_t key) const { __builtin_prefetch(starts + (key >> (64 - bits))); }
  void expect_bucket(std::uint64_t key) const {
    __builtin_prefetch(fingerprints + starts[key >> (64 - bits)]);
  }
  std::uint32_t find(std::uint64_t key) const {
    const std::uint64_t bucket = key >> (64 - bits);
    const auto wanted = static_cast<std::uint16_t>(key);
    for (std::uint32_t row = starts[bucket]; row < starts[bucket + 1]; ++row) {
      if (fingerprints[row] == wanted) return row;
    }
    return kNone;
  }
};

/// Where the sections of a file with this header lie.
struct ModelLayout {
  explicit ModelLayout(const ModelHeader& header);
  std::size_t recipe, feature_starts, feature_prints, feature_rows, word_starts, word_prints, word_codes,
      centroids, bias, plain, layer1, scale1, offset1, layer2, scale2, offset2, layer3, bias3, transitions,
      end;
};

class NamesModel {
 public:
  /// Maps and checks `path`. Throws textmill::Error if it is no model, another version, cut or damaged.
  explicit NamesModel(const std::string& path);
  ~NamesModel();
  NamesModel(const NamesModel&) = delete;  // owns the mapping
  NamesModel& operator=(const NamesModel&) = delete;

  const ModelHeader& header() const { return *header_; }
  /// How the model was made and from what.
  std::string_view recipe() const;

  RowIndex features, words;
  const std::int8_t* feature_rows = nullptr;               ///< features x width
  const std::uint8_t* word_codes = nullptr;                ///< words x parts
  const std::int16_t* centroids = nullptr;                 ///< width x 256: see part_of
  const std::int16_t* bias = nullptr;                      ///< width
  const std::uint64_t* plain = nullptr;                    ///< bits of words that are no names in lower case
  const std::int8_t *layer1 = nullptr, *layer2 = nullptr;  ///< packed, see dense.hpp
  const float *scale1 = nullptr, *offset1 = nullptr, *scale2 = nullptr, *offset2 = nullptr;
  const float* layer3 = nullptr;       ///< hidden2 x 8
  const float* bias3 = nullptr;        ///< 8
  const float* transitions = nullptr;  ///< (tags + 1) x 8; the last row: from the start

  /// The byte of a word vector that tells dimension `d`; its value is centroids[d * 256 + byte].
  std::uint32_t part_of(std::uint32_t d) const {
    return part_of_dimension(d, header_->parts, header_->width);
  }

  /// True if the lower-case word is no part of a name.
  bool is_plain(std::uint64_t hash) const {
    return (plain[plain_slot(hash) >> 6] >> (hash & 63) & 1) &&
           (plain[plain_slot(hash >> 24) >> 6] >> (hash >> 24 & 63) & 1);
  }

 private:
  std::uint64_t plain_slot(std::uint64_t hash) const { return hash & ((1ull << header_->plain_bits) - 1); }
  void check(const std::string& path) const;
  void point();

  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  const ModelHeader* header_ = nullptr;
};

}  // namespace textmill::entity_tagger
