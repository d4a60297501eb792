#include "model_writer.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <stdexcept>

#include "dense.hpp"
#include "names_model.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::size_t kCalibration = 4000;  ///< sentences that tell the range of activations
constexpr std::size_t kPlainRank = 20000;   ///< the most frequent words are plain if no name has them
constexpr std::uint32_t kPlainBits = 19;

/// The value that a share of all values does not exceed: outliers would waste the 8 bits.
float quantile(std::vector<float>& values, double share) {
  if (values.empty()) return 1;
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return std::max(*at, 1e-6f);
}

std::int8_t to_int8(float value) {
  return static_cast<std::int8_t>(std::lrint(std::clamp(value, -127.0f, 127.0f)));
}
std::int16_t to_int16(float value) {
  return static_cast<std::int16_t>(std::lrint(std::clamp(value, -32000.0f, 32000.0f)));
}

/// Keys in the order of a RowIndex: `order[row]` is the position the key had.
struct IndexBuilder {
  IndexBuilder(const std::vector<std::uint64_t>& keys) {
    while ((std::size_t{8} << bits) <= keys.size()) ++bits;  // four to eight keys a bucket
    std::vector<std::uint32_t> by_key(keys.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i) by_key[i] = i;
    std::sort(by_key.begin(), by_key.end(),
              [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
    starts.assign((std::size_t{1} << bits) + 1, 0);
    std::size_t bucket = 0;
    for (const std::uint32_t i : by_key) {
      const std::size_t own = keys[i] >> (64 - bits);
      while (bucket < own) starts[++bucket] = static_cast<std::uint32_t>(order.size());
      const auto print = static_cast<std::uint16_t>(keys[i]);
      if (std::find(prints.begin() + starts[own], prints.end(), print) != prints.end()) continue;
      prints.push_back(print);
      order.push_back(i);
    }
    while (bucket + 1 < starts.size()) starts[++bucket] = static_cast<std::uint32_t>(order.size());
  }
  std::uint32_t bits = 1;
  std::vector<std::uint32_t> starts;
  std::vector<std::uint16_t> prints;
  std::vector<std::uint32_t> order;
};

/// Words that are no names in lower case: seen as such in the data, or frequent and never in a name.
std::vector<std::uint64_t> plain_words(const ModelParts& parts) {
  struct Count {
    int plain = 0, name_in_lower_case = 0, name = 0;
  };
  std::map<std::uint64_t, Count> counts;
  for (const Example& example : parts.examples) {
    for (std::size_t i = 0; i < example.pieces.size(); ++i) {
      Count& count = counts[example.pieces[i].hash];
      const bool lower = example.pieces[i].shape == Shape::Lower;
      (example.tags[i] == 0 ? count.plain : count.name) += lower || example.tags[i] != 0;
      count.name_in_lower_case += lower && example.tags[i] != 0;
    }
  }
  std::vector<std::uint64_t> plain;
  for (const auto& [hash, count] : counts) {
    if (count.plain > 0 && count.name_in_lower_case * 20 <= count.plain) plain.push_back(hash);
  }
  for (std::size_t i = 0; i < std::min(kPlainRank, parts.vectors.words.size()); ++i) {
    const std::uint64_t hash = hash_folded(parts.vectors.words[i]);
    const auto known = counts.find(hash);
    if (known == counts.end() || (known->second.name == 0 && known->second.plain == 0)) plain.push_back(hash);
  }
  return plain;
}

/// The feature rows, those of whole words with what the compressed vector of the word has lost: words of the
/// training data are then seen as exactly as in training.
Matrix rows_with_losses(const ModelParts& parts) {
  Matrix rows = parts.net.rows.value;
  const std::vector<std::uint64_t>& keys = parts.dictionary.keys();
  const auto end = keys.begin() + static_cast<std::ptrdiff_t>(parts.dictionary.feature_count());
  std::vector<Feature> features;
  for (std::size_t word = 0; word < parts.vectors.words.size(); ++word) {
    word_features(parts.vectors.words[word], PieceKind::Word, features);
    const std::uint64_t whole = features[0].key;  // the word in lower case comes first
    const auto key = std::lower_bound(keys.begin(), end, whole);
    if (key == end || *key != whole) continue;
    for (int d = 0; d < parts.projected.dimensions; ++d)
      rows(key - keys.begin(), d) += parts.projected.row(word)[d] - parts.quantised.value(word, d);
  }
  return rows;
}

class Writer {
 public:
  explicit Writer(const ModelParts& parts) : parts_(parts), net_(parts.net), rows_(rows_with_losses(parts)) {}

  std::string build() {
    const std::vector<std::uint64_t>& keys = parts_.dictionary.keys();
    const IndexBuilder features(
        {keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(parts_.dictionary.feature_count())});
    std::vector<std::uint64_t> word_keys;
    for (const std::string& word : parts_.vectors.words) word_keys.push_back(hash_folded(word));
    const IndexBuilder words(word_keys);
    calibrate();
    fill_header(features, words);
    const ModelLayout at(header_);
    file_.assign(at.end, '\0');
    put(at.recipe, parts_.recipe.data(), parts_.recipe.size());
    put_index(features, at.feature_starts, at.feature_prints);
    put_index(words, at.word_starts, at.word_prints);
    put_feature_rows(features, at.feature_rows);
    put_word_codes(words, at.word_codes);
    put_centroids(at.centroids);
    put_bias(at.bias);
    put_plain(at.plain);
    put_layer(net_.layer1.value, net_.bias1.value, activation_unit_, hidden_unit_, at.layer1, at.scale1,
              at.offset1);
    put_layer(net_.layer2.value, net_.bias2.value, hidden_unit_, 1.0f, at.layer2, at.scale2, at.offset2);
    put_floats(net_.layer3.value, at.layer3);
    put_floats(net_.bias3.value, at.bias3);
    put_floats(net_.transitions.value, at.transitions);
    header_.file_size = file_.size();
    header_.checksum = XXH3_64bits(file_.data() + sizeof header_, file_.size() - sizeof header_);
    put(0, &header_, sizeof header_);
    return std::move(file_);
  }

 private:
  void calibrate() {
    std::vector<float> rows, words, hidden;
    for (Eigen::Index i = 0; i < rows_.size(); ++i) rows.push_back(std::fabs(rows_.data()[i]));
    row_unit_ = quantile(rows, 0.9999) / 127.0f;
    for (std::size_t i = 0; i < parts_.examples.size() && i < kCalibration; ++i) {
      const Encoded encoded = parts_.dictionary.encode(
          parts_.examples[i * (parts_.examples.size() / std::min(parts_.examples.size(), kCalibration))]);
      const Matrix embedded = net_.embedded(encoded);
      const Matrix first = net_.hidden(embedded);
      for (Eigen::Index k = 0; k < embedded.size(); ++k) {
        if (embedded.data()[k] > 0) words.push_back(embedded.data()[k]);
      }
      for (Eigen::Index k = 0; k < first.size(); ++k) {
        if (first.data()[k] > 0) hidden.push_back(first.data()[k]);
      }
    }
    activation_unit_ = quantile(words, 0.9998) / 127.0f;
    hidden_unit_ = quantile(hidden, 0.9998) / 127.0f;
  }

  void fill_header(const IndexBuilder& features, const IndexBuilder& words) {
    std::memcpy(header_.magic, kModelMagic, sizeof kModelMagic);
    header_.version = kModelVersion;
    header_.header_size = sizeof header_;
    header_.width = static_cast<std::uint32_t>(net_.options().width);
    header_.hidden = static_cast<std::uint32_t>(net_.options().hidden);
    header_.hidden2 = static_cast<std::uint32_t>(net_.options().hidden2);
    header_.parts = static_cast<std::uint32_t>(parts_.quantised.parts);
    header_.features = static_cast<std::uint32_t>(features.order.size());
    header_.feature_bits = features.bits;
    header_.words = static_cast<std::uint32_t>(words.order.size());
    header_.word_bits = words.bits;
    header_.plain_bits = kPlainBits;
    header_.activation = static_cast<std::int32_t>(std::lrint(row_unit_ / activation_unit_ * 32768));
    header_.recipe_size = static_cast<std::uint32_t>(parts_.recipe.size());
  }

  void put(std::size_t at, const void* data, std::size_t size) { std::memcpy(file_.data() + at, data, size); }
  template <class T>
  void put(std::size_t at, const std::vector<T>& values) {
    put(at, values.data(), values.size() * sizeof(T));
  }

  void put_index(const IndexBuilder& index, std::size_t starts, std::size_t prints) {
    put(starts, index.starts);
    put(prints, index.prints);
  }

  void put_feature_rows(const IndexBuilder& features, std::size_t at) {
    std::vector<std::int8_t> rows;
    for (const std::uint32_t row : features.order) {
      for (int d = 0; d < net_.options().width; ++d) rows.push_back(to_int8(rows_(row, d) / row_unit_));
    }
    put(at, rows);
  }

  void put_word_codes(const IndexBuilder& words, std::size_t at) {
    const auto parts = static_cast<std::size_t>(parts_.quantised.parts);
    for (const std::uint32_t word : words.order) {
      put(at, parts_.quantised.codes.data() + word * parts, parts);
      at += parts;
    }
  }

  /// For each dimension the values of its part's 256 centroids.
  void put_centroids(std::size_t at) {
    std::vector<std::int16_t> values;
    for (const float value : parts_.quantised.centroids) values.push_back(to_int16(value / row_unit_));
    put(at, values);
  }

  void put_bias(std::size_t at) {
    std::vector<std::int16_t> bias;
    for (int d = 0; d < net_.options().width; ++d)
      bias.push_back(to_int16(net_.bias.value(0, d) / row_unit_));
    put(at, bias);
  }

  void put_plain(std::size_t at) {
    std::vector<std::uint64_t> bits((std::size_t{1} << kPlainBits) / 64);
    const auto set = [&](std::uint64_t hash) {
      bits[(hash & ((1ull << kPlainBits) - 1)) >> 6] |= 1ull << (hash & 63);
    };
    for (const std::uint64_t hash : plain_words(parts_)) {
      set(hash);
      set(hash >> 24);
    }
    put(at, bits);
  }

  /// Weights to 8 bits, each output with its own scale; inputs come in units of `in`, outputs go in `out`.
  void put_layer(const Matrix& weights, const Matrix& bias, float in, float out, std::size_t at,
                 std::size_t scale_at, std::size_t offset_at) {
    const DenseShape shape{static_cast<std::uint32_t>(weights.rows()),
                           static_cast<std::uint32_t>(weights.cols())};
    std::vector<std::int8_t> rounded(static_cast<std::size_t>(weights.size()));
    std::vector<float> scale(shape.outputs), offset(shape.outputs);
    for (Eigen::Index o = 0; o < weights.cols(); ++o) {
      const float unit = std::max(weights.col(o).cwiseAbs().maxCoeff(), 1e-9f) / 127.0f;
      for (Eigen::Index k = 0; k < weights.rows(); ++k)
        rounded[static_cast<std::size_t>(k * weights.cols() + o)] = to_int8(weights(k, o) / unit);
      scale[static_cast<std::size_t>(o)] = unit * in / out;
      offset[static_cast<std::size_t>(o)] = bias(0, o) / out;
    }
    put(at, pack_dense(rounded, shape));
    put(scale_at, scale);
    put(offset_at, offset);
  }

  /// Rows of eight floats.
  void put_floats(const Matrix& values, std::size_t at) {
    for (Eigen::Index r = 0; r < values.rows(); ++r) {
      float row[8] = {};
      for (Eigen::Index c = 0; c < values.cols(); ++c) row[c] = values(r, c);
      put(at + static_cast<std::size_t>(r) * sizeof row, row, sizeof row);
    }
  }

  const ModelParts& parts_;
  const Net& net_;
  const Matrix rows_;
  ModelHeader header_{};
  std::string file_;
  float row_unit_ = 1, activation_unit_ = 1, hidden_unit_ = 1;
};

}  // namespace

void write_model(const ModelParts& parts, const std::string& path) {
  const std::string file = Writer(parts).build();
  std::ofstream out(path, std::ios::binary);
  out.write(file.data(), static_cast<std::streamsize>(file.size()));
  if (!out.flush()) throw std::runtime_error(path + ": cannot be written");
}

}  // namespace textmill::entity_tagger
