// Trains the model that tells main text from boilerplate, line by line.
//
//   train_main_text OUTPUT FILE.jsonl...
//
// Each line of a file is a page: {"text", "blocks": [[begin, end, role, main]]}, main true, false or null
// (undecided: left out). First, five-fold cross-validation over pages is reported: F1 over the words of main
// text. The same input gives the same bytes.
//
// What a later step learns from must not have seen the page it is asked about: word weights and the scores of
// the first forest come, for each page of the training part, from a model trained without a fifth of the
// pages, its own among them.
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "boosting.hpp"
#include "main_text.hpp"

namespace {

using namespace textmill;
using namespace textmill::segmenter;

constexpr std::size_t kFolds = 5;
constexpr std::size_t kBags = 2;  // forests of other samples whose scores are averaged in the second pass

struct Page {
  std::string text;
  std::vector<Line> lines;
  std::vector<LineMarks> marks;
  std::vector<LineWords> words;
  std::vector<std::int8_t> gold;  // 1 main, 0 not, -1 undecided
  std::size_t first_row = 0;
  std::size_t file = 0;
  std::size_t number = 0;

  std::size_t inner_fold() const { return number / 7 % kFolds; }
};

Page read_page(const simdjson::dom::element& row) {
  Page page;
  page.text = std::string_view(row["text"]);
  find_lines(page.text, page.lines);
  page.gold.assign(page.lines.size(), -1);
  std::size_t i = 0;
  const auto middle = [&] { return (page.lines[i].span.begin + page.lines[i].span.end) / 2; };
  for (const simdjson::dom::element block : row["blocks"]) {
    const std::uint64_t begin = block.at(0).get_uint64();
    const std::uint64_t end = block.at(1).get_uint64();
    while (i < page.lines.size() && middle() < begin) ++i;
    for (; i < page.lines.size() && middle() < end; ++i) {
      if (!block.at(3).is_null()) page.gold[i] = block.at(3).get_bool().value();
    }
  }
  for (const Line& line : page.lines) {
    page.marks.push_back(mark_line(text_of(page.text, line.span), line));
    page.words.push_back(line_words(text_of(page.text, line.span)));
  }
  return page;
}

std::vector<Page> read_pages(const std::vector<std::string>& paths) {
  std::vector<Page> pages;
  std::size_t rows = 0;
  for (std::size_t file = 0; file < paths.size(); ++file) {
    std::ifstream in(paths[file]);
    if (!in) throw std::runtime_error("cannot read " + paths[file]);
    simdjson::dom::parser parser;
    for (std::string line; std::getline(in, line);) {
      Page page = read_page(parser.parse(line));
      page.number = pages.size();
      page.first_row = rows;
      page.file = file;
      rows += page.lines.size();
      pages.push_back(std::move(page));
    }
  }
  return pages;
}

/// A model with the memory behind it.
struct Trained {
  std::vector<std::int8_t> weights;
  std::vector<Forest::Tree> first;
  std::vector<Forest::Tree> second;

  MainTextModel model() const {
    return {{weights.data()}, {first.data(), first.size()}, {second.data(), second.size()}};
  }
};

/// Trains on some of the pages.
class Trainer {
 public:
  Trainer(const std::vector<Page>& pages, std::vector<char> use) : pages_(pages), use_(std::move(use)) {
    std::vector<LineFeatures> features;
    for (const Page& page : pages_) {
      line_features(page.text, page.lines, page.marks, features);
      rows_.features.insert(rows_.features.end(), features.begin(), features.end());
      for (std::size_t i = 0; i < page.lines.size(); ++i) {
        const float words = std::min(static_cast<float>(page.lines[i].words), 60.0F);
        rows_.weights.push_back(std::sqrt(words + 0.1F));
        rows_.main.push_back(page.gold[i] == 1);
        rows_.groups.push_back(static_cast<std::uint32_t>(page.number));
      }
    }
  }

  Trained run() {
    Trained trained;
    learn_words(trained);
    learn_first(trained);
    for (std::size_t bag = 0; bag < kBags; ++bag) {
      for (Forest::Tree tree : boost(rows_, used_rows(kFolds), bag + 1)) {
        for (float& value : tree.values) value /= static_cast<float>(kBags);
        trained.second.push_back(tree);
      }
    }
    return trained;
  }

 private:
  bool is_used(const Page& page) const { return use_[page.number] != 0; }

  /// Rows with gold of the pages in use, but for those of an inner fold.
  std::vector<char> used_rows(std::size_t but) const {
    std::vector<char> out;
    for (const Page& page : pages_) {
      const bool use = is_used(page) && page.inner_fold() != but;
      for (const std::int8_t gold : page.gold) out.push_back(use && gold >= 0);
    }
    return out;
  }

  void learn_words(Trained& trained) {
    for (std::size_t fold = 0; fold < kFolds; ++fold) fill_words(fold, word_weights(fold));
    trained.weights = word_weights(kFolds);
  }

  std::vector<std::int8_t> word_weights(std::size_t but) const {
    constexpr double kSmoothing = 2;
    std::vector<std::array<double, 2>> counts(WordTable::kSize);
    std::array<double, 2> all{};
    for (const Page& page : pages_) {
      if (!is_used(page) || page.inner_fold() == but) continue;
      for (std::size_t i = 0; i < page.lines.size(); ++i) {
        if (page.gold[i] < 0) continue;
        const auto side = static_cast<std::size_t>(page.gold[i]);
        for (const std::uint16_t word : page.words[i]) ++counts[word][side], ++all[side];
      }
    }
    const auto rate = [&](const std::array<double, 2>& count, std::size_t side) {
      return (count[side] + kSmoothing * all[side] / (all[0] + all[1])) / all[side];
    };
    std::vector<std::int8_t> weights;
    for (const auto& count : counts) {
      const double odds = std::log(rate(count, 1)) - std::log(rate(count, 0));
      weights.push_back(static_cast<std::int8_t>(std::lround(std::clamp(16 * odds, -127.0, 127.0))));
    }
    return weights;
  }

  void fill_words(std::size_t fold, const std::vector<std::int8_t>& weights) {
    const WordTable table{weights.data()};
    for (const Page& page : pages_) {
      if (!is_used(page) || page.inner_fold() != fold) continue;
      std::vector<LineFeatures> features = features_of(page);
      for (std::size_t i = 0; i < page.lines.size(); ++i) table.fill(page.words[i], features[i]);
      fill_word_surroundings(page.words, features);
      put_back(page, features);
    }
  }

  void learn_first(Trained& trained) {
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
      const std::vector<Forest::Tree> trees = boost(rows_, used_rows(fold), 0);
      const Forest forest{trees.data(), trees.size()};
      for (const Page& page : pages_) {
        if (is_used(page) && page.inner_fold() == fold) scored_.push_back({&page, scores(forest, page)});
      }
    }
    trained.first = boost(rows_, used_rows(kFolds), 0);
    for (const auto& [page, odds] : scored_) {
      std::vector<LineFeatures> features = features_of(*page);
      fill_neighbours(page->lines, odds, features);
      put_back(*page, features);
    }
  }

  std::vector<float> scores(const Forest& forest, const Page& page) const {
    std::vector<float> odds;
    for (const LineFeatures& line : features_of(page)) odds.push_back(forest.score(line));
    return odds;
  }

  std::vector<LineFeatures> features_of(const Page& page) const {
    const auto begin = rows_.features.begin() + static_cast<std::ptrdiff_t>(page.first_row);
    return {begin, begin + static_cast<std::ptrdiff_t>(page.lines.size())};
  }
  void put_back(const Page& page, const std::vector<LineFeatures>& features) {
    std::copy(features.begin(), features.end(),
              rows_.features.begin() + static_cast<std::ptrdiff_t>(page.first_row));
  }

  const std::vector<Page>& pages_;
  std::vector<char> use_;
  Rows rows_;
  std::vector<std::pair<const Page*, std::vector<float>>> scored_;
};

struct Count {
  double hit = 0;
  double found = 0;
  double wanted = 0;
  double f1() const { return 200 * hit / (found + wanted); }
};

void count(const Page& page, const std::vector<float>& odds, Count& counts) {
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    if (page.gold[i] < 0) continue;
    const bool found = odds[i] > 0;
    counts.wanted += page.gold[i] ? page.lines[i].words : 0;
    counts.found += found ? page.lines[i].words : 0;
    counts.hit += found && page.gold[i] ? page.lines[i].words : 0;
  }
}

void cross_validate(const std::vector<Page>& pages, std::size_t files) {
  std::vector<Count> counts(files);
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<char> use;
    for (const Page& page : pages) use.push_back(page.number % kFolds != fold);
    const Trained trained = Trainer(pages, use).run();
    std::vector<float> odds;
    for (const Page& page : pages) {
      if (use[page.number]) continue;
      trained.model().score(page.text, page.lines, page.marks, odds);
      count(page, odds, counts[page.file]);
    }
    std::cerr << "fold " << fold + 1 << " of " << kFolds << '\n';
  }
  for (std::size_t file = 0; file < files; ++file)
    std::cerr << "file " << file + 1 << ": F1 over words " << counts[file].f1() << '\n';
}

void write(const Trained& trained, const char* path) {
  std::ofstream out(path, std::ios::binary);
  const auto put = [&](const void* data, std::size_t size) {
    out.write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
  };
  const std::array<std::uint32_t, 2> counts = {static_cast<std::uint32_t>(trained.first.size()),
                                               static_cast<std::uint32_t>(trained.second.size())};
  put(counts.data(), sizeof counts);
  put(trained.weights.data(), trained.weights.size());
  put(trained.first.data(), trained.first.size() * sizeof(Forest::Tree));
  put(trained.second.data(), trained.second.size() * sizeof(Forest::Tree));
  if (!out) throw std::runtime_error(std::string("cannot write ") + path);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) {
    std::cerr << "usage: train_main_text OUTPUT FILE.jsonl...\n";
    return 2;
  }
  const std::vector<std::string> paths(argv + 2, argv + argc);
  const std::vector<Page> pages = read_pages(paths);
  std::cerr << pages.size() << " pages\n";
  cross_validate(pages, paths.size());
  write(Trainer(pages, std::vector<char>(pages.size(), 1)).run(), argv[1]);
  return 0;
} catch (const std::exception& e) {
  std::cerr << "train_main_text: " << e.what() << '\n';
  return 1;
}
