// What an input is, from its first bytes. Names decide only where the bytes do not say.
#pragma once

#include <cstddef>
#include <string_view>

namespace textmill::host {

enum class Compression { None, Gzip, Zstd };
enum class Content { Text, JsonLines, Html, Warc };

/// Enough for every decision here.
inline constexpr std::size_t kSniffBytes = 4096;

Compression compression_of(std::string_view head);

/// "a PDF document", "xz data", ...: a format that cannot be read as text; empty if it is none of them.
std::string_view foreign_format(std::string_view head);

/// WARC if it begins with a WARC record, HTML if with a tag or declaration that only HTML begins with. JSON
/// Lines if the first thing in it, white space and a byte order mark aside, is a JSON object; or if it begins
/// with something else but is called .jsonl or .ndjson (compressed or not). Knows them in UTF-16 and UTF-32,
/// too.
Content content_of(std::string_view head, std::string_view path);

/// "UTF-16LE", "UTF-16BE", "UTF-32LE" or "UTF-32BE" by its byte order mark, else empty.
std::string_view wide_encoding(std::string_view head);

inline constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

}  // namespace textmill::host
