#include "markup.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "textmill/text/fold.hpp"

namespace textmill::keyword_density {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Elements whose content no reader reads as text.
bool is_hidden(std::string_view name) {
  constexpr auto kNames =
      std::to_array<std::string_view>({"script", "style", "pre", "code", "textarea", "head", "template",
                                       "svg", "math", "select", "noscript"});
  return is_one_of(kNames, name);
}

/// Those the checker leaves out besides.
bool is_hidden_to_yoast(std::string_view name) {
  return is_one_of(std::to_array<std::string_view>({"blockquote", "q", "kbd", "samp", "iframe", "title"}),
                   name);
}

bool is_block(std::string_view name) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"p",       "div",     "h1",      "h2",         "h3",         "h4",      "h5",      "h6",    "ul",
       "ol",      "li",      "dl",      "dt",         "dd",         "table",   "thead",   "tbody", "tfoot",
       "tr",      "td",      "th",      "figure",     "figcaption", "section", "article", "aside", "header",
       "footer",  "main",    "nav",     "blockquote", "hr",         "br",      "body",    "html",  "address",
       "details", "summary", "caption", "form",       "fieldset"});
  return is_one_of(kNames, name);
}

Role role_of_element(std::string_view name) {
  if (name == "h1") return Role::Title;
  if (name.size() == 2 && name[0] == 'h' && is_digit(name[1])) return Role::Heading;
  if (name == "li" || name == "dt" || name == "dd") return Role::ListItem;
  if (name == "blockquote") return Role::Quote;
  if (name == "figcaption" || name == "caption") return Role::Caption;
  return name == "td" || name == "th" ? Role::TableRow : Role::Body;
}

std::optional<char32_t> named_entity(std::string_view name) {
  struct Entity {
    std::string_view name;
    char32_t code_point;
  };
  static constexpr Entity kEntities[] = {
      {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
      {"nbsp", 0xA0},    {"shy", 0xAD},     {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026},
      {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bdquo", 0x201E},
      {"laquo", 0xAB},   {"raquo", 0xBB},   {"copy", 0xA9},    {"reg", 0xAE},     {"trade", 0x2122},
      {"euro", 0x20AC},  {"pound", 0xA3},   {"deg", 0xB0},     {"middot", 0xB7},  {"bull", 0x2022},
      {"times", 0xD7},   {"auml", 0xE4},    {"ouml", 0xF6},    {"uuml", 0xFC},    {"Auml", 0xC4},
      {"Ouml", 0xD6},    {"Uuml", 0xDC},    {"szlig", 0xDF},   {"eacute", 0xE9},  {"egrave", 0xE8},
      {"ecirc", 0xEA},   {"agrave", 0xE0},  {"acirc", 0xE2},   {"ccedil", 0xE7},  {"ocirc", 0xF4},
      {"ntilde", 0xF1},  {"aacute", 0xE1},  {"iacute", 0xED},  {"oacute", 0xF3},  {"uacute", 0xFA},
      {"aring", 0xE5},   {"aelig", 0xE6},   {"oslash", 0xF8},  {"zwnj", 0x200C},  {"thinsp", 0x2009},
  };
  for (const Entity& entity : kEntities) {
    if (entity.name == name) return entity.code_point;
  }
  return std::nullopt;
}

std::optional<char32_t> numbered_entity(std::string_view digits) {
  const bool hex = !digits.empty() && (digits[0] == 'x' || digits[0] == 'X');
  if (hex) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  const bool whole = error == std::errc() && end == digits.data() + digits.size() && !digits.empty();
  if (!whole || value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return std::nullopt;
  return value;
}

struct Tag {
  std::string name;
  std::size_t end = 0;  // behind '>'
  bool closes = false;
};

/// The tag at `at`; one that never ends is text.
std::optional<Tag> tag_at(std::string_view html, std::size_t at) {
  Tag tag;
  std::size_t i = at + 1;
  if (i < html.size() && html[i] == '/') {
    tag.closes = true;
    ++i;
  }
  if (i >= html.size() || !is_letter(html[i])) return std::nullopt;
  const std::size_t name = i;
  while (i < html.size() && (is_letter(html[i]) || is_digit(html[i]))) ++i;
  tag.name = lower(html.substr(name, i - name));
  constexpr std::size_t kMostSteps = 1000;  // keeps a text of many '<' linear
  for (std::size_t steps = 0; i < html.size() && steps < kMostSteps; ++i, ++steps) {
    if (html[i] == '"' || html[i] == '\'') {
      i = html.find(html[i], i + 1);
      if (i == std::string_view::npos) break;
    } else if (html[i] == '>') {
      tag.end = i + 1;
      return tag;
    }
  }
  return std::nullopt;
}

}  // namespace

class HtmlReader {
 public:
  HtmlReader(std::string_view html, const HtmlRules& rules, PlainText& out)
      : html_(html), rules_(rules), out_(out) {}

  void run() {
    while (at_ < html_.size()) {
      if (html_[at_] == '<' && read_mark()) continue;
      if (html_[at_] == '&' && read_entity()) continue;
      if (html_[at_] == '[' && skip_short_code()) continue;
      copy();
    }
    end_block();
  }

 private:
  bool read_mark() {
    if (html_.substr(at_).starts_with("<!--")) {
      skip_past("-->");
      return true;
    }
    if (html_.substr(at_).starts_with("<!") || html_.substr(at_).starts_with("<?")) {
      skip_past(">");
      return true;
    }
    const std::optional<Tag> tag = tag_at(html_, at_);
    if (!tag) return false;
    const std::size_t begin = std::exchange(at_, tag->end);
    if (rules_.yoast && tag->name == "br" && !html_.substr(at_).starts_with("<br")) {
      out_.runs_.push_back({plain(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)});
      out_.text_ += '\n';
      return true;
    }
    const bool hidden = is_hidden(tag->name) || (rules_.yoast && is_hidden_to_yoast(tag->name));
    if (!tag->closes && hidden) {
      if (is_block(tag->name) || tag->name == "pre") end_block();
      skip_element(tag->name);
    } else if (is_block(tag->name)) {
      end_block();
      role_ = tag->closes ? Role::Body : role_of_element(tag->name);
      if (tag->name == "blockquote") quoted_ = !tag->closes;
      if (quoted_) role_ = Role::Quote;
    }
    return true;
  }

  void skip_past(std::string_view mark) {
    const std::size_t found = html_.find(mark, at_ + 2);
    at_ = found == std::string_view::npos ? html_.size() : found + mark.size();
  }

  void skip_element(std::string_view name) {
    while ((at_ = html_.find("</", at_)) != std::string_view::npos) {
      const std::optional<Tag> tag = tag_at(html_, at_);
      if (tag && tag->name == name) {
        at_ = tag->end;
        return;
      }
      at_ += 2;
    }
    at_ = html_.size();
  }

  bool read_entity() {
    const std::string_view ahead = html_.substr(at_, 12);
    const std::size_t size = ahead.find(';');
    if (size == std::string_view::npos || size == 1) return false;
    const std::size_t end = at_ + size;
    const std::string_view name = ahead.substr(1, size - 1);
    std::optional<char32_t> c = name[0] == '#' ? numbered_entity(name.substr(1)) : named_entity(name);
    if (!c) return false;
    if (rules_.yoast && name == "ndash") c = kJoiningDash;
    if (rules_.yoast && name == "mdash") c = kJoiningBar;
    out_.runs_.push_back({plain(), static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end + 1)});
    text::append_utf8(*c, out_.text_);
    at_ = end + 1;
    return true;
  }

  /// [gallery id="7"]: a name and attributes, as content systems have them; not "[sic]" or "[1]".
  bool skip_short_code() {
    const std::string_view ahead = html_.substr(at_, 1000);
    const std::size_t size = ahead.find(']');
    if (rules_.yoast || size == std::string_view::npos || size == 1) return false;
    const std::string_view inside = ahead.substr(1, size - 1);
    const bool attributes = is_letter(inside[0]) && inside.find("=\"") != std::string_view::npos;
    const bool closes = inside[0] == '/' && inside.size() > 1 && is_letter(inside[1]);
    if ((!attributes && !closes) || inside.find('[') != std::string_view::npos) return false;
    at_ += size + 1;
    return true;
  }

  /// Text up to the next mark; the mark itself if it turned out to be none.
  void copy() {
    const std::size_t end = std::min(html_.find_first_of("<&[", at_ + 1), html_.size());
    out_.runs_.push_back({plain(), static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)});
    out_.text_ += html_.substr(at_, end - at_);
    at_ = end;
  }

  std::uint32_t plain() const { return static_cast<std::uint32_t>(out_.text_.size()); }

  void end_block() {
    Span span{block_begin_, plain()};
    const auto blank = [&](std::uint32_t at) { return is_blank(out_.text_[at]); };
    while (span.begin < span.end && blank(span.begin)) ++span.begin;
    while (span.end > span.begin && blank(span.end - 1)) --span.end;
    if (!span.empty()) {
      out_.blocks_.push_back({span, role_});
      out_.text_ += '\n';
    }
    block_begin_ = plain();
  }

  std::string_view html_;
  const HtmlRules& rules_;
  PlainText& out_;
  std::size_t at_ = 0;
  std::uint32_t block_begin_ = 0;
  Role role_ = Role::Body;
  bool quoted_ = false;
};

bool looks_like_html(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos || text[at] != '<') return false;
  if (text.substr(at).starts_with("<!")) return true;
  const std::optional<Tag> tag = tag_at(text, at);
  if (!tag) return false;
  return text.find("</") != std::string_view::npos || is_block(tag->name) || tag->name == "img";
}

PlainText::PlainText(std::string_view html, const HtmlRules& rules) { HtmlReader(html, rules, *this).run(); }

std::uint32_t PlainText::source_of(std::uint32_t at, bool end) const {
  const auto behind = std::upper_bound(runs_.begin(), runs_.end(), at,
                                       [](std::uint32_t a, const Run& run) { return a < run.plain; });
  const Run& run = *(behind - 1);
  const std::uint32_t length =
      (behind == runs_.end() ? static_cast<std::uint32_t>(text_.size()) : behind->plain) - run.plain;
  if (length < run.end - run.begin) return end ? run.end : run.begin;  // an entity
  return std::min(run.begin + (at - run.plain) + (end ? 1 : 0), run.end);
}

Span PlainText::in_html(Span span) const {
  return {source_of(span.begin, false), source_of(span.end - 1, true)};
}

}  // namespace textmill::keyword_density
