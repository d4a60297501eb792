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

/// Lines in the making.
class Lines {
 public:
  void add(std::string_view text, bool keep_space) {
    if (keep_space) {
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

  std::string take() {
    emit();
    return std::move(text_);
  }

 private:
  /// Items of one list stand as close together as the lines of a paragraph.
  void emit() {
    const std::size_t end = line_.find_last_not_of(kSpace);
    if (end != std::string::npos) {
      const bool close = close_ || (prefix_ == kBullet && last_prefix_ == kBullet);
      if (!text_.empty()) text_ += close ? "\n" : "\n\n";
      text_.append(prefix_).append(line_, 0, end + 1);
      last_prefix_ = prefix_;
      prefix_ = {};
    }
    line_.clear();
    space_ = false;
  }

  std::string text_;
  std::string line_;
  std::string_view prefix_;
  std::string_view last_prefix_;
  bool space_ = false;
  bool close_ = false;  ///< to the line before
};

std::string text_below(const GumboNode& root) {
  struct Open {
    const GumboNode* node;
    unsigned child;
    bool pre;
  };
  Lines lines;
  std::vector<Open> path = {{&root, 0, false}};
  while (!path.empty()) {
    Open& top = path.back();
    const GumboElement& element = top.node->v.element;
    if (top.child == element.children.length) {
      if (!is_inline(element.tag) && element.tag != GUMBO_TAG_BR) lines.break_block();
      if (element.tag == GUMBO_TAG_LI) lines.drop_prefix();
      if (is_one_of(element.tag, {GUMBO_TAG_TD, GUMBO_TAG_TH})) lines.add(" ", false);
      path.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(element.children.data[top.child++]);
    if (child.type == GUMBO_NODE_TEXT || child.type == GUMBO_NODE_WHITESPACE ||
        child.type == GUMBO_NODE_CDATA) {
      lines.add(child.v.text.text, top.pre);
    } else if (child.type == GUMBO_NODE_ELEMENT && !is_left_out(child.v.element)) {
      const GumboTag tag = child.v.element.tag;
      if (tag == GUMBO_TAG_BR) {
        lines.break_line();
      } else if (!is_inline(tag)) {
        lines.break_block(tag == GUMBO_TAG_LI ? kBullet : std::string_view());
      }
      path.push_back({&child, 0, top.pre || tag == GUMBO_TAG_PRE});
    }
  }
  return lines.take();
}

std::string fold(std::string_view text) {
  Lines lines;
  lines.add(text, false);
  return lines.take();
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

const GumboNode& main_part(const GumboNode& root) {
  const auto mains = find_all(root, GUMBO_TAG_MAIN);
  if (!mains.empty()) return *mains[0];
  const auto articles = find_all(root, GUMBO_TAG_ARTICLE);
  if (articles.size() == 1) return *articles[0];
  const auto bodies = find_all(root, GUMBO_TAG_BODY);
  return bodies.empty() ? root : *bodies[0];
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
  return HtmlText{title_of(*page->root), text_below(main_part(*page->root))};
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
