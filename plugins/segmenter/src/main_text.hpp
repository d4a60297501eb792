// Main text against what web pages put around it: navigation, notices, lists of other articles.
//
//   std::vector<float> odds;
//   shipped_main_text_model().score(text, lines, marks, odds);    // above 0: main text
//
// A forest of small trees looks at each line: its features, and what its words say. A second one looks at the
// scores of the first around the line, so that an article is one stretch and not a paragraph here and there.
// Trained by maker/train_main_text.cpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "forest.hpp"
#include "line_features.hpp"

namespace textmill::segmenter {

/// Numbers of the first words of a line, for a WordTable.
using LineWords = std::vector<std::uint16_t>;
LineWords line_words(std::string_view line);

/// For each word (by a hash) how much more often it stands in main text than around it: log odds in
/// sixteenths.
struct WordTable {
  static constexpr std::size_t kSize = std::size_t{1} << 15;
  const std::int8_t* weights = nullptr;

  float weight(std::uint16_t word) const { return static_cast<float>(weights[word]) / 16; }
  /// Fills in what the words of the line say.
  void fill(const LineWords& words, LineFeatures& features) const;
};

/// Fills in what the words of the three lines on either side say; `features` are those of a page.
void fill_word_surroundings(const std::vector<LineWords>& words, std::vector<LineFeatures>& features);

/// Fills in the features of the second pass; `odds` are those of the first, `lines` and `features` of one
/// page.
void fill_neighbours(const std::vector<Line>& lines, const std::vector<float>& odds,
                     std::vector<LineFeatures>& features);

struct MainTextModel {
  WordTable words;
  Forest first;
  Forest second;

  /// A model file: the numbers of trees of both forests (32 bits each), the word weights, the trees. The
  /// bytes must be aligned to four and stay where they are.
  static MainTextModel at(const unsigned char* bytes);

  /// Replaces `odds` by the log odds of each line that it is main text. `marks` has one entry a line. Linear
  /// in lines and bytes.
  void score(std::string_view text, const std::vector<Line>& lines, const std::vector<LineMarks>& marks,
             std::vector<float>& odds) const;
};

/// The model that is shipped, part of this library.
const MainTextModel& shipped_main_text_model();

}  // namespace textmill::segmenter
