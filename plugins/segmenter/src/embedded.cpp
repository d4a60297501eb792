// The data files of this plugin, put into the library as they are: shared by all processes that load it,
// and never apart from the code that reads them.
#include <cstring>

#include "boundaries.hpp"

#define TEXTMILL_EMBED(symbol, file)                                                            \
  __asm__(".pushsection .rodata\n.balign 64\n.hidden " #symbol "\n.globl " #symbol "\n" #symbol \
          ":\n"                                                                                 \
          ".incbin \"" file "\"\n.byte 0\n.popsection\n");                                      \
  extern "C" const unsigned char symbol[]

TEXTMILL_EMBED(textmill_segmenter_boundaries, SEGMENTER_DATA_DIR "/boundaries.bin");

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

}  // namespace textmill::segmenter
