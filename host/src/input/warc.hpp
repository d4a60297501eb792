// The headers of WARC records (ISO 28500) and of the HTTP messages inside them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textmill/status.hpp"

namespace textmill::host {

/// "Name: value" lines, as written. Views into the bytes that were parsed.
struct Headers {
  std::vector<std::pair<std::string_view, std::string_view>> fields;

  /// The first value of `name` (case does not matter), or nothing.
  std::string_view find(std::string_view name) const;
};

/// Where the block of headers at the start of `bytes` ends: behind the first empty line, CRLF or LF; npos if
/// it does not.
std::size_t end_of_headers(std::string_view bytes);

/// The fields of a block of headers; its first line (a version or a status) is skipped, folded lines are
/// joined as they stand, lines without a colon left out.
Headers parse_headers(std::string_view block);

/// Decimal digits only.
std::optional<std::uint64_t> parse_length(std::string_view value);

/// True if `media_type` ("text/plain; charset=x") is `type`, parameters and case aside.
bool is_media_type(std::string_view media_type, std::string_view type);
/// The charset parameter of a media type, or nothing.
std::string_view charset_of(std::string_view media_type);

/// What a record holds if it is a document: its text, and how it is written down.
struct Payload {
  bool is_document = false;
  std::string_view bytes;  ///< as transferred
  std::string_view media_type;
  std::string_view content_encoding;  ///< HTTP: gzip, deflate, ...
  bool chunked = false;               ///< HTTP
};

/// Conversions and resources that are text or HTML, and responses with status 200 that are. Requests,
/// metadata, revisits, images and the file's own description are not documents.
Payload payload_of(const Headers& warc, std::string_view block);

/// `payload` as it was before it was transferred: chunks joined, gzip undone. Fails for other encodings, for
/// damage, and above `limit` bytes.
Result<std::string> transferred(const Payload& payload, std::size_t limit);

/// The start of a record at the beginning of a line, from `from` on, or npos. `bytes` should end behind what
/// is searched by kWarcMarkSize.
std::size_t find_warc_record(std::string_view bytes, std::size_t from);

/// True if a record starts at the beginning of `bytes`.
bool begins_warc_record(std::string_view bytes);

inline constexpr std::size_t kWarcMarkSize = 8;  // "WARC/1.0"

}  // namespace textmill::host
