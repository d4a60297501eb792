#include "pipeline/fingerprint.hpp"

#include <gtest/gtest.h>

#include "sample_catalog.hpp"

namespace textmill::host {
namespace {

constexpr const char* kBase =
    "textmill: 1\nstages:\n  - use: seg\n  - {use: kw, with: {keyphrases: [a, b]}}\n";

TEST(Fingerprint, StaysWhenResultsDo) {
  const std::string base = fingerprint(plan_of(kBase));
  EXPECT_EQ(base.size(), 32u);
  for (const std::string same : {
           "# comment\ntextmill: 1\nstages: [{use: seg}, {use: kw, with: {keyphrases: [a, b]}}]\n",
           "textmill: 1\nname: other\nstages: [{use: seg}, {use: kw, with: {keyphrases: [a, b]}}]\n",
           "textmill: 1\nstages: [{use: seg, with: {language: auto}}, {use: kw, with: {keyphrases: [a, "
           "b]}}]\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, with: {keyphrases: [a, b]}}]\nrun: {workers: 3}\n",
           "textmill: 1\nparams: {x: [a, b]}\nstages: [{use: seg}, {use: kw, with: {keyphrases: "
           "\"${params.x}\"}}]\n",
       }) {
    EXPECT_EQ(fingerprint(plan_of(same)), base) << same;
  }
}

TEST(Fingerprint, ChangesWithAnythingThatChangesResults) {
  const std::string base = fingerprint(plan_of(kBase));
  for (const std::string other : {
           "textmill: 1\nstages: [{use: seg}, {use: kw, with: {keyphrases: [ab]}}]\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, with: {keyphrases: \"a, b\"}}]\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, id: x, with: {keyphrases: [a, b]}}]\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, when: 'text.bytes > 1', with: {keyphrases: [a, "
           "b]}}]\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, on_error: drop, with: {keyphrases: [a, b]}}]\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, as: {keyphrases: k}, with: {keyphrases: [a, b]}}]\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, limits: {time: 1s}, with: {keyphrases: [a, b]}}]\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, with: {keyphrases: [a, b]}}]\noutput: {offsets: "
           "utf16}\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, with: {keyphrases: [a, b]}}]\ninput: {text_field: "
           "t}\n",
           "textmill: 1\nstages: [{use: seg}, {use: kw, with: {keyphrases: [a, b]}}]\nrun: "
           "{max_document_bytes: "
           "1kB}\n",
       }) {
    EXPECT_NE(fingerprint(plan_of(other)), base) << other;
  }
}

TEST(Fingerprint, ChangesWithThePluginsBuild) {
  Plan plan = plan_of(kBase);
  const std::string before = fingerprint(plan);
  CatalogEntry rebuilt = *plan.stages[0].ref.plugin;
  rebuilt.build_id = "4567";
  plan.stages[0].ref.plugin = &rebuilt;
  EXPECT_NE(fingerprint(plan), before);
}

TEST(Fingerprint, ChangesWithTheContentOfNamedFiles) {
  const std::string with_path =
      "textmill: 1\nstages: [{use: plain, with: {path: " + std::string(TEXTMILL_SOURCE_DIR);
  EXPECT_NE(fingerprint(plan_of(with_path + "/LICENSE}}]\n")),
            fingerprint(plan_of(with_path + "/CHANGELOG.md}}]\n")));
  EXPECT_EQ(fingerprint(plan_of(with_path + "/LICENSE}}]\n")),
            fingerprint(plan_of(with_path + "/docs/../LICENSE}}]\n")));
}

}  // namespace
}  // namespace textmill::host
