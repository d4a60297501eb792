/* A plugin whose build knows nothing of CMake. */
#include <string.h>
#include <textmill/abi.h>
#include <textmill/manifest.h>

TEXTMILL_EMBED_MANIFEST("counter.yaml");

static int32_t make(const textmill_host* host, textmill_setup* setup, void** model) {
  static int nothing;
  (void)host, (void)setup;
  *model = &nothing;
  return TEXTMILL_OK;
}

static int32_t make_instance(const textmill_host* host, void* model, void** instance) {
  (void)host;
  *instance = model;
  return TEXTMILL_OK;
}

static void destroy(void* object) { (void)object; }

static int32_t process(void* instance, const textmill_host* host, textmill_document* document) {
  const textmill_string name = {"counter.bytes", 13};
  textmill_value value;
  (void)instance;
  memset(&value, 0, sizeof value);
  value.type = TEXTMILL_INTEGER;
  value.as.integer = (int64_t)host->text(document).len;
  return host->set_attribute(document, name, &value);
}

static const textmill_stage stage = {sizeof stage,  "counter", make,    destroy,
                                     make_instance, destroy,   process, NULL};
static const textmill_stage* const stages[] = {&stage};
TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {
    sizeof textmill_plugin_v1, TEXTMILL_ABI_MAJOR, TEXTMILL_ABI_MINOR, "counter", 1, stages};
