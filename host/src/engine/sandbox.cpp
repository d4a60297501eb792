#include "engine/sandbox.hpp"

#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TEXTMILL_UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TEXTMILL_UNDER_SANITIZER 1
#endif
#endif

namespace textmill::host {
namespace {

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit limits{value, value};
  setrlimit(resource, &limits);
}

#ifndef TEXTMILL_UNDER_SANITIZER

/// No file below / may be written, made, removed or renamed.
void forbid_writing() {
  landlock_ruleset_attr rules{};
  rules.handled_access_fs = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                            LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                            LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                            LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                            LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
  const long ruleset = syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  if (ruleset < 0) return;
  syscall(SYS_landlock_restrict_self, ruleset, 0);
  close(static_cast<int>(ruleset));
}

void forbid_calls() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (!filter) return;
  for (const int call : {SCMP_SYS(socket),
                         SCMP_SYS(connect),
                         SCMP_SYS(bind),
                         SCMP_SYS(listen),
                         SCMP_SYS(accept4),
                         SCMP_SYS(execve),
                         SCMP_SYS(execveat),
                         SCMP_SYS(fork),
                         SCMP_SYS(vfork),
                         SCMP_SYS(ptrace),
                         SCMP_SYS(process_vm_readv),
                         SCMP_SYS(process_vm_writev),
                         SCMP_SYS(mount),
                         SCMP_SYS(umount2),
                         SCMP_SYS(chroot),
                         SCMP_SYS(setns),
                         SCMP_SYS(unshare),
                         SCMP_SYS(bpf),
                         SCMP_SYS(keyctl),
                         SCMP_SYS(add_key),
                         SCMP_SYS(kexec_load),
                         SCMP_SYS(init_module),
                         SCMP_SYS(finit_module),
                         SCMP_SYS(delete_module),
                         SCMP_SYS(reboot),
                         SCMP_SYS(perf_event_open),
                         SCMP_SYS(userfaultfd)}) {
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
  }
  // A thread is a clone too; a process is one without CLONE_THREAD (0x00010000).
  const scmp_arg_cmp no_thread{0, SCMP_CMP_MASKED_EQ, 0x00010000, 0};
  seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, &no_thread);
  seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  seccomp_load(filter);
  seccomp_release(filter);
}

#endif

}  // namespace

std::int64_t data_bytes(pid_t process) {
  long pages[6] = {};
  const std::string path = "/proc/" + std::to_string(process) + "/statm";
  std::FILE* statm = std::fopen(path.c_str(), "r");
  if (!statm) return 0;
  const int read = std::fscanf(statm, "%ld %ld %ld %ld %ld %ld", &pages[0], &pages[1], &pages[2], &pages[3],
                               &pages[4], &pages[5]);
  std::fclose(statm);
  return read == 6 ? pages[5] * sysconf(_SC_PAGESIZE) : 0;
}

void confine_worker([[maybe_unused]] const WorkerLimits& limits) {
  limit(RLIMIT_CORE, 0);
#ifndef TEXTMILL_UNDER_SANITIZER
  if (limits.memory_bytes > 0)
    limit(RLIMIT_DATA, static_cast<rlim_t>(data_bytes(getpid()) + limits.memory_bytes));
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (!limits.sandbox) return;
  forbid_writing();
  forbid_calls();
#endif
}

}  // namespace textmill::host
