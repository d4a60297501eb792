#include "quotations.hpp"

#include <algorithm>
#include <iterator>

#include "signs.hpp"

namespace textmill::text::sentences {
namespace {

constexpr std::size_t kSoon = 1500;  // bytes; what is closed later was not meant as one

/// The mark that closes what `open` opens; empty if it is not one of the usual ones.
std::string_view closing(char32_t open) {
  switch (open) {
    case '(': return ")";
    case '[': return "]";
    case 0xAB: return "»";
    case 0x2018: return "’";
    case 0x201C: return "”";
    case 0x300C: return "」";
    case 0xFF08: return "）";
    default: return {};
  }
}

}  // namespace

bool OpenQuotes::holds(std::string_view text, std::size_t at) {
  while (scanned_ < at) {
    const Decoded next = sign_at(text, scanned_);
    scanned_ += next.length;
    count(text, next.code_point);
  }
  return depth_ > 0 || straight_;
}

void OpenQuotes::restart(std::size_t at) {
  depth_ = 0;
  straight_ = false;
  scanned_ = at;
}

void OpenQuotes::count(std::string_view text, char32_t c) {
  const Category category = c < 0x80 ? Category::Cn : properties(c).category;
  if (c == '"') {
    straight_ = !straight_ && text.substr(scanned_, kSoon).find('"') != std::string_view::npos;
  } else if (c == '(' || c == '[' || category == Category::Ps || category == Category::Pi) {
    depth_ += closes_soon(text, c);
  } else if (c == ')' || c == ']' || category == Category::Pe || category == Category::Pf) {
    depth_ -= depth_ > 0;  // a curly apostrophe outside a quotation closes nothing
  }
}

bool OpenQuotes::closes_soon(std::string_view text, char32_t open) const {
  const std::string_view close = closing(open);
  return close.empty() || text.substr(scanned_, kSoon).find(close) != std::string_view::npos;
}

bool in_wide_bracket(const Passage& passage, std::size_t at) {
  constexpr std::string_view kOpen = "（";
  constexpr std::string_view kClose = "）";
  const std::size_t begin = std::max(passage.start, at - std::min(at, kSoon));
  const std::string_view before = passage.text.substr(begin, at - begin);
  const std::size_t open = before.rfind(kOpen);
  if (open == std::string_view::npos || begin + open == passage.first_of_sentence() ||
      before.find(kClose, open) != std::string_view::npos)
    return false;
  return passage.text.substr(at, kSoon).find(kClose) != std::string_view::npos;
}

bool says_who(const Passage& passage, const Mark& mark) {
  constexpr std::string_view kVerbs[] = {"asked",       "asks",     "said",   "says",    "cried",
                                         "answered",    "replied",  "added",  "shouted", "whispered",
                                         "wondered",    "demanded", "called", "yelled",  "insisted",
                                         "interrupted", "exclaimed"};
  const std::string_view text = passage.text;
  const std::string_view who = passage.word_after(mark.word);
  const std::size_t after = mark.word + who.size();
  const bool someone =
      who == "I" || !(passage.is_starter(who) || who.ends_with("body") || who.ends_with("one"));
  if (!someone || who.empty() || mark.opening || after >= text.size() || text[after] != ' ') return false;
  const std::string_view verb = passage.word_after(after + 1);
  if (std::find(std::begin(kVerbs), std::end(kVerbs), verb) == std::end(kVerbs)) return false;
  const std::size_t end = after + 1 + verb.size();
  return mark.quoted || (end < text.size() && (text[end] == '.' || text[end] == ','));
}

bool begins_speech(std::string_view text, const Mark& mark) {
  const std::size_t after = mark.next + sign_at(text, mark.next).length;
  if (after + 1 >= text.size() || text[after] != ' ') return false;
  return is_upper(sign_at(text, after + 1).code_point);
}

}  // namespace textmill::text::sentences
