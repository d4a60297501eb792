#include "textmill/text/processor.hpp"

#include <gtest/gtest.h>

namespace textmill::text {
namespace {

#if defined(__x86_64__)
TEST(Processor, HasWhatTheCompilerFindsOut) {
  EXPECT_EQ(processor_has_avx2(), __builtin_cpu_supports("avx2") != 0);
  EXPECT_EQ(processor_has_avx512_vnni(), __builtin_cpu_supports("avx512vnni") &&
                                             __builtin_cpu_supports("avx512vl") &&
                                             __builtin_cpu_supports("avx512bw"));
  EXPECT_EQ(processor_has_avx512_dq(), __builtin_cpu_supports("avx512dq") &&
                                           __builtin_cpu_supports("avx512vl") &&
                                           __builtin_cpu_supports("avx512bw"));
}
#else
TEST(Processor, HasNothingOfAnother) {
  EXPECT_FALSE(processor_has_avx2());
  EXPECT_FALSE(processor_has_avx512_vnni());
  EXPECT_FALSE(processor_has_avx512_dq());
}
#endif

}  // namespace
}  // namespace textmill::text
