/* Is linked with a library that the loader will not find. */
#include "raw.h"

int absent_function(void);

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  (void)instance, (void)host, (void)document;
  return absent_function();
}
RAW_PLUGIN(raw_create_model, raw_create_instance, process);
