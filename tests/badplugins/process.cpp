// Goes wrong on the document with ##TRIGGER##, in the way the build says; handles all others.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include "raw.h"

namespace {

struct Foreign {};  // no std::exception, and known to this library only

#if defined(OVERFLOWS_STACK)
/// Recursion that no compiler can turn into a loop.
std::int32_t overflow_stack(const textmill_host* host, textmill_document* document) {
  volatile char frame[4096] = {};
  frame[0] = static_cast<char>(overflow_stack(host, document) + frame[1]);
  return frame[0];
}
#endif

[[maybe_unused]] std::int32_t go_wrong(const textmill_host* host, textmill_document* document) {
  (void)host, (void)document;
#if defined(THROWS)
  throw std::runtime_error("out of ideas");
#elif defined(THROWS_FOREIGN)
  throw Foreign();
#elif defined(CRASHES)
  std::raise(SIGSEGV);
#elif defined(ABORTS)
  std::raise(SIGABRT);
#elif defined(HANGS)
  for (;;) pause();
#elif defined(SLOW)
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  return TEXTMILL_OK;
#elif defined(DROPS)
  host->fail(document, raw_string("not worth keeping"));
  return TEXTMILL_DROP;
#elif defined(FAILS_TWICE)
  static int failures = 0;
  return ++failures <= 2 ? TEXTMILL_ERROR : TEXTMILL_OK;
#elif defined(SILENT)
  return TEXTMILL_ERROR;
#elif defined(EXITS)
  _exit(3);
#elif defined(FLOODS)
  for (;;) std::puts("a plugin that never stops printing");
#elif defined(LEAKS)
  static char* volatile lost;  // or the compiler leaves it out
  lost = new char[1 << 20];
  memset(lost, 1, 1 << 20);
#elif defined(CLOSES_DESCRIPTORS)
  for (int fd = 0; fd < 64; ++fd) close(fd);
#elif defined(OVERFLOWS_STACK)
  return overflow_stack(host, document);
#elif defined(EATS_MEMORY)
  for (;;) memset(new char[1 << 20], 1, 1 << 20);
#endif
  return TEXTMILL_OK;
}

std::int32_t process(void*, const textmill_host* host, textmill_document* document) {
#if defined(PRINTS)
  std::puts("a plugin that prints to standard output");
  std::fflush(stdout);
#endif
  return raw_triggered(host, document) != 0 ? go_wrong(host, document) : TEXTMILL_OK;
}

}  // namespace

RAW_PLUGIN(raw_create_model, raw_create_instance, process);
