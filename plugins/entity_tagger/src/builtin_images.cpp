#include "builtin_images.hpp"

#include <string_view>

// An image as it is, at the alignment ImageReader asks for; a C++ literal of its size would take a compiler
// longer than all the rest of the plugin.
#define TEXTMILL_IMAGE(symbol, file)                                      \
  asm(".pushsection .rodata\n"                                            \
      ".balign 64\n"                                                      \
      ".hidden " #symbol                                                  \
      "\n"                                                                \
      ".globl " #symbol "\n" #symbol                                      \
      ":\n"                                                               \
      ".incbin \"" file                                                   \
      "\"\n"                                                              \
      ".hidden " #symbol                                                  \
      "_end\n"                                                            \
      ".globl " #symbol "_end\n" #symbol                                  \
      "_end:\n"                                                           \
      ".popsection\n");                                                   \
  extern "C" {                                                            \
  __attribute__((visibility("hidden"))) extern const char symbol[];       \
  __attribute__((visibility("hidden"))) extern const char symbol##_end[]; \
  }

TEXTMILL_IMAGE(textmill_names_image, TEXTMILL_IMAGE_FOLDER "/names.image")
TEXTMILL_IMAGE(textmill_grammars_image, TEXTMILL_IMAGE_FOLDER "/grammars.image")

namespace textmill::entity_tagger {
namespace {

static_assert(kImageAlignment == 64, "as above");

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

Gazetteer builtin_names() {
  return {"names", CaseMode::Smart, between(textmill_names_image, textmill_names_image_end)};
}

std::vector<Grammar> builtin_grammars() {
  ImageReader reader(between(textmill_grammars_image, textmill_grammars_image_end));
  std::vector<Grammar> grammars;
  std::uint64_t count = 0;
  reader(count);
  grammars.reserve(count);
  while (grammars.size() < count) {
    FlatArray<char> image;
    reader(image);
    grammars.emplace_back(std::string_view(image.data(), image.size()));
  }
  return grammars;
}

}  // namespace textmill::entity_tagger
