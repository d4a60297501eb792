/* Extensions that are being tried out. Nothing in this file is promised: what is here may change or be gone in the
 * next release, and with it the number behind `draft-`. A draft that proves itself moves to abi.h as NAME/1.
 *
 * A plugin that uses one lists it in its manifest:
 *
 *   drafts: [textmill.source/draft-1]
 *
 * A host refuses such a plugin, from the manifest alone, unless it is told --allow-drafts and has this very draft.
 * To a plugin that does not list a draft the host answers null, as for any extension it does not have. */
#ifndef TEXTMILL_DRAFTS_H
#define TEXTMILL_DRAFTS_H

#include "textmill/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Host: where a document came from, for stages that tell people where to look. What a stage finds must not depend
 * on it: a text has to give the same result wherever it lies. */
#define TEXTMILL_EXT_SOURCE "textmill.source/draft-1"

typedef struct textmill_source {
  size_t size;          /* set by the caller to sizeof(textmill_source) */
  textmill_string path; /* as given on the command line; "-" for standard input */
  uint64_t offset;      /* of the record in the decompressed input, bytes */
  uint64_t length;      /* of the record, bytes */
  uint64_t line;        /* of the record, from 1; 0 where lines do not matter */
} textmill_source;

typedef struct textmill_source_host {
  size_t size;
  /* Fills `source` up to source->size. The path is valid until process returns. Inside process, on its thread. */
  void (*source)(const textmill_document* document, textmill_source* source);
} textmill_source_host;

#ifdef __cplusplus
}
#endif

#endif /* TEXTMILL_DRAFTS_H */
