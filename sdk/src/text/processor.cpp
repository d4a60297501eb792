#include "textmill/text/processor.hpp"

// clang knows no _Bool in C++, which this header has.
#if defined(__x86_64__) && !defined(__clang__) && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#define SUPPORTS(glibc_name, builtin_name) CPU_FEATURE_ACTIVE(glibc_name)
#elif defined(__x86_64__)  // also another C library, or one before 2.33
#define SUPPORTS(glibc_name, builtin_name) __builtin_cpu_supports(builtin_name)
#else
#define SUPPORTS(glibc_name, builtin_name) false
#endif

namespace textmill::text {

bool processor_has_avx2() { return SUPPORTS(AVX2, "avx2"); }

bool processor_has_avx512_vnni() {
  return SUPPORTS(AVX512_VNNI, "avx512vnni") && SUPPORTS(AVX512VL, "avx512vl") &&
         SUPPORTS(AVX512BW, "avx512bw");
}

bool processor_has_avx512_dq() {
  return SUPPORTS(AVX512DQ, "avx512dq") && SUPPORTS(AVX512VL, "avx512vl") && SUPPORTS(AVX512BW, "avx512bw");
}

}  // namespace textmill::text
