/* Its list of stages holds a null pointer. */
#include "raw.h"

static const textmill_stage* const stages[] = {NULL};
TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {sizeof(textmill_plugin), 1, 0, BAD_ID, 1, stages};
