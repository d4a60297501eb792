// The arithmetic of the names model: products of 7-bit inputs and 8-bit weights, and what leads from layer to
// layer.
//
// Weights are packed in blocks of 16 outputs: for each group of four inputs, 16 x 4 bytes. All versions
// give the same integers, and the same floats, as each sum is taken in the same order and nothing is fused;
// which one runs is chosen once, by what the processor can do.
#pragma once

#include <cstdint>
#include <vector>

namespace textmill::entity_tagger {

struct DenseShape {
  std::uint32_t inputs = 0;   ///< a multiple of 4
  std::uint32_t outputs = 0;  ///< a multiple of 16
};

/// out[i][o] = sum over k of in[starts[i] + k] * weight(k, o), for `rows` rows; inputs are 0 to 127.
using DenseFunction = void (*)(const std::uint8_t* in, const std::uint32_t* starts, std::uint32_t rows,
                               const std::int8_t* weights, DenseShape shape, std::int32_t* out);

/// Numbers of a word in the last layer: one for each tag, padded.
inline constexpr std::uint32_t kLanes = 8;

/// What happens between the products.
struct LayerFunctions {
  /// out[d] = in[d] * multiplier / 2^15, rounded, kept within 0 to 127; `size` is a multiple of 16 and the
  /// multiplier less than 2^15.
  void (*activate)(const std::int16_t* in, std::uint32_t size, std::int16_t multiplier, std::uint8_t* out);
  /// out[d] += row[d], wrapping around; `size` is a multiple of 16.
  void (*add_row)(const std::int8_t* row, std::uint32_t size, std::int16_t* out);
  /// Accumulators to 7 bits: in * scale + offset, rounded, kept within 0 to 127; `width` is a multiple of 16.
  void (*requantise)(const std::int32_t* in, std::uint32_t rows, std::uint32_t width, const float* scale,
                     const float* offset, std::uint8_t* out);
  /// out[row][lane] = bias[lane] + sum over k of max(in * scale + offset, 0) * weights[k][lane].
  void (*score)(const std::int32_t* in, std::uint32_t rows, std::uint32_t width, const float* scale,
                const float* offset, const float* weights, const float* bias, float* out);
};

enum class DenseKind : std::uint8_t { Scalar, Avx2, Vnni };

/// The best kind this processor has.
DenseKind best_dense();
/// The function of a kind the processor has.
DenseFunction dense_function(DenseKind kind);
LayerFunctions layer_functions(DenseKind kind);

/// Packs weights given as inputs x outputs.
std::vector<std::int8_t> pack_dense(const std::vector<std::int8_t>& weights, DenseShape shape);

}  // namespace textmill::entity_tagger
