/* A plugin in plain C. The model holds the options and is shared by all workers; this stage needs nothing
 * per worker, so an instance is the model itself. textmill/abi.h says what each call promises. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <textmill/abi.h>

typedef struct my_plugin_model {
  int64_t least;
} my_plugin_model;

static textmill_string string(const char* text) {
  textmill_string s = {text, strlen(text)};
  return s;
}

static int32_t create_model(const textmill_host* host, textmill_setup* setup, void** model) {
  textmill_value least;
  my_plugin_model* made = malloc(sizeof *made);
  *model = NULL;
  if (!made) return TEXTMILL_NO_MEMORY;
  if (host->option(setup, string("least"), &least) != TEXTMILL_OK) {
    host->fail_setup(setup, string("option 'least' is not declared in plugin.yaml"));
    free(made);
    return TEXTMILL_UNDECLARED;
  }
  made->least = least.as.integer;
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

/* True if there is a letter or a digit in it, of any script: a word, and no punctuation. */
static int is_word(const char* begin, const char* end) {
  for (; begin != end; ++begin) {
    const unsigned char byte = (unsigned char)*begin;
    if (byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z')) return 1;
  }
  return 0;
}

/* A dropped document is no failure: the run counts it by the reason given here. */
static int32_t drop(const textmill_host* host, textmill_document* document, int64_t least) {
  char reason[64];
  snprintf(reason, sizeof reason, "fewer than %lld words", (long long)least);
  host->fail(document, string(reason));
  return TEXTMILL_DROP;
}

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  const my_plugin_model* model = instance;
  const textmill_string text = host->text(document);
  textmill_layer_view tokens;
  textmill_value words;
  int32_t status;

  memset(&tokens, 0, sizeof tokens);
  tokens.size = sizeof tokens;
  if ((status = host->read_layer(document, string("tokens"), &tokens)) != TEXTMILL_OK) return status;

  memset(&words, 0, sizeof words);
  words.type = TEXTMILL_INTEGER;
  for (uint32_t i = 0; i < tokens.count; ++i)
    words.as.integer += is_word(text.ptr + tokens.spans[i].begin, text.ptr + tokens.spans[i].end);
  if (words.as.integer < model->least) return drop(host, document, model->least);
  return host->set_attribute(document, string("my_plugin.words"), &words);
}

static const textmill_stage stage = {sizeof stage,    "my-plugin",      create_model, destroy_model,
                                     create_instance, destroy_instance, process,      NULL};
static const textmill_stage* const stages[] = {&stage};

TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {
    sizeof textmill_plugin_v1, TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR, "my-plugin", 1, stages};
