// What a worker process may not do: plugins work on web text and need no network, no other programs and no
// files to write.
#pragma once

#include "engine/loader.hpp"

namespace textmill::host {

/// Applies limits to the calling process for good: heap (RLIMIT_DATA), no core files, no new privileges;
/// with `limits.sandbox`, landlock (no file may be written or made; reading is allowed) and a seccomp list of
/// calls that fail with EPERM (network, new programs and processes, tracing, mounting). What the kernel does
/// not offer is left out. Under a sanitizer only the core-file limit is set.
void confine_worker(const WorkerLimits& limits);

/// Bytes of private writable memory that a process has now, as RLIMIT_DATA counts them; 0 if it is gone.
std::int64_t data_bytes(pid_t process);

}  // namespace textmill::host
