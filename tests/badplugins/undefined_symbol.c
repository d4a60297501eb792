/* Calls a function that nobody defines: with lazy binding it would load and die at the first document. */
#include "raw.h"

int not_there(void);

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  (void)instance, (void)host, (void)document;
  return not_there();
}
RAW_PLUGIN(raw_create_model, raw_create_instance, process);
