#include "input/sniff.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

#include "input/warc.hpp"

namespace textmill::host {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view name;
};

constexpr Magic kForeign[] = {
    {"%PDF-"sv, "a PDF document"},
    {"PK\x03\x04"sv, "a ZIP archive or office document"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old office document"},
    {"{\\rtf"sv, "an RTF document"},
    {"\xFD"
     "7zXZ\0"sv,
     "xz data"},
    {"BZh"sv, "bzip2 data"},
    {"\x04\x22\x4D\x18"sv, "lz4 data"},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    {"PAR1"sv, "a Parquet file"},
    {"SQLite format 3\0"sv, "an SQLite database"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"\x89PNG\r\n"sv, "a PNG image"},
    {"\xFF\xD8\xFF"sv, "a JPEG image"},
    {"GIF8"sv, "a GIF image"},
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view skip_space(std::string_view s) {
  while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
  return s;
}

/// The name of a tag, a declaration or a comment at the start of `s`, and what may stand before them.
bool begins_html(std::string_view s) {
  static constexpr std::string_view kStarts[] = {"<!doctype html", "<html", "<head", "<body"};
  while (s.starts_with("<?xml") || s.starts_with("<!--")) {
    const std::string_view end = s[1] == '?' ? "?>" : "-->";
    const std::size_t at = s.find(end);
    if (at == std::string_view::npos) return false;
    s = skip_space(s.substr(at + end.size()));
  }
  return std::any_of(std::begin(kStarts), std::end(kStarts), [&](std::string_view start) {
    if (s.size() <= start.size()) return false;
    const auto same = [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); };
    const char after = s[start.size()];
    return std::equal(start.begin(), start.end(), s.begin(), same) && (after == '>' || is_space(after));
  });
}

std::string_view without_ending(std::string_view name, std::string_view ending) {
  if (name.ends_with(ending)) name.remove_suffix(ending.size());
  return name;
}

bool is_named_json_lines(std::string_view path) {
  path = without_ending(without_ending(path, ".gz"), ".zst");
  return path.ends_with(".jsonl") || path.ends_with(".ndjson");
}

}  // namespace

Compression compression_of(std::string_view head) {
  if (head.starts_with("\x1f\x8b"sv)) return Compression::Gzip;
  if (head.starts_with("\x28\xB5\x2F\xFD"sv)) return Compression::Zstd;
  const bool skippable =
      head.size() >= 4 && (head[0] & 0xF0) == 0x50 && head.substr(1, 3) == "\x2A\x4D\x18"sv;
  return skippable ? Compression::Zstd : Compression::None;
}

std::string_view foreign_format(std::string_view head) {
  for (const Magic& magic : kForeign) {
    if (head.starts_with(magic.bytes)) return magic.name;
  }
  const bool is_tar = head.size() > 262 && head.substr(257, 5) == "ustar"sv;
  return is_tar ? "a tar archive" : std::string_view();
}

std::string_view wide_encoding(std::string_view head) {
  if (head.starts_with("\xFF\xFE\0\0"sv)) return "UTF-32LE";
  if (head.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32BE";
  if (head.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
  if (head.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
  return {};
}

Content content_of(std::string_view head, std::string_view path) {
  std::string narrow;
  if (!wide_encoding(head).empty()) {
    std::copy_if(head.begin() + 2, head.end(), std::back_inserter(narrow), [](char c) { return c > 0; });
    head = narrow;
  }
  if (head.starts_with(kUtf8Mark)) head.remove_prefix(kUtf8Mark.size());
  head = skip_space(head);
  if (begins_warc_record(head)) return Content::Warc;
  if (begins_html(head)) return Content::Html;
  if (head.starts_with('{')) {
    const std::string_view inside = skip_space(head.substr(1));
    if (inside.empty() || inside.front() == '"' || inside.front() == '}') return Content::JsonLines;
  }
  return is_named_json_lines(path) ? Content::JsonLines : Content::Text;
}

}  // namespace textmill::host
