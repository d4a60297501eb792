// JSON into a std::string: rapidjson does structure and escaping, the rows of layers, which are nearly all of
// the output, are put together from ready-made pieces.
#pragma once

#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "document/value.hpp"

namespace textmill::host {

/// An output stream for rapidjson that appends to a string and lets others append in between.
class TextStream {
 public:
  using Ch = char;

  explicit TextStream(std::string& out) : out_(out), used_(out.size()) {}
  TextStream(const TextStream&) = delete;  // cuts the string to size at its end
  TextStream& operator=(const TextStream&) = delete;
  ~TextStream() { out_.resize(used_); }

  void Put(char c) {  // NOLINT(readability-identifier-naming): rapidjson's name
    if (used_ == out_.size()) grow(1);
    out_[used_++] = c;
  }
  void Flush() {}  // NOLINT(readability-identifier-naming)

  /// Room for `count` bytes; `commit` says where they end.
  char* reserve(std::size_t count) {
    if (out_.size() - used_ < count) grow(count);
    return out_.data() + used_;
  }
  void commit(const char* end) { used_ = static_cast<std::size_t>(end - out_.data()); }
  void append(std::string_view s) {
    std::memcpy(reserve(s.size()), s.data(), s.size());
    used_ += s.size();
  }

 private:
  /// In steps that double with what this stream has written: filling with zeros stays a small share.
  void grow(std::size_t count) {
    step_ = std::max(2 * step_, count);
    out_.resize(used_ + step_);
  }

  std::string& out_;
  std::size_t used_;
  std::size_t step_ = 2048;
};

/// How many bytes at the start of [begin, end) a JSON string takes as they are: up to the first control
/// character, quote or backslash. Eight bytes at a time.
inline std::size_t clean_prefix(const char* begin, const char* end) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  const auto zero_byte = [](std::uint64_t x) { return (x - kOnes) & ~x & kHigh; };
  const char* at = begin;
  for (; end - at >= 8; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    const std::uint64_t control = (word - kOnes * 0x20) & ~word & kHigh;
    if ((control | zero_byte(word ^ kOnes * '"') | zero_byte(word ^ kOnes * '\\')) != 0) break;
  }
  while (at < end && static_cast<unsigned char>(*at) >= 0x20 && *at != '"' && *at != '\\') ++at;
  return static_cast<std::size_t>(at - begin);
}

using JsonWriter = rapidjson::Writer<TextStream>;

}  // namespace textmill::host

/// rapidjson's own hook for streams that can take a run of plain bytes at once.
template <>
inline bool rapidjson::Writer<textmill::host::TextStream>::ScanWriteUnescapedString(StringStream& is,
                                                                                    size_t length) {
  const char* end = is.head_ + length;
  const std::size_t clean = textmill::host::clean_prefix(is.src_, end);
  os_->append({is.src_, clean});
  is.src_ += clean;
  return is.src_ < end;
}

namespace textmill::host {

inline constexpr std::size_t kNumberRoom = 32;  // of any integer, float or double

/// Shortest text that reads back as the same value. `to` has kNumberRoom bytes; returns the end.
template <class Number>
char* put_number(char* to, Number number) {
  return std::to_chars(to, to + kNumberRoom, number).ptr;
}

inline char* put(char* to, std::string_view s) {
  std::memcpy(to, s.data(), s.size());
  return to + s.size();
}

/// rapidjson wants a pointer even for nothing.
inline const char* pointer_of(std::string_view s) { return s.data() ? s.data() : ""; }
inline rapidjson::SizeType size_of(std::string_view s) { return static_cast<rapidjson::SizeType>(s.size()); }

inline void put_string(TextStream& stream, std::string_view s) {
  JsonWriter(stream).String(pointer_of(s), size_of(s));
}
inline void put_value(JsonWriter& writer, std::string_view s) { writer.String(pointer_of(s), size_of(s)); }
inline void put_key(JsonWriter& writer, std::string_view s) { writer.Key(pointer_of(s), size_of(s)); }

/// Numbers must be finite.
void put_value(JsonWriter& writer, const Value& value);

/// `s` as a JSON string, quotes included.
std::string json_string(std::string_view s);

}  // namespace textmill::host
