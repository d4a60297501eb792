/* The entry is a function, as in many other hosts, where a table is wanted. */
#include <textmill/abi.h>

#define textmill_plugin_v1 textmill_plugin_v1_entry
extern __attribute__((visibility("default"))) const void* entry(void) __asm__("textmill_plugin_v1");
const void* entry(void) { return 0; }
