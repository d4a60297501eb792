// JSON into a buffer: rapidjson does structure and escaping, the rows of layers, which are nearly all of
// the output, are put together from ready-made pieces.
#pragma once

#include <rapidjson/writer.h>

#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "document/value.hpp"
#include "output/byte_buffer.hpp"

namespace textmill::host {

/// An output stream for rapidjson that appends to a buffer and lets others append in between.
class TextStream {
 public:
  using Ch = char;

  explicit TextStream(ByteBuffer& out) : out_(out) {}
  /// What is written reaches `text` when the stream ends.
  explicit TextStream(std::string& text) : text_(&text), out_(own_) {}
  TextStream(const TextStream&) = delete;  // has something to hand over at its end
  TextStream& operator=(const TextStream&) = delete;
  ~TextStream() {
    if (text_) text_->append(own_);
  }

  void Put(char c) { out_.push_back(c); }  // NOLINT(readability-identifier-naming): rapidjson's name
  void Flush() {}                          // NOLINT(readability-identifier-naming)

  /// Room for `count` bytes; `commit` says where they end.
  char* reserve(std::size_t count) { return out_.room_for(count); }
  void commit(const char* end) { out_.commit(end); }
  void append(std::string_view s) { out_.append(s); }

 private:
  std::string* text_ = nullptr;
  ByteBuffer own_;
  ByteBuffer& out_;
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

/// "0000" to "9999" as they lie in memory, from a table of pairs; `number` is below 10000.
inline std::uint32_t four_digits(std::uint32_t number) {
  static constexpr auto kPairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
      pairs[2 * i] = static_cast<char>('0' + i / 10);
      pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
  }();
  std::uint16_t pair[2];
  std::memcpy(&pair[0], &kPairs[2 * (number / 100)], 2);
  std::memcpy(&pair[1], &kPairs[2 * (number % 100)], 2);
  constexpr bool kFirstIsLow = std::endian::native == std::endian::little;
  return static_cast<std::uint32_t>(pair[kFirstIsLow ? 0 : 1]) |
         static_cast<std::uint32_t>(pair[kFirstIsLow ? 1 : 0]) << 16;
}

/// Offsets are half of all output, so they do without call and loop.
inline char* put_number(char* to, std::uint32_t number) {
  if (number > 9999) {
    to = put_number(to, number / 10000);
    const std::uint32_t digits = four_digits(number % 10000);
    std::memcpy(to, &digits, 4);
    return to + 4;
  }
  const int zeros = (number < 10) + (number < 100) + (number < 1000);
  std::uint32_t digits = four_digits(number);
  digits = std::endian::native == std::endian::little ? digits >> (8 * zeros) : digits << (8 * zeros);
  std::memcpy(to, &digits, 4);
  return to + (4 - zeros);
}

/// Many scores are 1; what is no whole digit takes the way of shortest decimals.
inline char* put_number(char* to, float number) {
  const bool is_digit = number >= 1 && number <= 9 && number == static_cast<float>(static_cast<int>(number));
  if (!is_digit) return std::to_chars(to, to + kNumberRoom, number).ptr;
  *to = static_cast<char>('0' + static_cast<int>(number));
  return to + 1;
}

/// Texts of numbers that come again: the shares and scores of one layer are few. One per layer and document.
template <class Number>
class NumberTexts {
 public:
  char* put(char* to, Number number) {
    using Bits = std::conditional_t<sizeof(Number) == 8, std::uint64_t, std::uint32_t>;
    const auto bits = std::bit_cast<Bits>(number);
    Text& known = texts_[(bits * std::uint64_t{0x9E3779B97F4A7C15U}) >> 60];
    if (known.size == 0 || std::bit_cast<Bits>(known.number) != bits) {
      known.number = number;
      known.size = static_cast<std::size_t>(put_number(known.bytes, number) - known.bytes);
    }
    std::memcpy(to, known.bytes, kNumberRoom);
    return to + known.size;
  }

 private:
  struct Text {
    Number number;
    std::size_t size = 0;  // 0: none yet
    char bytes[kNumberRoom];
  };
  std::array<Text, 16> texts_;
};

inline char* put(char* to, std::string_view s) {
  std::memcpy(to, s.data(), s.size());
  return to + s.size();
}

/// A text that is written over and over: kept in whole blocks, so that one that fits into a block is copied
/// without a call.
class Piece {
 public:
  explicit Piece(std::string text) : bytes_(std::move(text)), size_(bytes_.size()) {
    bytes_.resize((size_ + kBlock - 1) / kBlock * kBlock);
  }
  /// How much `put` may write.
  std::size_t room() const { return bytes_.size(); }
  char* put(char* to) const {
    for (std::size_t done = 0; done < bytes_.size(); done += kBlock)
      std::memcpy(to + done, bytes_.data() + done, kBlock);
    return to + size_;
  }

 private:
  static constexpr std::size_t kBlock = 32;
  std::string bytes_;
  std::size_t size_;
};

/// rapidjson wants a pointer even for nothing.
inline const char* pointer_of(std::string_view s) { return s.data() ? s.data() : ""; }
inline rapidjson::SizeType size_of(std::string_view s) { return static_cast<rapidjson::SizeType>(s.size()); }

inline void put_string(TextStream& stream, std::string_view s) {
  if (clean_prefix(s.data(), s.data() + s.size()) < s.size()) {
    JsonWriter(stream).String(pointer_of(s), size_of(s));
    return;
  }
  char* to = stream.reserve(s.size() + 2);
  *to++ = '"';
  if (!s.empty()) to = put(to, s);  // an empty one may have no address
  *to = '"';
  stream.commit(to + 1);
}
inline void put_value(JsonWriter& writer, std::string_view s) { writer.String(pointer_of(s), size_of(s)); }
inline void put_key(JsonWriter& writer, std::string_view s) { writer.Key(pointer_of(s), size_of(s)); }

/// Numbers must be finite.
void put_value(JsonWriter& writer, const Value& value);
/// The same behind a name that was put without the writer.
void put_value(TextStream& stream, const Value& value);

/// `s` as a JSON string, quotes included.
std::string json_string(std::string_view s);

}  // namespace textmill::host
