#include "output/sink.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class SinkTest : public ::testing::Test {
 protected:
  SinkTest() {
    std::string name = (fs::temp_directory_path() / "textmill-sink-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    std::signal(SIGPIPE, SIG_IGN);
  }
  ~SinkTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ / name; }
  static std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }

  fs::path folder_;
};

TEST_F(SinkTest, GivesTheFileItsNameAtTheEnd) {
  auto sink = Sink::open(path("out"));
  ASSERT_TRUE(sink);
  EXPECT_TRUE(sink->write("one "));
  EXPECT_TRUE(sink->write("two"));
  EXPECT_FALSE(fs::exists(path("out")));
  EXPECT_TRUE(sink->finish());
  EXPECT_EQ(read(path("out")), "one two");
  EXPECT_EQ(files(), 1U);
}

TEST_F(SinkTest, KeepsNoBlocksBehindTheEndOfALargeFile) {
  const std::string megabyte(1U << 20, 'x');
  auto sink = Sink::open(path("out"));
  for (int i = 0; i < 9; ++i) EXPECT_TRUE(sink->write(megabyte));
  EXPECT_TRUE(sink->sync());
  EXPECT_TRUE(sink->finish());
  struct stat info {};
  ASSERT_EQ(::stat(path("out").c_str(), &info), 0);
  EXPECT_EQ(info.st_size, 9 << 20);
  EXPECT_LT(info.st_blocks * 512, 10 << 20);
}

TEST_F(SinkTest, LeavesAnOldFileAloneIfNotFinished) {
  std::ofstream(path("out")) << "old";
  {
    auto sink = Sink::open(path("out"));
    EXPECT_TRUE(sink->write("new"));
  }
  EXPECT_EQ(read(path("out")), "old");
  EXPECT_EQ(files(), 1U);
}

TEST_F(SinkTest, KeepsModeAndLinkOfAnOldFile) {
  std::ofstream(path("real")) << "old";
  ::chmod(path("real").c_str(), 0640);
  fs::create_symlink("real", path("link"));
  auto sink = Sink::open(path("link"));
  EXPECT_TRUE(sink->write("new"));
  EXPECT_TRUE(sink->finish());
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(read(path("real")), "new");
  struct stat found {};
  ::stat(path("real").c_str(), &found);
  EXPECT_EQ(found.st_mode & 0777, 0640U);
}

TEST_F(SinkTest, NewFilesHaveTheUsualMode) {
  const mode_t mask = ::umask(027);
  auto sink = Sink::open(path("out"));
  EXPECT_TRUE(sink->finish());
  ::umask(mask);
  struct stat found {};
  ::stat(path("out").c_str(), &found);
  EXPECT_EQ(found.st_mode & 0777, 0640U);
}

TEST_F(SinkTest, SaysThatTheDeviceIsFull) {
  auto sink = Sink::open("/dev/full");
  ASSERT_TRUE(sink);
  EXPECT_EQ(sink->write("x"), Status(Code::BadOutput, "/dev/full: No space left on device"));
}

TEST_F(SinkTest, RefusesAFolderAndAPlaceThatIsNotThere) {
  EXPECT_EQ(Sink::open(folder_).error(), Status(Code::BadOutput, folder_.string() + ": Is a directory"));
  EXPECT_EQ(Sink::open(path("no/out")).error(),
            Status(Code::BadOutput, path("no/out") + ": No such file or directory"));
}

TEST_F(SinkTest, WritesANamedPipeDirectlyAndNoticesThatItsReaderHasGone) {
  ::mkfifo(path("pipe").c_str(), 0600);
  std::string got(5, '\0');
  std::thread reader([&] {
    std::ifstream file(path("pipe"), std::ios::binary);
    file.read(got.data(), 5);
  });
  auto sink = Sink::open(path("pipe"));
  ASSERT_TRUE(sink);
  EXPECT_TRUE(sink->write("12345"));
  reader.join();
  EXPECT_EQ(got, "12345");
  EXPECT_EQ(sink->write("x").code(), Code::Cancelled);
}

TEST_F(SinkTest, MovingTakesTheFileAlong) {
  auto first = Sink::open(path("out"));
  Sink second(std::move(*first));
  EXPECT_TRUE(second.write("x"));
  EXPECT_TRUE(second.finish());
  EXPECT_EQ(read(path("out")), "x");
}

}  // namespace
}  // namespace textmill::host
