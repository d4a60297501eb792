#include "input/html.hpp"

#include <gumbo.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <initializer_list>
#include <vector>

#include "document/arena.hpp"

namespace textmill::host {
namespace {

constexpr std::string_view kSpace = " \t\n\r\f";
constexpr std::string_view kBullet = "• ";
constexpr std::size_t kMaxNesting = 4096;

bool is_one_of(GumboTag tag, std::initializer_list<GumboTag> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

/// Not part of what a page says.
bool is_left_out(const GumboElement& element) {
  if (gumbo_get_attribute(&element.attributes, "hidden")) return true;
  const GumboAttribute* aria = gumbo_get_attribute(&element.attributes, "aria-hidden");
  if (aria && std::string_view(aria->value) == "true") return true;
  return is_one_of(element.tag,
                   {GUMBO_TAG_HEAD, GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE,
                    GUMBO_TAG_SVG, GUMBO_TAG_MATH, GUMBO_TAG_CANVAS, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT,
                    GUMBO_TAG_SELECT, GUMBO_TAG_BUTTON, GUMBO_TAG_TEXTAREA, GUMBO_TAG_NAV, GUMBO_TAG_FOOTER,
                    GUMBO_TAG_ASIDE, GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO});
}

/// Does not break the line it stands in.
bool is_inline(GumboTag tag) {
  return is_one_of(tag,
                   {GUMBO_TAG_A,      GUMBO_TAG_ABBR,  GUMBO_TAG_B,     GUMBO_TAG_BDI,    GUMBO_TAG_BDO,
                    GUMBO_TAG_CITE,   GUMBO_TAG_CODE,  GUMBO_TAG_DATA,  GUMBO_TAG_DEL,    GUMBO_TAG_DFN,
                    GUMBO_TAG_EM,     GUMBO_TAG_FONT,  GUMBO_TAG_I,     GUMBO_TAG_IMG,    GUMBO_TAG_INS,
                    GUMBO_TAG_KBD,    GUMBO_TAG_MARK,  GUMBO_TAG_Q,     GUMBO_TAG_RUBY,   GUMBO_TAG_S,
                    GUMBO_TAG_SAMP,   GUMBO_TAG_SMALL, GUMBO_TAG_SPAN,  GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG,
                    GUMBO_TAG_SUB,    GUMBO_TAG_SUP,   GUMBO_TAG_TIME,  GUMBO_TAG_TT,     GUMBO_TAG_U,
                    GUMBO_TAG_VAR,    GUMBO_TAG_WBR,   GUMBO_TAG_LABEL, GUMBO_TAG_TD,     GUMBO_TAG_TH,
                    GUMBO_TAG_UNKNOWN});
}

/// Value of an attribute; empty if the element has none.
std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found ? std::string_view(found->value) : std::string_view();
}

/// True if one of the words and hyphenated parts in `names` is one of `wanted`: "post-comments hidden" has
/// "comments".
bool has_part(std::string_view names, std::initializer_list<std::string_view> wanted) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\n\r\f-_"), names.size());
    if (std::find(wanted.begin(), wanted.end(), names.substr(0, end)) != wanted.end()) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

bool is_named(const GumboElement& element, std::initializer_list<std::string_view> wanted) {
  return has_part(attribute(element, "class"), wanted) || has_part(attribute(element, "id"), wanted);
}

/// What the tag alone says; Text for those that only hold others.
MarkupRole role_of_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_H1: return MarkupRole::Title;
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6: return MarkupRole::Heading;
    case GUMBO_TAG_P: return MarkupRole::Paragraph;
    case GUMBO_TAG_LI: return MarkupRole::ListItem;
    case GUMBO_TAG_BLOCKQUOTE: return MarkupRole::Quote;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION: return MarkupRole::Caption;
    case GUMBO_TAG_TR: return MarkupRole::TableRow;
    case GUMBO_TAG_PRE: return MarkupRole::Preformatted;
    default: return MarkupRole::Text;
  }
}

/// What the names of an element say: that it belongs to the frame of the page, or nothing (Text).
MarkupRole role_of_names(const GumboElement& element) {
  if (is_named(element, {"comments", "related", "share", "sharing", "newsletter", "sidebar", "cookie",
                         "promo", "advert", "ads", "disqus", "respond"})) {
    return MarkupRole::Aside;
  }
  return is_named(element, {"breadcrumb", "breadcrumbs"}) ? MarkupRole::Breadcrumb : MarkupRole::Text;
}

/// What an element makes of the text below it, given what those around it do.
MarkupRole role_below(const GumboElement& element, MarkupRole around) {
  if (is_named(element, {"byline"}) || has_part(attribute(element, "rel"), {"author"}))
    return MarkupRole::Byline;
  const MarkupRole own = role_of_tag(element.tag);
  const bool says_less =
      own == MarkupRole::Text || (own == MarkupRole::Paragraph && around != MarkupRole::Text);
  return says_less ? around : own;
}

const GumboVector* children_of(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT ? &node.v.element.children : nullptr;
}

/// All elements called `tag` in document order. Own stack: pages nest deeper than threads have room for.
std::vector<const GumboNode*> find_all(const GumboNode& root, GumboTag tag) {
  std::vector<const GumboNode*> found;
  std::vector<const GumboNode*> open = {&root};
  while (!open.empty()) {
    const GumboNode& node = *open.back();
    open.pop_back();
    const GumboVector* children = children_of(node);
    if (!children) continue;
    if (node.v.element.tag == tag) found.push_back(&node);
    for (unsigned i = children->length; i > 0; --i)
      open.push_back(static_cast<const GumboNode*>(children->data[i - 1]));
  }
  return found;
}

/// Elements whose names say that they belong to the frame, in the order of their begins. Themes name what
/// holds the whole page so, too ("has-sidebar"); such an element is known by the share of the text it has.
class Frames {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::size_t add(MarkupRole role, std::size_t around) {
    frames_.push_back({role, around});
    return frames_.size() - 1;
  }
  void count(std::size_t frame, std::size_t bytes) {
    all_ += bytes;
    if (frame != kNone) frames_[frame].bytes += bytes;
  }

  /// What each frame makes of its text; Text if nothing.
  std::vector<MarkupRole> roles() {
    for (std::size_t i = frames_.size(); i-- > 0;) {
      if (frames_[i].around != kNone) frames_[frames_[i].around].bytes += frames_[i].bytes;
    }
    std::vector<MarkupRole> roles;
    for (const Frame& frame : frames_) {
      const MarkupRole around = frame.around == kNone ? MarkupRole::Text : roles[frame.around];
      const bool holds_the_page = 2 * frame.bytes > all_;
      roles.push_back(around != MarkupRole::Text || holds_the_page ? around : frame.role);
    }
    return roles;
  }

 private:
  struct Frame {
    MarkupRole role;
    std::size_t around;
    std::size_t bytes = 0;
  };
  std::vector<Frame> frames_;
  std::size_t all_ = 0;
};

/// A piece of text and what is known about it.
struct Piece {
  std::string_view text;
  Span source;
  MarkupRole role = MarkupRole::Text;
  std::size_t frame = Frames::kNone;
  bool keep_space = false;
};

/// Lines in the making.
class Lines {
 public:
  void add(const Piece& piece) {
    std::string_view text = piece.text;
    if (text.find_first_not_of(kSpace) != std::string_view::npos) {
      if (row_.source.empty()) {
        row_ = {{}, piece.source, piece.role};
        frame_ = piece.frame;
      }
      if (piece.role == MarkupRole::Byline) row_.role = piece.role;
      row_.source.end = piece.source.end;
    }
    if (piece.keep_space) {
      space_ = false;
      line_ += text;
      return;
    }
    while (!text.empty()) {
      const std::size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
      if (begin > 0) space_ = true;
      text.remove_prefix(begin);
      const std::size_t end = std::min(text.find_first_of(kSpace), text.size());
      if (end == 0) break;
      if (space_ && !line_.empty()) line_ += ' ';
      space_ = false;
      line_ += text.substr(0, end);
      text.remove_prefix(end);
    }
  }

  /// Ends the line inside a paragraph.
  void break_line() {
    emit();
    close_ = true;
  }

  /// Ends the paragraph; the next one begins with `prefix`.
  void break_block(std::string_view prefix = {}) {
    emit();
    close_ = false;
    if (!prefix.empty()) prefix_ = prefix;
  }

  /// Forgets a prefix nothing has followed.
  void drop_prefix() { prefix_ = {}; }

  void finish() { emit(); }
  std::string& text() { return text_; }
  /// With the roles that frames give them.
  std::vector<MarkupRow>& rows(Frames& frames) {
    for (std::size_t i = 0; i < rows_.size(); ++i) frames.count(row_frames_[i], rows_[i].span.size());
    const std::vector<MarkupRole> roles = frames.roles();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const bool framed = row_frames_[i] != Frames::kNone && roles[row_frames_[i]] != MarkupRole::Text;
      if (framed) rows_[i].role = roles[row_frames_[i]];
    }
    return rows_;
  }

 private:
  /// Items of one list stand as close together as the lines of a paragraph.
  void emit() {
    const std::size_t end = line_.find_last_not_of(kSpace);
    if (end != std::string::npos) {
      const bool close = close_ || (prefix_ == kBullet && last_prefix_ == kBullet);
      if (!text_.empty()) text_ += close ? "\n" : "\n\n";
      text_.append(prefix_);
      row_.span = {static_cast<std::uint32_t>(text_.size()),
                   static_cast<std::uint32_t>(text_.size() + end + 1)};
      rows_.push_back(row_);
      row_frames_.push_back(frame_);
      text_.append(line_, 0, end + 1);
      last_prefix_ = prefix_;
      prefix_ = {};
    }
    line_.clear();
    row_ = {};
    frame_ = Frames::kNone;
    space_ = false;
  }

  std::string text_;
  std::vector<MarkupRow> rows_;
  std::vector<std::size_t> row_frames_;
  MarkupRow row_;  ///< of the line in the making
  std::size_t frame_ = Frames::kNone;
  std::string line_;
  std::string_view prefix_;
  std::string_view last_prefix_;
  bool space_ = false;
  bool close_ = false;  ///< to the line before
};

/// Bytes of the page a text node was made from, without white space around.
Span source_of(const GumboText& text, std::string_view html) {
  const std::string_view piece(text.original_text.data, text.original_text.length);
  const std::size_t first = piece.find_first_not_of(kSpace);
  if (first == std::string_view::npos || piece.data() < html.data() ||
      piece.data() + piece.size() > html.data() + html.size()) {
    return {};
  }
  const auto begin = static_cast<std::size_t>(piece.data() - html.data());
  return {static_cast<std::uint32_t>(begin + first),
          static_cast<std::uint32_t>(begin + piece.find_last_not_of(kSpace) + 1)};
}

/// Walks over what an element says. Own stack, as in find_all.
class TextWalk {
 public:
  explicit TextWalk(std::string_view html) : html_(html) {}

  HtmlText run(const GumboNode& root) {
    path_ = {{&root, 0, MarkupRole::Text, Frames::kNone, false}};
    while (!path_.empty()) {
      const GumboVector& children = path_.back().node->v.element.children;
      if (path_.back().child == children.length) {
        close();
      } else {
        visit(*static_cast<const GumboNode*>(children.data[path_.back().child++]));
      }
    }
    lines_.finish();
    return {{}, std::move(lines_.text()), std::move(lines_.rows(frames_))};
  }

 private:
  struct Open {
    const GumboNode* node;
    unsigned child;
    MarkupRole role;
    std::size_t frame;
    bool pre;
  };

  void close() {
    const GumboTag tag = path_.back().node->v.element.tag;
    if (!is_inline(tag) && tag != GUMBO_TAG_BR) lines_.break_block();
    if (tag == GUMBO_TAG_LI) lines_.drop_prefix();
    if (is_one_of(tag, {GUMBO_TAG_TD, GUMBO_TAG_TH})) lines_.add({" ", {}});
    path_.pop_back();
  }

  void visit(const GumboNode& node) {
    const Open top = path_.back();
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
      lines_.add({node.v.text.text, source_of(node.v.text, html_), top.role, top.frame, top.pre});
    } else if (node.type == GUMBO_NODE_ELEMENT && !is_left_out(node.v.element)) {
      const GumboElement& element = node.v.element;
      if (element.tag == GUMBO_TAG_BR) {
        lines_.break_line();
      } else if (!is_inline(element.tag)) {
        lines_.break_block(element.tag == GUMBO_TAG_LI ? kBullet : std::string_view());
      }
      const MarkupRole named = role_of_names(element);
      path_.push_back({&node, 0, role_below(element, top.role),
                       named == MarkupRole::Text ? top.frame : frames_.add(named, top.frame),
                       top.pre || element.tag == GUMBO_TAG_PRE});
    }
  }

  std::string_view html_;
  Lines lines_;
  Frames frames_;
  std::vector<Open> path_;
};

std::string fold(std::string_view text) {
  Lines lines;
  lines.add({text, {}});
  lines.finish();
  return std::move(lines.text());
}

std::string title_of(const GumboNode& root) {
  for (const GumboNode* title : find_all(root, GUMBO_TAG_TITLE)) {
    const GumboVector& children = title->v.element.children;
    if (children.length > 0) return fold(static_cast<const GumboNode*>(children.data[0])->v.text.text);
  }
  return {};
}

/// About how deep elements are nested: start tags not yet ended, but for those that need no end tag.
std::size_t nesting(std::string_view html) {
  static constexpr std::string_view kNeedNoEnd[] = {"p",     "li",   "br",   "img", "hr", "td",
                                                    "th",    "tr",   "dt",   "dd",  "a",  "option",
                                                    "input", "meta", "link", "col", "wbr"};
  std::size_t depth = 0;
  std::size_t deepest = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const bool is_end = html.substr(at + 1, 1) == "/";
    const std::string_view rest = html.substr(at + 1 + (is_end ? 1 : 0), 12);
    const std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
    if (name.empty() || !std::isalpha(static_cast<unsigned char>(name[0]))) continue;
    if (std::find(std::begin(kNeedNoEnd), std::end(kNeedNoEnd), name) != std::end(kNeedNoEnd)) continue;
    depth = is_end ? depth - std::min<std::size_t>(depth, 1) : depth + 1;
    deepest = std::max(deepest, depth);
  }
  return deepest;
}

/// A page with several <h1> has no title among them.
void check_title(std::vector<MarkupRow>& rows) {
  const auto is_title = [](const MarkupRow& row) { return row.role == MarkupRole::Title; };
  if (std::count_if(rows.begin(), rows.end(), is_title) == 1) return;
  for (MarkupRow& row : rows) {
    if (is_title(row)) row.role = MarkupRole::Heading;
  }
}

/// Where the page's text may be, most likely place first.
std::vector<const GumboNode*> main_parts(const GumboNode& root) {
  constexpr std::size_t kMost = 2;  // each may be walked, and they may lie in each other
  std::vector<const GumboNode*> parts = find_all(root, GUMBO_TAG_MAIN);
  if (parts.size() > kMost) parts.resize(kMost);
  const auto articles = find_all(root, GUMBO_TAG_ARTICLE);
  if (articles.size() == 1) parts.push_back(articles[0]);
  const auto bodies = find_all(root, GUMBO_TAG_BODY);
  parts.push_back(bodies.empty() ? &root : bodies[0]);
  return parts;
}

/// The text of the first part that has any.
HtmlText main_text(const GumboNode& root, std::string_view html) {
  HtmlText text;
  for (const GumboNode* part : main_parts(root)) {
    text = TextWalk(html).run(*part);
    if (!text.text.empty()) break;
  }
  return text;
}

}  // namespace

Result<HtmlText> html_to_text(std::string_view html) {
  if (nesting(html) > kMaxNesting) {
    return failure("the page nests its elements deeper than " + std::to_string(kMaxNesting));
  }
  // gumbo frees its tree by recursion, which a deep tree does not survive; an arena is faster anyway.
  Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.userdata = &arena;
  options.allocator = [](void* at, std::size_t size) {
    return static_cast<Arena*>(at)->allocate(size, alignof(std::max_align_t));
  };
  options.deallocator = [](void*, void*) {};
  const GumboOutput* page = gumbo_parse_with_options(&options, html.data() ? html.data() : "", html.size());
  HtmlText result = main_text(*page->root, html);
  result.title = title_of(*page->root);
  check_title(result.rows);
  return result;
}

std::string_view declared_charset(std::string_view html) {
  html = html.substr(0, 1024);
  const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); };
  constexpr std::string_view kName = "charset";
  auto at = html.begin();
  while ((at = std::search(at, html.end(), kName.begin(), kName.end(),
                           [&](char b, char a) { return same(a, b); })) != html.end()) {
    std::string_view rest = html.substr(static_cast<std::size_t>(at - html.begin()) + kName.size());
    at += kName.size();
    rest.remove_prefix(std::min(rest.find_first_not_of(kSpace), rest.size()));
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n\r\f\"'="), rest.size()));
    return rest.substr(0, rest.find_first_of(" \t\n\r\f\"';>/"));
  }
  return {};
}

}  // namespace textmill::host
