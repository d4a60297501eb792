/* A plugin in plain C that does nothing wrong, in pieces: a bad plugin defines one of them otherwise
 * before it includes this file, and everything else comes from here. BAD_ID is the plugin's id. */
#ifndef TEXTMILL_TESTS_RAW_H
#define TEXTMILL_TESTS_RAW_H

#include <stdlib.h>
#include <string.h>
#include <textmill/abi.h>

#define RAW_UNUSED __attribute__((unused))

static int raw_model;

RAW_UNUSED static textmill_string raw_string(const char* text) {
  textmill_string s = {text, strlen(text)};
  return s;
}

/* True for the document that sets a plugin off; for every document if the environment says so, for tests of
 * `textmill validate`, which brings its own documents. */
RAW_UNUSED static int raw_triggered(const textmill_host* host, const textmill_document* document) {
  static const char kTrigger[] = "##TRIGGER##";
  const textmill_string text = host->text(document);
  if (getenv("TEXTMILL_SET_OFF")) return 1;
  for (size_t i = 0; i + sizeof kTrigger - 1 <= text.len; ++i) {
    if (memcmp(text.ptr + i, kTrigger, sizeof kTrigger - 1) == 0) return 1;
  }
  return 0;
}

RAW_UNUSED static int32_t raw_create_model(const textmill_host* host, textmill_setup* setup, void** model) {
  (void)host, (void)setup;
  *model = &raw_model;
  return TEXTMILL_OK;
}
RAW_UNUSED static int32_t raw_create_instance(const textmill_host* host, void* model, void** instance) {
  (void)host;
  *instance = model;
  return TEXTMILL_OK;
}
RAW_UNUSED static void raw_destroy(void* object) { (void)object; }
RAW_UNUSED static int32_t raw_process(void* instance, const textmill_host* host,
                                      textmill_document* document) {
  (void)instance, (void)host, (void)document;
  return TEXTMILL_OK;
}

#ifndef RAW_STAGE_SIZE
#define RAW_STAGE_SIZE sizeof(textmill_stage)
#endif
#ifndef RAW_ENTRY_SIZE
#define RAW_ENTRY_SIZE sizeof(textmill_plugin)
#endif
#ifndef RAW_MAJOR
#define RAW_MAJOR TEXTMILL_ABI_MAJOR
#endif
#ifndef RAW_MINOR
#define RAW_MINOR TEXTMILL_ABI_MINOR
#endif
#ifndef RAW_ID
#define RAW_ID BAD_ID
#endif
#ifndef RAW_STAGE_ID
#define RAW_STAGE_ID BAD_ID
#endif

#ifdef __cplusplus
#define RAW_EXTERN extern "C"
#else
#define RAW_EXTERN
#endif

/* Exports the plugin with these functions. */
#define RAW_PLUGIN(create_model, create_instance, process)                                           \
  static const textmill_stage raw_stage = {RAW_STAGE_SIZE,  RAW_STAGE_ID, create_model, raw_destroy, \
                                           create_instance, raw_destroy,  process,      NULL};       \
  static const textmill_stage* const raw_stages[] = {&raw_stage};                                    \
  RAW_EXTERN TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {                            \
      RAW_ENTRY_SIZE, RAW_MAJOR, RAW_MINOR, RAW_ID, 1, raw_stages}

#endif
