/* A plugin in plain C with a result over all documents: how many words there are of each length. What a
 * document contributes is a list of lengths, a byte each; the host keeps them in input order and gives them
 * to the reduction when the run is complete. textmill/abi.h says what each call promises. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <textmill/abi.h>

#define LONGEST 255 /* longer words count as that long */

typedef struct my_plugin_model {
  int64_t least;
  const textmill_reduce_host* reduce;
} my_plugin_model;

static textmill_string string(const char* text) {
  textmill_string s = {text, strlen(text)};
  return s;
}

static int32_t create_model(const textmill_host* host, textmill_setup* setup, void** model) {
  textmill_value least;
  my_plugin_model* made;
  *model = NULL;
  if (host->option(setup, string("least"), &least) != TEXTMILL_OK) {
    host->fail_setup(setup, string("option 'least' is not declared in plugin.yaml"));
    return TEXTMILL_UNDECLARED;
  }
  made = malloc(sizeof *made);
  if (!made) {
    host->fail_setup(setup, string("out of memory"));
    return TEXTMILL_NO_MEMORY;
  }
  made->least = least.as.integer;
  made->reduce = host->extension(host, TEXTMILL_EXT_REDUCE);
  *model = made;
  return TEXTMILL_OK;
}

static void destroy_model(void* model) { free(model); }

static int32_t create_instance(const textmill_host* host, void* model, void** instance) {
  (void)host;
  *instance = model;
  return TEXTMILL_OK;
}

static void destroy_instance(void* instance) { (void)instance; }

/* Counts the letters (code points) of a UTF-8 word. */
static uint32_t letters(const char* begin, const char* end) {
  uint32_t count = 0;
  for (; begin != end; ++begin) count += (*begin & 0xC0) != 0x80;
  return count;
}

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  const my_plugin_model* model = instance;
  const textmill_string text = host->text(document);
  textmill_layer_view tokens;
  textmill_value longest;
  int32_t status;

  if (!model->reduce) {
    host->fail(document, string("this textmill makes no results over all documents"));
    return TEXTMILL_ERROR;
  }
  memset(&tokens, 0, sizeof tokens);
  tokens.size = sizeof tokens;
  if ((status = host->read_layer(document, string("tokens"), &tokens)) != TEXTMILL_OK) return status;

  memset(&longest, 0, sizeof longest);
  longest.type = TEXTMILL_INTEGER;
  for (uint32_t i = 0; i < tokens.count; ++i) {
    const textmill_span span = tokens.spans[i];
    const uint32_t length = letters(text.ptr + span.begin, text.ptr + span.end);
    const char packed = (char)(length < LONGEST ? length : LONGEST);
    const textmill_string one = {&packed, 1};
    if (length < model->least) continue;
    if (length > longest.as.integer) longest.as.integer = length;
    if ((status = model->reduce->emit(document, one)) != TEXTMILL_OK) return status;
  }
  return host->set_attribute(document, string("my_plugin.longest"), &longest);
}

/* ---- the result over all documents ---- */

typedef struct total {
  const textmill_reduce_host* host;
  uint64_t words[LONGEST + 1]; /* by length */
} total;

static int32_t begin(void* model, const textmill_host* host, textmill_reduction* reduction, void** state) {
  total* made = calloc(1, sizeof *made);
  (void)host, (void)reduction;
  *state = made;
  if (!made) return TEXTMILL_NO_MEMORY;
  made->host = ((const my_plugin_model*)model)->reduce;
  return TEXTMILL_OK;
}

static int32_t take(void* state, const textmill_host* host, textmill_reduction* reduction, textmill_string id,
                    textmill_string contribution) {
  total* all = state;
  (void)host, (void)reduction, (void)id;
  for (size_t i = 0; i < contribution.len; ++i) ++all->words[(unsigned char)contribution.ptr[i]];
  return TEXTMILL_OK;
}

static int32_t finish(void* state, const textmill_host* host, textmill_reduction* reduction) {
  const total* all = state;
  const char* before = "{";
  int32_t status = TEXTMILL_OK;
  (void)host;
  for (int length = 0; length <= LONGEST && status == TEXTMILL_OK; ++length) {
    char part[64];
    if (all->words[length] == 0) continue;
    snprintf(part, sizeof part, "%s\"%d\":%llu", before, length, (unsigned long long)all->words[length]);
    status = all->host->write(reduction, string(part));
    before = ",";
  }
  if (status != TEXTMILL_OK) return status;
  return all->host->write(reduction, string(*before == '{' ? "{}" : "}"));
}

static const textmill_reduce reduce = {sizeof reduce, begin, take, finish, free};

static const void* extension(const char* id) { return strcmp(id, TEXTMILL_EXT_REDUCE) == 0 ? &reduce : NULL; }

static const textmill_stage stage = {sizeof stage,    "my-plugin",      create_model, destroy_model,
                                     create_instance, destroy_instance, process,      extension};
static const textmill_stage* const stages[] = {&stage};

TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {
    sizeof textmill_plugin_v1, TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR, "my-plugin", 1, stages};
