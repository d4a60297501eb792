// The plugin guide shows code of the template; this keeps the two the same.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace {

std::string content(const std::string& path) {
  std::ifstream file(std::string(TEXTMILL_SOURCE_DIR) + "/" + path);
  EXPECT_TRUE(file.good()) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(PluginGuide, ShowsTheCodeOfTheTemplate) {
  const std::string guide = content("docs/plugin-guide.md");
  const std::string open = "<!-- sdk/template/";
  int blocks = 0;
  for (std::size_t at = guide.find(open); at != std::string::npos; at = guide.find(open, at + 1)) {
    const std::size_t name = at + 5;
    const std::string path = guide.substr(name, guide.find(" -->", at) - name);
    const std::size_t begin = guide.find('\n', guide.find("```", at)) + 1;
    const std::string block = guide.substr(begin, guide.find("```", begin) - begin);
    EXPECT_NE(content(path).find(block), std::string::npos) << path << " does not contain\n" << block;
    ++blocks;
  }
  EXPECT_EQ(blocks, 5);
}

}  // namespace
