/* Writes a layer or an attribute on the document with ##TRIGGER## that breaks the contract in the way the
 * build says. The status of each call is passed over on purpose: the host must notice by itself. */
#include <math.h>

#include "raw.h"

#define LAYER BAD_ID "_marks"

static void add(const textmill_host* host, textmill_layer* layer, uint32_t begin, uint32_t end, float score) {
  const textmill_span span = {begin, end};
  const uint32_t label = 0;
  host->add(layer, &span, &label, &score, 1);
}

RAW_UNUSED static void commit_too_many(const textmill_host* host, textmill_layer* layer) {
  textmill_columns columns = {sizeof columns, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL};
  host->reserve(layer, 1, &columns);
  columns.spans[0].begin = 0;
  columns.spans[0].end = 1;
  host->commit(layer, 2);
}

RAW_UNUSED static void set_attribute(const textmill_host* host, textmill_document* document, const char* name,
                                     int32_t type) {
  textmill_value value;
  memset(&value, 0, sizeof value);
  value.type = type;
  host->set_attribute(document, raw_string(name), &value);
}

#if defined(COUNTS)
/* Its result depends on the documents this worker has seen before. */
static void count_documents(const textmill_host* host, textmill_document* document) {
  static int64_t seen;
  textmill_value value;
  memset(&value, 0, sizeof value);
  value.type = TEXTMILL_INTEGER;
  value.as.integer = ++seen;
  host->set_attribute(document, raw_string(BAD_ID ".count"), &value);
}
#endif

static void break_contract(const textmill_host* host, textmill_document* document, textmill_layer* layer) {
  const uint32_t size = (uint32_t)host->text(document).len;
  (void)size, (void)layer, (void)document;
#if defined(OUTSIDE)
  add(host, layer, 0, size + 1, 0);
#elif defined(REVERSED)
  add(host, layer, 2, 1, 0);
#elif defined(CUT)
  /* "##TRIGGER## é": the document must have a two-byte character behind the trigger. */
  if (size > 13) add(host, layer, 0, 13, 0);
#elif defined(UNSORTED)
  add(host, layer, 4, 5, 0);
  add(host, layer, 0, 1, 0);
#elif defined(NAN_SCORE)
  add(host, layer, 0, 1, NAN);
#elif defined(TOO_MANY)
  commit_too_many(host, layer);
#elif defined(UNDECLARED_LAYER)
  host->write_layer(document, raw_string("other"), &layer);
#elif defined(UNDECLARED_ATTRIBUTE)
  set_attribute(host, document, BAD_ID ".other", TEXTMILL_INTEGER);
#elif defined(WRONG_TYPE)
  set_attribute(host, document, BAD_ID ".count", TEXTMILL_STRING);
#endif
}

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  textmill_layer* layer = NULL;
  (void)instance;
  host->write_layer(document, raw_string(LAYER), &layer);
#if defined(COUNTS)
  count_documents(host, document);
#endif
  if (raw_triggered(host, document)) {
    break_contract(host, document, layer);
  } else if (host->text(document).len > 0) {
    add(host, layer, 0, (uint32_t)host->text(document).len, 1);
  }
  return TEXTMILL_OK;
}
RAW_PLUGIN(raw_create_model, raw_create_instance, process);
