// Products of 7-bit inputs and 8-bit weights: the one loop the names model spends its time in.
//
// Weights are packed in blocks of 16 outputs: for each group of four inputs, 16 x 4 bytes. All versions
// give the same integers; which one runs is chosen once, by what the processor can do.
#pragma once

#include <cstdint>
#include <vector>

namespace textmill::entity_tagger {

struct DenseShape {
  std::uint32_t inputs = 0;   ///< a multiple of 4
  std::uint32_t outputs = 0;  ///< a multiple of 16
};

/// out[i][o] = sum over k of in[i * stride + k] * weight(k, o), for `rows` rows; inputs are 0 to 127.
using DenseFunction = void (*)(const std::uint8_t* in, std::uint32_t stride, std::uint32_t rows,
                               const std::int8_t* weights, DenseShape shape, std::int32_t* out);

enum class DenseKind : std::uint8_t { Scalar, Avx2, Vnni };

/// The best kind this processor has.
DenseKind best_dense();
/// The function of a kind the processor has.
DenseFunction dense_function(DenseKind kind);

/// Packs weights given as inputs x outputs.
std::vector<std::int8_t> pack_dense(const std::vector<std::int8_t>& weights, DenseShape shape);

}  // namespace textmill::entity_tagger
