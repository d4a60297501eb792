#include "input/warc.hpp"

#include <algorithm>
#include <charconv>

namespace textmill::host {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view s) {
  const std::size_t begin = s.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return s.substr(begin, s.find_last_not_of(" \t\r\n") + 1 - begin);
}

bool is_html(std::string_view media_type) {
  return is_media_type(media_type, "text/html") || is_media_type(media_type, "application/xhtml+xml");
}

/// The end of the line that starts at `from`, its folded continuations included; behind the line feed.
std::size_t end_of_line(std::string_view block, std::size_t from) {
  while (true) {
    const std::size_t feed = block.find('\n', from);
    if (feed == std::string_view::npos) return block.size();
    const bool folded = feed + 1 < block.size() && (block[feed + 1] == ' ' || block[feed + 1] == '\t');
    if (!folded) return feed + 1;
    from = feed + 1;
  }
}

}  // namespace

std::string_view Headers::find(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (same_letters(key, name)) return value;
  }
  return {};
}

std::size_t end_of_headers(std::string_view bytes) {
  for (std::size_t feed = bytes.find('\n'); feed != std::string_view::npos;
       feed = bytes.find('\n', feed + 1)) {
    const std::string_view rest = bytes.substr(feed + 1, 2);
    if (rest.starts_with('\n')) return feed + 2;
    if (rest == "\r\n") return feed + 3;
  }
  return std::string_view::npos;
}

Headers parse_headers(std::string_view block) {
  Headers headers;
  for (std::size_t at = end_of_line(block, 0); at < block.size();) {
    const std::size_t end = end_of_line(block, at);
    const std::string_view line = block.substr(at, end - at);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
      headers.fields.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
    }
    at = end;
  }
  return headers;
}

std::optional<std::uint64_t> parse_length(std::string_view value) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return length;
}

bool is_media_type(std::string_view media_type, std::string_view type) {
  return same_letters(trim(media_type.substr(0, media_type.find(';'))), type);
}

std::string_view charset_of(std::string_view media_type) {
  constexpr std::string_view kName = "charset=";
  for (std::size_t at = media_type.find(';'); at != std::string_view::npos;
       at = media_type.find(';', at + 1)) {
    const std::string_view parameter = trim(media_type.substr(at + 1, media_type.find(';', at + 1) - at - 1));
    if (parameter.size() <= kName.size() || !same_letters(parameter.substr(0, kName.size()), kName)) continue;
    const std::string_view value = parameter.substr(kName.size());
    return value.size() > 1 && value.front() == '"' ? value.substr(1, value.size() - 2) : value;
  }
  return {};
}

Payload payload_of(const Headers& warc, std::string_view block) {
  const std::string_view type = warc.find("WARC-Type");
  Payload payload;
  payload.bytes = block;
  payload.media_type = warc.find("Content-Type");
  bool is_good = same_letters(type, "conversion") || same_letters(type, "resource");
  if (same_letters(type, "response") && is_media_type(payload.media_type, "application/http")) {
    const std::size_t end = std::min(end_of_headers(block), block.size());
    const Headers http = parse_headers(block.substr(0, end));
    const std::size_t space = block.find(' ');
    is_good = space != std::string_view::npos && block.substr(space + 1, 3) == "200";
    payload.bytes = block.substr(end);
    payload.media_type = http.find("Content-Type");
    payload.content_encoding = http.find("Content-Encoding");
    payload.chunked = same_letters(http.find("Transfer-Encoding"), "chunked");
  }
  payload.is_document =
      is_good && (is_html(payload.media_type) || is_media_type(payload.media_type, "text/plain"));
  return payload;
}

bool begins_warc_record(std::string_view bytes) {
  return bytes.size() >= kWarcMarkSize && bytes.starts_with("WARC/") && is_digit(bytes[5]) &&
         bytes[6] == '.' && is_digit(bytes[7]);
}

std::size_t find_warc_record(std::string_view bytes, std::size_t from) {
  for (std::size_t at = bytes.find("WARC/", from); at != std::string_view::npos;
       at = bytes.find("WARC/", at + 1)) {
    if ((at == 0 || bytes[at - 1] == '\n') && begins_warc_record(bytes.substr(at))) return at;
  }
  return std::string_view::npos;
}

}  // namespace textmill::host
