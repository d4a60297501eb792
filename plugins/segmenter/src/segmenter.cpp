#include "segmenter.hpp"

#include <optional>

#include "line_marks.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::segmenter {
namespace {

/// Calls `use` for each piece of `range` that `next_end` cuts off.
template <class NextEnd, class Use>
void each_piece(std::string_view text, Span range, NextEnd next_end, Use use) {
  const std::string_view part = text_of(text, range);
  for (std::size_t at = 0; at < part.size();) {
    const std::size_t end = next_end(part, at);
    use(Span{range.begin + static_cast<std::uint32_t>(at), range.begin + static_cast<std::uint32_t>(end)});
    at = end;
  }
}

void unicode_sentences(std::string_view text, Span block, std::vector<Span>& out) {
  each_piece(text, block, text::sentence_end, [&](Span piece) {
    const Span sentence = text::trimmed(text, piece);
    if (!sentence.empty()) out.push_back(sentence);
  });
}

void unicode_tokens(std::string_view text, Span sentence, std::vector<text::Token>& out) {
  each_piece(text, sentence, text::word_end, [&](Span piece) {
    if (!text::trimmed(text, piece).empty()) out.push_back({piece, text::kind_of_word(text_of(text, piece))});
  });
}

bool is_small(std::string_view text, std::size_t at) { return text[at] >= 'a' && text[at] <= 'z'; }

/// Sentences in a text that hardly uses capitals begin with small letters. Stops behind short words are
/// not counted: most are those of abbreviations.
bool is_lower_case(std::string_view text) {
  constexpr std::size_t kShort = 3;
  constexpr std::size_t kEnough = 1 << 20;  // bytes
  text = text.substr(0, kEnough);
  std::size_t stops = 0;
  std::size_t small = 0;
  for (std::size_t at = text.find('.'); at != std::string_view::npos; at = text.find('.', at + 1)) {
    if (at < kShort || at + 2 >= text.size() || text[at + 1] != ' ') continue;
    if (!is_small(text, at - 1) || !is_small(text, at - 2) || !is_small(text, at - kShort)) continue;
    ++stops;
    small += is_small(text, at + 2);
  }
  return stops >= 2 && 4 * small > stops;
}

/// Notes the block of the sentences from `first` on, and takes them apart while they are still in the cache.
void finish_sentences(std::string_view text, const Options& options, std::size_t first, std::uint32_t block,
                      Segmentation& out) {
  const text::TokenOptions tokens{options.clitics, options.hyphens, out.language.code};
  out.sentence_blocks.resize(out.sentences.size(), block);
  for (std::size_t i = first; i < out.sentences.size(); ++i) {
    if (options.unicode) {
      unicode_tokens(text, out.sentences[i], out.tokens);
    } else {
      text::tokenize(text, out.sentences[i], tokens, out.tokens);
    }
  }
}

void find_unicode_sentences(std::string_view text, const Options& options, Segmentation& out) {
  for (std::uint32_t row = 0; row < out.blocks.size(); ++row) {
    const std::size_t first = out.sentences.size();
    unicode_sentences(text, out.blocks[row].span, out.sentences);
    finish_sentences(text, options, first, row, out);
  }
}

/// Cuts a block at increasing offsets.
class Cutter {
 public:
  Cutter(std::string_view text, Span block, std::vector<Span>& out) : text_(text), rest_(block), out_(out) {}
  void cut(std::uint32_t end) {
    const Span sentence = text::trimmed(text_, {rest_.begin, end});
    if (!sentence.empty()) out_.push_back(sentence);
    rest_.begin = end;
  }
  void finish() { cut(rest_.end); }
  /// Where the next sentence begins.
  std::uint32_t begin() const { return text::trimmed(text_, rest_).begin; }

 private:
  std::string_view text_;
  Span rest_;
  std::vector<Span>& out_;
};

/// How much surer than the rules the model must be to overrule them, in log odds; nothing: the text is edited
/// prose, where rules alone are as good, and many times faster. In a short text oddities may just not have
/// shown yet.
std::optional<float> margin_for(const Noise& noise) {
  constexpr std::uint32_t kShort = 2000;  // bytes
  constexpr double kSomeNoise = 0.5;
  constexpr double kNoisy = 1;
  constexpr float kCareful = 0.7F;
  constexpr float kFewSigns = 0.4F;
  if (noise.bytes < kShort) return noise.odd == 0 ? 1.0F : kFewSigns;
  if (noise.rate() >= kNoisy) return 0.0F;
  if (noise.rate() >= kSomeNoise) return kCareful;
  return std::nullopt;
}

/// In edited prose the model is asked only about what may have lost its line ends: longer than a heading,
/// with few marks, and closed by none or with names and titles in a row.
bool may_have_lost_line_ends(const Line& line, std::size_t marks) {
  constexpr std::uint32_t kUsual = 3;  // words for one capital
  constexpr std::uint32_t kHeading = 12;
  if (line.words <= kHeading || kUsual * marks > line.words) return false;
  return !line.closed || kUsual * line.capitals > line.words;
}

/// Program code ends no sentences the model would know of.
bool is_code(std::string_view block) {
  constexpr std::size_t kUsual = 6;  // bytes for one sign
  return kUsual * count_code_signs(block) > block.size();
}

/// There it may add ends, first of all where no mark tells of one, and take none away: where the rules see
/// one it is not asked.
float margin_in_prose(const Gap& gap, const Chunk& left) {
  constexpr float kRuled = 2.0F;
  constexpr float kMarked = 3.0F;
  constexpr float kBare = 1.0F;
  return gap.rule != 0 ? kRuled : left.marked ? kMarked : kBare;
}

/// Asks the model about the gaps of a paragraph, from left to right. What it looks up for one is fetched
/// while the one before is decided.
class Asker {
 public:
  Asker(const Paragraph& paragraph, bool in_prose, double noise, const BoundaryModel& model)
      : paragraph_(paragraph), in_prose_(in_prose), noise_(noise), model_(model) {
    fetch(0);
  }

  bool asks(std::size_t gap) const { return gap == asked_; }

  /// Of a gap it asks about; then comes the next.
  float score(std::size_t gap) {
    const BoundaryFeatures& rows = rows_[turn_];
    turn_ ^= 1U;
    fetch(gap + 1);
    return model_.score(rows);
  }

 private:
  void fetch(std::size_t gap) {
    const std::vector<Gap>& gaps = paragraph_.gaps();
    while (gap < gaps.size() && (gaps[gap].locked || (in_prose_ && gaps[gap].ends))) ++gap;
    asked_ = gap;
    if (gap == gaps.size()) return;
    paragraph_.features(gap, noise_, rows_[turn_]);
    model_.fetch(rows_[turn_]);
  }

  const Paragraph& paragraph_;
  const bool in_prose_;
  const double noise_;
  const BoundaryModel& model_;
  std::size_t asked_ = 0;
  unsigned turn_ = 0;
  BoundaryFeatures rows_[2];
};

/// Cuts one block where rules and model together say so.
void cut_by_model(std::string_view text, Span block, const text::SentenceMark* marks, std::size_t count,
                  std::optional<float> margin, double noise, const BoundaryModel& model, Segmentation& out,
                  Cutter& cutter) {
  constexpr float kBias =
      -0.3F;  // best on held-out documents: boundaries are missed more often than invented
  out.paragraph.read(text, block, marks, count);
  Asker asker(out.paragraph, !margin, noise, model);
  for (std::size_t i = 0; i < out.paragraph.gaps().size(); ++i) {
    const Gap& gap = out.paragraph.gaps()[i];
    bool ends = gap.ends;
    if (asker.asks(i)) {
      const float score = asker.score(i);
      const float more = margin ? *margin : margin_in_prose(gap, out.paragraph.chunks()[gap.left]);
      if (!out.paragraph.is_label(text, gap, cutter.begin()))
        ends = score > kBias + (gap.ends ? -more : more);
    }
    if (ends) cutter.cut(gap.end);
  }
}

void find_sentences(std::string_view text, const Options& options, Segmentation& out) {
  const text::SentenceOptions rules{out.language.code, options.quotes, is_lower_case(text)};
  Noise noise;
  for (const Block& block : out.blocks) {
    const std::size_t first = out.marks.size();
    text::find_sentence_marks(text, block.span, rules, out.marks);
    out.block_marks.push_back(static_cast<std::uint32_t>(out.marks.size()));
    count_noise(text, block.span, out.marks.data() + first, out.marks.size() - first, noise);
    count_ruled_lines(text_of(text, block.span), noise);
  }
  const bool ask = options.boundaries != nullptr && out.language.code == "en";
  const std::optional<float> margin = margin_for(noise);
  std::size_t first = 0;
  for (std::uint32_t row = 0; row < out.blocks.size(); ++row) {
    const Span block = out.blocks[row].span;
    const std::size_t last = out.block_marks[row];
    const std::size_t first_sentence = out.sentences.size();
    Cutter cutter(text, block, out.sentences);
    if (ask && (margin || may_have_lost_line_ends(out.lines[out.blocks[row].first_line], last - first)) &&
        !is_code(text_of(text, block))) {
      cut_by_model(text, block, out.marks.data() + first, last - first, margin, noise.rate(),
                   *options.boundaries, out, cutter);
    } else {
      for (std::size_t i = first; i < last; ++i) {
        if (out.marks[i].ends) cutter.cut(out.marks[i].end);
      }
    }
    cutter.finish();
    finish_sentences(text, options, first_sentence, row, out);
    first = last;
  }
}

}  // namespace

void Segmentation::clear() {
  marks.clear();
  block_marks.clear();
  lines.clear();
  blocks.clear();
  sentences.clear();
  sentence_blocks.clear();
  tokens.clear();
}

/// Growing costs a large text as much again, in memory that is touched for the first time and copied.
void Segmentation::reserve(std::size_t bytes) {
  constexpr std::size_t kLarge = 1 << 20;
  if (bytes < kLarge) return;
  lines.reserve(bytes / 64);
  blocks.reserve(bytes / 64);
  block_marks.reserve(bytes / 64);
  tokens.reserve(bytes / 5);
  marks.reserve(bytes / 60);
  sentences.reserve(bytes / 100);
  sentence_blocks.reserve(bytes / 100);
}

void segment(std::string_view text, const Options& options, Segmentation& out) {
  segment(text, {}, options, out);
}

void segment(std::string_view text, const std::vector<TaggedSpan>& tags, const Options& options,
             Segmentation& out) {
  out.clear();
  out.reserve(text.size());
  find_lines(text, out.lines);
  find_blocks(text, out.lines, tags, {options.boilerplate, options.main_text}, out.blocks);
  out.language = options.language.empty() ? detect_language(text) : Language{options.language, 1};
  if (options.unicode) {
    find_unicode_sentences(text, options, out);
  } else {
    find_sentences(text, options, out);
  }
}

}  // namespace textmill::segmenter
