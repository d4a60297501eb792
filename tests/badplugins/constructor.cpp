// Does what the build says in a static constructor: before any of the host's calls.
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "raw.h"

namespace {

struct Constructed {
  Constructed() {
#if defined(ABORTS)
    std::abort();
#elif defined(THROWS)
    throw std::runtime_error("no configuration found");
#elif defined(EXITS)
    _exit(3);
#elif defined(HANGS)
    for (;;) pause();
#endif
  }
} constructed;

}  // namespace

RAW_PLUGIN(raw_create_model, raw_create_instance, raw_process);
