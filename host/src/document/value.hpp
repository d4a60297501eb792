// One typed scalar: an attribute, an option, a field of a document's meta.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "textmill/abi.h"

namespace textmill::host {

/// A value whose strings are borrowed: from a document's arena, or from the pipeline's configuration.
struct Value {
  textmill_type type = TEXTMILL_NULL;
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0;
  std::string_view string;
  std::vector<textmill_string> strings;

  static Value of(bool v) {
    return with(TEXTMILL_BOOL, [&](Value& x) { x.boolean = v; });
  }
  static Value of(std::int64_t v) {
    return with(TEXTMILL_INTEGER, [&](Value& x) { x.integer = v; });
  }
  static Value of(double v) {
    return with(TEXTMILL_NUMBER, [&](Value& x) { x.number = v; });
  }
  static Value of(std::string_view v) {
    return with(TEXTMILL_STRING, [&](Value& x) { x.string = v; });
  }

  /// The same value as plugins see it; valid as long as this Value and its strings.
  textmill_value to_abi() const {
    textmill_value v{};
    v.type = type;
    switch (type) {
      case TEXTMILL_BOOL:
        v.as.boolean = boolean;
        break;
      case TEXTMILL_INTEGER:
        v.as.integer = integer;
        break;
      case TEXTMILL_NUMBER:
        v.as.number = number;
        break;
      case TEXTMILL_STRING:
        v.as.string = {string.data(), string.size()};
        break;
      case TEXTMILL_STRINGS:
        v.as.strings = strings.data();
        v.string_count = static_cast<std::uint32_t>(strings.size());
        break;
      case TEXTMILL_NULL:
        break;
    }
    return v;
  }

 private:
  template <class Set>
  static Value with(textmill_type type, Set set) {
    Value v;
    v.type = type;
    set(v);
    return v;
  }
};

}  // namespace textmill::host
