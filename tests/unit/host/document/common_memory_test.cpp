#include "document/common_memory.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "document/abi_table.hpp"
#include "textmill/options.hpp"

namespace textmill::host {
namespace {

/// What a forked process leaves for this one in memory that a stage was given.
char left_by_a_process(bool common_to_processes) {
  CommonMemory memory(common_to_processes);
  StageHost stage_host;
  const textmill_host host = make_host_table(stage_host);
  SetupData setup;
  setup.memory = &memory;
  char* const at = static_cast<char*>(textmill::Setup(&host, to_handle(setup)).shared_memory(100000));
  if (!at) return '-';
  const pid_t child = ::fork();
  if (child == 0) {
    at[99999] = 'x';
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  return at[99999];
}

TEST(CommonMemory, IsSeenByProcessesThatMaySeeIt) {
  EXPECT_EQ(left_by_a_process(true), 'x');
  EXPECT_EQ(left_by_a_process(false), '\0');
}

TEST(CommonMemory, IsAbsentWhereItCannotBeHad) {
  CommonMemory memory;
  StageHost stage_host;
  const textmill_host host = make_host_table(stage_host);
  SetupData setup;
  EXPECT_EQ(textmill::Setup(&host, to_handle(setup)).shared_memory(4096), nullptr) << "none is offered";
  setup.memory = &memory;
  EXPECT_EQ(textmill::Setup(&host, to_handle(setup)).shared_memory(0), nullptr);
  EXPECT_EQ(textmill::Setup(&host, to_handle(setup)).shared_memory(std::size_t{1} << 60), nullptr);
}

}  // namespace
}  // namespace textmill::host
