/* The example of each minor version: a plugin in C that uses every part of the contract there was in 1.0. Each
 * release keeps it as it was built then, to show that later hosts run it. */
#include <string.h>
#include <textmill/abi.h>

static const textmill_reduce_host* reduce_host;
static const textmill_metrics* metrics;
static const textmill_cancel* cancel;
static const textmill_memory* memory;
static char* remembered;

static textmill_string string(const char* text) {
  textmill_string s = {text, strlen(text)};
  return s;
}

static int32_t create_model(const textmill_host* host, textmill_setup* setup, void** model) {
  static int64_t least;
  textmill_value value;
  const int32_t status = host->option(setup, string("least"), &value);
  if (status != TEXTMILL_OK) {
    host->fail_setup(setup, string("cannot read its option"));
    return status;
  }
  least = value.as.integer;
  if (host->option(setup, string("no such option"), &value) != TEXTMILL_UNDECLARED) {
    host->fail_setup(setup, string("was given an option that it does not declare"));
    return TEXTMILL_ERROR;
  }
  if (host->resource_dir(setup).len == 0) {
    host->fail_setup(setup, string("has no folder of resources"));
    return TEXTMILL_ERROR;
  }
  reduce_host = host->extension(host, TEXTMILL_EXT_REDUCE);
  metrics = host->extension(host, TEXTMILL_EXT_METRICS);
  cancel = host->extension(host, TEXTMILL_EXT_CANCEL);
  memory = host->extension(host, TEXTMILL_EXT_MEMORY);
  if (memory && memory->shared(setup, 0)) {
    host->fail_setup(setup, string("was given memory of no bytes"));
    return TEXTMILL_ERROR;
  }
  remembered = memory ? memory->shared(setup, 4096) : NULL;
  if (remembered && remembered[4095] != 0) {
    host->fail_setup(setup, string("was given memory that is not zero"));
    return TEXTMILL_ERROR;
  }
  host->log(host, TEXTMILL_LOG_DEBUG, string("made"));
  *model = &least;
  return TEXTMILL_OK;
}

static int32_t create_instance(const textmill_host* host, void* model, void** instance) {
  (void)host;
  *instance = model;
  return TEXTMILL_OK;
}

static void destroy(void* object) { (void)object; }

/* Words of ASCII letters that are long enough, each with all a row can have. */
static int32_t mark_words(int64_t least, const textmill_host* host, textmill_layer* layer, textmill_string text,
                          int64_t* count) {
  textmill_columns columns;
  int32_t status;
  for (size_t at = 0; at < text.len;) {
    size_t end = at;
    while (end < text.len && (text.ptr[end] | 32) >= 'a' && (text.ptr[end] | 32) <= 'z') ++end;
    if ((int64_t)(end - at) >= least) {
      memset(&columns, 0, sizeof columns);
      columns.size = sizeof columns;
      status = host->reserve(layer, 1, &columns);
      if (status != TEXTMILL_OK) return status;
      columns.spans[0].begin = (uint32_t)at;
      columns.spans[0].end = (uint32_t)end;
      columns.labels[0] = end - at > 12 ? host->intern(layer, string("very long")) : 0;
      columns.scores[0] = 0.5F;
      columns.integer_features[0][0] = (int64_t)(end - at);
      status = host->commit(layer, 1);
      if (status != TEXTMILL_OK) return status;
      status = host->set_string(layer, columns.first_row, 1, string("a word"));
      if (status != TEXTMILL_OK) return status;
      ++*count;
    }
    at = end + (end == at);
  }
  return TEXTMILL_OK;
}

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  const textmill_string text = host->text(document);
  textmill_layer_view tokens;
  textmill_layer* layer = NULL;
  textmill_value count;
  int32_t status;
  if (cancel && cancel->cancelled(document)) return TEXTMILL_CANCELLED;
  if (host->id(document).len == 0) return TEXTMILL_ERROR;
  memset(&tokens, 0, sizeof tokens);
  tokens.size = sizeof tokens;
  status = host->read_layer(document, string("tokens"), &tokens);
  if (status != TEXTMILL_OK && status != TEXTMILL_ABSENT) return status;
  status = host->write_layer(document, string("long_words"), &layer);
  if (status != TEXTMILL_OK) return status;
  memset(&count, 0, sizeof count);
  count.type = TEXTMILL_INTEGER;
  status = mark_words(*(const int64_t*)instance, host, layer, text, &count.as.integer);
  if (status != TEXTMILL_OK) return status;
  if (remembered) __atomic_store_n(&remembered[4095], 1, __ATOMIC_RELAXED);
  if (metrics) metrics->add(document, string("long words"), count.as.integer);
  if (reduce_host) {
    status = reduce_host->emit(document, string("."));
    if (status != TEXTMILL_OK) return status;
  }
  return host->set_attribute(document, string("fixture.count"), &count);
}

static int64_t documents;

static int32_t begin(void* model, const textmill_host* host, textmill_reduction* reduction, void** state) {
  (void)model, (void)host, (void)reduction;
  documents = 0;
  *state = &documents;
  return TEXTMILL_OK;
}

static int32_t take(void* state, const textmill_host* host, textmill_reduction* reduction, textmill_string id,
                    textmill_string contribution) {
  (void)host, (void)reduction, (void)id;
  *(int64_t*)state += (int64_t)contribution.len;
  return TEXTMILL_OK;
}

static int32_t finish(void* state, const textmill_host* host, textmill_reduction* reduction) {
  (void)host;
  return reduce_host->write(reduction, string(*(int64_t*)state == 2 ? "{\"documents\":2}" : "{}"));
}

static const textmill_reduce reduce = {sizeof reduce, begin, take, finish, destroy};
static const void* extension(const char* id) { return strcmp(id, TEXTMILL_EXT_REDUCE) == 0 ? &reduce : NULL; }

static const textmill_stage stage = {sizeof stage,    "fixture", create_model, destroy,
                                     create_instance, destroy,   process,      extension};
static const textmill_stage* const stages[] = {&stage};
TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {
    sizeof textmill_plugin_v1, TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR, "fixture", 1, stages};
