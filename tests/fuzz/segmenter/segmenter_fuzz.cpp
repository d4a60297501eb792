// Any valid text under any options: the segmentation keeps what invariants.hpp lists.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "invariants.hpp"

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
  segmenter::segment(input, options, result);
  if (!segmenter::broken_invariant(input, result).empty()) std::abort();
  return 0;
}
