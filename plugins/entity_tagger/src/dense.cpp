#include "dense.hpp"

#include <algorithm>
#include <cstring>

#include "textmill/text/processor.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace textmill::entity_tagger {
namespace {

constexpr std::uint32_t kBlock = 16;  ///< outputs of a block

void dense_scalar(const std::uint8_t* in, const std::uint32_t* starts, std::uint32_t rows,
                  const std::int8_t* weights, DenseShape shape, std::int32_t* out) {
  for (std::uint32_t row = 0; row < rows; ++row, out += shape.outputs) {
    const std::uint8_t* const from = in + starts[row];
    const std::int8_t* w = weights;
    for (std::uint32_t block = 0; block < shape.outputs; block += kBlock) {
      std::int32_t sums[kBlock] = {};
      for (std::uint32_t k = 0; k < shape.inputs; k += 4, w += 4 * kBlock) {
        for (std::uint32_t o = 0; o < kBlock; ++o) {
          for (std::uint32_t j = 0; j < 4; ++j) sums[o] += from[k + j] * w[4 * o + j];
        }
      }
      std::memcpy(out + block, sums, sizeof sums);
    }
  }
}

void activate_scalar(const std::int16_t* in, std::uint32_t size, std::int16_t multiplier, std::uint8_t* out) {
  for (std::uint32_t d = 0; d < size; ++d)
    out[d] = static_cast<std::uint8_t>(std::clamp((in[d] * multiplier + (1 << 14)) >> 15, 0, 127));
}

void add_row_scalar(const std::int8_t* row, std::uint32_t size, std::int16_t* out) {
  for (std::uint32_t d = 0; d < size; ++d) out[d] = static_cast<std::int16_t>(out[d] + row[d]);
}

void requantise_scalar(const std::int32_t* in, std::uint32_t rows, std::uint32_t width, const float* scale,
                       const float* offset, std::uint8_t* out) {
  for (std::uint32_t row = 0; row < rows; ++row, in += width, out += width) {
    for (std::uint32_t o = 0; o < width; ++o) {
      const float value = static_cast<float>(in[o]) * scale[o] + offset[o];
      out[o] = static_cast<std::uint8_t>(static_cast<int>(std::min(std::max(value, 0.0f), 127.0f) + 0.5f));
    }
  }
}

void score_scalar(const std::int32_t* in, std::uint32_t rows, std::uint32_t width, const float* scale,
                  const float* offset, const float* weights, const float* bias, float* out) {
  for (std::uint32_t row = 0; row < rows; ++row, in += width, out += kLanes) {
    float lanes[kLanes];
    std::memcpy(lanes, bias, sizeof lanes);
    for (std::uint32_t k = 0; k < width; ++k) {
      const float value = std::max(static_cast<float>(in[k]) * scale[k] + offset[k], 0.0f);
      for (std::uint32_t t = 0; t < kLanes; ++t) lanes[t] += value * weights[k * kLanes + t];
    }
    std::memcpy(out, lanes, sizeof lanes);
  }
}

#if defined(__x86_64__)

#define TEXTMILL_AVX2_TARGET __attribute__((target("avx2")))  // without fma: nothing is to be fused

TEXTMILL_AVX2_TARGET void activate_avx2(const std::int16_t* in, std::uint32_t size, std::int16_t multiplier,
                                        std::uint8_t* out) {
  const __m256i by = _mm256_set1_epi16(multiplier);
  const __m256i most = _mm256_set1_epi16(127);
  for (std::uint32_t d = 0; d < size; d += 16) {
    const __m256i sum = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in + d));
    const __m256i rounded = _mm256_min_epi16(_mm256_mulhrs_epi16(sum, by), most);
    const __m128i bytes =
        _mm_packus_epi16(_mm256_castsi256_si128(rounded), _mm256_extracti128_si256(rounded, 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + d), bytes);
  }
}

TEXTMILL_AVX2_TARGET void add_row_avx2(const std::int8_t* row, std::uint32_t size, std::int16_t* out) {
  for (std::uint32_t d = 0; d < size; d += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row + d));
    auto* const to = reinterpret_cast<__m256i*>(out + d);
    _mm256_storeu_si256(to, _mm256_add_epi16(_mm256_loadu_si256(to), _mm256_cvtepi8_epi16(bytes)));
  }
}

/// Eight accumulators scaled and moved.
TEXTMILL_AVX2_TARGET __m256 scaled(const std::int32_t* in, const float* scale, const float* offset) {
  const __m256 value = _mm256_cvtepi32_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(in)));
  return _mm256_add_ps(_mm256_mul_ps(value, _mm256_loadu_ps(scale)), _mm256_loadu_ps(offset));
}

TEXTMILL_AVX2_TARGET __m256i to_seven_bits(__m256 value) {
  const __m256 kept = _mm256_min_ps(_mm256_max_ps(value, _mm256_setzero_ps()), _mm256_set1_ps(127.0f));
  return _mm256_cvttps_epi32(_mm256_add_ps(kept, _mm256_set1_ps(0.5f)));
}

TEXTMILL_AVX2_TARGET void requantise_avx2(const std::int32_t* in, std::uint32_t rows, std::uint32_t width,
                                          const float* scale, const float* offset, std::uint8_t* out) {
  for (std::uint32_t row = 0; row < rows; ++row, in += width, out += width) {
    for (std::uint32_t o = 0; o < width; o += 16) {
      const __m256i a = to_seven_bits(scaled(in + o, scale + o, offset + o));
      const __m256i b = to_seven_bits(scaled(in + o + 8, scale + o + 8, offset + o + 8));
      const __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b), 0xD8);
      const __m128i bytes =
          _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out + o), bytes);
    }
  }
}

/// Four rows at a time: each is one long chain of additions.
TEXTMILL_AVX2_TARGET void score_avx2(const std::int32_t* in, std::uint32_t rows, std::uint32_t width,
                                     const float* scale, const float* offset, const float* weights,
                                     const float* bias, float* out) {
  for (std::uint32_t row = 0; row < rows; row += 4) {
    const std::uint32_t count = std::min(rows - row, 4u);
    __m256 lanes[4];
    for (__m256& lane : lanes) lane = _mm256_loadu_ps(bias);
    for (std::uint32_t k = 0; k < width; k += 8) {
      alignas(32) float values[4][8] = {};
      for (std::uint32_t i = 0; i < count; ++i)
        _mm256_store_ps(values[i],
                        _mm256_max_ps(scaled(in + std::size_t{row + i} * width + k, scale + k, offset + k),
                                      _mm256_setzero_ps()));
      for (std::uint32_t j = 0; j < 8; ++j) {
        const __m256 weight = _mm256_loadu_ps(weights + std::size_t{k + j} * kLanes);
        for (std::uint32_t i = 0; i < 4; ++i)
          lanes[i] = _mm256_add_ps(lanes[i], _mm256_mul_ps(_mm256_set1_ps(values[i][j]), weight));
      }
    }
    for (std::uint32_t i = 0; i < count; ++i) _mm256_storeu_ps(out + std::size_t{row + i} * kLanes, lanes[i]);
  }
}

// Pairs of products fit into 16 bits because inputs have only 7: 2 x 127 x 128 < 32768.
TEXTMILL_AVX2_TARGET __m256i add_products(__m256i sum, __m256i input, __m256i weight) {
  return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(input, weight), _mm256_set1_epi16(1)));
}

TEXTMILL_AVX2_TARGET __m256i four_inputs(const std::uint8_t* in) {
  std::int32_t four;
  std::memcpy(&four, in, 4);
  return _mm256_set1_epi32(four);
}

/// Two rows at a time, so that a weight is loaded once for both.
TEXTMILL_AVX2_TARGET void dense_avx2(const std::uint8_t* in, const std::uint32_t* starts, std::uint32_t rows,
                                     const std::int8_t* weights, DenseShape shape, std::int32_t* out) {
  for (std::uint32_t row = 0; row < rows; row += 2) {
    const std::uint8_t* a = in + starts[row];
    const std::uint8_t* b = row + 1 < rows ? in + starts[row + 1] : a;
    std::int32_t* to_a = out + std::size_t{row} * shape.outputs;
    std::int32_t* to_b = row + 1 < rows ? to_a + shape.outputs : to_a;
    const std::int8_t* w = weights;
    for (std::uint32_t block = 0; block < shape.outputs; block += kBlock) {
      __m256i a0 = _mm256_setzero_si256(), a1 = a0, b0 = a0, b1 = a0;
      for (std::uint32_t k = 0; k < shape.inputs; k += 4, w += 64) {
        const __m256i w0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
        const __m256i w1 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w + 32));
        const __m256i from_a = four_inputs(a + k), from_b = four_inputs(b + k);
        a0 = add_products(a0, from_a, w0);
        a1 = add_products(a1, from_a, w1);
        b0 = add_products(b0, from_b, w0);
        b1 = add_products(b1, from_b, w1);
      }
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to_a + block), a0);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to_a + block + 8), a1);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to_b + block), b0);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to_b + block + 8), b1);
    }
  }
}

#define TEXTMILL_VNNI_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

TEXTMILL_VNNI_TARGET __m512i four_inputs_wide(const std::uint8_t* in) {
  std::int32_t four;
  std::memcpy(&four, in, 4);
  return _mm512_set1_epi32(four);
}

/// Four rows and `Blocks` blocks of outputs at a time: an input is spread once for all blocks.
template <std::uint32_t Blocks>
TEXTMILL_VNNI_TARGET void dense_vnni_blocks(const std::uint8_t* const* from, const std::int8_t* weights,
                                            DenseShape shape, std::int32_t* const* to) {
  const std::size_t next_block = std::size_t{shape.inputs} * kBlock;
  __m512i sums[4][Blocks];
  for (auto& row : sums) std::fill(row, row + Blocks, _mm512_setzero_si512());
  for (std::uint32_t k = 0; k < shape.inputs; k += 4, weights += 64) {
    __m512i weight[Blocks];
    for (std::uint32_t b = 0; b < Blocks; ++b) weight[b] = _mm512_loadu_si512(weights + b * next_block);
    for (std::uint32_t i = 0; i < 4; ++i) {
      const __m512i input = four_inputs_wide(from[i] + k);
      for (std::uint32_t b = 0; b < Blocks; ++b)
        sums[i][b] = _mm512_dpbusd_epi32(sums[i][b], input, weight[b]);
    }
  }
  for (std::uint32_t i = 0; i < 4; ++i) {
    for (std::uint32_t b = 0; b < Blocks; ++b) _mm512_storeu_si512(to[i] + b * kBlock, sums[i][b]);
  }
}

TEXTMILL_VNNI_TARGET void dense_vnni(const std::uint8_t* in, const std::uint32_t* starts, std::uint32_t rows,
                                     const std::int8_t* weights, DenseShape shape, std::int32_t* out) {
  for (std::uint32_t row = 0; row < rows; row += 4) {
    const std::uint8_t* from[4];
    std::int32_t* to[4];
    for (std::uint32_t i = 0; i < 4; ++i) {
      const std::uint32_t at = std::min(row + i, rows - 1);
      from[i] = in + starts[at];
      to[i] = out + std::size_t{at} * shape.outputs;
    }
    const std::int8_t* w = weights;
    for (std::uint32_t left = shape.outputs / kBlock; left > 0;) {
      const std::uint32_t blocks = left >= 4 ? 4 : 1;
      (blocks == 4 ? dense_vnni_blocks<4> : dense_vnni_blocks<1>)(from, w, shape, to);
      w += std::size_t{blocks} * shape.inputs * kBlock;
      for (std::int32_t*& row_out : to) row_out += blocks * kBlock;
      left -= blocks;
    }
  }
}

#endif

}  // namespace

DenseKind best_dense() {
#if defined(__x86_64__)
  if (text::processor_has_avx512_vnni()) return DenseKind::Vnni;
  if (text::processor_has_avx2()) return DenseKind::Avx2;
#endif
  return DenseKind::Scalar;
}

DenseFunction dense_function(DenseKind kind) {
#if defined(__x86_64__)
  if (kind == DenseKind::Vnni) return dense_vnni;
  if (kind == DenseKind::Avx2) return dense_avx2;
#endif
  (void)kind;
  return dense_scalar;
}

LayerFunctions layer_functions(DenseKind kind) {
#if defined(__x86_64__)
  if (kind != DenseKind::Scalar) return {activate_avx2, add_row_avx2, requantise_avx2, score_avx2};
#endif
  (void)kind;
  return {activate_scalar, add_row_scalar, requantise_scalar, score_scalar};
}

std::vector<std::int8_t> pack_dense(const std::vector<std::int8_t>& weights, DenseShape shape) {
  std::vector<std::int8_t> packed(weights.size());
  std::size_t at = 0;
  for (std::uint32_t block = 0; block < shape.outputs; block += kBlock) {
    for (std::uint32_t k = 0; k < shape.inputs; k += 4) {
      for (std::uint32_t o = 0; o < kBlock; ++o) {
        for (std::uint32_t j = 0; j < 4; ++j)
          packed[at++] = weights[std::size_t{k + j} * shape.outputs + block + o];
      }
    }
  }
  return packed;
}

}  // namespace textmill::entity_tagger
