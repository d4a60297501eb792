// summarizer_maker DIR          learns the weights and writes src/weights.inc to standard output
// summarizer_maker DIR --check  cross-validates: five parts of each set, each summarized with weights learnt
// from
//                               the other four; cnndm, which nothing is learnt from, with all weights
//
// DIR has gumsum/dev.jsonl, scitldr/dev.jsonl, opinosis/dev.jsonl and, for --check, cnndm/dev.jsonl; see
// gold.hpp.
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "train.hpp"

namespace {

using namespace textmill::summarizer;
using namespace textmill::summarizer::maker;

constexpr std::size_t kParts = 5;

std::vector<TrainingSet> read_sets(const std::string& folder) {
  std::vector<TrainingSet> sets;
  const auto add = [&](const std::string& name, double weight) {
    sets.push_back({name, read_gold(folder + '/' + name + "/dev.jsonl"), weight});
  };
  add("gumsum", 2);  // the most mixed of them, and the nearest to news
  add("scitldr", 1);
  add("opinosis", 1);
  return sets;
}

void print_weights(const WordWeights& weights) {
  std::puts(
      "// Made by summarizer_maker; do not edit. A row for the word features alone, then one for each kind "
      "feature.");
  for (const auto& row : weights.table) {
    std::string line = "{";
    for (const float weight : row) {
      char number[32];
      std::snprintf(number, sizeof number, "%s%.4ff", line.size() > 1 ? ", " : "",
                    static_cast<double>(weight));
      line += number;
    }
    std::puts((line + "},").c_str());
  }
}

Options exactly(std::uint32_t sentences) {
  Options options;
  options.length.sentences = sentences;
  return options;
}

void print_score(std::string_view name, const Score& score) {
  std::printf("%-22.*s ROUGE-1 %.2f  ROUGE-2 %.2f  words %.1f  texts %zu\n", static_cast<int>(name.size()),
              name.data(), 100 * score.rouge1, 100 * score.rouge2, score.words, score.texts);
}

void cross_validate(const std::vector<TrainingSet>& sets) {
  constexpr std::uint32_t kSentences[] = {3, 1, 2};
  Score scores[3];
  for (std::size_t part = 0; part < kParts; ++part) {
    const WordWeights weights = train(sets, {part, kParts});
    for (std::size_t s = 0; s < sets.size(); ++s) {
      Options options = exactly(kSentences[s]);
      options.weights = &weights;
      scores[s].add(score(sets[s].texts, options, {part, kParts}));
    }
  }
  for (std::size_t s = 0; s < sets.size(); ++s) {
    print_score(sets[s].name + ", exactly " + std::to_string(kSentences[s]), scores[s]);
  }
}

void check(const std::string& folder, const std::vector<TrainingSet>& sets) {
  cross_validate(sets);
  const WordWeights weights = train(sets);
  const auto news = read_gold(folder + "/cnndm/dev.jsonl");
  Options options = exactly(3);
  options.weights = &weights;
  print_score("cnndm, exactly 3", score(news, options));
  options.length = {};
  options.length.max_sentences = 3;
  print_score("cnndm, at most 3", score(news, options));
}

}  // namespace

int main(int argc, char** argv) {
  const bool only_check = argc == 3 && std::string_view(argv[2]) == "--check";
  if (argc != 2 && !only_check) {
    std::fputs("usage: summarizer_maker DIR [--check]\n", stderr);
    return 2;
  }
  try {
    const auto sets = read_sets(argv[1]);
    if (only_check) {
      check(argv[1], sets);
    } else {
      print_weights(train(sets));
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "summarizer_maker: %s\n", error.what());
    return 1;
  }
  return 0;
}
