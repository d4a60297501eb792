// Two plugins that meet: one says in a file that it has been given a document, the model of the other is not
// made before that file is there. Those that ship with Textmill are made while documents are worked on, so
// they meet.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include "raw.h"

namespace {

constexpr char kSign[] = "met";  // in the folder the program runs in

/// How long to wait; 0: no meeting was arranged.
int patience_ms() {
  const char* patience = getenv("TEXTMILL_PATIENCE_MS");
  return patience ? atoi(patience) : 0;
}

[[maybe_unused]] std::int32_t say_so(void*, const textmill_host* host, textmill_document*) {
  host->log(host, TEXTMILL_LOG_WARNING, raw_string("met a document"));
  std::FILE* file = patience_ms() > 0 ? std::fopen(kSign, "w") : nullptr;
  if (file) std::fclose(file);
  return TEXTMILL_OK;
}

bool meet() {
  for (int ms = patience_ms(); ms > 0; --ms) {
    if (access(kSign, F_OK) == 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

[[maybe_unused]] std::int32_t create_model(const textmill_host* host, textmill_setup* setup, void** model) {
  host->log(host, TEXTMILL_LOG_WARNING, raw_string("is being made"));
  if (!meet()) {
    host->fail_setup(setup, raw_string("nobody came"));
    return TEXTMILL_ERROR;
  }
#if defined(CRASHES)
  std::raise(SIGSEGV);
#elif defined(FAILS)
  host->fail_setup(setup, raw_string("the word list is empty"));
  return TEXTMILL_ERROR;
#endif
  return raw_create_model(host, setup, model);
}

[[maybe_unused]] std::int32_t create_instance(const textmill_host* host, void* model, void** instance) {
#if defined(HAS_NO_ROOM)
  return TEXTMILL_NO_MEMORY;
#endif
  return raw_create_instance(host, model, instance);
}

}  // namespace

#if defined(WAITS)
RAW_PLUGIN(create_model, create_instance, raw_process);
#else
RAW_PLUGIN(raw_create_model, create_instance, say_so);
#endif
