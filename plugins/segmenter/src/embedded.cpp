// The data files of this plugin, put into the library as they are: shared by all processes that load it,
// and never apart from the code that reads them.
#include <cstring>

#include "boundaries.hpp"
#include "main_text.hpp"

#define TEXTMILL_EMBED(symbol, file)                                                                        \
  __asm__(".pushsection .rodata\n.balign 64\n.hidden " #symbol "\n.hidden " #symbol "_end\n.globl " #symbol \
          "\n.globl " #symbol "_end\n" #symbol ":\n.incbin \"" file "\"\n" #symbol "_end:\n.popsection\n"); \
  extern "C" const unsigned char symbol[];                                                                  \
  extern "C" const unsigned char symbol##_end[]

TEXTMILL_EMBED(textmill_segmenter_boundaries, SEGMENTER_DATA_DIR "/boundaries.bin");
TEXTMILL_EMBED(textmill_segmenter_main_text, SEGMENTER_DATA_DIR "/main_text.bin");

namespace textmill::segmenter {

const BoundaryModel& shipped_boundary_model() {
  static const BoundaryModel model = [] {
    float unit = 0;
    std::memcpy(&unit, textmill_segmenter_boundaries, sizeof unit);
    return BoundaryModel(reinterpret_cast<const std::int8_t*>(textmill_segmenter_boundaries + sizeof unit),
                         unit);
  }();
  return model;
}

const MainTextModel& shipped_main_text_model() {
  static const MainTextModel model = MainTextModel::at(textmill_segmenter_main_text);
  return model;
}

}  // namespace textmill::segmenter
