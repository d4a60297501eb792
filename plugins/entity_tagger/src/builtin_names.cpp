#include "builtin_names.hpp"

// The image as it is, at the alignment ImageReader asks for; a C++ literal of its size would take a compiler
// longer than all the rest of the plugin.
asm(".pushsection .rodata\n"
    ".balign 64\n"
    ".hidden textmill_names_image\n"
    ".globl textmill_names_image\n"
    "textmill_names_image:\n"
    ".incbin \"" TEXTMILL_NAMES_IMAGE
    "\"\n"
    ".hidden textmill_names_image_end\n"
    ".globl textmill_names_image_end\n"
    "textmill_names_image_end:\n"
    ".popsection\n");

extern "C" {
__attribute__((visibility("hidden"))) extern const char textmill_names_image[];
__attribute__((visibility("hidden"))) extern const char textmill_names_image_end[];
}

namespace textmill::entity_tagger {

static_assert(kImageAlignment == 64, "as above");

Gazetteer builtin_names() {
  const auto size = static_cast<std::size_t>(textmill_names_image_end - textmill_names_image);
  return {"names", CaseMode::Smart, {textmill_names_image, size}};
}

}  // namespace textmill::entity_tagger
