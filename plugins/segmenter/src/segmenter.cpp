#include "segmenter.hpp"

#include <cmath>
#include <optional>
#include <span>

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

text::TokenOptions token_options(const Options& options, const Segmentation& out) {
  return {options.clitics, options.hyphens, out.language.code};
}

/// Notes the block of the sentences from `first` on, and takes them apart while they are still in the cache.
void finish_sentences(std::string_view text, const Options& options, std::size_t first, std::uint32_t block,
                      Segmentation& out) {
  const text::TokenOptions tokens = token_options(options, out);
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

/// What the model is asked with, as a number.
std::uint32_t number_of_question(std::optional<float> margin, double noise) {
  constexpr std::uint32_t kLevels = 10;
  const auto step = margin ? static_cast<std::uint32_t>(std::lround(*margin * 10)) + 1 : 0;
  return 1 + noise_level(noise) + kLevels * step;
}

/// Finds the sentences and tokens of the blocks of a text. Goes over them twice: how noisy all of them are
/// decides what the model is asked about each.
class Splitter {
 public:
  Splitter(std::string_view text, const Options& options, Segmentation& out)
      : text_(text),
        options_(options),
        out_(out),
        rules_{out.language.code, options.quotes, is_lower_case(text)},
        memory_(text.size() < kLarge ? options.memory : nullptr) {}

  void run() {
    if (memory_) recall_blocks();
    for (std::uint32_t row = 0; row < out_.blocks.size(); ++row) weigh(row);
    margin_ = margin_for(noise_);
    question_ = number_of_question(margin_, noise_.rate());
    for (std::uint32_t row = 0; row < out_.blocks.size(); ++row) finish(row);
    if (memory_) keep_blocks();
  }

 private:
  static constexpr std::size_t kLarge = 1 << 20;  ///< bytes of a text that is hardly one of many

  void recall_blocks() {
    const std::uint64_t seed = BlockMemory::seed_of(rules_, token_options(options_, out_));
    for (const Block& block : out_.blocks) {
      MetBlock& met = out_.met.emplace_back();
      if (!BlockMemory::takes(block.span)) continue;
      met.key = BlockMemory::key_of(text_, block.span, seed);
      memory_->expect(met.key);
    }
    for (MetBlock& met : out_.met) {
      if (met.key != 0) met.answer = memory_->recall(met.key);
    }
  }

  /// Finds the marks of a block and adds to the noise.
  void weigh(std::uint32_t row) {
    const Span block = out_.blocks[row].span;
    MetBlock* const met = memory_ ? &out_.met[row] : nullptr;
    if (met && met->answer.known) {
      met->facts = BlockMemory::facts_of(met->answer);
      noise_.bytes += block.size();
      noise_.odd += met->facts.odd;
    } else {
      const std::size_t first = out_.marks.size();
      const std::uint32_t odd = noise_.odd;
      text::find_sentence_marks(text_, block, rules_, out_.marks);
      const std::size_t count = out_.marks.size() - first;
      count_noise(text_, block, out_.marks.data() + first, count, noise_);
      count_ruled_lines(text_of(text_, block), noise_);
      if (met) met->facts = {noise_.odd - odd, static_cast<std::uint32_t>(count), 0};
    }
    out_.block_marks.push_back(static_cast<std::uint32_t>(out_.marks.size()));
  }

  /// Adds the sentences and tokens of a block.
  void finish(std::uint32_t row) {
    const std::size_t first = row > 0 ? out_.block_marks[row - 1] : 0;
    const std::size_t count = out_.block_marks[row] - first;
    if (!memory_) return cut(row, first, count, question_about(row, count));
    MetBlock& met = out_.met[row];
    const std::uint32_t question = question_about(row, met.facts.marks);
    met.first_sentence = static_cast<std::uint32_t>(out_.sentences.size());
    met.first_token = static_cast<std::uint32_t>(out_.tokens.size());
    const bool known = met.answer.known;
    if (known && met.facts.question != question) recall_for(question, met);
    met.facts.question = question;
    if (met.answer.known) {
      memory_->add(met.answer, out_.blocks[row].span.begin, out_.sentences, out_.tokens);
      out_.sentence_blocks.resize(out_.sentences.size(), row);
    } else if (known) {
      cut_anew(row, question);
    } else {
      cut(row, first, count, question);
    }
  }

  /// What the model is asked about a block: `question_`, or 0 for nothing.
  std::uint32_t question_about(std::uint32_t row, std::size_t marks) const {
    const bool ask = options_.boundaries != nullptr && out_.language.code == "en" &&
                     (margin_ || may_have_lost_line_ends(out_.lines[out_.blocks[row].first_line], marks));
    return ask ? question_ : 0;
  }

  void recall_for(std::uint32_t question, MetBlock& met) {
    met.key = BlockMemory::key_for(met.key, question);
    met.answer = memory_->recall(met.key);
  }

  /// For a block of which all is known but what the model says now.
  void cut_anew(std::uint32_t row, std::uint32_t question) {
    const std::size_t first = out_.marks.size();
    text::find_sentence_marks(text_, out_.blocks[row].span, rules_, out_.marks);
    cut(row, first, out_.marks.size() - first, question);
  }

  void cut(std::uint32_t row, std::size_t first, std::size_t count, std::uint32_t question) {
    const Span block = out_.blocks[row].span;
    const text::SentenceMark* const marks = out_.marks.data() + first;
    const std::size_t first_sentence = out_.sentences.size();
    Cutter cutter(text_, block, out_.sentences);
    if (question != 0 && !is_code(text_of(text_, block))) {
      cut_by_model(text_, block, marks, count, margin_, noise_.rate(), *options_.boundaries, out_, cutter);
    } else {
      for (std::size_t i = 0; i < count; ++i) {
        if (marks[i].ends) cutter.cut(marks[i].end);
      }
    }
    cutter.finish();
    finish_sentences(text_, options_, first_sentence, row, out_);
  }

  /// A block that stands in this text several times is kept once.
  void keep_blocks() {
    auto last_sentence = static_cast<std::uint32_t>(out_.sentences.size());
    auto last_token = static_cast<std::uint32_t>(out_.tokens.size());
    for (std::size_t row = out_.met.size(); row-- > 0;) {
      const MetBlock& met = out_.met[row];
      if (met.answer.is_wanted && !memory_->recall(met.key).known) {
        memory_->keep(
            met.key, out_.blocks[row].span.begin, met.facts,
            std::span(out_.sentences).subspan(met.first_sentence, last_sentence - met.first_sentence),
            std::span(out_.tokens).subspan(met.first_token, last_token - met.first_token));
      }
      last_sentence = met.first_sentence;
      last_token = met.first_token;
    }
  }

  std::string_view text_;
  const Options& options_;
  Segmentation& out_;
  const text::SentenceOptions rules_;
  BlockMemory* const memory_;
  Noise noise_;
  std::optional<float> margin_;
  std::uint32_t question_ = 0;
};

}  // namespace

void Segmentation::clear() {
  marks.clear();
  block_marks.clear();
  met.clear();
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
    Splitter(text, options, out).run();
  }
}

}  // namespace textmill::segmenter
