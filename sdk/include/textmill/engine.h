/* Textmill inside another program: open a pipeline, feed it texts, read what was found. C11; also valid C++.
 *
 *   textmill_engine* engine = textmill_engine_open("article-audit", NULL);
 *   if (textmill_engine_problem(engine)) ...say it, close the engine...
 *   textmill_session* session = textmill_session_open(engine);
 *   if (textmill_session_run(session, "id", text, length) == TEXTMILL_OK) {
 *     textmill_layer_view entities = {sizeof entities};
 *     textmill_session_layer(session, "entities", &entities);
 *   }
 *   textmill_session_close(session);
 *   textmill_engine_close(engine);
 *
 * Link with -ltextmill. Plugins run in this process, as with --isolation thread: one that crashes takes the program
 * with it; `textmill run` keeps them apart. No function prints, exits or changes how signals are handled.
 *
 * An engine holds what does not change (plugins, models) and may be used by several threads at once; a session is
 * for one thread at a time and holds one document. Nothing here is freed but by the two close functions. Strings
 * that are given are borrowed for the call. Offsets are bytes, half open. */
#ifndef TEXTMILL_ENGINE_H
#define TEXTMILL_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include "textmill/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct textmill_engine textmill_engine;
typedef struct textmill_session textmill_session;

/* How to open a pipeline. Zero what is not wanted; lists end with a null pointer and may be null. */
typedef struct textmill_engine_options {
  size_t size;                       /* sizeof(textmill_engine_options) */
  const char* const* settings;       /* "NAME=VALUE": parameters of the pipeline, as with --set */
  const char* const* plugin_files;   /* used before all others, as with --plugin */
  const char* const* plugin_folders; /* searched before the usual ones, as with --plugin-dir */
  /* Gets what stages log: `level` is a textmill_log_level. Any thread; must not call back. Null: nothing is logged. */
  void (*log)(void* log_context, int32_t level, const char* stage, const char* message);
  void* log_context;
  int32_t allow_drafts; /* nonzero: plugins may use drafts of the contract, as with --allow-drafts */
} textmill_engine_options;

/* The version of the library, "0.1.0". Valid until the program ends. */
TEXTMILL_EXPORT const char* textmill_engine_version(void);

/* Reads and checks a pipeline (a file, or the name of one that ships with Textmill), loads its plugins and makes their
 * models. Null only if memory runs out; whether it is usable says textmill_engine_problem. */
TEXTMILL_EXPORT textmill_engine* textmill_engine_open(const char* pipeline, const textmill_engine_options* options);

/* Null if the engine is usable; else all that is wrong, a line each, as `textmill check` says it. Valid until the
 * engine is closed. */
TEXTMILL_EXPORT const char* textmill_engine_problem(const textmill_engine* engine);

/* Frees the engine; its sessions must be closed before. Null is allowed. The plugins' libraries stay loaded. */
TEXTMILL_EXPORT void textmill_engine_close(textmill_engine* engine);

/* Makes what one thread needs to run documents. Null only if memory runs out; see textmill_session_problem. */
TEXTMILL_EXPORT textmill_session* textmill_session_open(textmill_engine* engine);

/* Null if the session is usable and the last document went well; else why not, one sentence. Valid until the next
 * call for this session. */
TEXTMILL_EXPORT const char* textmill_session_problem(const textmill_session* session);

/* Gives the next document a field, as another field of its JSON line would: UTF-8, a string. Fields are forgotten
 * after the document. */
TEXTMILL_EXPORT void textmill_session_field(textmill_session* session, const char* name, const char* value);

/* Runs the pipeline over one document of `length` bytes of UTF-8, at most UINT32_MAX - 1. `id` may be null.
 *   TEXTMILL_OK     it went through; read the results
 *   TEXTMILL_DROP   a stage left it out on purpose
 *   TEXTMILL_ERROR  a stage failed, or the text is not UTF-8; textmill_session_problem says which and why
 * What was found in the document before is gone. A session goes on after any of these. */
TEXTMILL_EXPORT int32_t textmill_session_run(textmill_session* session, const char* id, const char* text,
                                             size_t length);

/* The layers the pipeline writes, in their order, by the pipeline's names; null beyond the last one. The name is valid
 * until the engine is closed. */
TEXTMILL_EXPORT const char* textmill_session_layer_name(const textmill_session* session, uint32_t number);

/* Gives a layer of the last document, column by column, as plugins get it; see textmill_layer_view. Set view->size
 * before. TEXTMILL_ABSENT if the pipeline has no such layer or nobody wrote it. Valid until the next run or close. */
TEXTMILL_EXPORT int32_t textmill_session_layer(const textmill_session* session, const char* name,
                                               textmill_layer_view* view);

/* Gives an attribute of the last document, such as "keyword_density.density". TEXTMILL_ABSENT if nobody set it. Valid
 * until the next run or close. */
TEXTMILL_EXPORT int32_t textmill_session_attribute(const textmill_session* session, const char* name,
                                                   textmill_value* value);

/* The last document as `textmill run --format jsonl` writes it, with what the pipeline's `output` asks for; ends with a
 * zero byte. Empty if it did not go through. Valid until the next call for this session. */
TEXTMILL_EXPORT const char* textmill_session_json(textmill_session* session);

/* Frees the session. Null is allowed. */
TEXTMILL_EXPORT void textmill_session_close(textmill_session* session);

#ifdef __cplusplus
}
#endif

#endif /* TEXTMILL_ENGINE_H */
