// Where exceptions of a plugin end: nothing thrown crosses into the host. Authors have no need of it;
// plugin.hpp includes it.
#pragma once

#include <cstdint>
#include <exception>
#include <new>

#include "textmill/abi.h"
#include "textmill/options.hpp"

namespace textmill::detail {

/// Runs `body` and turns what it throws into a status; `say` gets the sentence.
template <class Body, class Say>
std::int32_t guarded(Body&& body, Say&& say) noexcept {
  try {
    body();
    return TEXTMILL_OK;
  } catch (const Error& e) {
    say(e.message());
    return e.status();
  } catch (const std::bad_alloc&) {
    say("out of memory");
    return TEXTMILL_NO_MEMORY;
  } catch (const std::exception& e) {
    say(e.what());
    return TEXTMILL_ERROR;
  } catch (...) {
    say("an exception of unknown type was thrown");
    return TEXTMILL_ERROR;
  }
}

}  // namespace textmill::detail
