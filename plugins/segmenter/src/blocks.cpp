#include "blocks.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

#include "textmill/text/fold.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::segmenter {
namespace {

constexpr std::uint32_t kLongestHeading = 14;  // words
constexpr std::uint32_t kLongestTitle = 30;

// ---- lines that go together ----

bool begins_small(std::string_view text) {
  return !text.empty() && text::is_lower(text::decode(text, 0).code_point);
}

/// True if a third of the lines are long, unfinished, and go on with a small letter in the next line.
bool is_hard_wrapped(std::string_view text, const std::vector<Line>& lines) {
  constexpr std::uint32_t kLong = 45;
  std::size_t cut = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const bool adjacent = lines[i + 1].blanks_before == 0 && !lines[i + 1].bullet;
    cut += adjacent && lines[i].span.size() >= kLong && !lines[i].closed &&
           begins_small(text_of(text, lines[i + 1].span));
  }
  return 3 * cut >= lines.size() && cut > 0;
}

bool goes_on(const Line& line, const Line& next, std::uint32_t width) {
  if (next.blanks_before > 0 || next.bullet || next.numbered) return false;
  return 4 * line.span.size() >= 3 * width;  // a shorter line was ended on purpose
}

/// The width the text is wrapped at: that of the longest line, within reason.
std::uint32_t wrap_width(const std::vector<Line>& lines) {
  constexpr std::uint32_t kWidest = 120;
  std::uint32_t width = 0;
  for (const Line& line : lines) width = std::max(width, std::min(line.span.size(), kWidest));
  return width;
}

void join_lines(std::string_view text, const std::vector<Line>& lines, bool may_be_wrapped,
                std::vector<Block>& out) {
  const bool wrapped = may_be_wrapped && is_hard_wrapped(text, lines);
  const std::uint32_t width = wrapped ? wrap_width(lines) : 0;
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    const bool joins = wrapped && i > 0 && !out.empty() && goes_on(lines[i - 1], lines[i], width);
    if (joins) {
      out.back().span.end = lines[i].span.end;
      ++out.back().line_count;
    } else {
      Block& block = out.emplace_back();
      block.span = lines[i].span;
      block.first_line = i;
    }
  }
}

// ---- roles ----

bool is_prose(const Line& line) {
  constexpr std::uint32_t kShortest = 10;  // words
  return line.words >= kShortest && line.closed;
}

void find_tags(const std::vector<TaggedSpan>& tags, std::vector<Block>& blocks) {
  std::uint32_t row = 0;
  for (Block& block : blocks) {
    while (row < tags.size() && tags[row].span.end <= block.span.begin) ++row;
    if (row < tags.size() && tags[row].span.begin <= block.span.begin) block.tagged = row;
  }
}

/// Letters and digits in small letters: titles are repeated with other marks and capitals.
std::string skeleton(std::string_view line) {
  std::string out;
  for (const char c : text::fold(line)) {
    const bool kept =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (kept) out += c;
  }
  return out;
}

class Roles {
 public:
  Roles(std::string_view text, const std::vector<Line>& lines, const std::vector<TaggedSpan>& tags,
        std::vector<Block>& blocks)
      : text_(text), lines_(lines), tags_(tags), blocks_(blocks) {}

  void assign(const BlockOptions& options) {
    marks_.reserve(lines_.size());
    for (const Line& line : lines_) marks_.push_back(mark_line(text_of(text_, line.span), line));
    find_tags(tags_, blocks_);
    for (Block& block : blocks_) {
      block.kind = alone(block, options.boilerplate);
      if (block.kind != BlockKind::Boilerplate) block.kind = by_tag(block, options.boilerplate);
    }
    const bool titled = std::any_of(blocks_.begin(), blocks_.end(),
                                    [](const Block& b) { return b.kind == BlockKind::Title; });
    if (options.boilerplate && !titled) split_breadcrumb();
    if (options.boilerplate && options.main_text && is_raw_page()) score_lines(*options.main_text);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (is_heading(i)) blocks_[i].kind = BlockKind::Heading;
    }
    if (!titled) choose_title();
    for (Block& block : blocks_) {
      if (is_boilerplate(block.kind)) block.score = std::min(block.score, 0.1F);
    }
  }

 private:
  const Line& line(const Block& block) const { return lines_[block.first_line]; }
  std::string_view content(const Block& block) const { return text_of(text_, block.span); }

  BlockKind alone(const Block& block, bool detect_boilerplate) const {
    const Line& about = line(block);
    if (block.line_count == 1) {
      const LineMarks& marks = marks_[block.first_line];
      if (detect_boilerplate && marks.notice) return BlockKind::Boilerplate;
      if (detect_boilerplate && marks.trail) return BlockKind::Breadcrumb;
      if (marks.caption) return BlockKind::Caption;
      if (marks.byline) return BlockKind::Byline;
      if (marks.row) return BlockKind::TableRow;
      if (marks.quote) return BlockKind::Quote;
    }
    return about.bullet || about.numbered ? BlockKind::ListItem : BlockKind::Paragraph;
  }

  TagRole role(const Block& block) const {
    return block.tagged == Block::kUntagged ? TagRole::Text : tags_[block.tagged].role;
  }

  /// What the tags make of a block; its kind if they say nothing.
  BlockKind by_tag(const Block& block, bool detect_boilerplate) const {
    switch (role(block)) {
      case TagRole::Title: return BlockKind::Title;
      case TagRole::Heading: return BlockKind::Heading;
      case TagRole::ListItem: return BlockKind::ListItem;
      case TagRole::Quote: return BlockKind::Quote;
      case TagRole::Caption: return BlockKind::Caption;
      case TagRole::Byline: return BlockKind::Byline;
      case TagRole::TableRow: return BlockKind::TableRow;
      case TagRole::Breadcrumb: return detect_boilerplate ? BlockKind::Breadcrumb : block.kind;
      case TagRole::Aside: return detect_boilerplate ? BlockKind::Boilerplate : block.kind;
      case TagRole::Preformatted: return BlockKind::Paragraph;
      case TagRole::Text:
      case TagRole::Paragraph: break;
    }
    return block.kind;
  }

  /// Whether to ask the model. A page as a browser shows it has menus: short lines in a row. An article that
  /// was already taken out of its page has none; there the model would do harm and cost more than all the
  /// rest. A list or table without a paragraph has no main text to tell from the rest. What has tags is a
  /// page, too.
  bool is_raw_page() const {
    constexpr std::size_t kMenu = 6;
    constexpr std::size_t kLines = 12;
    constexpr std::uint32_t kShort = 6;  // words
    if (!tags_.empty() && lines_.size() >= kLines) return true;
    if (std::none_of(lines_.begin(), lines_.end(), is_prose)) return false;
    std::size_t streak = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const bool item = lines_[i].words < kShort && !lines_[i].closed && !marks_[i].notice;
      streak = item ? streak + 1 : 0;
      if (streak == kMenu) return true;
    }
    return false;
  }

  void score_lines(const MainTextModel& model) {
    std::vector<float> line_odds;
    model.score(text_, lines_, marks_, line_odds);
    for (Block& block : blocks_) {
      const float odds = line_odds[block.first_line];
      block.score = 1 / (1 + std::exp(-odds));
      if (odds < 0 && !is_boilerplate(block.kind) && block.kind != BlockKind::Title)
        block.kind = BlockKind::Boilerplate;
    }
  }

  /// "HomeWorldThe title" above "The title": site navigation that lost its blanks. The clean repetition is
  /// the title; without one the line still begins with a glued "Home".
  void split_breadcrumb() {
    constexpr std::size_t kNear = 4;
    constexpr std::uint32_t kLongest = 600;  // bytes
    if (blocks_.empty() || blocks_[0].kind != BlockKind::Paragraph ||
        line(blocks_[0]).words > kLongestTitle || blocks_[0].span.size() > kLongest)
      return;
    const std::string first = skeleton(content(blocks_[0]));
    for (std::size_t i = 1; i < std::min(blocks_.size(), kNear); ++i) {
      if (blocks_[i].span.size() >= blocks_[0].span.size()) continue;
      const std::string other = skeleton(content(blocks_[i]));
      if (other.size() >= 4 && first.size() > other.size() && first.ends_with(other)) {
        blocks_[0].kind = BlockKind::Breadcrumb;
        return;
      }
    }
    if (is_glued_home(content(blocks_[0])) && !line(blocks_[0]).closed)
      blocks_[0].kind = BlockKind::Breadcrumb;
  }

  /// "HomeScienceThe title": "Home" with a capital directly behind it, and another glued capital.
  static bool is_glued_home(std::string_view line) {
    constexpr std::string_view kHome = "Home";
    if (!line.starts_with(kHome) || line.size() < kHome.size() + 2) return false;
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (!upper(line[kHome.size()])) return false;
    for (std::size_t at = kHome.size() + 1; at < line.size() && line[at] != ' '; ++at) {
      if (upper(line[at]) || static_cast<unsigned char>(line[at]) >= 0x80) return true;
    }
    return false;
  }

  bool is_heading(std::size_t i) const {
    const Block& block = blocks_[i];
    const Line& about = line(block);
    const bool candidate =
        block.kind == BlockKind::Paragraph || (block.kind == BlockKind::ListItem && about.numbered);
    if (!candidate || role(block) == TagRole::Preformatted || block.line_count > 1 ||
        about.words > kLongestHeading || about.words == 0)
      return false;
    const std::string_view content_ = content(block);
    const char last = content_.back();
    if (last == '.' || last == ',' || last == ';' || last == ':' || last == '!') return false;
    if (begins_small(content_)) return false;
    return introduces(i);
  }

  /// Something longer comes next, or a list.
  bool introduces(std::size_t i) const {
    const std::uint32_t words = line(blocks_[i]).words;
    for (std::size_t next = i + 1; next < blocks_.size(); ++next) {
      const Block& other = blocks_[next];
      if (is_boilerplate(other.kind)) return false;
      if (other.kind == BlockKind::Caption || other.kind == BlockKind::Byline) continue;
      if (other.kind == BlockKind::ListItem && line(other).bullet) return true;
      return line(other).words > words || other.line_count > 1 || line(other).closed;
    }
    return false;
  }

  /// The first short line of the main text, if more follows.
  void choose_title() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      Block& block = blocks_[i];
      if (is_boilerplate(block.kind) || block.kind == BlockKind::Byline) continue;
      const Line& about = line(block);
      const bool fits = block.line_count == 1 && about.words <= kLongestTitle && !about.bullet &&
                        about.words > 0 && content(block).back() != '.' && content(block).back() != ':';
      const bool kind = block.kind == BlockKind::Heading || block.kind == BlockKind::Paragraph ||
                        block.kind == BlockKind::Quote;
      if (fits && kind && i + 1 < blocks_.size()) block.kind = BlockKind::Title;
      return;
    }
  }

  std::string_view text_;
  const std::vector<Line>& lines_;
  const std::vector<TaggedSpan>& tags_;
  std::vector<Block>& blocks_;
  std::vector<LineMarks> marks_;
};

}  // namespace

TagRole tag_role(std::string_view label) {
  constexpr std::string_view kNames[] = {"text",       "title",     "heading",      "paragraph",
                                         "list_item",  "quote",     "caption",      "byline",
                                         "breadcrumb", "table_row", "preformatted", "aside"};
  const auto* const found = std::find(std::begin(kNames), std::end(kNames), label);
  return found == std::end(kNames) ? TagRole::Text : static_cast<TagRole>(found - std::begin(kNames));
}

void find_blocks(std::string_view text, const std::vector<Line>& lines, const std::vector<TaggedSpan>& tags,
                 const BlockOptions& options, std::vector<Block>& out) {
  join_lines(text, lines, tags.empty(), out);
  Roles(text, lines, tags, out).assign(options);
}

}  // namespace textmill::segmenter
