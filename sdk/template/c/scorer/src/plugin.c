/* A plugin in plain C. The model holds the options and is shared by all workers; this stage needs nothing
 * per worker, so an instance is the model itself. textmill/abi.h says what each call promises. */
#include <stdlib.h>
#include <string.h>
#include <textmill/abi.h>

typedef struct my_plugin_model {
  int64_t long_letters;
} my_plugin_model;

static textmill_string string(const char* text) {
  textmill_string s = {text, strlen(text)};
  return s;
}

static int32_t create_model(const textmill_host* host, textmill_setup* setup, void** model) {
  textmill_value letters;
  my_plugin_model* made = malloc(sizeof *made);
  *model = NULL;
  if (!made) return TEXTMILL_NO_MEMORY;
  if (host->option(setup, string("long"), &letters) != TEXTMILL_OK) {
    host->fail_setup(setup, string("option 'long' is not declared in plugin.yaml"));
    free(made);
    return TEXTMILL_UNDECLARED;
  }
  made->long_letters = letters.as.integer;
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

/* Opens a layer of earlier stages. */
static int32_t read(const textmill_host* host, textmill_document* document, const char* name,
                    textmill_layer_view* view) {
  memset(view, 0, sizeof *view);
  view->size = sizeof *view;
  return host->read_layer(document, string(name), view);
}

/* Writes the score of each sentence and adds to their sum and number. */
static int32_t score_sentences(const textmill_host* host, textmill_document* document, int64_t long_letters,
                               double* sum, uint32_t* count) {
  const textmill_string text = host->text(document);
  textmill_layer_view sentences, tokens;
  textmill_layer* scores = NULL;
  uint32_t next = 0;
  int32_t status;
  if ((status = read(host, document, "sentences", &sentences)) != TEXTMILL_OK) return status;
  if ((status = read(host, document, "tokens", &tokens)) != TEXTMILL_OK) return status;
  if ((status = host->write_layer(document, string("my_plugin"), &scores)) != TEXTMILL_OK) return status;
  for (uint32_t i = 0; i < sentences.count; ++i) {
    const textmill_span sentence = sentences.spans[i];
    uint32_t words = 0, long_words = 0;
    float score;
    for (; next < tokens.count && tokens.spans[next].begin < sentence.end; ++next) {
      const textmill_span token = tokens.spans[next];
      if (token.begin < sentence.begin) continue;
      ++words;
      long_words += letters(text.ptr + token.begin, text.ptr + token.end) >= long_letters;
    }
    if (words == 0) continue;
    score = (float)long_words / (float)words;
    if ((status = host->add(scores, &sentence, NULL, &score, 1)) != TEXTMILL_OK) return status;
    *sum += (double)long_words / words;
    ++*count;
  }
  return TEXTMILL_OK;
}

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  const my_plugin_model* model = instance;
  double sum = 0;
  uint32_t count = 0;
  textmill_value mean;
  const int32_t status = score_sentences(host, document, model->long_letters, &sum, &count);
  if (status != TEXTMILL_OK) return status;
  memset(&mean, 0, sizeof mean);
  mean.type = TEXTMILL_NUMBER;
  mean.as.number = count > 0 ? sum / count : 0;
  return host->set_attribute(document, string("my_plugin.score"), &mean);
}

static const textmill_stage stage = {sizeof stage,    "my-plugin",      create_model, destroy_model,
                                     create_instance, destroy_instance, process,      NULL};
static const textmill_stage* const stages[] = {&stage};

TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {
    sizeof textmill_plugin_v1, TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR, "my-plugin", 1, stages};
