#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>

#include "page.hpp"
#include "summarizer.hpp"

namespace textmill::summarizer {
namespace {

constexpr int kSentences = 40'000;
constexpr double kSeconds = 3;
constexpr long kMegabytes = 200;

/// A book of many sentences over a vocabulary of a few thousand words, some of them everywhere.
Page book() {
  Page page;
  unsigned state = 7;
  const auto random = [&](unsigned below) {
    return (state = state * 1664525u + 1013904223u) / 65536u % below;
  };
  std::vector<std::string> paragraph(10);
  for (int s = 0; s < kSentences; s += 10) {
    for (std::string& sentence : paragraph) {
      sentence = "Word";
      for (unsigned w = 8 + random(16); w > 0; --w)
        sentence += " w" + std::to_string(random(60) * random(60) + random(3));
      sentence += '.';
    }
    page.paragraph(std::vector<std::string_view>(paragraph.begin(), paragraph.end()));
  }
  return page;
}

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) + static_cast<double>(usage.ru_utime.tv_usec) / 1e6;
}

[[maybe_unused]] long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

// A table of similarities of all pairs of sentences would take twelve gigabytes here.
TEST(SummarizerScale, SummarizesABookInSecondsAndMegabytes) {
  const Page page = book();
  Article article = page.article();
  Options options;
  options.length.share = 10;
  Summarizer summarizer(options);
  const double before = processor_seconds();
  const Summary summary = summarizer.summarize(article);
  EXPECT_LT(processor_seconds() - before, kSeconds);
  EXPECT_EQ(summary.sentences.size(), kSentences / 10u);
  for (const ChosenSentence& sentence : summary.sentences) ASSERT_TRUE(std::isfinite(sentence.score));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they keep memory of their own
  EXPECT_LT(peak_megabytes(), kMegabytes);
#endif
}

}  // namespace
}  // namespace textmill::summarizer
