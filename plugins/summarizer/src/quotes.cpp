#include "quotes.hpp"

#include "textmill/text/ascii.hpp"

namespace textmill::summarizer {
namespace {

/// What stands open, by kind of mark.
class Marks {
 public:
  void add(std::string_view rest) {
    const char c = rest.front();
    straight_ += c == '"';
    bracket_ += (c == '(') - (c == ')');
    any_ |= c == '"';
    if (c & 0x80) add_wide(rest.substr(0, 3));
  }

  Quotes quotes() const {
    return {any_, straight_ % 2 == 0 && curly_ == 0 && angle_ == 0 && corner_ == 0 && bracket_ == 0};
  }

 private:
  void add_wide(std::string_view here) {
    const bool opens_curly = here == "\u201c" || here == "\u201e";
    const bool opens_angle = here.starts_with("\u00ab");
    curly_ += opens_curly - (here == "\u201d");
    angle_ += opens_angle - here.starts_with("\u00bb");
    corner_ += (here == "\u300c") - (here == "\u300d");
    any_ |= opens_curly || opens_angle;
  }

  int straight_ = 0, curly_ = 0, angle_ = 0, corner_ = 0, bracket_ = 0;
  bool any_ = false;
};

}  // namespace

Quotes read_quotes(std::string_view sentence) {
  return QuoteFinder(sentence)({0, static_cast<std::uint32_t>(sentence.size())});
}

Quotes QuoteFinder::operator()(Span sentence) {
  if (sentence.begin < from_ || sentence.begin > next_) {
    from_ = sentence.begin;
    next_ = text::find_quote_or_bracket(text_, from_);
  }
  Marks marks;
  while (next_ < sentence.end) {
    marks.add(text_.substr(next_, sentence.end - next_));
    from_ = next_ + 1;
    next_ = text::find_quote_or_bracket(text_, from_);
  }
  return marks.quotes();
}

}  // namespace textmill::summarizer
