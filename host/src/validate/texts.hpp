// Texts that find faults: plain ones, hostile ones, random ones. The same seed gives the same texts.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "textmill/testkit/nasty_texts.hpp"

namespace textmill::host {

/// Paragraphs of ordinary English, with names, numbers, lists and a little of other languages; at least
/// `least_bytes` long, no two paragraphs alike.
std::string sample_text(std::size_t least_bytes);

using testkit::nasty_texts;
using testkit::random_text;

/// Byte offsets of all code points of `text`, and its end.
std::vector<std::size_t> code_point_bounds(const std::string& text);

/// The beginning of a text for a message: one line, escaped, at most some 60 bytes.
std::string excerpt(const std::string& text);

}  // namespace textmill::host
