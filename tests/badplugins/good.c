/* A good plugin in plain C, as small as can be: counts the lines of a document. */
#include <string.h>
#include <textmill/abi.h>

static int32_t create_model(const textmill_host* host, textmill_setup* setup, void** model) {
  static int nothing_to_remember;
  (void)host, (void)setup;
  *model = &nothing_to_remember;
  return TEXTMILL_OK;
}

static int32_t create_instance(const textmill_host* host, void* model, void** instance) {
  (void)host;
  *instance = model;
  return TEXTMILL_OK;
}

static void destroy(void* object) { (void)object; }

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  static const char kName[] = "good.count";
  const textmill_string name = {kName, sizeof kName - 1};
  const textmill_string text = host->text(document);
  textmill_value count;
  (void)instance;
  memset(&count, 0, sizeof count);
  count.type = TEXTMILL_INTEGER;
  for (size_t i = 0; i < text.len; ++i) count.as.integer += text.ptr[i] == '\n';
  return host->set_attribute(document, name, &count);
}

static const textmill_stage stage = {sizeof stage,    "good",  create_model, destroy,
                                     create_instance, destroy, process,      NULL};
static const textmill_stage* const stages[] = {&stage};
TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {
    sizeof textmill_plugin_v1, TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR, "good", 1, stages};
