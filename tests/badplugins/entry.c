/* Plugins whose entry is wrong in the way the build says: RAW_MAJOR, RAW_MINOR, RAW_ID, RAW_ENTRY_SIZE, ...
 */
#include "raw.h"

#ifdef NULL_PROCESS
RAW_PLUGIN(raw_create_model, raw_create_instance, NULL);
#else
RAW_PLUGIN(raw_create_model, raw_create_instance, raw_process);
#endif
