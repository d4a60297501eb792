// Sentence boundaries of texts that punctuation does not decide: mails, posts, lists that lost their line
// ends. A linear model over the gaps between words, trained on web text (see maker/), weighs what the
// rules said against the words, marks and shapes around.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"
#include "textmill/text/sentences.hpp"

namespace textmill::segmenter {

/// A piece of text between blanks.
struct Chunk {
  Span span;
  std::uint32_t word = 0;    ///< hash of its letters and digits in small letters
  std::uint32_t shape = 0;   ///< hash of its shape: capitals, small letters, digits, each run once
  std::uint32_t head = 0;    ///< hash of the marks it begins with
  std::uint32_t tail = 0;    ///< hash of the marks it ends with
  std::uint32_t suffix = 0;  ///< hash of the word's last three letters
  char first = 0;       ///< 'A' capital, 'a' small letter, '0' digit, '.' a mark, 'w' a letter beyond ASCII
  bool stop = false;    ///< ends with a mark that can end a sentence
  bool marked = false;  ///< ends with any mark
  bool opened = false;  ///< begins with any mark
  bool function_word = false;
};

/// A blank between two chunks where a sentence may end.
struct Gap {
  std::uint32_t left = 0;  ///< row of the chunk before it
  std::uint32_t end = 0;   ///< where the sentence would end
  std::uint8_t rule = 0;   ///< text::SentenceRule + 1, 0: no mark
  bool ends = false;       ///< what the rules say
  bool locked = false;     ///< the rules are sure: the model is not asked
};

/// How little a document keeps to the conventions of edited prose: repeated marks, blanks before marks, small
/// letters behind stops, ruled lines.
struct Noise {
  std::uint32_t odd = 0;    ///< such places
  std::uint32_t bytes = 0;  ///< of text

  /// Places in a thousand bytes; short texts count as a thousand.
  double rate() const { return 1000.0 * odd / (bytes < 1000 ? 1000 : bytes); }
};

/// Adds a block with its marks.
void count_noise(std::string_view text, Span block, const text::SentenceMark* marks, std::size_t count,
                 Noise& noise);

/// Adds the ruled lines of a block: "-----", "*****".
void count_ruled_lines(std::string_view text, Noise& noise);

/// All that the model is told of Noise::rate: a number below ten.
std::uint32_t noise_level(double rate);

/// The features of a gap, as hashes.
inline constexpr std::size_t kBoundaryFeatures = 37;
using BoundaryFeatures = std::array<std::uint32_t, kBoundaryFeatures>;

/// One paragraph taken apart for the model. Reused from one paragraph to the next.
class Paragraph {
 public:
  /// Takes `text[block]` apart; `marks` are those of find_sentence_marks for the block.
  void read(std::string_view text, Span block, const text::SentenceMark* marks, std::size_t count);

  const std::vector<Chunk>& chunks() const { return chunks_; }
  const std::vector<Gap>& gaps() const { return gaps_; }

  /// True if the chunk before the gap is a list label such as "b)" and begins at `sentence_begin`.
  bool is_label(std::string_view text, const Gap& gap, std::uint32_t sentence_begin) const;

  /// The features of a gap, as hashes; `noise` as from Noise::rate.
  void features(std::size_t gap, double noise, BoundaryFeatures& out) const;

 private:
  void read_chunks(std::string_view text, Span block);
  void read_gaps(const text::SentenceMark* marks, std::size_t count);
  void count_surroundings();

  std::vector<Chunk> chunks_;
  std::vector<Gap> gaps_;
  std::vector<std::uint16_t> since_stop_;  // for each chunk: chunks since the last one with a stop
  std::vector<std::uint16_t> to_stop_;     // for each chunk: chunks to the next one with a stop
  std::vector<std::uint8_t> open_;  // for each chunk: 1 inside straight quotes, 2 inside brackets behind it
  bool has_stop_ = false;
};

/// The trained weights. `kBuckets` weights of one byte and what one unit of them is worth.
class BoundaryModel {
 public:
  static constexpr unsigned kBucketBits = 18;
  static constexpr std::uint32_t kBuckets = 1U << kBucketBits;

  BoundaryModel(const std::int8_t* weights, float unit) : weights_(weights), unit_(unit) {}

  /// Makes rows of the table of weights out of features and starts to fetch them: they lie far apart in a
  /// table too large for the near caches.
  void fetch(BoundaryFeatures& features) const;

  /// Log odds that a sentence ends here.
  float score(const BoundaryFeatures& rows) const;

  /// The row of a feature in the table of weights.
  static std::uint32_t bucket(std::uint32_t feature) { return (feature * 2654435769U) >> (32 - kBucketBits); }

 private:
  const std::int8_t* weights_;
  float unit_;
};

/// The model that is shipped, part of this library.
const BoundaryModel& shipped_boundary_model();

}  // namespace textmill::segmenter
