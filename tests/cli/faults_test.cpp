// System calls that fail at the n-th time, for n = 1, 2, ...: the run says so, and going on gives the bytes
// of an undisturbed one. Needs strace.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

namespace fs = std::filesystem;

struct Injection {
  const char* name;
  const char* inject;  ///< strace's words, without `when`
  bool must_fail;      ///< at least once; a call that is repeated, or not always reached, need not
};

class FailingCalls : public ::testing::TestWithParam<Injection> {};

TEST_P(FailingCalls, NeverCostADocument) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer's own system calls would fail too";
#endif
  if (shell("strace -o /dev/null true").exit != 0) GTEST_SKIP() << "needs strace, and leave to trace";
  const ScratchFolder folder;
  folder.write("in.jsonl", small_corpus(3000));
  ASSERT_EQ(
      shell("$TEXTMILL run segment in.jsonl --output whole.jsonl --quiet --workers 1", folder.path()).exit,
      0);
  const std::string whole = folder.read("whole.jsonl");
  int failed = 0;
  for (int n = 1; n <= 12; ++n) {
    shell("rm -rf out.jsonl out.jsonl.run", folder.path());
    const Ran ran = shell("strace -f -qq -o trace.txt -e trace=write,fsync,fdatasync,rename -e inject=" +
                              std::string(GetParam().inject) + ":when=" + std::to_string(n) +
                              " $TEXTMILL run segment in.jsonl --output out.jsonl --quiet --workers 1",
                          folder.path());
    EXPECT_THAT(ran.exit, ::testing::AnyOf(0, 7)) << n << ": " << ran.error;
    failed += ran.exit == 7;
    EXPECT_TRUE(ran.exit == 0 || !ran.error.empty()) << n;
    EXPECT_TRUE(ran.exit != 0 || folder.read("out.jsonl") == whole) << n;
    const Ran resumed = shell(
        "$TEXTMILL run segment in.jsonl --output out.jsonl --quiet --resume --workers 2", folder.path());
    EXPECT_EQ(resumed.exit, 0) << n << ": " << resumed.error;
    EXPECT_TRUE(folder.read("out.jsonl") == whole) << n;
  }
  EXPECT_TRUE(failed > 0 || !GetParam().must_fail);
}

INSTANTIATE_TEST_SUITE_P(Injections, FailingCalls,
                         ::testing::Values(Injection{"write_no_space", "write:error=ENOSPC", true},
                                           Injection{"write_interrupted", "write:error=EINTR", false},
                                           Injection{"write_io_error", "write:error=EIO", true},
                                           Injection{"fdatasync_io_error", "fdatasync:error=EIO", false},
                                           Injection{"fsync_io_error", "fsync:error=EIO", true},
                                           Injection{"rename_fails", "rename:error=EACCES", true}),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace textmill::test
