/* Sets the length of its document's record, which only the draft textmill.source/draft-1 tells; -1 where the
 * host does not offer it. */
#include <textmill/drafts.h>

#include "raw.h"

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  const textmill_source_host* offered = host->extension(host, TEXTMILL_EXT_SOURCE);
  textmill_source source;
  textmill_value value;
  (void)instance;
  memset(&source, 0, sizeof source);
  source.size = sizeof source;
  if (offered) offered->source(document, &source);
  memset(&value, 0, sizeof value);
  value.type = TEXTMILL_INTEGER;
  value.as.integer = offered ? (int64_t)source.length : -1;
  return host->set_attribute(document, raw_string(BAD_ID ".count"), &value);
}

RAW_PLUGIN(raw_create_model, raw_create_instance, process);
