#include "input/paths.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

using ::testing::ElementsAre;

class ListInputs : public InputTest {};

TEST_F(ListInputs, TakesAllFilesOfAFolderSortedAndNoHiddenOnes) {
  for (const char* name :
       {"in/b.txt", "in/a/z.txt", "in/a/b/c.txt", "in/c.txt", "in/.hidden", "in/.git/x", "in/a.txt"}) {
    file(name, "12345");
  }
  ::mkfifo(path("in/pipe").c_str(), 0600);
  std::filesystem::create_directory_symlink(path("in"), path("in/loop"));
  std::filesystem::create_symlink(path("in/b.txt"), path("in/d.txt"));
  const auto list = list_inputs({path("in")});
  ASSERT_TRUE(list);
  EXPECT_THAT(list->files, ElementsAre(path("in/a/b/c.txt"), path("in/a/z.txt"), path("in/a.txt"),
                                       path("in/b.txt"), path("in/c.txt"), path("in/d.txt")));
  EXPECT_EQ(list->total_bytes, 30U);
}

TEST_F(ListInputs, KeepsTheOrderOfTheArgumentsAndTheirSpelling) {
  file("a", "x");
  file("b", "x");
  const std::string odd = path(".") + "/b";
  const auto list = list_inputs({odd, path("a"), odd});
  ASSERT_TRUE(list);
  EXPECT_THAT(list->files, ElementsAre(odd, path("a"), odd));
}

TEST_F(ListInputs, ExpandsGlobsUnlessAFileHasThatName) {
  for (const char* name : {"b1.txt", "a1.txt", "a2.txt", "a[12].txt"}) file(name, "x");
  const auto list = list_inputs({path("?1.*"), path("a[12].txt")});
  ASSERT_TRUE(list);
  EXPECT_THAT(list->files, ElementsAre(path("a1.txt"), path("b1.txt"), path("a[12].txt")));
}

TEST_F(ListInputs, TakesAHiddenFileThatIsNamed) {
  EXPECT_THAT(list_inputs({file(".hidden", "x")})->files, ElementsAre(path(".hidden")));
}

TEST_F(ListInputs, DoesNotKnowTheSizeOfAPipe) {
  const auto list = list_inputs({file("a", "x"), "-"});
  EXPECT_THAT(list->files, ElementsAre(path("a"), "-"));
  EXPECT_EQ(list->total_bytes, 0U);
}

TEST_F(ListInputs, RefusesWhatDoesNotExist) {
  const auto missing = list_inputs({path("missing")});
  EXPECT_EQ(missing.error(), Status(Code::BadUsage, path("missing") + ": no such file or folder"));
  const auto unmatched = list_inputs({path("*.xyz")});
  EXPECT_EQ(unmatched.error(), Status(Code::BadUsage, path("*.xyz") + ": no file matches"));
}

}  // namespace
}  // namespace textmill::host
