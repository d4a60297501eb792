/* Counts the bytes of a document, of many in one call too; the one that forgets to begin anew for each of
 * them goes on counting, the silent one does not say how they ended. */
#include "raw.h"

static int32_t set_count(const textmill_host* host, textmill_document* document, int64_t count) {
  textmill_value value;
  memset(&value, 0, sizeof value);
  value.type = TEXTMILL_INTEGER;
  value.as.integer = count;
  return host->set_attribute(document, raw_string(BAD_ID ".count"), &value);
}

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  (void)instance;
  return set_count(host, document, (int64_t)host->text(document).len);
}

static int32_t process_batch(void* instance, const textmill_host* host, textmill_document* const* documents,
                             uint32_t count, int32_t* statuses) {
  int64_t bytes = 0;
  (void)instance;
  for (uint32_t i = 0; i < count; ++i) {
#ifndef FORGETS
    bytes = 0;
#endif
    bytes += (int64_t)host->text(documents[i]).len;
#ifdef SILENT
    set_count(host, documents[i], bytes);
    (void)statuses;
#else
    statuses[i] = set_count(host, documents[i], bytes);
#endif
  }
  return TEXTMILL_OK;
}

static const textmill_batch batch = {sizeof batch, process_batch};
static const void* extension(const char* id) { return strcmp(id, TEXTMILL_EXT_BATCH) == 0 ? &batch : NULL; }

static const textmill_stage stage = {sizeof stage,        BAD_ID,      raw_create_model, raw_destroy,
                                     raw_create_instance, raw_destroy, process,          extension};
static const textmill_stage* const stages[] = {&stage};
TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {
    sizeof textmill_plugin_v1, TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR, BAD_ID, 1, stages};
