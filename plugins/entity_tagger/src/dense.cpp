#include "dense.hpp"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace textmill::entity_tagger {
namespace {

constexpr std::uint32_t kBlock = 16;  ///< outputs of a block

void dense_scalar(const std::uint8_t* in, std::uint32_t stride, std::uint32_t rows,
                  const std::int8_t* weights, DenseShape shape, std::int32_t* out) {
  for (std::uint32_t row = 0; row < rows; ++row, in += stride, out += shape.outputs) {
    const std::int8_t* w = weights;
    for (std::uint32_t block = 0; block < shape.outputs; block += kBlock) {
      std::int32_t sums[kBlock] = {};
      for (std::uint32_t k = 0; k < shape.inputs; k += 4, w += 4 * kBlock) {
        for (std::uint32_t o = 0; o < kBlock; ++o) {
          for (std::uint32_t j = 0; j < 4; ++j) sums[o] += in[k + j] * w[4 * o + j];
        }
      }
      std::memcpy(out + block, sums, sizeof sums);
    }
  }
}

#if defined(__x86_64__)

// Pairs of products fit into 16 bits because inputs have only 7: 2 x 127 x 128 < 32768.
__attribute__((target("avx2"))) __m256i add_products(__m256i sum, __m256i input, __m256i weight) {
  return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(input, weight), _mm256_set1_epi16(1)));
}

__attribute__((target("avx2"))) __m256i four_inputs(const std::uint8_t* in) {
  std::int32_t four;
  std::memcpy(&four, in, 4);
  return _mm256_set1_epi32(four);
}

/// Two rows at a time, so that a weight is loaded once for both.
__attribute__((target("avx2"))) void dense_avx2(const std::uint8_t* in, std::uint32_t stride,
                                                std::uint32_t rows, const std::int8_t* weights,
                                                DenseShape shape, std::int32_t* out) {
  for (std::uint32_t row = 0; row < rows; row += 2) {
    const std::uint8_t* a = in + std::size_t{row} * stride;
    const std::uint8_t* b = row + 1 < rows ? a + stride : a;
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

/// Four rows at a time.
TEXTMILL_VNNI_TARGET void dense_vnni(const std::uint8_t* in, std::uint32_t stride, std::uint32_t rows,
                                     const std::int8_t* weights, DenseShape shape, std::int32_t* out) {
  for (std::uint32_t row = 0; row < rows; row += 4) {
    const std::uint8_t* from[4];
    std::int32_t* to[4];
    for (std::uint32_t i = 0; i < 4; ++i) {
      const std::size_t at = row + i < rows ? row + i : rows - 1;
      from[i] = in + at * stride;
      to[i] = out + at * shape.outputs;
    }
    const std::int8_t* w = weights;
    for (std::uint32_t block = 0; block < shape.outputs; block += kBlock) {
      __m512i s0 = _mm512_setzero_si512(), s1 = s0, s2 = s0, s3 = s0;
      for (std::uint32_t k = 0; k < shape.inputs; k += 4, w += 64) {
        const __m512i weight = _mm512_loadu_si512(w);
        s0 = _mm512_dpbusd_epi32(s0, four_inputs_wide(from[0] + k), weight);
        s1 = _mm512_dpbusd_epi32(s1, four_inputs_wide(from[1] + k), weight);
        s2 = _mm512_dpbusd_epi32(s2, four_inputs_wide(from[2] + k), weight);
        s3 = _mm512_dpbusd_epi32(s3, four_inputs_wide(from[3] + k), weight);
      }
      _mm512_storeu_si512(to[0] + block, s0);
      _mm512_storeu_si512(to[1] + block, s1);
      _mm512_storeu_si512(to[2] + block, s2);
      _mm512_storeu_si512(to[3] + block, s3);
    }
  }
}

#endif

}  // namespace

DenseKind best_dense() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw"))
    return DenseKind::Vnni;
  if (__builtin_cpu_supports("avx2")) return DenseKind::Avx2;
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
