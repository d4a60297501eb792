/* Does to a document what its text says, alone and, unless SINGLES, together with others: ##fail##, ##drop##,
 * ##crash## and ##slow## (half a second) both ways; ##whole## and ##silent## are good texts, over which the
 * call as a whole fails or leaves a status unwritten. Counts the documents that came in calls, once each. */
#include <time.h>

#include "raw.h"

static int says(const textmill_host* host, const textmill_document* document, const char* word) {
  const textmill_string text = host->text(document);
  const size_t length = strlen(word);
  for (size_t i = 0; i + length <= text.len; ++i) {
    if (memcmp(text.ptr + i, word, length) == 0) return 1;
  }
  return 0;
}

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  textmill_value value;
  (void)instance;
  memset(&value, 0, sizeof value);
  value.type = TEXTMILL_INTEGER;
  value.as.integer = (int64_t)host->text(document).len;
  if (says(host, document, "##crash##")) abort();
  if (says(host, document, "##slow##")) {
    const struct timespec half = {0, 500000000};
    nanosleep(&half, NULL);
  }
  if (says(host, document, "##fail##") || says(host, document, "##drop##")) {
    host->fail(document, raw_string("the text says so"));
    return says(host, document, "##drop##") ? TEXTMILL_DROP : TEXTMILL_ERROR;
  }
  return host->set_attribute(document, raw_string(BAD_ID ".count"), &value);
}

#ifdef SINGLES
#define EXTENSION NULL
#else
static int32_t process_batch(void* instance, const textmill_host* host, textmill_document* const* documents,
                             uint32_t count, int32_t* statuses) {
  const textmill_metrics* metrics = host->extension(host, TEXTMILL_EXT_METRICS);
  int32_t whole = TEXTMILL_OK;
  for (uint32_t i = 0; i < count; ++i) {
    if (metrics) metrics->add(documents[i], raw_string("in_calls"), 1);
    if (says(host, documents[i], "##whole##")) whole = TEXTMILL_ERROR;
    if (!says(host, documents[i], "##silent##")) statuses[i] = process(instance, host, documents[i]);
  }
  return whole;
}

static const textmill_batch batch = {sizeof batch, process_batch};
static const void* extension(const char* id) { return strcmp(id, TEXTMILL_EXT_BATCH) == 0 ? &batch : NULL; }
#define EXTENSION extension
#endif

static const textmill_stage stage = {sizeof stage,        BAD_ID,      raw_create_model, raw_destroy,
                                     raw_create_instance, raw_destroy, process,          EXTENSION};
static const textmill_stage* const stages[] = {&stage};
TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {
    sizeof textmill_plugin_v1, TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR, BAD_ID, 1, stages};
