#include "output/results.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace textmill::host {
namespace {

using ::testing::HasSubstr;

TEST(ReformatJson, KeepsEveryValueAsItWasWritten) {
  const std::string json = R"( {"a" : [1.10, -0, 2.5E-3, 12345678901234567890], "b":"\u00e9\n", "c":null} )";
  EXPECT_EQ(*reformat_json(json, JsonForm::Line),
            "{\"a\":[1.10,-0,2.5E-3,12345678901234567890],\"b\":\"\xC3\xA9\\n\",\"c\":null}");
  EXPECT_EQ(*reformat_json("[1]", JsonForm::Indented), "[\n    1\n]");
}

TEST(ReformatJson, RefusesWhatIsNotOneJsonValue) {
  for (const char* json : {"", " ", "{", "{}{}", "[1,]", "nan", "1e400", "'a'", "\"\xFF\"", "{\"a\":}"}) {
    const auto formed = reformat_json(json, JsonForm::Line);
    ASSERT_FALSE(formed) << json;
    EXPECT_THAT(formed.error().message(), HasSubstr("no JSON value"));
  }
}

TEST(ReformatJson, MindsNoDepth) {
  const std::string deep = std::string(200000, '[') + std::string(200000, ']');
  EXPECT_EQ(*reformat_json(deep, JsonForm::Line), deep);
}

}  // namespace
}  // namespace textmill::host
