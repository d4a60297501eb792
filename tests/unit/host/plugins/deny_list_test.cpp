#include "plugins/deny_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "plugins/library.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

class Denied : public ::testing::Test {
 protected:
  Denied() : folder_(fs::temp_directory_path() / ("textmill-denied-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
    setenv("XDG_CACHE_HOME", folder_.c_str(), 1);
    std::ofstream(file_) << "a plugin";
  }
  ~Denied() override { fs::remove_all(folder_); }

  void touch(const std::string& file) {
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
  }

  fs::path folder_;
  std::string file_ = (folder_ / "p.so").string();
  std::string list_ = (folder_ / "sub" / "denied").string();
};

TEST_F(Denied, RemembersTheReasonInItsFile) {
  DenyList(list_).add(file_, "abc", "it crashed\nand\tsaid so");
  EXPECT_EQ(DenyList(list_).reason(file_, "abc"), "it crashed and said so");
  EXPECT_EQ(DenyList(list_).reason(file_ + "x", "abc"), std::nullopt);
}

TEST_F(Denied, AChangedFileIsAnotherOne) {
  DenyList(list_).add(file_, "abc", "it crashed");
  EXPECT_EQ(DenyList(list_).reason(file_, "abd"), std::nullopt);
  touch(file_);
  EXPECT_EQ(DenyList(list_).reason(file_, "abc"), std::nullopt);
}

TEST_F(Denied, ForgetsOnlyWhatItIsTold) {
  DenyList list(list_);
  list.add(file_, "", "one");
  list.add("/nowhere/q.so", "", "two");
  EXPECT_TRUE(list.forget(file_));
  EXPECT_FALSE(list.forget(file_));
  EXPECT_EQ(DenyList(list_).reason(file_, ""), std::nullopt);
  EXPECT_EQ(DenyList(list_).reason("/nowhere/q.so", ""), "two");
}

TEST_F(Denied, KeepsWhatTwoProcessesRememberAtOnce) {
  for (int process = 0; process < 8; ++process) {
    if (fork() != 0) continue;
    const std::string number = std::to_string(process);
    for (int i = 0; i < 20; ++i)
      DenyList(list_).add("/nowhere/" + number + "." + std::to_string(i), "", "crashed");
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
  const DenyList list(list_);
  int found = 0;
  for (int i = 0; i < 8 * 20; ++i) {
    found += list.reason("/nowhere/" + std::to_string(i / 20) + "." + std::to_string(i % 20), "").has_value();
  }
  EXPECT_EQ(found, 8 * 20);
}

TEST_F(Denied, PassesOverLinesThatAreDamaged) {
  fs::create_directories(fs::path(list_).parent_path());
  std::ofstream(list_) << "\n1\t2\nx\ty\t\tp\tr\n\xff\xfe\n0\t0\tid\t/nowhere/q.so\tcrashed\n";
  EXPECT_EQ(DenyList(list_).reason("/nowhere/q.so", "id"), "crashed");
}

TEST_F(Denied, WithoutAFolderNothingIsRemembered) {
  DenyList list("/proc/nowhere/denied");
  list.add(file_, "", "one");
  EXPECT_EQ(DenyList("/proc/nowhere/denied").reason(file_, ""), std::nullopt);
}

TEST_F(Denied, APluginThatCrashesWhenLoadedIsNotTriedAgainUntilItChanges) {
  const std::string copy = (folder_ / "crasher.so").string();
  fs::copy_file(std::string(BAD_PLUGINS) + "/constructor_aborts.so", copy);
  const CatalogEntry first = inspect_plugin(copy, "--plugin");
  ASSERT_TRUE(first.usable()) << first.refusal;
  EXPECT_THAT(load_plugin(first).error().message(), HasSubstr("SIGABRT"));
  EXPECT_THAT(inspect_plugin(copy, "--plugin").refusal,
              AllOf(HasSubstr("is not tried again: loading it in a trial process failed"),
                    HasSubstr("SIGABRT"), HasSubstr("textmill why constructor_aborts --forget")));
  touch(copy);
  EXPECT_TRUE(inspect_plugin(copy, "--plugin").usable());
}

}  // namespace
}  // namespace textmill::host
