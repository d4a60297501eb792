#include "output/renderer.hpp"

#include <gmock/gmock.h>

namespace textmill::host {
namespace {

TEST(MakeRenderer, MakesEveryFormatItNames) {
  for (const std::string& format : output_formats()) {
    Plan plan;
    plan.output.format = format;
    plan.schema.layers.resize(2);
    plan.schema.layers[0].name = "tokens";
    plan.schema.layers[1].name = "findings";
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

TEST(MakeRenderer, RefusesConllWithoutTokens) {
  Plan plan;
  plan.output.format = "conll";
  EXPECT_THAT(make_renderer(plan, {}).error().message(), ::testing::HasSubstr("needs the layer 'tokens'"));
}

}  // namespace
}  // namespace textmill::host
