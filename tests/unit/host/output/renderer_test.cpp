#include "output/renderer.hpp"

#include <gmock/gmock.h>

namespace textmill::host {
namespace {

TEST(MakeRenderer, MakesEveryFormatItNames) {
  for (const std::string& format : output_formats()) {
    Plan plan;
    plan.output.format = format;
    EXPECT_TRUE(make_renderer(plan, {})) << format;
  }
}

TEST(MakeRenderer, RefusesAnUnknownFormatAndNamesTheKnownOnes) {
  Plan plan;
  plan.output.format = "xml";
  const auto renderer = make_renderer(plan, {});
  EXPECT_EQ(renderer.error().code(), Code::BadPipeline);
  EXPECT_THAT(renderer.error().message(),
              ::testing::StartsWith("unknown output format 'xml'; expected text, jsonl, csv"));
}

}  // namespace
}  // namespace textmill::host
