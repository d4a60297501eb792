/* A plugin in plain C. The model holds the options and is shared by all workers; this stage needs nothing
 * per worker, so an instance is the model itself. textmill/abi.h says what each call promises. */
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
  textmill_layer* marks = NULL;
  textmill_value count;
  int32_t status;

  memset(&tokens, 0, sizeof tokens);
  tokens.size = sizeof tokens;
  if ((status = host->read_layer(document, string("tokens"), &tokens)) != TEXTMILL_OK) return status;
  if ((status = host->write_layer(document, string("my_plugin"), &marks)) != TEXTMILL_OK) return status;

  memset(&count, 0, sizeof count);
  count.type = TEXTMILL_INTEGER;
  for (uint32_t i = 0; i < tokens.count; ++i) {
    const textmill_span span = tokens.spans[i];
    const uint32_t length = letters(text.ptr + span.begin, text.ptr + span.end);
    const float score = (float)length;
    if (length < model->least) continue;
    if ((status = host->add(marks, &span, NULL, &score, 1)) != TEXTMILL_OK) return status;
    ++count.as.integer;
  }
  return host->set_attribute(document, string("my_plugin.count"), &count);
}

static const textmill_stage stage = {sizeof stage,    "my-plugin",      create_model, destroy_model,
                                     create_instance, destroy_instance, process,      NULL};
static const textmill_stage* const stages[] = {&stage};

TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {
    sizeof textmill_plugin_v1, TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR, "my-plugin", 1, stages};
