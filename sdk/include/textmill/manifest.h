/* For plugins that are not built with CMake's textmill_add_plugin(): puts plugin.yaml into the library, where
 * the host reads it without loading anything.
 *
 *     #include <textmill/manifest.h>
 *     TEXTMILL_EMBED_MANIFEST("plugin.yaml");
 *
 * Once in a plugin, outside of functions, in C or C++, with gcc or clang. The assembler looks for the file in
 * the folder it is run in and in those given with -Wa,-I; it fails if there is none. The file is part of the
 * object, so build the object again when the file changes. */
#ifndef TEXTMILL_MANIFEST_H
#define TEXTMILL_MANIFEST_H

/* "aR": loaded with the library, and kept by a linker that leaves out what nobody refers to. */
#define TEXTMILL_EMBED_MANIFEST(file)            \
  __asm__(                                       \
      ".pushsection .textmill_manifest,\"aR\"\n" \
      ".incbin \"" file                          \
      "\"\n"                                     \
      ".popsection\n")

#endif /* TEXTMILL_MANIFEST_H */
