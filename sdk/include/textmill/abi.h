/* Textmill's plugin contract, major version 1. C11; also valid C++.
 *
 * This file is everything that crosses the line between the host and a plugin. C++ authors include
 * <textmill/plugin.hpp> instead, which wraps it; authors in other languages translate it.
 *
 * How the two sides meet
 *   A plugin is a shared library that exports one data symbol, `textmill_plugin_v1`, and carries its
 *   manifest (plugin.yaml) in the ELF section TEXTMILL_MANIFEST_SECTION. The host reads the manifest
 *   from the file without running any code of the plugin, then loads the library with
 *   RTLD_NOW | RTLD_LOCAL, checks the symbol against the manifest, and never unloads it.
 *   For each stage a pipeline uses: create_model once per process, create_instance once per worker,
 *   process once per document, then the destroy calls in reverse order.
 *
 * Rules that hold for every entry
 *   Versions   Tables start with their size and only grow at the end. A plugin built for 1.x loads in
 *              every host 1.y with y >= x. Before a field added in 1.n is read, size must cover it
 *              (TEXTMILL_HAS). A new major version is a new symbol name.
 *   Strings    UTF-8, pointer and length, not terminated by a zero byte unless it says `const char*`.
 *              A string handed over is borrowed: it is valid until the call that received it returns,
 *              unless the entry says otherwise. The receiver copies what it keeps.
 *   Memory     No heap block changes owner. Nobody frees what the other side allocated.
 *   Exceptions Nothing may be thrown or longjmp'ed across a call, in either direction.
 *   Threads    Each entry says which thread may call it. `document` functions belong to the thread
 *              that is inside `process` for that document.
 *   Offsets    Bytes into the document's text, half open, on code-point boundaries.
 */
#ifndef TEXTMILL_ABI_H
#define TEXTMILL_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TEXTMILL_ABI_MAJOR 1
#define TEXTMILL_ABI_MINOR 0

/* Name of the ELF section that holds plugin.yaml, byte for byte. */
#define TEXTMILL_MANIFEST_SECTION ".textmill_manifest"

/* Bytes after the end of a document's text that may be read and are zero (for vector code). */
#define TEXTMILL_TEXT_PADDING 64

/* "No row": a parent that is not set, a name that is not found. */
#define TEXTMILL_NONE UINT32_MAX

/* True if the table `object` is new enough to have `field`. */
#define TEXTMILL_HAS(object, field) \
  ((object)->size >= (size_t)((const char*)&(object)->field - (const char*)(object)) + sizeof((object)->field))

/* A borrowed UTF-8 string. `ptr` may be null if `len` is 0. */
typedef struct textmill_string {
  const char* ptr;
  size_t len;
} textmill_string;

/* Bytes [begin, end) of the document's text; begin < end. */
typedef struct textmill_span {
  uint32_t begin;
  uint32_t end;
} textmill_span;

/* What a call reports. Anything but OK and DROP is a failure; say why with `fail`. */
typedef enum textmill_status {
  TEXTMILL_OK = 0,
  TEXTMILL_DROP = 1,        /* process only: leave the document out; the reason is given with `fail` */
  TEXTMILL_ERROR = 2,       /* this document (or this option, at create) cannot be handled */
  TEXTMILL_INVALID = 3,     /* the caller broke the contract; the host names the stage */
  TEXTMILL_UNDECLARED = 4,  /* a layer, attribute, option or field the manifest does not declare */
  TEXTMILL_NO_MEMORY = 5,
  TEXTMILL_CANCELLED = 6,   /* the deadline has passed */
  TEXTMILL_ABSENT = 7       /* an optional thing is not there; not a failure */
} textmill_status;

typedef enum textmill_log_level {
  TEXTMILL_LOG_DEBUG = 0,
  TEXTMILL_LOG_INFO = 1,
  TEXTMILL_LOG_WARNING = 2,
  TEXTMILL_LOG_ERROR = 3
} textmill_log_level;

/* The type of a textmill_value. */
typedef enum textmill_type {
  TEXTMILL_NULL = 0,
  TEXTMILL_BOOL = 1,
  TEXTMILL_INTEGER = 2, /* also size (bytes) and duration (nanoseconds) options */
  TEXTMILL_NUMBER = 3,  /* also percentage options, in percent: "3%" is 3.0 */
  TEXTMILL_STRING = 4,  /* also choice and path options; a path is absolute */
  TEXTMILL_STRINGS = 5  /* a list of strings */
} textmill_type;

/* One typed value: an option, an attribute, or a field of the document's meta. Read the member that
 * `type` names. Strings are borrowed (see the entry that returned the value for how long). */
typedef struct textmill_value {
  int32_t type; /* textmill_type */
  uint32_t string_count;
  union {
    int32_t boolean;
    int64_t integer;
    double number;
    textmill_string string;
    const textmill_string* strings; /* string_count of them */
  } as;
} textmill_value;

typedef struct textmill_setup textmill_setup;       /* a stage being created; owned by the host */
typedef struct textmill_document textmill_document; /* one text with its layers; owned by the host */
typedef struct textmill_layer textmill_layer;       /* a layer being written; owned by the document */

/* A finished layer, read column by column. Row i is spans[i], labels[i], ...
 * Rows are sorted by (begin ascending, end descending). A column the layer does not have is null.
 * All pointers are valid until `process` returns. */
typedef struct textmill_layer_view {
  size_t size; /* set by the caller to sizeof(textmill_layer_view) */
  uint32_t count;
  uint32_t label_name_count;
  uint32_t feature_count;
  const textmill_span* spans;
  const uint32_t* labels;             /* index into label_names, or TEXTMILL_NONE */
  const float* scores;
  const uint32_t* parents;            /* row of the parent layer, or TEXTMILL_NONE */
  const textmill_string* label_names; /* first the labels the writer's manifest lists, in its order,
                                         then those it interned for this document */
  const struct textmill_feature_view* features; /* in the order of the writer's manifest */
} textmill_layer_view;

/* One named feature column; `type` says which of the three arrays is set. */
typedef struct textmill_feature_view {
  textmill_string name;
  int32_t type; /* TEXTMILL_INTEGER, TEXTMILL_NUMBER or TEXTMILL_STRING */
  const int64_t* integers;
  const double* numbers;
  const textmill_string* strings;
} textmill_feature_view;

/* Where to write the rows handed out by `reserve`. A column the manifest does not declare is null.
 * String features are not here: see `set_string`. */
typedef struct textmill_columns {
  size_t size;        /* set by the caller to sizeof(textmill_columns) */
  uint32_t first_row; /* row number of spans[0] */
  uint32_t capacity;  /* rows that may be written */
  textmill_span* spans;
  uint32_t* labels;   /* preset to TEXTMILL_NONE */
  float* scores;      /* preset to 0 */
  uint32_t* parents;  /* preset to TEXTMILL_NONE */
  int64_t* const* integer_features; /* one entry per declared feature; null entries are of another type */
  double* const* number_features;
} textmill_columns;

/* What the host offers. One table per stage; valid as long as the stage's model.
 * `host` in every call is this table. */
typedef struct textmill_host {
  size_t size;
  uint32_t abi_minor; /* the minor version the host implements */
  void* context;      /* the host's; do not touch */

  /* Writes a message to the host's log under the stage's name. Rate-limited by the host.
   * Any thread. */
  void (*log)(const struct textmill_host* host, int32_t level, textmill_string message);

  /* Returns the host's table for an extension such as "textmill.cancel/1", or null if it has none.
   * Valid as long as the host table. Any thread. */
  const void* (*extension)(const struct textmill_host* host, const char* id);

  /* ---- while a model is being created: only inside create_model, on its thread ---- */

  /* Gives an option's value, already checked and typed as the manifest says; defaults are filled in.
   * An option without default that was not given is TEXTMILL_NULL. Valid until create_model returns.
   * TEXTMILL_UNDECLARED if the manifest has no such option. */
  int32_t (*option)(textmill_setup* setup, textmill_string name, textmill_value* value);

  /* The folder of the plugin's own files (RESOURCES of textmill_add_plugin): absolute, may not exist.
   * Valid until create_model returns. */
  textmill_string (*resource_dir)(textmill_setup* setup);

  /* Says why create_model is about to return a failure: one sentence, lower case, no full stop. */
  void (*fail_setup)(textmill_setup* setup, textmill_string message);

  /* ---- a document: only inside process, on its thread, for the document it was given ---- */

  /* The text: valid UTF-8, at most UINT32_MAX - 1 bytes, the same for every stage, followed by
   * TEXTMILL_TEXT_PADDING readable zero bytes. Valid until process returns. */
  textmill_string (*text)(const textmill_document* document);

  /* The document's id, unique within its input. Valid until process returns. */
  textmill_string (*id)(const textmill_document* document);

  /* Says why this document fails or is dropped. The last call before process returns counts. */
  void (*fail)(textmill_document* document, textmill_string message);

  /* Opens a layer that an earlier stage finished. Fills `view` up to view->size.
   * TEXTMILL_ABSENT if the manifest lists it as optional and nobody wrote it;
   * TEXTMILL_UNDECLARED if the manifest does not list it. */
  int32_t (*read_layer)(const textmill_document* document, textmill_string name, textmill_layer_view* view);

  /* Opens a layer this stage declares under `writes`. A layer that is opened and left empty exists.
   * Valid until process returns; the same handle on a second call. */
  int32_t (*write_layer)(textmill_document* document, textmill_string name, textmill_layer** layer);

  /* Makes room for `count` more rows behind the committed ones and says where. Pointers are valid
   * until the next reserve, commit or add on this layer. TEXTMILL_NO_MEMORY leaves all unchanged. */
  int32_t (*reserve)(textmill_layer* layer, uint32_t count, textmill_columns* columns);

  /* Keeps the first `count` rows of the last reserve. TEXTMILL_INVALID if it is more than reserved.
   * Spans are checked when the stage returns: inside the text, begin < end, on code-point boundaries,
   * sorted by (begin ascending, end descending), labels and parents in range. A violation is this
   * document's error and names the stage. */
  int32_t (*commit)(textmill_layer* layer, uint32_t count);

  /* Appends `count` rows from arrays; `labels` and `scores` may be null. Like reserve + commit. */
  int32_t (*add)(textmill_layer* layer, const textmill_span* spans, const uint32_t* labels,
                 const float* scores, uint32_t count);

  /* Gives the label number for a string, the same number for the same string within this document.
   * Labels listed in the manifest keep their position as number and need no call.
   * TEXTMILL_NONE if the layer has no label column. The string is copied. */
  uint32_t (*intern)(textmill_layer* layer, textmill_string label);

  /* Sets string feature `feature` (position in the manifest) of a reserved or committed row.
   * The string is copied. TEXTMILL_INVALID if row or feature is out of range or of another type. */
  int32_t (*set_string)(textmill_layer* layer, uint32_t row, uint32_t feature, textmill_string value);

  /* Sets an attribute this stage declares; the value must be of the declared type, numbers finite.
   * Strings are copied. */
  int32_t (*set_attribute)(textmill_document* document, textmill_string name, const textmill_value* value);

  /* Gives an attribute an earlier stage set. TEXTMILL_ABSENT if nobody set it. Valid until process
   * returns. */
  int32_t (*attribute)(const textmill_document* document, textmill_string name, textmill_value* value);

  /* Gives a field that came with the document (another field of its JSON line). TEXTMILL_ABSENT if the
   * document has none; objects and arrays of anything but strings are TEXTMILL_NULL. The manifest
   * must declare `meta: true` under reads. Valid until process returns. */
  int32_t (*meta)(const textmill_document* document, textmill_string name, textmill_value* value);
} textmill_host;

/* One stage a plugin offers. All functions return a textmill_status unless void. */
typedef struct textmill_stage {
  size_t size;
  const char* id; /* as in the manifest */

  /* Makes the part that is shared by all workers and does not change: options, models, word lists.
   * Once per process and use in a pipeline; no other call to this stage runs meanwhile.
   * On failure leave *model null. `host` stays valid until destroy_model returns. */
  int32_t (*create_model)(const textmill_host* host, textmill_setup* setup, void** model);
  void (*destroy_model)(void* model);

  /* Makes what one worker needs besides: buffers, caches. May run on several threads at once with
   * the same model. Threading "concurrent" and "serial": one instance for all. */
  int32_t (*create_instance)(const textmill_host* host, void* model, void** instance);
  void (*destroy_instance)(void* instance);

  /* Handles one document. Threading "per-worker": one thread at a time per instance.
   * "concurrent": several threads at once. "serial": one at a time, in input order. */
  int32_t (*process)(void* instance, const textmill_host* host, textmill_document* document);

  /* Returns the stage's table for an extension such as "textmill.batch/1", or null. May be null.
   * Valid until the process ends. Any thread. */
  const void* (*extension)(const char* id);
} textmill_stage;

/* What the exported symbol is. Constant, valid until the process ends. */
typedef struct textmill_plugin {
  size_t size;
  uint32_t abi_major; /* TEXTMILL_ABI_MAJOR the plugin was built with */
  uint32_t abi_minor; /* TEXTMILL_ABI_MINOR it needs */
  const char* id;     /* as in the manifest */
  uint32_t stage_count;
  const textmill_stage* const* stages;
} textmill_plugin;

#if defined(__GNUC__)
#define TEXTMILL_EXPORT __attribute__((visibility("default")))
#else
#define TEXTMILL_EXPORT
#endif

/* The one exported symbol of a plugin. */
extern TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1;

/* ---- extensions -------------------------------------------------------------------------------- */

/* Host: "textmill.cancel/1". Lets long work stop in time. */
#define TEXTMILL_EXT_CANCEL "textmill.cancel/1"
typedef struct textmill_cancel {
  size_t size;
  /* Nonzero once the document's time limit has passed; return TEXTMILL_CANCELLED soon after.
   * Costs a few nanoseconds. Inside process, on its thread. */
  int32_t (*cancelled)(const textmill_document* document);
} textmill_cancel;

/* Stage: "textmill.batch/1". For stages that are faster over many documents at once. */
#define TEXTMILL_EXT_BATCH "textmill.batch/1"
typedef struct textmill_batch {
  size_t size;
  /* Handles `count` documents; writes one textmill_status per document to `statuses`. The result of
   * each document must be the same as from `process`. If the call fails, leaves a status unwritten or
   * takes longer than one document may, the host undoes it for all of them and goes on with process,
   * document by document. On the thread that would call process; never for threading "serial". */
  int32_t (*process_batch)(void* instance, const textmill_host* host, textmill_document* const* documents,
                           uint32_t count, int32_t* statuses);
} textmill_batch;

/* Both sides: "textmill.reduce/1". A result over all documents of a run: counts, a ranking, a summary of many.
 *
 * A stage that offers it says so in its manifest (writes.result). Inside `process` it hands over what the
 * document contributes, in a form of its own. The host keeps the contributions of the documents that were
 * written, none of one that was dropped or set aside, and when the run is complete makes one reduction:
 * begin, take for each contribution in input order, finish, destroy. So the result is the same whatever the
 * number of workers, the batches, the isolation, and however often the run was stopped and resumed. */
#define TEXTMILL_EXT_REDUCE "textmill.reduce/1"

/* A reduction under way; owned by the host. */
typedef struct textmill_reduction textmill_reduction;

/* The host's table: host->extension(host, TEXTMILL_EXT_REDUCE). */
typedef struct textmill_reduce_host {
  size_t size;
  /* Appends bytes to what the document contributes. They need not be UTF-8 and are copied. Inside process, on
   * its thread. TEXTMILL_UNDECLARED if the manifest has no writes.result; TEXTMILL_NO_MEMORY beyond
   * TEXTMILL_MAX_CONTRIBUTION bytes for one document. */
  int32_t (*emit)(textmill_document* document, textmill_string bytes);
  /* Appends to the result, which is one JSON value in UTF-8. Copied. Inside finish, on its thread. */
  int32_t (*write)(textmill_reduction* reduction, textmill_string json);
  /* Says why begin, take or finish is about to return a failure: one sentence, lower case, no full stop. */
  void (*fail)(textmill_reduction* reduction, textmill_string message);
} textmill_reduce_host;

/* Largest contribution of one document, bytes. */
#define TEXTMILL_MAX_CONTRIBUTION (64u << 20)

/* The stage's table. One thread; other documents may be in `process` in other threads or processes. A failure
 * ends the reduction: the run reports it with the stage's name and gives no result. */
typedef struct textmill_reduce {
  size_t size;
  /* Makes the empty state. On failure leave *state null. `model` is the stage's, of the same options. */
  int32_t (*begin)(void* model, const textmill_host* host, textmill_reduction* reduction, void** state);
  /* Takes what the document `id` contributed: all it emitted, in one piece, never empty. */
  int32_t (*take)(void* state, const textmill_host* host, textmill_reduction* reduction, textmill_string id,
                  textmill_string contribution);
  /* Writes the result; once, after the last take. Nothing contributed is not a failure. */
  int32_t (*finish)(void* state, const textmill_host* host, textmill_reduction* reduction);
  /* Frees the state, whether finish was reached or not. */
  void (*destroy)(void* state);
} textmill_reduce;

/* Host: "textmill.metrics/1". Counters of the stage's own for run.json and `textmill stats`: cache hits, words
 * looked up, documents cut short. They are summed over the run and change no result. */
#define TEXTMILL_EXT_METRICS "textmill.metrics/1"

/* Counters a stage may have; further names are passed over. */
#define TEXTMILL_MAX_METRICS 64u

typedef struct textmill_metrics {
  size_t size;
  /* Adds `amount` to the counter `name`, which begins at 0. The name is copied. Inside process, on its thread.
   * Documents that are dropped or fail count too. */
  void (*add)(textmill_document* document, textmill_string name, int64_t amount);
} textmill_metrics;

/* Host: "textmill.memory/1". Memory that all workers of a run see, for what a stage remembers from document to
 * document. What is found there must change no result. */
#define TEXTMILL_EXT_MEMORY "textmill.memory/1"

typedef struct textmill_memory {
  size_t size;
  /* Gives `bytes` zeros, aligned to a page; null if there is no such memory, and for 0 bytes. Pages are there
   * once they are touched. Workers that are threads see the same bytes; so do workers that are processes if all
   * plugins of the pipeline ship with Textmill, else each has bytes of its own. Others read and write while you
   * do, and a process may die in the middle of it: use atomics and no locks, and believe only what proves itself,
   * a checksum for example. The host's; valid until destroy_model returns. Inside create_model, on its thread. */
  void* (*shared)(textmill_setup* setup, size_t bytes);
} textmill_memory;

#ifdef __cplusplus
}
#endif

#endif /* TEXTMILL_ABI_H */
