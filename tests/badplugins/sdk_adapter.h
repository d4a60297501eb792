/* What the recipes of the shared collection of bad inputs are written against, on top of the real SDK: a
 * function that fills an array of spans. Copied beside a recipe before it is compiled (tests/cli/
 * bad_inputs_test.cpp). */
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef BAD_ABI
#define RAW_MAJOR BAD_ABI
#endif
#define RAW_ID bad_name
#define RAW_STAGE_ID bad_name
#include "raw.h"

#define EXPORT extern "C" __attribute__((visibility("default")))
#define HAS(S) (memmem(text, len, S, sizeof(S) - 1) != nullptr)

struct bad_span {
  uint64_t begin, end;
  uint32_t kind;
};

static const uint32_t kBadCapacity = 256;

static int32_t bad_run(int (*recipe)(const char*, size_t, bad_span*, size_t, size_t*), const char* layer_name,
                       const textmill_host* host, textmill_document* document) {
  const textmill_string text = host->text(document);
  bad_span spans[kBadCapacity];
  size_t count = 0;
  if (recipe(text.ptr, text.len, spans, kBadCapacity, &count) != 0) return TEXTMILL_ERROR;
  if (count == 0) return TEXTMILL_OK;
  textmill_layer* layer = nullptr;
  host->write_layer(document, raw_string(layer_name), &layer);
  textmill_columns columns = {};
  columns.size = sizeof columns;
  host->reserve(layer, kBadCapacity, &columns);
  for (size_t i = 0; i < count && i < kBadCapacity; ++i) {
    columns.spans[i] = {static_cast<uint32_t>(spans[i].begin), static_cast<uint32_t>(spans[i].end)};
    columns.labels[i] = spans[i].kind - 1;
  }
  host->commit(layer, static_cast<uint32_t>(count));
  return TEXTMILL_OK;
}

#define BAD_PLUGIN(NAME, ...)                                                                                \
  static const char bad_name[] = NAME;                                                                       \
  __attribute__((section(".textmill_manifest"), used, retain)) static const char bad_manifest[] =            \
      "textmill_plugin: 1\nid: " NAME "\nversion: 1.0.0\nlicence: Apache-2.0\nabi: \"1.0\"\n"                \
      "summary: A plugin that is wrong\nstages:\n  - id: " NAME "\n    summary: Is wrong\n    writes:\n"     \
      "      layers:\n        - name: " NAME "_marks\n          labels: [one, two]\n";                       \
  static int bad_process(const char* text, size_t len, bad_span* out, size_t cap, size_t* n) {               \
    (void)text, (void)len, (void)out, (void)cap;                                                             \
    *n = 0;                                                                                                  \
    __VA_ARGS__;                                                                                             \
    return 0;                                                                                                \
  }                                                                                                          \
  static int32_t bad_call(void*, const textmill_host* host, textmill_document* document) {                   \
    return bad_run(bad_process, NAME "_marks", host, document);                                              \
  }                                                                                                          \
  RAW_PLUGIN(raw_create_model, raw_create_instance, bad_call);
