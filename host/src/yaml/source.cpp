#include "yaml/source.hpp"

#include <algorithm>
#include <cstdio>

namespace textmill::host::yaml {

namespace {

constexpr std::size_t kLargestFile = 1 << 20;
constexpr std::size_t kCountEvery = 256;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_break(char c) { return c == '\n' || c == '\r'; }

/// The length of the well-formed UTF-8 sequence at the front of `text` (Unicode 15, table 3-7); 0 if there is
/// none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto tail = [&](std::size_t i) { return byte(i) >= 0x80 && byte(i) <= 0xBF; };
  const unsigned lead = byte(0), second = byte(1);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && second < 0x90;
    const bool too_high = lead == 0xF4 && second > 0x8F;
    return tail(1) && tail(2) && tail(3) && !overlong && !too_high ? 4 : 0;
  }
  return 0;
}

/// YAML 1.2, rule c-printable, for what is not beyond ASCII. yaml-cpp takes U+0004 for the end of the file.
bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && !is_break(c)) || byte == 0x7F;
}

bool is_utf16(std::string_view text) {
  const bool marked = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  const bool every_second_is_null = text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0');
  return marked || every_second_is_null;
}

std::string hexadecimal(const char* format, unsigned value) {
  char text[16];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

}  // namespace

Source::Source(std::string_view text) : text_(text), utf16_(is_utf16(text)) {
  if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
}

const Source::Index& Source::index() const {
  if (index_) return *index_;
  Index& index = index_.emplace();
  index.line_starts.push_back(0);
  std::size_t code_points = 0;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (i % kCountEvery == 0) index.counts.push_back(code_points);
    if (!is_continuation(text_[i])) ++code_points;
    const bool ends_line = text_[i] == '\n' || (text_[i] == '\r' && at(i + 1) != '\n');
    if (ends_line) index.line_starts.push_back(i + 1);
  }
  index.counts.push_back(code_points);
  return index;
}

std::optional<Source::Fault> Source::fault() const {
  if (text_.size() > kLargestFile) {
    return Fault{{},
                 "the file has " + std::to_string(text_.size()) + " bytes; at most " +
                     std::to_string(kLargestFile) + " are read as YAML"};
  }
  if (utf16_) return Fault{{1, 1}, "the file is UTF-16; save it as UTF-8"};
  for (std::size_t i = 0; i < text_.size();) {
    if (text_[i] >= ' ' && text_[i] < 0x7F) {  // nearly all
      ++i;
      continue;
    }
    const auto byte = static_cast<unsigned char>(text_[i]);
    if (is_forbidden(text_[i])) {
      return Fault{mark_at(i), "the control character " + hexadecimal("U+%04X", byte) + " is not allowed"};
    }
    const std::size_t length = sequence_length(text_.substr(i));
    if (length == 0) {
      return Fault{mark_at(i), "the byte " + hexadecimal("0x%02X", byte) +
                                   " is not valid UTF-8 here; save the file as UTF-8"};
    }
    i += length;
  }
  return std::nullopt;
}

std::size_t Source::line_of(std::size_t offset) const {
  const std::vector<std::size_t>& starts = index().line_starts;
  const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
  return static_cast<std::size_t>(next - starts.begin()) - 1;
}

std::size_t Source::code_points_before(std::size_t offset) const {
  const std::vector<std::size_t>& counts = index().counts;
  const std::size_t block = std::min(offset / kCountEvery, counts.size() - 1);
  const std::string_view rest = text_.substr(0, offset).substr(std::min(block * kCountEvery, offset));
  return counts[block] + rest.size() -
         static_cast<std::size_t>(std::count_if(rest.begin(), rest.end(), is_continuation));
}

Mark Source::mark_at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const std::size_t line = line_of(offset);
  const std::size_t column = code_points_before(offset) - code_points_before(index().line_starts[line]);
  return {static_cast<std::uint32_t>(line + 1), static_cast<std::uint32_t>(column + 1)};
}

std::optional<std::size_t> Source::tab_before(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  std::optional<std::size_t> tab;
  std::size_t i = index().line_starts[line_of(offset)];
  for (; i < text_.size() && is_blank(text_[i]); ++i) {
    if (text_[i] == '\t' && !tab) tab = i;
  }
  return i >= offset ? tab : std::nullopt;
}

std::optional<std::size_t> Source::end_of_quoted(std::size_t offset) const {
  const char quote = at(offset);
  for (std::size_t i = offset + 1; i < text_.size(); ++i) {
    if (text_[i] == '\\' && quote == '"') {
      ++i;
      continue;
    }
    if (text_[i] != quote) continue;
    const bool doubled = quote == '\'' && at(i + 1) == '\'';
    if (!doubled) return i + 1;
    ++i;
  }
  return std::nullopt;
}

std::size_t Source::skip_blank(std::size_t offset) const {
  while (offset < text_.size()) {
    if (is_blank(text_[offset]) || is_break(text_[offset])) {
      ++offset;
    } else if (text_[offset] == '#') {
      while (offset < text_.size() && !is_break(text_[offset])) ++offset;
    } else {
      break;
    }
  }
  return offset;
}

}  // namespace textmill::host::yaml
