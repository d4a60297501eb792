#include "blocks.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "textmill/text/fold.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::segmenter {
namespace {

constexpr std::uint32_t kLongestHeading = 14;  // words
constexpr std::uint32_t kLongestTitle = 30;
constexpr std::uint32_t kLongestNotice = 16;

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

void join_lines(std::string_view text, const std::vector<Line>& lines, std::vector<Block>& out) {
  const bool wrapped = is_hard_wrapped(text, lines);
  const std::uint32_t width = wrapped ? wrap_width(lines) : 0;
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    const bool joins = wrapped && i > 0 && !out.empty() && goes_on(lines[i - 1], lines[i], width);
    if (joins) {
      out.back().span.end = lines[i].span.end;
      ++out.back().line_count;
    } else {
      Block block;
      block.span = lines[i].span;
      block.first_line = i;
      out.push_back(block);
    }
  }
}

// ---- what a line says by itself ----

// Lines that web pages put around an article. Compared without case, digits and marks at the end.
constexpr std::string_view kNotices[] = {"about the author",
                                         "about us",
                                         "advertise with us",
                                         "advertisement",
                                         "all rights reserved",
                                         "also read",
                                         "back to home",
                                         "back to top",
                                         "close",
                                         "comments",
                                         "contact us",
                                         "continue reading",
                                         "cookie policy",
                                         "copy link",
                                         "download our app",
                                         "editor's picks",
                                         "email",
                                         "email address",
                                         "facebook",
                                         "follow",
                                         "follow us",
                                         "follow us on",
                                         "home",
                                         "join the conversation",
                                         "keep reading",
                                         "latest",
                                         "latest articles",
                                         "latest news",
                                         "latest stories",
                                         "leave a comment",
                                         "leave a reply",
                                         "load more",
                                         "load more comments",
                                         "log in",
                                         "login",
                                         "menu",
                                         "more",
                                         "more from this author",
                                         "more from this section",
                                         "more in this section",
                                         "more like this",
                                         "more news",
                                         "more on this story",
                                         "more on this topic",
                                         "more stories",
                                         "more to explore",
                                         "most popular",
                                         "most read",
                                         "most viewed",
                                         "newsletter",
                                         "newsletters",
                                         "next",
                                         "next article",
                                         "next post",
                                         "no comments",
                                         "popular",
                                         "popular posts",
                                         "post a comment",
                                         "previous",
                                         "previous article",
                                         "previous post",
                                         "print",
                                         "print this article",
                                         "print this page",
                                         "privacy policy",
                                         "promoted",
                                         "promoted stories",
                                         "read also",
                                         "read more",
                                         "read next",
                                         "recent posts",
                                         "recommended",
                                         "recommended for you",
                                         "recommended stories",
                                         "related",
                                         "related articles",
                                         "related content",
                                         "related links",
                                         "related news",
                                         "related posts",
                                         "related stories",
                                         "related topics",
                                         "reply",
                                         "save",
                                         "search",
                                         "share",
                                         "share on facebook",
                                         "share on twitter",
                                         "share this",
                                         "share this article",
                                         "share this page",
                                         "share this post",
                                         "share this story",
                                         "show comments",
                                         "sign in",
                                         "sign up",
                                         "sign up for free",
                                         "sign up for our newsletter",
                                         "skip to content",
                                         "skip to main content",
                                         "skip to navigation",
                                         "sponsored",
                                         "sponsored content",
                                         "subscribe",
                                         "subscribe now",
                                         "subscribe to our newsletter",
                                         "suggested for you",
                                         "tags",
                                         "terms and conditions",
                                         "terms of service",
                                         "terms of use",
                                         "top stories",
                                         "trending",
                                         "trending now",
                                         "tweet",
                                         "twitter",
                                         "up next",
                                         "view all",
                                         "view all posts",
                                         "view comments",
                                         "watch now",
                                         "what to read next",
                                         "whatsapp",
                                         "write a comment",
                                         "you may also like",
                                         "you might also like",
                                         "your email address"};
static_assert(std::is_sorted(std::begin(kNotices), std::end(kNotices)));

// Phrases that mark a short sentence as a notice wherever they stand in it.
constexpr std::string_view kNoticePhrases[] = {"all rights reserved",
                                               "by clicking",
                                               "by signing up",
                                               "by subscribing",
                                               "by using this site",
                                               "click here to",
                                               "cookie",
                                               "download the app",
                                               "e-mail address will not",
                                               "email address will not",
                                               "fields are marked",
                                               "follow us on",
                                               "get our newsletter",
                                               "in your inbox",
                                               "our privacy policy",
                                               "our newsletter",
                                               "privacy policy",
                                               "required fields",
                                               "save my name",
                                               "sign up for",
                                               "sign up to",
                                               "subscribe to",
                                               "terms of use",
                                               "terms of service",
                                               "to your inbox",
                                               "use of cookies",
                                               "uses cookies"};

constexpr std::string_view kNetworks[] = {
    "facebook", "twitter",   "whatsapp", "email",     "linkedin", "pinterest", "reddit",
    "telegram", "instagram", "print",    "youtube",   "tiktok",   "share",     "x",
    "copy",     "link",      "tumblr",   "messenger", "mail",     "rss",       "flipboard"};

/// Small letters without marks and digits at either end, blanks and counts such as "(12)" collapsed.
std::string plain_form(std::string_view line) {
  std::string folded = text::fold(line);
  std::string out;
  for (const char c : folded) {
    const bool letter =
        (c >= 'a' && c <= 'z') || c == '\'' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_network_list(std::string_view plain) {
  std::size_t words = 0;
  while (!plain.empty()) {
    const std::size_t end = std::min(plain.find(' '), plain.size());
    const std::string_view word = plain.substr(0, end);
    if (std::find(std::begin(kNetworks), std::end(kNetworks), word) == std::end(kNetworks)) return false;
    plain.remove_prefix(std::min(end + 1, plain.size()));
    ++words;
  }
  return words > 1;
}

bool is_notice(std::string_view line, const Line& about) {
  if (about.words > kLongestNotice || about.words == 0) return false;
  const std::string plain = plain_form(line);
  if (std::binary_search(std::begin(kNotices), std::end(kNotices), std::string_view(plain))) return true;
  if (is_network_list(plain)) return true;
  const auto has = [&](std::string_view phrase) { return plain.find(phrase) != std::string::npos; };
  return std::any_of(std::begin(kNoticePhrases), std::end(kNoticePhrases), has);
}

bool starts_with_word(std::string_view line, std::string_view word) {
  return line.size() > word.size() && line.starts_with(word) &&
         !text::is_letter(text::decode(line, word.size()).code_point);
}

bool has_digit_after(std::string_view line, std::string_view word) {
  const std::size_t at = line.find_first_not_of(" .", word.size());
  return at != std::string_view::npos && line[at] >= '0' && line[at] <= '9';
}

bool is_caption(std::string_view line, const Line& about) {
  constexpr std::uint32_t kLongest = 80;
  if (about.words > kLongest) return false;
  for (const std::string_view word :
       {"Figure", "Fig", "Table", "FIGURE", "TABLE", "Chart", "Box", "Exhibit"}) {
    if (starts_with_word(line, word) && has_digit_after(line, word)) return true;
  }
  for (const std::string_view word : {"Image:", "Photo:", "Photograph:", "Picture:", "Credit:", "Photo by ",
                                      "Image by ", "Image credit", "Photo credit", "Illustration by ",
                                      "Caption:", "(Photo", "(Image", "Picture courtesy", "File photo"}) {
    if (line.starts_with(word)) return about.words <= 40;
  }
  return false;
}

bool is_byline(std::string_view line, const Line& about) {
  constexpr std::uint32_t kLongest = 12;
  if (about.words > kLongest || about.closed) return false;
  for (const std::string_view word :
       {"By ", "BY ", "Written by ", "Posted by ", "Posted on ", "Published ", "Updated ", "Last updated",
        "Published:", "Updated:", "Reporting by ", "Editing by "}) {
    if (line.starts_with(word) && (about.capitals >= 2 || about.digits > 0) && about.words >= 2) {
      return 2 * (about.capitals + about.digits) >= about.words;
    }
  }
  return false;
}

std::size_t count_of(std::string_view line, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = line.find(part); at != std::string_view::npos; at = line.find(part, at + part.size()))
    ++count;
  return count;
}

bool is_table_row(std::string_view line, const Line& about) {
  if (about.closed && about.words > 20) return false;
  return count_of(line, "\t") >= 1 || count_of(line, " | ") >= 2 ||
         (line.starts_with('|') && line.ends_with('|'));
}

bool is_quote(std::string_view line, const Line& about) {
  if (line.starts_with("> ") || line.starts_with(">>")) return true;
  const bool opened = line.starts_with("“") || line.starts_with("«") || line.starts_with("„");
  const bool closed = line.ends_with("”") || line.ends_with("»") || line.ends_with("“");
  return opened && closed && about.words >= 4 &&
         count_of(line, "“") + count_of(line, "«") + count_of(line, "„") == 1;
}

bool is_trail(std::string_view line, const Line& about) {
  if (about.words > 20 || about.closed) return false;
  for (const std::string_view sign : {" > ", " » ", " › ", " / ", " → "}) {
    if (count_of(line, sign) >= (line.starts_with("Home") ? 1U : 2U)) return true;
  }
  return false;
}

// ---- roles ----

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
  Roles(std::string_view text, const std::vector<Line>& lines, std::vector<Block>& blocks)
      : text_(text), lines_(lines), blocks_(blocks) {}

  void assign(bool detect_boilerplate) {
    for (Block& block : blocks_) block.kind = alone(block, detect_boilerplate);
    if (detect_boilerplate) split_breadcrumb();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (is_heading(i)) blocks_[i].kind = BlockKind::Heading;
    }
    choose_title();
    for (Block& block : blocks_) block.score = is_boilerplate(block.kind) ? 0.0F : 1.0F;
  }

 private:
  const Line& line(const Block& block) const { return lines_[block.first_line]; }
  std::string_view content(const Block& block) const { return text_of(text_, block.span); }

  BlockKind alone(const Block& block, bool detect_boilerplate) const {
    const Line& about = line(block);
    const std::string_view content_ = content(block);
    if (block.line_count == 1) {
      if (detect_boilerplate && is_notice(content_, about)) return BlockKind::Boilerplate;
      if (detect_boilerplate && is_trail(content_, about)) return BlockKind::Breadcrumb;
      if (is_caption(content_, about)) return BlockKind::Caption;
      if (is_byline(content_, about)) return BlockKind::Byline;
      if (is_table_row(content_, about)) return BlockKind::TableRow;
      if (!about.bullet && is_quote(content_, about)) return BlockKind::Quote;
    }
    return about.bullet || about.numbered ? BlockKind::ListItem : BlockKind::Paragraph;
  }

  /// "HomeWorldThe title" above "The title": site navigation that lost its blanks. The clean repetition is
  /// the title; without one the line still begins with a glued "Home".
  void split_breadcrumb() {
    constexpr std::size_t kNear = 4;
    if (blocks_.empty() || blocks_[0].kind != BlockKind::Paragraph || line(blocks_[0]).words > kLongestTitle)
      return;
    const std::string first = skeleton(content(blocks_[0]));
    for (std::size_t i = 1; i < std::min(blocks_.size(), kNear); ++i) {
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
    if (!candidate || block.line_count > 1 || about.words > kLongestHeading || about.words == 0) return false;
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
  std::vector<Block>& blocks_;
};

}  // namespace

void find_blocks(std::string_view text, const std::vector<Line>& lines, bool detect_boilerplate,
                 std::vector<Block>& out) {
  join_lines(text, lines, out);
  Roles(text, lines, out).assign(detect_boilerplate);
}

}  // namespace textmill::segmenter
