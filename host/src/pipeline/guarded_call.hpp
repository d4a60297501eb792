// Calls into a plugin. The C++ glue lets nothing out; a plugin without it may throw all the same.
#pragma once

#include <cstdint>
#include <exception>
#include <string>

#include "textmill/abi.h"

namespace textmill::host {

/// What `call` gives; if it throws, `say` gets a sentence and the status is TEXTMILL_ERROR.
template <class Call, class Say>
std::int32_t guarded_call(Call call, Say say) noexcept {
  try {
    return call();
  } catch (const std::exception& e) {
    say(std::string("threw an exception across the plugin boundary: ") + e.what());
  } catch (...) {
    say("threw an exception of unknown type across the plugin boundary");
  }
  return TEXTMILL_ERROR;
}

/// What a plugin said of its failure, or that it said nothing.
inline std::string or_unsaid(const std::string& complaint) {
  return complaint.empty() ? "failed without giving a reason" : complaint;
}

}  // namespace textmill::host
