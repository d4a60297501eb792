// Cannot be created, in the way the build says.
#include <csignal>
#include <cstdint>

#include "raw.h"

namespace {

struct Foreign {};  // no std::exception, and known to this library only

[[maybe_unused]] std::int32_t create_model(const textmill_host* host, textmill_setup* setup, void**) {
#if defined(THROWS)
  throw Foreign();
#elif defined(CRASHES)
  std::raise(SIGSEGV);
#elif defined(SAYS_WHY)
  host->fail_setup(setup, raw_string("the word list is empty"));
#endif
  (void)host, (void)setup;
  return TEXTMILL_ERROR;
}

[[maybe_unused]] std::int32_t create_instance(const textmill_host* host, void*, void**) {
#if defined(CRASHES)
  std::raise(SIGSEGV);
#endif
  host->log(host, TEXTMILL_LOG_ERROR, raw_string("no room for another worker"));
  return TEXTMILL_NO_MEMORY;
}

}  // namespace

#ifdef INSTANCE
RAW_PLUGIN(raw_create_model, create_instance, raw_process);
#else
RAW_PLUGIN(create_model, raw_create_instance, raw_process);
#endif
