// Any valid text under any options, as a page with any tags or as none: the segmentation keeps what
// invariants.hpp lists.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "invariants.hpp"

namespace {

/// Tags for the lines of a text, of roles and with gaps that depend on its bytes.
std::vector<textmill::segmenter::TaggedSpan> tags_of(std::string_view text) {
  using textmill::segmenter::TagRole;
  constexpr unsigned kRoles = static_cast<unsigned>(TagRole::Aside) + 1;
  std::vector<textmill::segmenter::TaggedSpan> tags;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const unsigned sum = static_cast<unsigned char>(text[begin]) + static_cast<unsigned>(end - begin);
    if (sum % 5 != 0) {
      tags.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                      static_cast<TagRole>(sum % kRoles)});
    }
    begin = end + 1;
  }
  return tags;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace textmill;
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (!text::is_valid_utf8(input)) return 0;  // invalid text never reaches a plugin
  segmenter::Options options;
  options.boundaries = &segmenter::shipped_boundary_model();
  options.main_text = &segmenter::shipped_main_text_model();
  options.unicode = (data[0] & 1) != 0;
  if (data[0] & 2) options.quotes = text::Quotes::Whole;
  if (data[0] & 4) options.clitics = text::Clitics::Split;
  if (data[0] & 8) options.hyphens = text::Hyphens::Keep;
  if (data[0] & 16) options.language = "en";
  segmenter::Segmentation result;
  if (data[0] & 32) options.language = "ru";
  if (data[0] & 64) {
    segmenter::segment(input, tags_of(input), options, result);
  } else {
    segmenter::segment(input, options, result);
  }
  if (!segmenter::broken_invariant(input, result).empty()) std::abort();
  return 0;
}
