// What the processor can do beyond what the build asks for, for code that comes in a faster form.
//
// Asks the C library, which has found out for itself: the compiler's __builtin_cpu_supports asks the processor once
// more for each shared library it is used in, when that is loaded, and a virtual machine takes 4 µs for each of
// the dozen answers.
#pragma once

namespace textmill::text {

/// AVX2, on x86-64; the operating system saves its registers. Any thread.
bool processor_has_avx2();
/// AVX-512 with VNNI, VL and BW, likewise.
bool processor_has_avx512_vnni();
/// AVX-512 with DQ, VL and BW, likewise.
bool processor_has_avx512_dq();

}  // namespace textmill::text
