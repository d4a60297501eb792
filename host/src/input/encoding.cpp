#include "input/encoding.hpp"

#include <simdjson.h>
#include <unicode/ucnv.h>

#include <array>
#include <memory>

#include "input/sniff.hpp"

namespace textmill::host {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Sequence {
  std::size_t size;
  bool good;
};

/// The well-formed sequence at the start of `s`, or the maximal subpart of an ill-formed one.
Sequence first_sequence(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  for (std::size_t i = 1; i < size; ++i) {
    if (i == s.size()) return {i, false};
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (i == 1 && lead == 0xE0) low = 0xA0;
    if (i == 1 && lead == 0xED) high = 0x9F;
    if (i == 1 && lead == 0xF0) low = 0x90;
    if (i == 1 && lead == 0xF4) high = 0x8F;
    if (byte(i) < low || byte(i) > high) return {i, false};
  }
  return {size, true};
}

}  // namespace

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

Repair repair_utf8(std::string_view bytes, std::string& text) {
  Repair repair;
  text.clear();
  text.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t at = 0; at < bytes.size();) {
    const Sequence sequence = first_sequence(bytes.substr(at));
    text.append(sequence.good ? bytes.substr(at, sequence.size) : kReplacement);
    if (!sequence.good && repair.sequences++ == 0) repair.first_at = at;
    at += sequence.size;
  }
  return repair;
}

bool to_utf8(std::string_view bytes, std::string_view encoding, std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto open = [&](const std::string& name) {
    return std::unique_ptr<UConverter, decltype(&ucnv_close)>(ucnv_open(name.c_str(), &error), &ucnv_close);
  };
  const auto from = open(std::string(encoding));
  const auto to = open("UTF-8");
  if (U_FAILURE(error)) return false;
  const std::size_t mark = wide_encoding(bytes) != encoding ? 0 : encoding.starts_with("UTF-32") ? 4 : 2;
  const char* source = bytes.data() + mark;
  const char* const end = bytes.data() + bytes.size();
  std::array<UChar, 4096> pivot;
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  std::array<char, 16384> chunk;
  text.clear();
  bool first = true;
  do {
    error = U_ZERO_ERROR;
    char* target = chunk.data();
    ucnv_convertEx(to.get(), from.get(), &target, chunk.data() + chunk.size(), &source, end, pivot.data(),
                   &pivot_source, &pivot_target, pivot.data() + pivot.size(), first, true, &error);
    text.append(chunk.data(), target);
    first = false;
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  return U_SUCCESS(error);
}

}  // namespace textmill::host
